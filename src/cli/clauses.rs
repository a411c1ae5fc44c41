//! Clauses of the families that agreements are made of, one file each in `docs/phrasebook/`: printed by `new`, put into a new draft by `init --with`, and the
//! phrasebook of the documentation.

/// Every family with its text.
pub(crate) const CLAUSES: &[(&str, &str)] = &[
    (
        "amnesty",
        include_str!("../../docs/phrasebook/amnesty.truce"),
    ),
    (
        "cantonment",
        include_str!("../../docs/phrasebook/cantonment.truce"),
    ),
    (
        "ceasefire",
        include_str!("../../docs/phrasebook/ceasefire.truce"),
    ),
    (
        "civilians",
        include_str!("../../docs/phrasebook/civilians.truce"),
    ),
    (
        "compensation",
        include_str!("../../docs/phrasebook/compensation.truce"),
    ),
    (
        "confidence-building",
        include_str!("../../docs/phrasebook/confidence-building.truce"),
    ),
    (
        "corridor",
        include_str!("../../docs/phrasebook/corridor.truce"),
    ),
    (
        "demilitarised-zone",
        include_str!("../../docs/phrasebook/demilitarised-zone.truce"),
    ),
    (
        "demobilisation",
        include_str!("../../docs/phrasebook/demobilisation.truce"),
    ),
    (
        "disarmament",
        include_str!("../../docs/phrasebook/disarmament.truce"),
    ),
    (
        "displaced-persons",
        include_str!("../../docs/phrasebook/displaced-persons.truce"),
    ),
    (
        "disputes",
        include_str!("../../docs/phrasebook/disputes.truce"),
    ),
    (
        "duration",
        include_str!("../../docs/phrasebook/duration.truce"),
    ),
    (
        "elections",
        include_str!("../../docs/phrasebook/elections.truce"),
    ),
    (
        "guarantee",
        include_str!("../../docs/phrasebook/guarantee.truce"),
    ),
    (
        "heavy-weapons",
        include_str!("../../docs/phrasebook/heavy-weapons.truce"),
    ),
    (
        "humanitarian-pause",
        include_str!("../../docs/phrasebook/humanitarian-pause.truce"),
    ),
    (
        "in-force",
        include_str!("../../docs/phrasebook/in-force.truce"),
    ),
    (
        "joint-commission",
        include_str!("../../docs/phrasebook/joint-commission.truce"),
    ),
    ("limits", include_str!("../../docs/phrasebook/limits.truce")),
    (
        "line-of-contact",
        include_str!("../../docs/phrasebook/line-of-contact.truce"),
    ),
    ("mines", include_str!("../../docs/phrasebook/mines.truce")),
    (
        "monitoring",
        include_str!("../../docs/phrasebook/monitoring.truce"),
    ),
    (
        "prisoners",
        include_str!("../../docs/phrasebook/prisoners.truce"),
    ),
    (
        "recognition",
        include_str!("../../docs/phrasebook/recognition.truce"),
    ),
    (
        "sanctions-relief",
        include_str!("../../docs/phrasebook/sanctions-relief.truce"),
    ),
    (
        "snapback",
        include_str!("../../docs/phrasebook/snapback.truce"),
    ),
    (
        "special-status",
        include_str!("../../docs/phrasebook/special-status.truce"),
    ),
    (
        "verified-step",
        include_str!("../../docs/phrasebook/verified-step.truce"),
    ),
    (
        "withdrawal-in-phases",
        include_str!("../../docs/phrasebook/withdrawal-in-phases.truce"),
    ),
];

/// A clause of a family, as it is written in a draft.
pub(crate) struct Sample {
    /// What it is about.
    pub title: String,
    /// What it does.
    pub about: String,
    /// What it names beside what a new project has, as it is declared.
    pub names: Vec<String>,
    /// Its statements, as they stand in a framework.
    pub text: String,
}

impl Sample {
    /// The clause of a family.
    pub(crate) fn of(name: &str) -> Option<Sample> {
        let (_, file) = CLAUSES.iter().find(|(n, _)| *n == name)?;
        let about = file.lines().next()?.trim_start_matches("// ").to_owned();
        let (head, draft) = file.split_once("\nframework ")?;
        let declared = |l: &&str| l.ends_with(';') && !l.starts_with("use ");
        let title = draft.split('"').nth(1)?.to_owned();
        let (_, body) = draft.split_once("source: \"An invented conflict\";\n")?;
        let (text, _) = body.split_once("\n}\n")?;
        Some(Sample {
            title,
            about,
            names: head.lines().filter(declared).map(str::to_owned).collect(),
            text: text.trim_matches('\n').to_owned() + "\n",
        })
    }

    /// The same with its clauses numbered from a number on, and how many they are.
    pub(crate) fn numbered_from(&self, first: usize) -> (String, usize) {
        let mut text = self.text.clone();
        let mut all = 0;
        while text.contains(&format!(" {} \"", all + 1)) {
            all += 1;
        }
        // The last first, so that no number is met twice.
        for n in (1..=all).rev() {
            let new = first + n - 1;
            text = text.replace(&format!(" {n} \""), &format!(" {new} \""));
            for word in ["clause", "clauses"] {
                for end in [";", " ", ",", ")"] {
                    let (old, mended) = (format!("{word} {n}{end}"), format!("{word} {new}{end}"));
                    text = text.replace(&old, &mended);
                }
            }
        }
        (text, all)
    }
}
