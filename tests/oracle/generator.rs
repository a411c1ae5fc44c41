//! Small worlds made at random from a seed, as text.

use super::generated_phrases::Place;
use std::collections::BTreeSet;

/// A generated world and the constructs in it.
pub struct Made {
    pub text: String,
    pub tags: BTreeSet<&'static str>,
}

pub struct Dice {
    state: u64,
    tags: BTreeSet<&'static str>,
    states: Vec<&'static str>,
    reading: bool,
    /// What stands in this world: not everything together, as some pairs are read differently by the two evaluators.
    pub members: bool,
    exceptions: bool,
    pub unnamed: bool,
    voids: bool,
    pub typed: bool,
    /// Bans stand beside permissions and duties of the same verb.
    pub clash: bool,
    /// What was banned, allowed and demanded: subject, deed, sort of deed, whether it is a ban.
    spoken: Vec<(String, String, usize, bool)>,
    /// The verbs that recur then.
    themes: [usize; 2],
    pub clauses: Vec<String>,
    /// Phrases of the draft: lines ask for them more often than for others.
    pub phrases: Vec<String>,
    /// One clause at most stands over or under all others: two of them are a circle.
    over_all: bool,
    /// Clauses yield to those before; else they prevail over them.
    yields: bool,
    /// Who is promised a guarantee, and under which phrases.
    pub guaranteed: Vec<(String, Vec<String>)>,
    /// Sentences with phrases: subject, deed, whether it is a ban, the phrases.
    pub phrased: Vec<(String, String, bool, Vec<String>)>,
    /// Sorts of deeds in the draft, and whether they are bans: lines ask for them more often than for others.
    pub said: Vec<(usize, bool)>,
    ban: bool,
}

