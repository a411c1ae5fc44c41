//! Lines for worlds made at random.

use super::generator::Dice;

impl Dice {
    fn who(&mut self) -> String {
        if self.clash && self.chance(50) {
            return self.pick(&["Averne", "Norland"]).into();
        }
        match self.below(6) {
            0 => "any actor".into(),
            1 => {
                self.tag("any member of in a line");
                "any member of League".into()
            }
            2 if self.typed => {
                self.tag("any state");
                "any state".into()
            }
            _ => self.state(),
        }
    }

    fn where_(&mut self, forbid: bool) -> String {
        let r = self.pick(&["Sorrel", "Sorrel", "Town", "Hills", "Averne"]);
        // Only places of which something is left: a demand on nothing is a known difference.
        let held = if self.chance(20) && r != "Town" && r != "Hills" {
            format!(
                " held by {} as of 2025-07-15",
                self.pick(&["Averne", "Norland"])
            )
        } else {
            String::new()
        };
        match self.below(3) {
            0 => format!("any part of {r}{held}"),
            // All of a place is not asked for where it is forbidden: a known difference.
            1 if !forbid => format!("all of {r}{held}"),
            _ => format!("{r}{held}"),
        }
    }

    fn bound(&mut self, unit: &str) -> String {
        format!(
            "{} {} thousand {unit}",
            self.pick(&["at least", "at most", "more than", "less than"]),
            self.number()
        )
    }

    /// What a pattern asks for, without subject and modal.
    fn asked(&mut self, forbid: bool, sort: usize) -> String {
        match sort {
            0 if self.chance(70) => {
                let b = self.bound("personnel");
                format!("limit armed-forces to {b}")
            }
            0 => "limit armed-forces".into(),
            1 => {
                let e = if forbid && self.chance(30) {
                    "one of (artillery, aircraft)"
                } else {
                    self.pick(&["weapons", "artillery", "heavy-weapons", "aircraft"])
                };
                format!("limit {e}")
            }
            2 => {
                let p = self.where_(forbid);
                format!("deploy {} in {p}", self.pick(&["forces", "army"]))
            }
            3 | 4 => {
                let p = self.where_(forbid);
                let all = if forbid { "army" } else { "all forces" };
                format!("withdraw {} from {p}", self.pick(&["forces", all, "army"]))
            }
            5 => {
                let (e, r) = (
                    self.pick(&["weapons", "artillery", "heavy-weapons", "aircraft"]),
                    self.who(),
                );
                format!("supply {e} to {r}")
            }
            6 => {
                let (b, r) = (self.bound("USD"), self.who());
                format!("pay {b} to {r}")
            }
            7 => "join League".into(),
            9 => {
                let (e, p) = (
                    self.pick(&["weapons", "artillery", "heavy-weapons"]),
                    self.where_(forbid),
                );
                let to = if self.chance(30) {
                    format!(" to {}", self.who())
                } else {
                    String::new()
                };
                format!("supply {e}{to} through {p}")
            }
            _ => format!("admit {} to League", self.state()),
        }
    }

    /// A deed and a modal a line asks for: mostly such as the draft has.
    fn theme(&mut self) -> (usize, &'static str) {
        if self.said.is_empty() || self.chance(if self.clash { 8 } else { 15 }) {
            return (
                self.below(10),
                self.pick(&[
                    "shall",
                    "shall",
                    "shall",
                    "may",
                    "shall not",
                    "shall not",
                    "is expected to",
                ]),
            );
        }
        let n = self.below(self.said.len());
        let (sort, ban) = self.said[n];
        (
            sort,
            if ban {
                self.pick(&["shall not", "is expected not to"])
            } else {
                self.pick(&["shall", "may", "may", "is expected to"])
            },
        )
    }

    fn effect(&mut self, who: &str) -> String {
        let s = self.state();
        match self.below(7) {
            0 => format!("{who} is linked to {s}"),
            1 => format!("{who} is loose"),
            2 => format!("{who} is barred from League"),
            3 => format!("{who} is feeble"),
            4 => format!("any part of Sorrel is ceded to {s} by any actor"),
            5 => format!("any part of Sorrel is conceded by {who}"),
            _ => format!("{who} is watched in any part of Sorrel"),
        }
    }

    fn condition(&mut self, who: &str) -> String {
        match self.below(4) {
            0 => {
                self.tag("effect in an exception");
                self.effect(who)
            }
            1 => format!("guarantee {{ beneficiary: {}; }}", self.state()),
            _ => {
                let (sort, m) = self.theme();
                let a = self.asked(true, sort);
                format!("{who} {m} {a}")
            }
        }
    }

