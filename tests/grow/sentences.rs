//! Sentences, phrases, conditions, moments and values, grown.

use super::{DATES, Grow, HARD, NUMBERS, TEXTS, TIMES, VERBS};

impl Grow {
    fn predicate(&mut self, event: bool) -> String {
        let jointly = self.some(4, |_| "jointly".into());
        if event {
            return format!("{jointly}{}", self.deed("does"));
        }
        if self.one_in(3) {
            let (be, not, of) = (
                self.of(&["is", "are"]),
                self.some(3, |_| "not".into()),
                self.some(4, |g| format!("of {}", g.base())),
            );
            return format!("{be} {not}{} {of}", self.of(&["barred", "void", "member"]));
        }
        let modal = self.of(&[
            "may",
            "shall",
            "shall not",
            "hereby",
            "is expected to",
            "are expected to",
            "is expected not to",
            "are expected not to",
        ]);
        format!("{modal} {jointly}{}", self.deed("do"))
    }

    fn deed(&mut self, anything: &str) -> String {
        if self.one_in(8) {
            return format!("{anything} anything");
        }
        let object = if self.one_in(3) {
            String::new()
        } else {
            self.list()
        };
        format!("{} {object}", self.of(VERBS))
    }

    fn subject(&mut self) -> String {
        let (only, list) = (
            self.some(6, |_| "only".into()),
            self.join(2, ", ", Self::operand),
        );
        let except = self.some(6, |g| format!(" except {}", g.join(2, ", ", Self::operand)));
        format!("{only}{list}{except}")
    }

    fn whole(&mut self, event: bool, pattern: bool) -> String {
        let (subject, predicate) = (self.subject(), self.predicate(event));
        let tail = self.many(3, |g| {
            let phrase = |g: &mut Self| {
                if !pattern && g.one_in(4) {
                    format!("unless {}", g.condition())
                } else {
                    g.phrase()
                }
            };
            match g.below(3) {
                0 => format!(", {}", phrase(g)),
                1 => phrase(g),
                _ => g.role(),
            }
        });
        let that = if self.one_in(6) {
            self.deeper(|g| g.whole(false, pattern))
        } else {
            None
        };
        format!(
            "{subject} {predicate} {tail} {}",
            that.map_or(String::new(), |t| format!("that {t}"))
        )
    }

    pub(super) fn sentence(&mut self) -> String {
        self.deeper(|g| g.whole(false, false))
            .unwrap_or_else(|| "Averne shall withdraw".into())
    }

    pub(super) fn pattern(&mut self) -> String {
        self.deeper(|g| g.whole(false, true))
            .unwrap_or_else(|| "A shall withdraw".into())
    }

    fn event(&mut self) -> String {
        self.deeper(|g| g.whole(true, true))
            .unwrap_or_else(|| "Averne withdraws".into())
    }

    pub(super) fn role(&mut self) -> String {
        format!(
            "{}{} {}",
            self.some(6, |_| "only".into()),
            self.preposition(),
            self.list()
        )
    }

    // ---- phrases and conditions

    pub(super) fn phrase(&mut self) -> String {
        match self.below(10) {
            0 | 1 => self
                .deeper(|g| format!("{} {}", g.of(&["if", "while"]), g.condition()))
                .unwrap_or_else(|| "promptly".into()),
            2 => format!(
                "{} {}",
                self.of(&["notwithstanding", "subject to", "without prejudice to"]),
                self.list()
            ),
            3 => {
                let word = self.of(&[
                    "verified by",
                    "judged by",
                    "with consent of",
                    "in consultation with",
                    "in exchange for",
                    "in parallel with",
                    "starting with",
                ]);
                format!("{word} {}", self.list())
            }
            4 => self.of(&["in phases", "unconditionally", "whatever its conditions"]),
            _ => self.time(),
        }
    }

