//! Grows texts from the shapes of the grammar: every shape is reached, none deeper than allowed. What they mean is nobody's business here.

use armistice::syntax::{PREPOSITIONS, SORTS};

/// A source of numbers that is the same on every machine, and what grows from it.
pub struct Grow {
    seed: u64,
    /// How much deeper it may go.
    depth: usize,
}

/// A blank that noise must leave alone: inside a date with a time.
const HARD: &str = "\u{1}";

const WORDS: &[&str] = &[
    "forces",
    "weapons",
    "armed-forces",
    "peace",
    "part",
    "sovereignty",
    "troupes-françaises",
    "état",
    "line",
    "state",
    "withdraws",
    "binding",
    "stated",
];
const NAMES: &[&str] = &[
    "Averne",
    "Norland",
    "KPA-CPV",
    "Україна",
    "\"2S1\"",
    "\"a name, in quotes; // {\"",
    "\"\"",
    "\"shall\"",
    "G8",
    "北京",
];
const VERBS: &[&str] = &["withdraw", "limit", "observe", "pay", "enact"];
const DATES: &[&str] = &["2025-11-20", "2025-12", "1953-07-27"];
const LABELS: &[&str] = &["1", "21.d1", "13.b.4", "S.1", "10.a", "28"];
const NUMBERS: &[&str] = &["1", "600_000", "0.001", "15", "1_000_000.5"];
const TIMES: &[&str] = &["minute", "hours", "day", "days", "weeks", "month", "years"];
const TEXTS: &[&str] = &[
    "\"\"\"one line\"\"\"",
    "\"\"\"two\n  lines: // no comment; { \" ] Span { no span }\"\"\"",
    "\"\"\"\"\"\"",
];
const STRINGS: &[&str] = &[
    "\"A title\"",
    "\"with ; { // and 'that'\"",
    "\"ünïcode – “curved”\"",
    "\"Span { start: 1 }\"",
    "\"back\\slash\"",
];

impl Grow {
    /// Another seed, another text.
    pub fn new(seed: u64) -> Self {
        Grow {
            seed: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03,
            depth: 5,
        }
    }

    fn below(&mut self, n: usize) -> usize {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % n.max(1)
    }

    /// A number below, for tests that choose.
    pub fn choose(&mut self, n: usize) -> usize {
        self.below(n)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of(&mut self, all: &[&str]) -> String {
        let n = self.below(all.len());
        all[n].to_owned()
    }

    /// What opens a role.
    fn preposition(&mut self) -> String {
        let n = self.below(PREPOSITIONS.len() + 1);
        PREPOSITIONS
            .get(n)
            .copied()
            .unwrap_or("under command of")
            .to_owned()
    }

    /// Sometimes, with a blank behind.
    fn some(&mut self, n: usize, f: impl FnOnce(&mut Self) -> String) -> String {
        if self.one_in(n) {
            f(self) + " "
        } else {
            String::new()
        }
    }

    fn join(
        &mut self,
        most: usize,
        between: &str,
        mut f: impl FnMut(&mut Self) -> String,
    ) -> String {
        let n = 1 + self.below(most);
        (0..n).map(|_| f(self)).collect::<Vec<_>>().join(between)
    }

    /// None to `most` of it, blanks between.
    fn many(&mut self, most: usize, mut f: impl FnMut(&mut Self) -> String) -> String {
        let n = self.below(most + 1);
        (0..n).map(|_| f(self)).collect::<Vec<_>>().join(" ")
    }

    /// One level deeper; `None` at the bottom.
    fn deeper<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == 0 {
            return None;
        }
        self.depth -= 1;
        let out = f(self);
        self.depth += 1;
        Some(out)
    }

    fn word(&mut self) -> String {
        self.of(WORDS)
    }

    fn name(&mut self) -> String {
        self.of(NAMES)
    }

    fn variable(&mut self) -> String {
        self.of(&["A", "B", "O"])
    }

    fn string(&mut self) -> String {
        self.of(STRINGS)
    }

    fn label(&mut self) -> String {
        self.of(LABELS)
    }

    fn names(&mut self) -> String {
        self.join(3, ", ", Self::name)
    }

    // ---- files

    /// A file of one item: as it grew, and the same with other blanks and with comments.
    pub fn file(&mut self) -> (String, String) {
        let text = match self.below(16) {
            0 => format!("use {};", self.string()),
            1 | 2 => self.entity(),
            3..=5 => self.vocabulary(),
            6..=10 => self.framework(),
            11..=13 => self.party(),
            _ => self.test(),
        };
        (text.replace(HARD, " "), self.noise(&text))
    }