const STATES: [&str; 5] = ["Averne", "Norland", "Ostia", "Pell", "Quern"];

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.state >> 33) % n as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'s>(&mut self, of: &[&'s str]) -> &'s str {
        of[self.below(of.len())]
    }

    pub fn tag(&mut self, t: &'static str) {
        self.tags.insert(t);
    }

    fn actor(&mut self) -> String {
        let n = self.below(self.states.len() + 1);
        self.states.get(n).copied().unwrap_or("League").to_owned()
    }

    pub fn state(&mut self) -> String {
        let n = self.below(self.states.len());
        self.states[n].to_owned()
    }

    /// Brackets around two values, of negotiators or of the ambiguous term.
    fn bracket(&mut self, a: &str, b: &str) -> String {
        if self.reading && self.chance(60) {
            self.tag("reading in brackets");
            return format!("[wide: {a} | narrow: {b}]");
        }
        self.tag("bracket");
        format!("[Averne: {a} | Norland: {b}]")
    }

    fn subject(&mut self, ban: bool) -> String {
        if self.clash && self.chance(45) {
            return self.pick(&["Averne", "Norland"]).into();
        }
        match self.below(10) {
            0 if self.unnamed => {
                self.tag("someone");
                "someone".into()
            }
            1 | 4 if !ban || self.chance(50) => {
                let (a, b) = (self.actor(), self.actor());
                self.bracket(&a, &b)
            }
            2 => {
                self.tag("list");
                "Averne, Norland".into()
            }
            3 if self.members => {
                self.tag("any member of");
                "any member of League".into()
            }
            5 if ban => {
                self.tag("no actor");
                if self.exceptions && self.chance(40) {
                    self.tag("no actor except");
                    return "no actor except Norland".into();
                }
                self.pick(&["no actor", "no state"]).into()
            }
            _ => self.actor(),
        }
    }

    pub fn equipment(&mut self) -> &'static str {
        self.pick(&[
            "weapons",
            "artillery",
            "heavy-weapons",
            "aircraft",
            "all weapons",
            "all artillery",
        ])
    }

    fn place(&mut self) -> String {
        match self.below(12) {
            0 | 1 => "Town".into(),
            2 | 3 => "Hills".into(),
            4 => "Sorrel".into(),
            5 => "Marsh".into(),
            6 => {
                self.tag("held by");
                let s = self.pick(&["Averne", "Norland"]);
                format!(
                    "Sorrel held by {s} as of {}",
                    self.pick(&["2025-01-15", "2025-07-15"])
                )
            }
            7 => {
                self.tag("except");
                "Sorrel except Town".into()
            }
            8 => self.bracket("Town", "Hills, Road"),
            9 => {
                self.tag("unknown part");
                "unspecified part of Sorrel".into()
            }
            _ => "Road".into(),
        }
    }

    pub fn number(&mut self) -> &'static str {
        self.pick(&["10", "20", "30", "40", "50"])
    }

    fn amount(&mut self, unit: &str) -> String {
        let n = self.number();
        match self.below(9) {
            0 | 8 => {
                self.tag("number hole");
                format!("{} {unit}", self.pick(&["unspecified", "undetermined"]))
            }
            1 => {
                self.tag("interval");
                // A limit sets the most there may be.
                let words: &[&str] = match unit {
                    "personnel" => &["at most", "less than"],
                    _ => &["at least", "at most", "more than", "less than"],
                };
                format!("{} {n} thousand {unit}", self.pick(words))
            }
            2 => {
                let m = self.number();
                let b = self.bracket(&format!("{n} thousand"), &format!("{m} thousand"));
                format!("{b} {unit}")
            }
            _ => format!("{n} thousand {unit}"),
        }
    }

    fn receiver(&mut self) -> String {
        if self.unnamed && self.chance(15) {
            self.tag("actor hole");
            return self.pick(&["unspecified", "undetermined"]).into();
        }
        self.actor()
    }

    /// What is done, without subject and modal.
    fn deed(&mut self) -> String {
        let sort = if self.clash && self.chance(80) {
            self.themes[self.below(2)]
        } else {
            self.below(10)
        };
        self.said.push((sort, self.ban));
        match sort {
            0 => {
                let a = self.amount("personnel");
                format!("limit armed-forces to {a}")
            }
            1 => format!("limit {}", self.equipment()),
            2 if self.chance(20) => {
                self.tag("silent role");
                "deploy forces".into()
            }
            2 => {
                let p = self.place();
                format!(
                    "deploy {} in {p}",
                    self.pick(&["forces", "army", "permanent forces"])
                )
            }
            3 | 4 => {
                let p = self.place();
                let bare = self.clash && self.chance(80);
                format!(
                    "withdraw {} from {p}",
                    if bare {
                        self.pick(&["forces", "army"])
                    } else {
                        self.pick(&["forces", "all forces", "army", "all army"])
                    }
                )
            }
            5 if self.chance(20) => {
                self.tag("silent role");
                format!("supply {}", self.equipment())
            }
            5 => {
                let (e, r) = (self.equipment(), self.receiver());
                format!("supply {e} to {r}")
            }
            6 => {
                let (a, r) = (self.amount("USD"), self.receiver());
                format!("pay {a} to {r}")
            }
            7 => {
                self.tag("organisation");
                "join League".into()
            }
            9 => {
                let (e, p) = (
                    self.equipment(),
                    self.pick(&["Town", "Hills", "Road", "Town, Hills"]),
                );
                let to = if self.chance(40) {
                    format!(" to {}", self.actor())
                } else {
                    String::new()
                };
                let only = if !self.ban && self.chance(60) {
                    " only"
                } else {
                    ""
                };
                format!("supply {e}{to}{only} through {p}")
            }
            _ => {
                self.tag("organisation");
                format!("admit {} to League", self.state())
            }
        }
    }

    /// The opposite of what was said before, of as much, more or less.
    fn counter(&mut self) -> Option<String> {
        let n = self.below(self.spoken.len().max(1));
        let (subject, deed, sort, ban) = self.spoken.get(n)?.clone();
        self.tag("counter");
        self.said.push((sort, !ban));
        let mut deed = deed.replace(" only through", " through");
        for _ in 0..self.below(3) {
            let (a, b) = [
                ("weapons", "artillery"),
                ("forces", "army"),
                ("Sorrel", "Town"),
                ("Town", "Sorrel"),
                ("Hills", "Town, Hills"),
                ("army", "forces"),
                ("artillery", "weapons"),
                (" to Averne", ""),
            ][self.below(8)];
            if deed.split(' ').any(|w| w == a.trim_start_matches(" to "))
                && !deed.contains('[')
                && !deed.contains("held")
                && !deed.contains("except")
                && !deed.contains("part of")
            {
                deed = deed.replacen(a, b, 1);
            }
        }
        let subject = if !ban && self.chance(25) {
            "no actor".to_owned()
        } else if subject.starts_with("no ") {
            self.state()
        } else {
            subject
        };
        let modal = if subject.starts_with("no ") {
            "shall"
        } else if ban {
            self.pick(&["may", "may", "shall", "is expected to"])
        } else {
            self.pick(&["shall not", "shall not", "is expected not to"])
        };
        let modal = if subject.contains(',') && modal.starts_with("is ") {
            if ban { "shall" } else { "shall not" }
        } else {
            modal
        };
        let mut out = format!("{subject} {modal} {deed}");
        if self.chance(20) {
            self.tag("link");
            out = format!("{out} {}", self.link());
        }
        if self.chance(15) {
            let p = self.phrase(Place::Sentence);
            out = format!("{out} {p}");
        }
        Some(out)
    }

    fn sentence(&mut self) -> String {
        if self.clash
            && self.chance(40)
            && let Some(s) = self.counter()
        {
            return s;
        }
        let ban = self.chance(if self.clash { 50 } else { 35 });
        self.ban = ban;
        if !ban && self.exceptions && self.chance(12) {
            self.tag("only");
            let (s, d) = (self.state(), self.deed());
            return format!("only {s} may {d}");
        }
        let s = self.subject(ban);
        let modal = if s.starts_with("no ") {
            "shall"
        } else if ban {
            self.pick(&["shall not", "shall not", "shall not", "is expected not to"])
        } else {
            self.pick(&["shall", "shall", "shall", "may", "is expected to"])
        };
        let modal = if s.contains(',') {
            if ban { "shall not" } else { "shall" }
        } else {
            modal
        };
        let d = self.deed();
        let modal = if d.contains(" only through") {
            self.tag("only through");
            "may"
        } else {
            modal
        };
        let mut out = format!("{s} {modal} {d}");
        if let Some((sort, _)) = self.said.last().copied() {
            self.spoken.push((s, d, sort, ban));
        }
        if self.clash && self.chance(15) {
            self.tag("link");
            out = format!("{out} {}", self.link());
        }
        if self.chance(if self.clash { 15 } else { 50 }) {
            self.tag("qualifier");
            let mut phrases = vec![self.phrase(Place::Sentence)];
            if self.chance(20) {
                phrases.push(self.phrase(Place::Sentence));
            }
            out = format!("{out} {}", phrases.join(", "));
            if let Some((s, d, _, ban)) = self.spoken.last().cloned() {
                self.phrased.push((s, d, ban, phrases));
            }
        }
        if self.chance(6) {
            let that = self.pick(&["enact in law", "ensure", "negotiate"]);
            self.tag(if that == "negotiate" {
                "proposed"
            } else {
                "asserted"
            });
            out = format!("Pell_ shall {that} that {out}").replace("Pell_", self.states[1]);
        }
        out
    }

    /// `notwithstanding clause 4` and the like, of clauses before.
    pub fn link(&mut self) -> String {
        // Links both ways would be circles.
        let word = self.pick(if self.yields {
            &["subject to", "without prejudice to"]
        } else {
            &["notwithstanding"]
        });
        if !self.over_all && (self.clauses.is_empty() || self.chance(15)) {
            self.over_all = true;
            return format!("{word} all clauses");
        }
        if self.clauses.is_empty() {
            return "in phases".into();
        }
        let (n, m) = (
            self.below(self.clauses.len()),
            self.below(self.clauses.len()),
        );
        let (c, d) = (&self.clauses[n], &self.clauses[m]);
        if n != m && !c.contains(' ') && !d.contains(' ') && self.chance(30) {
            return format!("{word} clauses {}, {}", self.clauses[n], self.clauses[m]);
        }
        format!("{word} clause {}", self.clauses[n])
    }

    fn fields(&mut self, kind: &str) -> String {
        let mut out = String::new();
        if kind == "guarantee" {
            self.tag("guarantee");
            if self.chance(80) {
                let a = match self.below(4) {
                    0 => "unspecified".to_owned(),
                    1 => "Norland, unspecified \"others\"".to_owned(),
                    2 => self.bracket("Norland", "Averne, Norland"),
                    _ => self.state(),
                };
                out += &format!(" guarantors: {a};");
            }
            let whom = self.state();
            out += &format!(" beneficiary: {whom};");
            self.guaranteed.push((whom, Vec::new()));
            if self.chance(60) {
                let b = match self.below(5) {
                    0 => "unspecified".to_owned(),
                    1 => self.bracket("political", "treaty"),
                    _ => self.pick(&["political", "treaty", "ratified"]).to_owned(),
                };
                out += &format!(" binding: {b};");
            }
        } else {
            self.tag("territory");
            let area = self.pick(&["Town", "Hills", "Sorrel", "Road", "Marsh", "Town, Hills"]);
            out += &format!(" area: {area};");
            if self.chance(50) {
                let h = self.chance(20);
                let s = if h {
                    "unspecified".to_owned()
                } else {
                    self.state()
                };
                out += &format!(" sovereignty: {s};");
            }
            if self.chance(50) {
                out += &format!(
                    " status: {};",
                    self.pick(&["demilitarised", "neutral", "demilitarised, neutral"])
                );
            }
        }
        out
    }

    fn clause(&mut self, n: usize) -> String {
        let kind = self.pick(&[
            "provision",
            "provision",
            "provision",
            "guarantee",
            "territory",
        ]);
        let mut out = format!("  {kind} {n} \"c\" {{");
        if kind != "provision" {
            out += &self.fields(kind);
        }
        if self.clash && self.chance(8) {
            self.tag("link of a clause");
            out += &format!(" {};", self.link());
        }
        let kinds = kind != "provision";
        for more in [if kinds { 45 } else { 10 }, if kinds { 20 } else { 0 }] {
            if self.chance(more) {
                self.tag("clause phrase");
                let p = self.phrase(Place::Clause);
                if kind == "guarantee"
                    && let Some((_, phrases)) = self.guaranteed.last_mut()
                {
                    phrases.push(p.clone());
                }
                out += &format!(" {p};");
            }
        }
        if kind == "provision" || self.chance(30) {
            let s = self.sentence();
            out += &format!(" {s};");
        }
        if self.chance(20) {
            self.tag("either");
            let (a, b) = (self.sentence(), self.sentence());
            out += &format!(" either Averne {{ {a}; }} or Norland {{ {b}; }}");
        }
        if self.chance(12) && self.reading {
            self.tag("either of readings");
            let (a, b) = (self.sentence(), self.sentence());
            out += &format!(" either wide {{ {a}; }} or narrow {{ {b}; }}");
        }
        if let Some(c) = self.clauses.last().cloned()
            && self.voids
            && self.chance(20)
        {
            self.tag("void if");
            let (a, b) = (self.state(), self.state());
            out += &format!(" clause {c} is void if {a} invades {b};");
        }
        if !self.voids && self.chance(35) {
            self.tag("part");
            let s = self.sentence();
            let f = if kind == "guarantee" && self.chance(50) {
                format!(" binding: {};", self.pick(&["political", "ratified"]))
            } else {
                String::new()
            };
            out += &format!("\n    point {n}.a \"p\" {{{f} {s}; }}");
        }
        self.clauses.push(n.to_string());
        out += " }\n";
        out
    }
}