    fn time(&mut self) -> String {
        let pick = self.some(5, |g| g.of(&["beginning", "completed"]));
        let bound = match self.below(10) {
            0 => format!(
                "within {} {} {}",
                self.duration(),
                self.of(&["of", "after", "before"]),
                self.moment()
            ),
            1 => format!(
                "at least {} {} {}",
                self.duration(),
                self.of(&["after", "before"]),
                self.moment()
            ),
            2 | 3 => format!(
                "{} {}",
                self.of(&["before", "after", "until", "upon"]),
                self.moment()
            ),
            4 => format!("{} {}", self.of(&["by", "on", "from"]), self.fixed()),
            5 => format!("at once with {}", self.moment()),
            6 => format!("for {}{}", self.some(2, Self::matcher), self.duration()),
            7 => format!(
                "renewed for {} {}",
                self.duration(),
                self.some(2, |g| format!(
                    "unless {} objects",
                    g.join(2, " or ", Self::operand)
                ))
            ),
            8 if self.one_in(2) => format!("every {}", self.of(TIMES)),
            8 => format!("every {}", self.duration()),
            _ => self.of(&["immediately", "promptly"]),
        };
        format!("{pick}{bound}")
    }

    fn duration(&mut self) -> String {
        if self.one_in(6) {
            let lengths = self.deeper(|g| g.bracket(Self::duration));
            return lengths.unwrap_or_else(|| "1 day".into());
        }
        let number = self.figure();
        format!("{number} {}", self.of(TIMES))
    }

    /// A number, a blank, or several in brackets.
    fn figure(&mut self) -> String {
        match self.below(8) {
            0 => self.bracket(Self::number_or_blank),
            _ => self.number_or_blank(),
        }
    }

    fn number_or_blank(&mut self) -> String {
        if self.one_in(4) {
            self.of(&["unspecified", "undetermined"])
        } else {
            self.of(NUMBERS)
        }
    }

    /// Alternatives, some with a label.
    fn bracket(&mut self, case: fn(&mut Self) -> String) -> String {
        let one = |g: &mut Self| {
            let label = g.some(2, |g| {
                let label = g.name();
                format!("{label} :")
            });
            format!("{label} {}", case(g))
        };
        format!("[ {} | {} ]", one(self), one(self))
    }

    pub(super) fn condition(&mut self) -> String {
        let between = self.of(&[" and ", " or "]);
        self.deeper(|g| g.join(2, &between, Self::atom))
            .unwrap_or_else(|| "agreement".into())
    }

    fn atom(&mut self) -> String {
        match self.below(6) {
            0 => self.kind_pattern(),
            1 => self.order(),
            2 => self.moment(),
            3 => self.pattern(),
            _ => self.event(),
        }
    }

    pub(super) fn kind_pattern(&mut self) -> String {
        let item = |g: &mut Self| match g.below(4) {
            0 => format!("{};", g.pattern()),
            1 => format!("{};", g.join(2, " ", Self::phrase)),
            _ => g.field(),
        };
        let body = self.deeper(|g| g.many(3, item)).unwrap_or_default();
        format!(
            "{} {{ {body} }} {}",
            self.of(&["guarantee", "organisation"]),
            self.many(2, Self::phrase)
        )
    }

    pub(super) fn order(&mut self) -> String {
        let rest = self.many(2, |g| format!("{}{}", g.of(&["", ", "]), g.phrase()));
        format!("{} {} {rest}", self.moment(), self.time())
    }

    // ---- moments

    fn moment(&mut self) -> String {
        match self.below(10) {
            0..=3 => self.fixed(),
            4 => "it".into(),
            5 => "any date".into(),
            6 => format!(
                "{} {}",
                self.of(&["unspecified", "undetermined"]),
                self.some(2, Self::string)
            ),
            _ => self.of(&["agreement", "thaw"]),
        }
    }