    /// Other blanks and comments between the tokens: none of it may matter.
    fn noise(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut quote: Option<&str> = None;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let mut len = c.len_utf8();
            // Read piece by piece, a new line behind a brace may be a new statement.
            let after_brace = out.ends_with('}');
            match quote {
                Some(end) if rest.starts_with(end) => {
                    len = end.len();
                    quote = None;
                }
                None if rest.starts_with("\"\"\"") => {
                    len = 3;
                    quote = Some("\"\"\"");
                }
                None if c == '"' => quote = Some("\""),
                None if c == ' ' && !after_brace && self.one_in(6) => {
                    out.push_str(match self.below(5) {
                        0 => "\n",
                        1 => "\r\n\t",
                        2 => "  // a comment; \"any stated date\" {\n  ",
                        3 => "\n// not\n",
                        _ => "   ",
                    });
                    rest = &rest[1..];
                    continue;
                }
                None if rest.starts_with(HARD) => {
                    out.push(' ');
                    rest = &rest[1..];
                    continue;
                }
                _ => {}
            }
            out.push_str(&rest[..len]);
            rest = &rest[len..];
        }
        out
    }

    fn entity(&mut self) -> String {
        let (sort, name, title) = (self.of(SORTS), self.name(), self.some(3, Self::string));
        let links = self.many(2, |g| {
            format!("{} {}", g.of(&["of", "in", "between"]), g.names())
        });
        let body = if self.one_in(3) {
            None
        } else {
            self.deeper(|g| g.many(3, Self::entity_item))
        };
        let body = body.map_or(";".to_owned(), |b| format!("{{ {b} }}"));
        format!("{sort} {name} {title}{links} {body}")
    }

    fn entity_item(&mut self) -> String {
        match self.below(4) {
            0 => self.entity(),
            1 => format!(
                "as of {} {{ {} }}",
                self.of(DATES),
                self.many(2, Self::field)
            ),
            _ => self.field(),
        }
    }

    fn field(&mut self) -> String {
        let index = self.some(4, |g| format!("for {}", g.list()));
        format!("{} {index}: {};", self.word(), self.list())
    }

    // ---- vocabulary

    fn vocabulary(&mut self) -> String {
        match self.below(12) {
            0 => format!(
                "scale {} : {} < {};",
                self.word(),
                self.word(),
                self.join(3, " < ", Self::word)
            ),
            1 => format!(
                "terms {} {}: {};",
                self.word(),
                self.some(4, |_| "only ".to_owned()),
                self.join(3, ", ", Self::term)
            ),
            2 => format!(
                "attributes {} {{ {} }}",
                self.word(),
                self.many(3, Self::slot_field)
            ),
            3 => {
                let factor = self.some(2, |g| format!("= {} {}", g.of(NUMBERS), g.unit_word()));
                let counting = self.some(3, |g| format!("counting {}", g.word()));
                format!(
                    "unit {} of {} {factor} {counting};",
                    self.unit_word(),
                    self.word()
                )
            }
            4 => format!("moment {} {};", self.word(), self.some(2, Self::string)),
            5 => {
                let top = self.word();
                let silence = self.some(2, |g| format!("else {}", g.of(&["all", "unspecified"])));
                let below = self.some(3, |g| format!(": {}", g.join(3, ", ", Self::word)));
                format!("type {top} {silence}{below};")
            }
            6 => format!(
                "kind {} {}{{ {} }}",
                self.word(),
                self.some(2, Self::string),
                self.many(3, Self::slot_field)
            ),
            7 => {
                let lasting = self.some(2, |_| "lasting".into());
                let (verb, object) = (self.of(VERBS), self.some(2, Self::slot));
                let roles = self.many(3, |g| format!("{} {}", g.preposition(), g.slot()));
                let mode = self.some(2, |g| {
                    format!("that {}", g.of(&["asserted", "proposed", "reported"]))
                });
                format!("{lasting}action {verb} {object}{roles} {mode};")
            }
            8 => {
                let by_place = self.some(2, |_| "by place".into());
                format!(
                    "matter {} {} {by_place}: {};",
                    self.word(),
                    self.some(2, Self::string),
                    self.join(3, ", ", Self::word)
                )
            }
            9 => format!("usual {}: {};", self.word(), self.join(3, ", ", Self::word)),
            10 => format!(
                "say {} for {} {} {};",
                self.string(),
                self.join(3, ", ", Self::string),
                self.some(2, |g| format!("as in {}", g.string())),
                self.some(2, |g| format!(": {}", g.string()))
            ),
            _ => self.effect(),
        }
    }

    fn term(&mut self) -> String {
        let word = if self.one_in(3) {
            self.name()
        } else {
            self.word()
        };
        let title = self.some(4, Self::string);
        let below = if self.one_in(3) {
            self.deeper(|g| g.join(2, ", ", Self::term))
        } else {
            None
        };
        format!(
            "{word} {title}{}",
            below.map_or(String::new(), |b| format!("( {b} )"))
        )
    }

    fn slot_field(&mut self) -> String {
        let index = self.some(3, |g| format!("for {}", g.slot_type()));
        let meaning = self.some(4, |g| format!("meaning {} {}", g.word(), g.word()));
        let reads = self.some(4, |g| format!("reads {}", g.string()));
        format!(
            "{} {index}: {} {meaning} {reads};",
            self.word(),
            self.slot()
        )
    }

    fn slot_type(&mut self) -> String {
        self.of(&["clause", "text", "actor", "place"])
    }

    fn slot(&mut self) -> String {
        let types = self.join(3, " or ", Self::slot_type);
        let sign = self.of(&["", "?", "*", "+"]);
        let silence = self.some(3, |g| format!(" else {}", g.of(&["all", "unspecified"])));
        let leaf = self.some(4, |_| " each leaf".into());
        let ceiling = self.some(4, |g| g.of(&[" ceiling", " floor"]));
        format!("{types}{sign}{silence}{leaf}{ceiling}")
    }

    fn effect(&mut self) -> String {
        let reads = self.some(2, |g| format!("reads {};", g.string()));
        let rules = self.many(2, |g| {
            let unless = g.some(3, |g| format!("unless {}", g.condition()));
            format!("when {} {unless};", g.condition())
        });
        // Read piece by piece, the first brace of an effect opens its block: none in its head.
        let head = Some(self.pattern())
            .filter(|h| !h.contains('{'))
            .unwrap_or_else(|| "any actor A is barred from any organisation O".into());
        format!("effect {head} {{ {reads}{rules} }}")
    }

    // ---- drafts

    fn framework(&mut self) -> String {
        let (title, amends) = (
            self.some(2, Self::string),
            self.some(2, |g| format!("amends {}", g.word())),
        );
        format!(
            "framework {} {title}{amends}{{ {} }}",
            self.word(),
            self.many(3, Self::member)
        )
    }

    fn member(&mut self) -> String {
        match self.below(8) {
            0 => format!("strike {};", self.join(3, ", ", Self::label)),
            1 => format!("replace {}", self.clause()),
            2 => format!("add {}", self.clause()),
            _ => self.statement(),
        }
    }

    fn statements(&mut self) -> String {
        self.deeper(|g| g.many(2, Self::statement))
            .unwrap_or_default()
    }

    fn clause(&mut self) -> String {
        let (kind, label, title) = (
            self.of(&["provision", "point", "territory"]),
            self.label(),
            self.some(2, Self::string),
        );
        let body = if self.one_in(4) {
            ";".to_owned()
        } else {
            format!("{{ {} }}", self.statements())
        };
        format!("{kind} {label} {title}{body}")
    }

    fn statement(&mut self) -> String {
        match self.below(12) {
            0 => self.field(),
            1 => self.entity(),
            2 => format!(
                "ambiguous {} {}{{ {} }}",
                self.word(),
                self.some(2, Self::string),
                self.join(2, " ", Self::reading)
            ),
            3 => {
                let first = format!("either {}", self.branch());
                format!("{first} or {}", self.join(2, " or ", Self::branch))
            }
            4 | 5 => self.clause(),
            6 | 7 => format!("{};", self.order()),
            8 => format!(
                "{};",
                self.join(3, " ", |g| if g.one_in(4) {
                    format!("unless {}", g.condition())
                } else {
                    g.phrase()
                })
            ),
            _ => format!("{};", self.sentence()),
        }
    }

    fn reading(&mut self) -> String {
        let (title, of) = (
            self.some(3, Self::string),
            self.some(3, |g| format!("of {}", g.names())),
        );
        let body = if self.one_in(2) {
            ";".to_owned()
        } else {
            format!("{{ {} }}", self.statements())
        };
        format!("reading {} {title}{of}{body}", self.word())
    }

    fn branch(&mut self) -> String {
        let label = if self.one_in(2) {
            self.name()
        } else {
            self.word()
        };
        format!("{label} {{ {} }}", self.statements())
    }

    // ---- positions and tests

    fn party(&mut self) -> String {
        format!(
            "party {} {}{{ {} }}",
            self.name(),
            self.some(2, Self::string),
            self.many(3, Self::party_item)
        )
    }

    fn party_item(&mut self) -> String {
        match self.below(8) {
            0 => format!(
                "reads {} {}as {};",
                self.word(),
                self.some(2, |g| format!("of {}", g.word())),
                self.word()
            ),
            1 => self.effect(),
            2 => self.field(),
            3 => {
                let (line, draft) = (self.of(&["UA2", "no-veto", "RU1.maximal"]), self.word());
                format!(
                    "waiver of {line} in {draft} {{ {} }}",
                    self.many(5, Self::waiver_item)
                )
            }
            _ => self.line(),
        }
    }

    fn waiver_item(&mut self) -> String {
        let labels = |g: &mut Self| {
            format!(
                "{} {}",
                g.of(&["clause", "clauses"]),
                g.join(3, ", ", Self::label)
            )
        };
        match self.below(6) {
            0 => {
                let (by, place) = (
                    self.some(2, |g| format!("by {}", g.string())),
                    self.some(2, |g| format!("in {}", g.string())),
                );
                format!("given {} {by}{place};", self.of(DATES))
            }
            1 => format!("{};", labels(self)),
            2 => format!("requires {};", labels(self)),
            3 => format!("until {};", self.of(DATES)),
            4 => "permanent;".to_owned(),
            _ => self.field(),
        }
    }

    fn line(&mut self) -> String {
        let (sort, label) = (
            self.of(&["red line", "goal"]),
            self.of(&["UA2", "no-veto", "RU1.maximal"]),
        );
        let (title, stance) = (
            self.some(2, Self::string),
            self.some(2, |g| g.of(&["absolute", "firm", "bargaining"])),
        );
        let body = self.many(3, |g| {
            if g.one_in(4) {
                format!("as of {} {{ {} }}", g.of(DATES), g.many(2, Self::demand))
            } else {
                g.demand()
            }
        });
        format!("{sort} {label} {title}{stance}{{ {body} }}")
    }

    fn demand(&mut self) -> String {
        match self.below(8) {
            0 => self.field(),
            1 | 2 => {
                let (by, place) = (
                    self.some(2, |g| format!("by {}", g.string())),
                    self.some(2, |g| format!("in {}", g.string())),
                );
                format!(
                    "{} {} {by}{place};",
                    self.of(&["stated", "waived"]),
                    self.of(DATES)
                )
            }
            3..=5 => format!("forbid {};", self.wanted()),
            _ => {
                let least = self.some(3, |g| format!("at least {}", g.of(NUMBERS)));
                format!("require {least}{};", self.wanted())
            }
        }
    }

    fn wanted(&mut self) -> String {
        let wanted = match self.below(4) {
            0 | 1 => format!("that {}", self.pattern()),
            2 => self.some(2, |_| "gated".into()) + &self.order(),
            _ => self.kind_pattern(),
        };
        let exception = self.some(2, |g| {
            let what = if g.one_in(2) {
                g.condition()
            } else {
                g.join(3, " ", |g| if g.one_in(2) { g.role() } else { g.phrase() })
            };
            format!(" unless {what}")
        });
        format!("{wanted}{exception}")
    }

    fn test(&mut self) -> String {
        let date = self.some(2, |g| format!("as of {}", g.of(DATES)));
        format!(
            "test {} {date}{{ {} }}",
            self.string(),
            self.many(3, Self::expect)
        )
    }

    fn expect(&mut self) -> String {
        let refs = |g: &mut Self| {
            g.join(3, ", ", |g| {
                g.label() + " " + &g.some(3, |g| format!("of {}", g.word()))
            })
        };
        if self.one_in(3) {
            let because = self.some(2, |g| format!(" because {}", refs(g)));
            return format!(
                "expect in {} {}that {}{because};",
                self.word(),
                self.some(2, |_| "not".into()),
                self.pattern()
            );
        }
        let (verdict, line) = (
            self.of(&["crossed", "open", "respected", "waived"]),
            self.of(&["UA2", "no-veto", "RU1.maximal"]),
        );
        let draft = self.some(2, |g| format!("in {}", g.word()));
        let cause = self.some(2, |g| {
            format!(
                "by {}",
                g.of(&["clause", "effect", "omission", "order", "amount", "silence"])
            )
        });
        let why = self.some(2, |g| format!("{} {}", g.of(&["because", "near"]), refs(g)));
        format!("expect {verdict} {line} {draft}{cause}{why};")
    }
}

mod sentences;