impl Dice {
    /// A text before the one that is judged, if there is one, and the head of that one; the number of its first clause.
    fn draft(&mut self, out: &mut String) -> usize {
        let ambiguous = if self.reading {
            "  ambiguous scope \"?\" { reading wide; reading narrow; }\n"
        } else {
            ""
        };
        if self.reading {
            self.tag("ambiguous");
        }
        let head = "  parties: Averne, Norland;\n  dated: 2025-08-01;\n";
        let package = self.chance(15) && !self.reading;
        let amended = !package && self.chance(20) && !self.reading;
        if !package && !amended {
            *out += &format!("framework f \"t\" {{\n{head}{ambiguous}");
            return 1;
        }
        self.tag(if package { "package" } else { "amendment" });
        *out += &format!("framework base \"b\" {{\n{head}");
        let more = 1 + self.below(3);
        for n in 1..=more {
            *out += &self.clause(n);
        }
        if package {
            self.clauses.iter_mut().for_each(|c| *c += " of base");
            *out += &format!("}}\nframework f \"t\" {{\n  accompanies: base;\n{head}");
        } else {
            *out += "}\nframework f \"t\" amends base {\n  dated: 2025-08-01;\n";
        }
        more + 1
    }
}

/// The world of a seed.
pub fn world(seed: u64) -> Made {
    let mut d = Dice {
        state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D,
        tags: BTreeSet::new(),
        states: Vec::new(),
        reading: false,
        members: false,
        exceptions: false,
        unnamed: false,
        voids: false,
        typed: false,
        clash: false,
        themes: [0; 2],
        spoken: Vec::new(),
        clauses: Vec::new(),
        phrases: Vec::new(),
        over_all: false,
        yields: false,
        guaranteed: Vec::new(),
        phrased: Vec::new(),
        said: Vec::new(),
        ban: false,
    };
    d.below(7);
    let n = 3 + d.below(3);
    d.states = STATES[..n].to_vec();
    d.reading = d.chance(50);
    d.members = d.chance(50);
    d.exceptions = d.chance(40);
    d.unnamed = d.chance(50);
    d.voids = d.chance(40);
    d.typed = !d.unnamed;
    let mut out = String::new();
    for s in d.states.clone() {
        out += &format!("state {s}; ");
    }
    out += &format!(
        "\norganisation League {{ members: {}; admission: {}; }}\n",
        d.pick(&["Norland", "Norland, Ostia", "Averne, Ostia"]),
        d.pick(&["consensus", "majority"])
    );
    out += "group Valley { members: Ostia; }\n";
    out += &format!(
        "region Sorrel in Averne {{\n  region Town {{ holder: Averne; }}\n  region Hills {{ as of 2025-01-01 {{ holder: Averne; }} as of 2025-06-01 {{ holder: Norland; }} }}\n  region Road {{ holder: {}; }}\n}}\nregion Marsh in Norland;\n",
        d.pick(&["Averne", "Norland"])
    );
    out += "effect any actor A is linked to any actor B {\n  reads \"{A} is linked to {B}\";\n  when A shall supply weapons to B;\n  when A shall pay any quantity to B;\n  when A is linked to any actor C and C is linked to B;\n}\n";
    out += "effect any actor A is loose { reads \"{A} is loose\"; when A is party unless A is linked to Norland; }\n";
    out += &format!(
        "effect any actor A is feeble {{ reads \"{{A}} is feeble\"; when A shall limit {}; when A is loose and A shall not join League; }}\n",
        d.pick(&["armed-forces", "weapons", "artillery"])
    );
    out += "effect any actor A is watched in any region R { reads \"{A} is watched\"; when A shall not deploy forces in R; when A shall withdraw forces from R unless A is linked to Averne; }\n";
    d.yields = d.chance(50);
    d.clash = d.chance(72);
    d.themes = [d.below(10), d.below(10)];
    let more = d.draft(&mut out);
    for n in more..more + 3 + d.below(5) {
        out += &d.clause(n);
    }
    out += "}\n";
    out += "party Averne {\n";
    if d.reading && d.chance(40) {
        d.tag("declared reading");
        out += &format!("  reads scope of f as {};\n", d.pick(&["wide", "narrow"]));
    }
    if d.chance(35) {
        d.tag("effect of a party");
        out += "  effect any actor A is feeble { reads \"{A} is feeble\"; when A may limit aircraft; when A shall join League; }\n";
    }
    for n in 1..=3 + d.below(4) {
        out += &d.line(n);
    }
    out += "}\nparty Norland {\n";
    for n in 11..=12 {
        out += &d.line(n);
    }
    out += "}\n";
    Made {
        text: out,
        tags: d.tags,
    }
}