    fn kind(&mut self, forbid: bool) -> String {
        if self.chance(60) {
            let mut out = format!("guarantee {{ beneficiary: {};", self.state());
            if self.chance(60) {
                out += &format!(
                    " binding: {};",
                    self.pick(&["at least treaty", "treaty", "at most political"])
                );
            }
            if self.chance(50) {
                let g = match self.below(4) {
                    0 => "any actor".to_owned(),
                    1 => format!("other than {}", self.state()),
                    2 => "only (Averne, Norland)".to_owned(),
                    _ => self.state(),
                };
                out += &format!(" guarantors: {g};");
            }
            return self.kind_phrases(out);
        }
        let area = if forbid {
            "any part of Sorrel"
        } else {
            self.pick(&["Sorrel", "all of Town", "any part of Sorrel"])
        };
        let mut out = format!("territory {{ area: {area};");
        if self.chance(50) {
            out += &format!(" sovereignty: {};", self.state());
        } else {
            out += &format!(
                " status: {};",
                self.pick(&[
                    "demilitarised",
                    "neutral",
                    "one of (demilitarised, neutral)"
                ])
            );
        }
        self.kind_phrases(out)
    }

    /// A pattern on a kind with the phrases it asks for, inside or after the braces.
    fn kind_phrases(&mut self, mut out: String) -> String {
        let (mut inside, mut after) = (String::new(), String::new());
        for more in [60, 20] {
            if !self.chance(more) {
                continue;
            }
            let p = self.phrase_asked();
            if self.chance(50) {
                inside += &format!(" {p};");
            } else {
                after += &format!("{} {p}", if after.is_empty() { "" } else { "," });
            }
        }
        out += &format!("{inside} }}{after}");
        out
    }

    /// A sentence of a pattern with phrases it asks for.
    fn phrased(&mut self, sentence: String) -> String {
        let mut out = sentence;
        for more in if self.clash { [15, 5] } else { [35, 10] } {
            if self.chance(more) {
                let p = self.phrase_asked();
                out = format!("{out}, {p}");
            }
        }
        out
    }

    pub fn line(&mut self, n: usize) -> String {
        let kind = self.chance(65);
        let echoed = if self.chance(if self.clash { 15 } else { 40 }) {
            self.echo(kind)
        } else {
            None
        };
        let demand = echoed.unwrap_or_else(|| self.demand());
        format!("  red line L{n} \"l\" absolute {{ {demand}; }}\n")
    }

    fn demand(&mut self) -> String {
        let form = if self.clash && self.chance(60) {
            6 + self.below(4)
        } else {
            self.below(10)
        };
        match form {
            0 => {
                let k = self.kind(true);
                let c = if self.chance(30) {
                    format!(" unless {}", self.condition("Averne"))
                } else {
                    String::new()
                };
                format!("forbid {k}{c}")
            }
            1 => {
                let k = self.kind(false);
                if self.chance(30) && k.starts_with("guarantee") {
                    self.tag("at least N");
                    format!("require at least 2 {k}")
                } else {
                    format!("require {k}")
                }
            }
            2 => {
                self.tag("effect forbidden");
                let w = self.who();
                format!("forbid that {}", self.effect(&w))
            }
            3 => {
                self.tag("effect required");
                let w = self.who();
                format!("require that {}", self.effect(&w))
            }
            4 if !self.members && !self.unnamed => {
                self.tag("join");
                let (sort, m) = self.theme();
                let (a, c) = (self.asked(true, sort), self.condition("A"));
                format!("forbid that any actor A {m} {a} unless {c}")
            }
            5 => {
                self.tag("tail");
                let w = self.who();
                format!(
                    "forbid that {w} shall limit armed-forces unless to {}",
                    self.bound("personnel")
                )
            }
            6 | 7 => {
                let (sort, m) = self.theme();
                let w = self.who();
                let a = self.asked(true, sort);
                let a = self.phrased(a);
                let c = if self.chance(40) {
                    format!(" unless {}", self.condition("Norland"))
                } else {
                    String::new()
                };
                format!("forbid that {w} {m} {a}{c}")
            }
            _ => {
                let (sort, m) = self.theme();
                let w = match m {
                    "shall not" if self.chance(30) => "no actor".to_owned(),
                    // `any` before `not` can be read in two ways.
                    "shall not" | "is expected not to" => self.state(),
                    _ => self.who(),
                };
                let m = if w == "no actor" { "shall" } else { m };
                let mut a = self.asked(false, sort);
                if m.contains("not") || w == "no actor" {
                    a = a
                        .replace("all ", "all-")
                        .replace("all-forces", "forces")
                        .replace("all-of", "all of");
                }
                let tail = match self.below(8) {
                    0 => " unconditionally".to_owned(),
                    1 => " whatever its conditions".to_owned(),
                    2 => " while peacetime".to_owned(),
                    3 => format!(" unless {}", self.condition("Norland")),
                    _ => String::new(),
                };
                let a = self.phrased(a);
                format!("require that {w} {m} {a}{tail}")
            }
        }
    }
}