    /// A moment that shows itself as such.
    fn fixed(&mut self) -> String {
        match self.below(9) {
            8 => format!(
                "{} {} {}",
                self.duration(),
                self.of(&["after", "before"]),
                self.of(&[
                    "signature",
                    "entry-into-force",
                    "agreement",
                    "it",
                    "2026-05-01"
                ])
            ),
            7 => self
                .deeper(|g| g.bracket(Self::fixed))
                .unwrap_or_else(|| "signature".into()),
            0 => self
                .deeper(|g| {
                    format!(
                        "{} of {} and {}",
                        g.of(&["later", "earlier"]),
                        g.moment(),
                        g.join(2, " and ", Self::moment)
                    )
                })
                .unwrap_or_else(|| "signature".into()),
            1 | 2 => {
                let point = self.of(&[
                    "start",
                    "completion",
                    "verification",
                    "breach",
                    "expiry",
                    "occurrence",
                ]);
                let of = match self.below(6) {
                    0 => self.clause_ref(),
                    1 => "it".into(),
                    2 => self.quantified(),
                    3 => self.name(),
                    4 => "agreement".into(),
                    _ => format!("( {} )", self.event()),
                };
                format!(
                    "{point} of {of} {}",
                    self.some(4, |g| format!("by {}", g.operand()))
                )
            }
            3 => format!(
                "signature {}",
                self.some(2, |g| format!("of {}", g.of(&["truce", "us28"])))
            ),
            4 => {
                let of = self.some(2, |g| {
                    format!(
                        "of {}",
                        if g.one_in(2) {
                            g.clause_ref()
                        } else {
                            "truce".into()
                        }
                    )
                });
                format!("entry-into-force {of}")
            }
            5 => "any stated date".into(),
            _ => self.date(),
        }
    }

    fn date(&mut self) -> String {
        let date = self.of(DATES);
        if self.one_in(3) {
            format!("{date}{HARD}10:30")
        } else {
            date
        }
    }

    // ---- values

    pub(super) fn list(&mut self) -> String {
        let list = self
            .deeper(|g| g.join(2, ", ", Self::value))
            .unwrap_or_else(|| "weapons".into());
        let except = self.some(8, |g| {
            format!(
                " except {}",
                g.deeper(|g| g.join(2, ", ", Self::value))
                    .unwrap_or_else(|| "peace".into())
            )
        });
        format!("{list}{except}")
    }

    fn matcher(&mut self) -> String {
        self.of(&[
            "at least",
            "at most",
            "more than",
            "less than",
            "other than",
            "one of",
            "only",
            "excludes",
            "about",
            "exactly",
        ])
    }

    fn value(&mut self) -> String {
        let (matcher, base) = (self.some(4, Self::matcher), self.base());
        let suffixes = self.some(5, |g| {
            g.join(2, " ", |g| match g.below(3) {
                0 => format!("held by {}", g.operand()),
                1 => format!("located in {}", g.base()),
                _ => format!("as of {}", g.moment()),
            })
        });
        format!("{matcher}{base} {suffixes}")
    }

    fn base(&mut self) -> String {
        self.deeper(|g| match g.below(22) {
            0 => g.of(TEXTS),
            1 => g.date(),
            2 => format!("{} for {}", g.number_or_all(), g.number_or_all()),
            3..=5 => g.amount(),
            6 => format!(
                "{} {}{}{}{}",
                g.choice(),
                g.some(4, |g| g.of(&["thousand", "million"])),
                g.some(2, Self::unit_word),
                g.some(6, |g| format!("per {}", g.unit_word())),
                g.some(5, |g| format!("of {}", g.base()))
            ),
            7 => format!("( {} )", g.list()),
            8 => "others unnamed".into(),
            9 => "someone".into(),
            10 | 11 => {
                let (blank, note) = (
                    g.of(&["unspecified", "undetermined"]),
                    g.some(2, Self::string),
                );
                let what = g.some(2, |g| match g.below(3) {
                    0 => g.of(TIMES),
                    1 => g.word_noun(),
                    _ => g.named_noun(),
                });
                format!("{blank} {note}{what}")
            }
            12 => format!("set by {}", g.name()),
            13 => g.clause_ref(),
            14 => g.side(),
            15 => {
                let width = g.figure();
                format!(
                    "band of {width} {} on {} of {}",
                    g.unit_word(),
                    g.side(),
                    g.name()
                )
            }
            16 | 17 => g.quantified(),
            18 | 19 => g.word_noun(),
            _ => g.named_noun(),
        })
        .unwrap_or_else(|| self.name())
    }

