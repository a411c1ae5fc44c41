//! The packages of a draft as JSON.

use crate::model::{Draft, Taken};
use crate::source::SourceSet;
use crate::verdict::{Accepted, Gain, Packages};
use compact_str::CompactString;
use serde::Serialize;

#[derive(Serialize)]
struct Json<'d> {
    version: u32,
    draft: &'d str,
    undecided: bool,
    brackets: Vec<Bracket<'d>>,
    /// Counts are texts: they can be larger than any number JSON readers hold.
    packages: String,
    parties: Vec<Party<'d>>,
    all: Party<'d>,
    listed: Vec<Vec<Choice<'d>>>,
    unmeetable: Vec<Line<'d>>,
    /// Met by some package, but for certain by none.
    unsettled: Vec<Line<'d>>,
    deadlock: Vec<Line<'d>>,
    /// Only where no package suits all.
    gains: Option<Gains<'d>>,
}

#[derive(Serialize)]
struct Gains<'d> {
    most: Vec<&'d str>,
    package: Vec<Choice<'d>>,
    by: Vec<Gained<'d>>,
    /// Not everything was tried.
    cut: bool,
}

/// A single change, either of a line or of an answer, and who can then accept one package.
#[derive(Serialize)]
struct Gained<'d> {
    without: Option<Line<'d>>,
    answered: Option<Answered<'d>>,
    parties: Vec<&'d str>,
}

#[derive(Serialize)]
struct Answered<'d> {
    question: String,
    answer: &'d str,
    at: super::Place<'d>,
}

#[derive(Serialize)]
struct Bracket<'d> {
    name: &'d str,
    clause: Option<&'d str>,
    alternatives: Vec<&'d str>,
}

#[derive(Serialize)]
struct Party<'d> {
    party: Option<&'d str>,
    as_it_stands: String,
    under_every_reading: String,
    if_blanks_are_filled_well: String,
    dead: Vec<Choice<'d>>,
    forced: Vec<Choice<'d>>,
}

#[derive(Serialize)]
struct Choice<'d> {
    name: &'d str,
    alternative: &'d str,
}

#[derive(Serialize)]
struct Line<'d> {
    party: &'d str,
    red_line: &'d str,
}

/// JSON, contract version 1.
pub(crate) fn packages(draft: &Draft, found: &Packages, sources: &SourceSet) -> String {
    let choice = |(b, value): &Taken| Choice {
        name: &draft.choices[*b].name,
        alternative: &draft.choices[*b].values[*value],
    };
    fn party<'d>(
        party: Option<&'d str>,
        a: &Accepted,
        choice: &dyn Fn(&Taken) -> Choice<'d>,
    ) -> Party<'d> {
        Party {
            party,
            as_it_stands: a.as_it_stands.to_string(),
            under_every_reading: a.under_every_reading.to_string(),
            if_blanks_are_filled_well: a.if_filled_well.to_string(),
            dead: a.dead.iter().map(choice).collect(),
            forced: a.forced.iter().map(choice).collect(),
        }
    }
    fn lines(of: &[(CompactString, CompactString)]) -> Vec<Line<'_>> {
        of.iter()
            .map(|(party, red_line)| Line { party, red_line })
            .collect()
    }
    super::written(&Json {
        version: 1,
        draft: &draft.id,
        undecided: found.undecided,
        brackets: found
            .brackets
            .iter()
            .map(|b| {
                let c = &draft.choices[*b];
                Bracket {
                    name: &c.name,
                    clause: c.clause.map(|n| draft.clauses[n].label.as_str()),
                    alternatives: c.values.iter().map(|v| v.as_str()).collect(),
                }
            })
            .collect(),
        packages: found.total.to_string(),
        parties: found
            .parties
            .iter()
            .map(|(p, a)| party(Some(p), a, &choice))
            .collect(),
        all: party(None, &found.together, &choice),
        listed: found
            .listed
            .iter()
            .map(|p| p.iter().map(choice).collect())
            .collect(),
        unmeetable: lines(&found.unmeetable),
        unsettled: lines(&found.unsettled),
        deadlock: lines(&found.deadlock),
        gains: found.gains.as_ref().map(|g| Gains {
            most: g.most.iter().map(|p| p.as_str()).collect(),
            package: g.package.iter().map(choice).collect(),
            cut: g.cut,
            by: g
                .by
                .iter()
                .map(|(change, then)| {
                    let (without, answered) = match change {
                        Gain::Without(party, red_line) => (Some(Line { party, red_line }), None),
                        Gain::Answered(question, at, answer) => (
                            None,
                            Some(Answered {
                                question: question.words(),
                                answer,
                                at: super::place(*at, sources),
                            }),
                        ),
                    };
                    Gained {
                        without,
                        answered,
                        parties: then.iter().map(|p| p.as_str()).collect(),
                    }
                })
                .collect(),
        }),
    })
}
