//! The built-in vocabulary, embedded. It is written in the language itself and always in scope.

/// What people say for the words of the others: only mistakes and searches ask for it.
pub(crate) const SAID: &str = "prelude/97-said.truce";

/// Path and text of every file of the prelude, in order.
pub(crate) const PRELUDE: &[(&str, &str)] = &[
    (
        "prelude/00-core.truce",
        include_str!("../../prelude/00-core.truce"),
    ),
    (
        "prelude/10-guarantees.truce",
        include_str!("../../prelude/10-guarantees.truce"),
    ),
    (
        "prelude/20-territory.truce",
        include_str!("../../prelude/20-territory.truce"),
    ),
    (
        "prelude/30-forces.truce",
        include_str!("../../prelude/30-forces.truce"),
    ),
    (
        "prelude/40-monitoring.truce",
        include_str!("../../prelude/40-monitoring.truce"),
    ),
    (
        "prelude/50-people.truce",
        include_str!("../../prelude/50-people.truce"),
    ),
    (
        "prelude/60-money.truce",
        include_str!("../../prelude/60-money.truce"),
    ),
    (
        "prelude/70-justice.truce",
        include_str!("../../prelude/70-justice.truce"),
    ),
    (
        "prelude/80-topics.truce",
        include_str!("../../prelude/80-topics.truce"),
    ),
    (
        "prelude/90-matters.truce",
        include_str!("../../prelude/90-matters.truce"),
    ),
    (
        "prelude/95-usual.truce",
        include_str!("../../prelude/95-usual.truce"),
    ),
    (SAID, include_str!("../../prelude/97-said.truce")),
];