    fn number_or_all(&mut self) -> String {
        if self.one_in(2) {
            "all".into()
        } else {
            self.of(NUMBERS)
        }
    }

    fn amount(&mut self) -> String {
        let (number, magnitude) = (
            self.of(NUMBERS),
            self.some(2, |g| g.of(&["thousand", "million", "billion"])),
        );
        let (unit, per) = (
            self.some(2, Self::unit_word),
            self.some(4, |g| format!("per {}", g.unit_word())),
        );
        format!(
            "{number} {magnitude}{unit}{per}{}",
            self.some(5, |g| format!("of {}", g.base()))
        )
    }

    pub(super) fn unit_word(&mut self) -> String {
        match self.below(3) {
            0 => self.of(TIMES),
            1 => self.of(&["km", "personnel"]),
            _ => self.name(),
        }
    }

    fn choice(&mut self) -> String {
        let alternative = |g: &mut Self| {
            let label = g.some(2, |g| {
                if g.one_in(2) {
                    format!("{} :", g.name())
                } else {
                    format!("{} :", g.word())
                }
            });
            format!("{label}{}", g.list())
        };
        let first = alternative(self);
        format!("[ {first} | {} ]", self.join(2, " | ", alternative))
    }

    fn clause_ref(&mut self) -> String {
        if self.one_in(2) {
            return format!(
                "clauses {}{}",
                self.some(4, |_| "1 to 4,".to_owned()),
                self.join(3, ", ", |g| g.of(&["1", "21.d1", "13.b.4", "Y.1"]))
            );
        }
        format!(
            "clause {} {}",
            self.label(),
            self.some(3, |g| format!("of {}", g.of(&["truce", "us28"])))
        )
    }

    fn side(&mut self) -> String {
        format!("{} side", self.of(&["each", "own", "other"]))
    }

    fn quantified(&mut self) -> String {
        let quantifier = self.of(&["any", "all", "no"]);
        if self.one_in(5) {
            return format!("{quantifier} of {}", self.near_base());
        }
        let word = if self.one_in(5) {
            self.of(&["clause", "clauses"])
        } else {
            self.word()
        };
        let braces = self.some(5, Self::braces);
        let of = self.some(4, |g| format!("of {}", g.near_base()));
        format!(
            "{quantifier} {word} {braces}{of}{}",
            self.some(3, Self::variable)
        )
    }

    fn near_base(&mut self) -> String {
        self.deeper(|g| match g.below(7) {
            0 => format!("( {} )", g.list()),
            1 => g.variable(),
            2 => g.word(),
            3 => g.quantified(),
            4 => g.clause_ref(),
            5 => g.side(),
            _ => g.name(),
        })
        .unwrap_or_else(|| self.name())
    }

    fn braces(&mut self) -> String {
        let fields = self.deeper(|g| g.many(2, Self::field)).unwrap_or_default();
        format!("{{ {fields} }}")
    }

    fn word_noun(&mut self) -> String {
        let words = self.join(3, " ", Self::word);
        let name = self.some(4, |g| if g.one_in(2) { g.variable() } else { g.name() });
        format!(
            "{words} {name}{}{}",
            self.some(5, Self::braces),
            self.some(4, |g| format!("of {}", g.base()))
        )
    }

    fn named_noun(&mut self) -> String {
        let name = if self.one_in(3) {
            self.variable()
        } else {
            self.name()
        };
        format!("{name} {}", self.some(4, |g| format!("of {}", g.base())))
    }

    fn operand(&mut self) -> String {
        let operand = match self.below(10) {
            0 => self.variable(),
            1 => "others unnamed".into(),
            2 => "forces".into(),
            3 => "someone".into(),
            4 => self
                .deeper(Self::quantified)
                .unwrap_or_else(|| "any actor A".into()),
            5 => self.side(),
            6 => self.clause_ref(),
            7 => self
                .deeper(Self::choice)
                .unwrap_or_else(|| "Norland".into()),
            _ => self.name(),
        };
        format!(
            "{operand} {}",
            self.some(8, |g| format!("located in {}", g.near_base()))
        )
    }
}
