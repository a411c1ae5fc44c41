//! Phrases for worlds made at random: every family of them, for what a draft says and for what a line asks for.

use super::generator::Dice;

/// Who asks for a phrase: a sentence of a draft, a clause of it, or a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Sentence,
    Clause,
    Line,
}

const EARLY: [&str; 3] = ["2026-02-01", "2026-06-15", "2027-03-01"];
const LATE: [&str; 3] = ["2028-01-31", "2029-06-30", "2030-01-01"];

impl Dice {
    fn early(&mut self) -> &'static str {
        self.pick(&EARLY)
    }

    fn late(&mut self) -> &'static str {
        self.pick(&LATE)
    }

    /// A bound in time.
    fn bound_in_time(&mut self, place: Place) -> String {
        let (early, late) = (self.early(), self.late());
        let moment = self.pick(&["signature", "entry-into-force"]);
        match self.below(20) {
            0 if place == Place::Line && self.chance(30) => "by any date".into(),
            0 => format!("by {late}"),
            1 => format!("before {late}"),
            2 => match self.clause_before() {
                Some(c) if self.chance(40) => format!("after completion of clause {c}"),
                _ => format!("after {early}"),
            },
            3 => format!("on {}", self.pick(&["2027-06-01", "2027-09-01"])),
            4 => format!("from {early}"),
            5 => "until 2030-01-01".into(),
            6 => format!("upon {}", self.pick(&[moment, early])),
            7 => format!(
                "within {} days {} {moment}",
                self.pick(&["30", "60"]),
                self.pick(&["of", "after"])
            ),
            8 => format!("within 60 days before {late}"),
            9 => format!("at least 10 days before {late}"),
            18..=19 => format!("at least 10 days after {moment}"),
            10 => format!("at once with {moment}"),
            11 if place == Place::Line && self.chance(50) => "for at least 15 years".into(),
            11 => format!("for {} years", self.pick(&["10", "20"])),
            12 => format!("for at least {} years", self.pick(&["10", "20"])),
            13 => self.pick(&["promptly", "immediately"]).into(),
            14..=15 => format!(
                "beginning {}",
                self.pick(&["by 2029-06-30", "after 2026-06-15"])
            ),
            _ => format!("completed {} {late}", self.pick(&["by", "before"])),
        }
    }

    /// The label of a clause of this text that was made before.
    fn clause_before(&mut self) -> Option<String> {
        let own: Vec<String> = self
            .clauses
            .iter()
            .filter(|c| !c.contains(' '))
            .cloned()
            .collect();
        let n = self.below(own.len().max(1));
        own.get(n).cloned()
    }

    /// How it is done, who checks it, in exchange for what.
    fn manner(&mut self, place: Place) -> String {
        let a = self.state();
        match self.below(7) {
            0 => format!("verified by {}", self.checker(place)),
            1 => format!("judged by {}", self.checker(place)),
            2 => format!("with consent of {a}"),
            3 => format!("in consultation with {a}"),
            4 => match self.clause_before() {
                Some(c) => format!("in exchange for clause {c}"),
                None => "in phases".into(),
            },
            5 => match self.clause_before() {
                Some(c) => format!("in parallel with clause {c}"),
                None => "in phases".into(),
            },
            _ => format!(
                "starting with {}",
                self.pick(&["Town", "Hills", "Town, Road"])
            ),
        }
    }

    fn checker(&mut self, place: Place) -> &'static str {
        match place {
            Place::Line => self.pick(&["Averne", "Norland", "any actor"]),
            _ => self.pick(&["Averne", "Norland", "unspecified", "Averne, Norland"]),
        }
    }

    /// A phrase of any family.
    pub fn phrase(&mut self, place: Place) -> String {
        let (a, b) = (self.state(), self.state());
        let p = match self.below(16) {
            0 => "while peacetime".into(),
            1 => format!("if {a} invades {b}"),
            2 if place != Place::Line => format!("unless {a} invades {b}"),
            2 | 3 => match self.below(3) {
                0 => "in phases".into(),
                1 if place == Place::Line => "whatever its conditions".into(),
                _ => "unconditionally".into(),
            },
            4 | 5 => self.link(),
            6..=9 => self.manner(place),
            _ => self.bound_in_time(place),
        };
        if place != Place::Line {
            self.phrases.push(p.clone());
        }
        p
    }

    /// A phrase a pattern asks for: often one the draft has.
    pub fn phrase_asked(&mut self) -> String {
        if !self.phrases.is_empty() && self.chance(55) {
            let n = self.below(self.phrases.len());
            let p = self.phrases[n].clone();
            // `unless` is the exception of a line, and clauses of another text have other numbers there.
            if !p.starts_with("unless") && !p.contains(" of base") && !p.contains("unspecified") {
                return p;
            }
        }
        let p = self.phrase(Place::Line);
        if p.contains(" of base") {
            return "in phases".into();
        }
        p
    }

    /// A phrase like one that is said: the same, or with another day, word, name or length.
    fn like(&mut self, phrase: &str) -> Option<String> {
        let unusable = phrase.starts_with("unless")
            || phrase.contains(" of base")
            || phrase.contains("unspecified");
        if unusable {
            return None;
        }
        let mut out = phrase.to_owned();
        for _ in 0..self.below(3) {
            let (late, early) = (self.late(), self.early());
            let word = self.pick(&[
                "by ",
                "before ",
                "on ",
                "completed by ",
                "completed before ",
                "beginning by ",
            ]);
            let wait = self.pick(&["after ", "from ", "upon ", "beginning after "]);
            let (a, b) = match self.below(10) {
                0 => ("2028-01-31", late),
                1 => ("2029-06-30", late),
                2 => ("2030-01-01", late),
                3 => ("2026-02-01", early),
                4 => ("2026-06-15", early),
                5 => ("Averne", "Norland"),
                6 => ("10 years", "at least 10 years"),
                7 => ("while peacetime", "if Norland invades Averne"),
                8 if out.starts_with("by 2") || out.starts_with("before 2") => (
                    if out.starts_with("by") {
                        "by "
                    } else {
                        "before "
                    },
                    word,
                ),
                _ if out.starts_with("after 2") || out.starts_with("from 2") => (
                    if out.starts_with("after") {
                        "after "
                    } else {
                        "from "
                    },
                    wait,
                ),
                _ => continue,
            };
            if !out.contains("at least") {
                out = out.replacen(a, b, 1);
            }
        }
        Some(out)
    }

    /// What is asked of a clause on a kind, or of a sentence, that the draft has, with phrases like those it has.
    pub fn echo(&mut self, kind: bool) -> Option<String> {
        let (what, phrases, ban) = if kind {
            let n = self.below(self.guaranteed.len().max(1));
            let (whom, phrases) = self.guaranteed.get(n)?.clone();
            (
                format!("guarantee {{ beneficiary: {whom}; }}"),
                phrases,
                false,
            )
        } else {
            let n = self.below(self.phrased.len().max(1));
            let (who, deed, ban, phrases) = self.phrased.get(n)?.clone();
            let plain = |t: &str| !t.contains(['[', ',']) && !t.contains("unspecified");
            let known = plain(&who)
                && plain(&deed)
                && ![
                    "someone",
                    "only",
                    "thousand",
                    "undetermined",
                    "held",
                    "except",
                ]
                .iter()
                .any(|w| who.contains(w) || deed.contains(w));
            if !known {
                return None;
            }
            let modal = match (who.starts_with("no "), ban) {
                (true, _) => "shall",
                (_, true) => "shall not",
                _ => self.pick(&["may", "shall"]),
            };
            (format!("that {who} {modal} {deed}"), phrases, ban)
        };
        let mut asked = Vec::new();
        if !phrases.is_empty() && self.chance(75) {
            let n = self.below(phrases.len());
            asked.extend(self.like(&phrases[n]));
        }
        if asked.is_empty() || self.chance(20) {
            asked.push(self.phrase_asked());
        }
        let asked = asked.join(", ");
        let forbid = self.chance(40) && !what.contains("that no ") && !ban;
        let what = if forbid {
            what.replace(" all ", " ")
        } else {
            what
        };
        let word = if forbid { "forbid" } else { "require" };
        Some(if !kind {
            format!("{word} {what}, {asked}")
        } else if self.chance(50) {
            format!("{word} {what} {asked}")
        } else {
            format!("{word} {} {asked}; }}", what.trim_end_matches(" }"))
        })
    }
}
