//! Typical mistakes, each with the edit that would mend it. Whether it is one, the parser decides (`mistakes.rs`). Edits are suggested unless it is said here
//! why one is safe: modal words, `and`, dates, points of events and wordings carry meaning, and which was meant only the author knows.

use super::chunks::Place;
use super::tokens::{Broken, Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::source::{SourceId, Span};

pub(super) struct Candidate {
    pub diagnostic: Diagnostic,
    /// Edits that make the rest readable and are not offered to the reader.
    pub hidden: Vec<Edit>,
}

pub(super) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `a, b or c`.
pub(crate) fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}

struct Find<'t> {
    on: Broken<'t>,
    out: Vec<Candidate>,
}

/// Every mistake the tokens look like.
pub(super) fn candidates(
    source: SourceId,
    text: &str,
    toks: &[Token],
    place: Option<Place>,
) -> Vec<Candidate> {
    let mut f = Find {
        on: Broken { source, text, toks },
        out: Vec::new(),
    };
    for n in 0..toks.len() {
        f.modal(n);
        f.signs(n);
        f.date(n);
        f.and(n);
        f.moment(n);
        f.capital_joint(n);
        f.bare_distance(n);
        f.within_from(n);
    }
    f.dated_by_colon();
    f.clause_order();
    f.missing_that();
    if matches!(place, Some(Place::Line | Place::DatedLine)) {
        f.bare_rule();
    }
    f.both_sides();
    f.red_line();
    f.long_name();
    f.out.extend(f.on.wordings());
    f.capital_keyword();
    f.mixed();
    if matches!(place, Some(Place::Framework | Place::Clause)) {
        f.event();
    }
    f.out
}

impl Find<'_> {
    fn push(&mut self, diagnostic: Diagnostic) {
        self.out.push(Candidate {
            diagnostic,
            hidden: Vec::new(),
        });
    }

    fn modal(&mut self, n: usize) {
        let word = self.on.word(n).to_owned();
        let at = self.on.span(n, n);
        let (message, help, edit) = match word.as_str() {
            "will" | "would" => (
                format!("`{word}` can be read as a duty or as a forecast"),
                "say `shall` for a duty, `is expected to` for an aim",
                "shall",
            ),
            "must" | "ought" => (
                format!("`{word}` is not used: there is one word for each strength"),
                "say `shall`",
                "shall",
            ),
            "should" => (
                "`should` can be read as a duty or as a wish".to_owned(),
                "say `shall` for a duty, `is expected to` for an aim",
                "is expected to",
            ),
            "can" | "could" | "might" => (
                format!("`{word}` is not used: there is one word for each strength"),
                "say `may` for a permission",
                "may",
            ),
            "cannot" => (
                "`cannot` can be read as a ban or as an inability".to_owned(),
                "say `shall not` for a ban",
                "shall not",
            ),
            "never" => ("`never` is not used".to_owned(), "say `shall not`", "not"),
            "may" if self.on.word(n + 1) == "not" => {
                let at = self.on.span(n, n + 1);
                let d = Diagnostic::new(
                    Code::UnclearModal,
                    at,
                    "`may not` can be read as a ban or as leave to abstain",
                )
                .help("say `shall not` for a ban; leave to abstain needs no clause")
                .edit(at, "shall not");
                self.push(d);
                return;
            }
            _ => return,
        };
        self.push(
            Diagnostic::new(Code::UnclearModal, at, message)
                .help(help)
                .edit(at, edit),
        );
    }

    fn signs(&mut self, n: usize) {
        if self.on.kind(n) != Some(TokenKind::Sign) {
            return;
        }
        let at = self.on.span(n, n);
        match self.on.word(n) {
            "=" => {
                let from = if n > 0 {
                    self.on.toks[n - 1].end as u32
                } else {
                    at.start
                };
                let colon = self.on.word(n.wrapping_sub(1)) == ":";
                let last = if self.on.word(n + 1) == "=" {
                    self.on.span(n + 1, n + 1).end
                } else {
                    at.end
                };
                let edit = Span::new(self.on.source, from, last);
                self.push(
                    Diagnostic::new(
                        Code::EqualsSign,
                        Span::new(self.on.source, at.start, last),
                        "`=` is no sign of this language",
                    )
                    .help("a property is stated with a colon: `binding: treaty;`")
                    .edit(edit, if colon { "" } else { ":" }),
                );
            }
            "%" => self.push(
                Diagnostic::new(Code::Syntax, at, "`%` is no sign of this language")
                    .help("say `percent`: `50 percent of profit`")
                    .edit(at, " percent"),
            ),
            "$" | "€" | "£" => {
                let sign = self.on.word(n).to_owned();
                self.push(
                    Diagnostic::new(
                        Code::Syntax,
                        at,
                        format!("`{sign}` is no sign of this language"),
                    )
                    .help("write the currency behind the number: `100 billion USD`")
                    .edit(at, ""),
                );
            }
            "'" => self.push(
                Diagnostic::new(Code::Syntax, at, "A text stands between double quotes")
                    .help("write `\"…\"`"),
            ),
            "&" => {
                let from = if n > 0 {
                    self.on.toks[n - 1].end as u32
                } else {
                    at.start
                };
                self.push(
                    Diagnostic::new(Code::AndInList, at, "`&` is no sign of this language")
                        .help("values are joined by a comma")
                        .edit(Span::new(self.on.source, from, at.end), ","),
                );
            }
            _ => {}
        }
    }

    fn date(&mut self, n: usize) {
        if self.on.kind(n) != Some(TokenKind::Number) {
            return;
        }
        let help = "a date is written year-month-day: `2025-11-20`";
        let parts: Vec<&str> = self.on.word(n).split('.').collect();
        if let [d, m, y] = parts[..]
            && y.len() == 4
        {
            let at = self.on.span(n, n);
            let iso = format!("{y}-{m:0>2}-{d:0>2}");
            let d = Diagnostic::new(
                Code::BadDate,
                at,
                format!("`{}` is not how a date is written", self.on.word(n)),
            )
            .help(help)
            .edit(at, iso);
            self.push(d);
        }
        let (m, y) = (self.on.word(n + 1), self.on.word(n + 2));
        if let Some(month) = MONTHS.iter().position(|x| *x == m)
            && self.on.kind(n + 2) == Some(TokenKind::Number)
        {
            let at = self.on.span(n, n + 2);
            let iso = format!("{y}-{:02}-{:0>2}", month + 1, self.on.word(n));
            self.push(
                Diagnostic::new(Code::BadDate, at, "This is not how a date is written")
                    .help(help)
                    .edit(at, iso),
            );
        }
    }

    fn and(&mut self, n: usize) {
        if self.on.word(n) != "and" || n == 0 {
            return;
        }
        let at = self.on.span(n, n);
        let modal = |w: &str| matches!(w, "shall" | "may" | "hereby");
        let two = (0..n).any(|i| modal(self.on.word(i)))
            && (n + 2..self.on.toks.len().min(n + 6)).any(|i| modal(self.on.word(i)));
        if two && self.on.kind(n + 1) == Some(TokenKind::Name) {
            let edit = Span::new(self.on.source, self.on.toks[n - 1].end as u32, at.end);
            self.push(
                Diagnostic::new(Code::AndInList, at, "`and` stands between two duties")
                    .help("two duties are two statements: end the first with `;`")
                    .edit(edit, ";"),
            );
            return;
        }
        let comma = self.on.word(n - 1) == ",";
        let edit = Span::new(self.on.source, self.on.toks[n - 1].end as u32, at.end);
        let (one, other) = (
            self.on
                .word(n - if comma { 2.min(n) } else { 1 })
                .to_owned(),
            self.on.word(n + 1).to_owned(),
        );
        self.push(
            Diagnostic::new(Code::AndInList, at, "`and` joins conditions, not values")
                .help(format!(
                    "join values by a comma: `{one}, {other}`; two duties are two statements"
                ))
                .edit(edit, if comma { "" } else { "," }),
        );
    }

    /// `after Russia withdraws`: a point of the event is meant.
    fn moment(&mut self, n: usize) {
        let word = self.on.word(n).to_owned();
        if !matches!(
            word.as_str(),
            "after" | "before" | "until" | "upon" | "by" | "of"
        ) || !matches!(self.on.kind(n + 1), Some(TokenKind::Name | TokenKind::Word))
        {
            return;
        }
        let at = if self.on.word(n + 1) == "the" {
            n + 2
        } else {
            n + 1
        };
        if (0..3)
            .map(|k| self.on.word(at + k))
            .eq(["entry", "into", "force"])
        {
            return;
        }
        let mut end = n + 1;
        let mut depth = 0i32;
        while end < self.on.toks.len() {
            match self.on.word(end) {
                ";" | "{" | "}" => break,
                "," if depth == 0 => break,
                "(" => depth += 1,
                ")" if depth == 0 => break,
                ")" => depth -= 1,
                _ => {}
            }
            end += 1;
        }
        if end < n + 3 {
            return;
        }
        let at = self.on.span(n, end - 1);
        let point = if word == "until" || word == "before" {
            "start"
        } else {
            "completion"
        };
        let first = self.on.span(n + 1, n + 1);
        let last = self.on.span(end - 1, end - 1);
        let insert = Span::new(self.on.source, first.start, first.start);
        let close = Span::new(self.on.source, last.end, last.end);
        self.push(
            Diagnostic::new(
                Code::EventAsMoment,
                at,
                format!("Which point of this is meant after `{word}`?"),
            )
            .here("an event lasts: it has a start and a completion")
            .help(format!(
                "name the point: `{word} {point} of ({})`",
                &self.on.text[first.start as usize..last.end as usize]
            ))
            .edit(insert, format!("{point} of ("))
            .edit(close, ")"),
        );
    }

    /// `entry-into-force: 2026-03-01;`: a moment is no field.
    fn dated_by_colon(&mut self) {
        if !matches!(self.on.word(0), "entry-into-force" | "signature") || self.on.word(1) != ":" {
            return;
        }
        let (word, at) = (self.on.word(0).to_owned(), self.on.span(1, 1));
        self.push(
            Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{word}` is a moment, not a field"),
            )
            .help(format!("say when: `{word} on 2026-03-01;`"))
            .edit(at, " on"),
        );
    }

    /// `require clause 2 before clause 3`: which moments of them?
    fn clause_order(&mut self) {
        let words: Vec<&str> = (0..6).map(|n| self.on.word(n)).collect();
        if !matches!(words[0], "forbid" | "require")
            || words[1] != "clause"
            || !matches!(words[3], "before" | "after")
            || words[4] != "clause"
        {
            return;
        }
        let (first, second) = if words[3] == "before" {
            ("completion", "start")
        } else {
            ("start", "completion")
        };
        let help = format!(
            "say which: `{} {first} of clause {} {} {second} of clause {};`",
            words[0], words[2], words[3], words[5]
        );
        let at = self.on.span(1, 5);
        let open = |n: usize| {
            Span::new(
                self.on.source,
                self.on.span(n, n).start,
                self.on.span(n, n).start,
            )
        };
        let (one, other) = (open(1), open(4));
        self.push(
            Diagnostic::new(
                Code::EventAsMoment,
                at,
                "Which moments of these clauses are meant?",
            )
            .here("a clause begins and is complete")
            .help(help)
            .edit(one, format!("{first} of "))
            .edit(other, format!("{second} of ")),
        );
    }

    /// `within 3 months from signature`: of it, or after it.
    fn within_from(&mut self, n: usize) {
        if self.on.word(n) != "within"
            || self.on.kind(n + 1) != Some(TokenKind::Number)
            || self.on.word(n + 3) != "from"
        {
            return;
        }
        let at = self.on.span(n + 3, n + 3);
        let (number, unit) = (
            self.on.word(n + 1).to_owned(),
            self.on.word(n + 2).to_owned(),
        );
        self.push(
            Diagnostic::new(Code::Syntax, at, format!("`within {number} {unit}` is counted `of` a moment, or `after` it"))
                .help(format!("`within {number} {unit} of …` may be done earlier too; `within {number} {unit} after …` not before the moment"))
                .edit(at, "of"),
        );
    }

    fn missing_that(&mut self) {
        if !matches!(self.on.word(0), "forbid" | "require") || self.on.word(1) == "that" {
            return;
        }
        let verb = self.on.word(0).to_owned();
        let at = self.on.span(0, 0);
        let insert = Span::new(self.on.source, at.end, at.end);
        self.push(
            Diagnostic::new(
                Code::MissingThat,
                at,
                format!("`{verb}` needs `that` before a sentence"),
            )
            .help(format!("say `{verb} that …`"))
            .edit(insert, " that"),
        );
    }

    /// `red line A1 { Norland shall … }`: is it forbidden, or demanded?
    fn bare_rule(&mut self) {
        let begun = matches!(
            self.on.word(0),
            "forbid" | "require" | "stated" | "waived" | "as" | "goal" | "red"
        );
        let Some(modal) =
            (0..self.on.toks.len()).find(|n| matches!(self.on.word(*n), "shall" | "may" | "is"))
        else {
            return;
        };
        if begun
            || !(self.on.kind(0) == Some(TokenKind::Name)
                || matches!(self.on.word(0), "someone" | "no" | "any" | "all"))
        {
            return;
        }
        let at = self.on.span(0, modal);
        self.push(
            Diagnostic::new(Code::MissingThat, at, "Is this forbidden, or demanded?")
                .help("a line says `forbid that …` or `require that …`"),
        );
    }

    /// `Both sides shall`: each of the two.
    fn both_sides(&mut self) {
        if self.on.word(0).to_lowercase() != "both" || self.on.word(1) != "sides" {
            return;
        }
        let at = self.on.span(0, 1);
        let d = Diagnostic::new(Code::Syntax, at, "Do both sides do this together, or each for itself?")
            .help("say `each side shall …` for each, and name the two in the header: `sides: A, B;`; list them for a joint act: `A, B shall jointly …`");
        self.push(d.edit(at, "each side"));
    }

    /// `redline UA1`.
    fn red_line(&mut self) {
        if !matches!(self.on.word(0), "redline" | "red-line" | "red_line") {
            return;
        }
        let at = self.on.span(0, 0);
        // Safe: the same two words, and no other statement opens with them.
        self.push(
            Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{}` is written as two words", self.on.word(0)),
            )
            .help("say `red line`")
            .safe_edit(at, "red line"),
        );
    }

    /// `Provision 1 {`: keywords are lower case.
    /// `30 days after signature`: the phrase opens with `within` or `at least`.
    fn bare_distance(&mut self, n: usize) {
        const UNITS: &[&str] = &[
            "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
            "months", "year", "years",
        ];
        let opened = n > 0
            && matches!(
                self.on.word(n - 1),
                "within" | "least" | "for" | "most" | "every"
            );
        if n == 0
            || opened
            || self.on.kind(n) != Some(TokenKind::Number)
            || !UNITS.contains(&self.on.word(n + 1))
            || !matches!(self.on.word(n + 2), "after" | "before" | "of")
        {
            return;
        }
        let at = self.on.span(n, n + 2);
        let (number, unit, to) = (
            self.on.word(n).to_owned(),
            self.on.word(n + 1).to_owned(),
            self.on.word(n + 2).to_owned(),
        );
        let start = Span::new(self.on.source, at.start, at.start);
        self.push(
            Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{number} {unit} {to}` can mean by then, or not before"),
            )
            .help(format!(
                "say which: `within {number} {unit} {to} …`, or `at least {number} {unit} {to} …`"
            ))
            .edit(start, "within "),
        );
    }

    /// `state Republic of Averne;`: a name of several words stands in quotes.
    fn long_name(&mut self) {
        if !super::chunks::SORTS.contains(&self.on.word(0))
            || self.on.kind(1) != Some(TokenKind::Name)
        {
            return;
        }
        let named =
            |f: &Self, n: usize| f.on.kind(n) == Some(TokenKind::Name) && !f.on.word(n).is_empty();
        let mut last = 1;
        loop {
            if named(self, last + 1) {
                last += 1;
            } else if matches!(self.on.word(last + 1), "of" | "the" | "and" | "for")
                && named(self, last + 2)
            {
                last += 2;
            } else {
                break;
            }
        }
        if last == 1 {
            return;
        }
        let at = self.on.span(1, last);
        let name = self.on.text[at.start as usize..at.end as usize]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let name = name.replace('"', "");
        self.push(
            Diagnostic::new(Code::Syntax, at, "A name of several words stands in quotes")
                .help(format!(
                    "write `{} \"{name}\"`, here and wherever it is named",
                    self.on.word(0)
                ))
                .edit(at, format!("\"{name}\"")),
        );
    }

    /// Words that join, and that nobody writes with a capital on purpose.
    fn capital_joint(&mut self, n: usize) {
        const JOINTS: &[&str] = &[
            "shall", "may", "hereby", "is", "are", "not", "unless", "if", "while", "from", "to",
            "in", "by", "after", "before", "until", "within", "that",
        ];
        if n == 0 || self.on.kind(n) != Some(TokenKind::Name) {
            return;
        }
        let (word, lower) = (self.on.word(n).to_owned(), self.on.word(n).to_lowercase());
        if JOINTS.contains(&lower.as_str()) {
            let at = self.on.span(n, n);
            self.push(
                Diagnostic::new(
                    Code::Syntax,
                    at,
                    format!("`{word}` starts with a capital letter, as names do"),
                )
                .help(format!("words of the language are lower case: `{lower}`"))
                .edit(at, lower),
            );
        }
    }

    fn capital_keyword(&mut self) {
        if self.on.kind(0) != Some(TokenKind::Name) {
            return;
        }
        let word = self.on.word(0).to_owned();
        let lower = word.to_lowercase();
        let at = self.on.span(0, 0);
        if matches!(lower.as_str(), "the" | "a" | "an") {
            let next = self.on.toks.get(1).map_or(at.end, |t| t.start as u32);
            let gone = Span::new(self.on.source, at.start, next);
            self.push(Diagnostic::new(Code::Syntax, at, format!("`{word}` is no name")).help("names and nouns stand without an article; a name of several words stands in quotes").edit(gone, ""));
            return;
        }
        self.push(
            Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{word}` starts with a capital letter, as names do"),
            )
            .help(format!("words of the language are lower case: `{lower}`"))
            .edit(at, lower),
        );
    }

    fn mixed(&mut self) {
        let words: Vec<&str> = (0..self.on.toks.len()).map(|n| self.on.word(n)).collect();
        let from = words
            .iter()
            .position(|w| matches!(*w, "if" | "unless" | "when" | "while"));
        let Some(from) = from else { return };
        let and = words[from..]
            .iter()
            .position(|w| *w == "and")
            .map(|n| n + from);
        let or = words[from..]
            .iter()
            .position(|w| *w == "or")
            .map(|n| n + from);
        if let (Some(a), Some(o)) = (and, or) {
            let (first, second) = (a.min(o), a.max(o));
            let at = self.on.span(second, second);
            let other = self.on.span(first, first);
            self.push(
                Diagnostic::new(
                    Code::MixedAndOr,
                    at,
                    "`and` and `or` stand in one condition, and it is not said which binds first",
                )
                .also(other, "the other one")
                .help("write two rules, or declare an effect for one part"),
            );
        }
    }

    /// `Ukraine withdraws forces;`: an event is not a promise.
    fn event(&mut self) {
        let mut n = 0;
        while matches!(self.on.kind(n), Some(TokenKind::Name))
            || matches!(
                self.on.word(n),
                "," | "someone" | "each" | "side" | "all" | "parties"
            )
        {
            n += 1;
        }
        let promised = (n..self.on.toks.len().min(n + 3))
            .any(|i| matches!(self.on.word(i), "shall" | "may" | "hereby" | "is" | "are"));
        if n == 0 || promised || self.on.kind(n) != Some(TokenKind::Word) {
            return;
        }
        let verb = self.on.word(n).to_owned();
        if matches!(
            verb.as_str(),
            "agrees"
                | "agree"
                | "undertakes"
                | "undertake"
                | "commits"
                | "commit"
                | "promises"
                | "promise"
        ) && self.on.word(n + 1) == "to"
        {
            let at = self.on.span(n, n + 1);
            self.push(
                Diagnostic::new(
                    Code::EventAsStatement,
                    at,
                    format!("`{verb} to` is said with one word here"),
                )
                .help("a promise is `shall` and the verb: `shall withdraw forces`")
                .edit(at, "shall"),
            );
            return;
        }
        let base = if let Some(stem) = verb.strip_suffix("ies") {
            format!("{stem}y")
        } else if let Some(stem) = verb.strip_suffix("sses") {
            format!("{stem}ss")
        } else if let Some(stem) = verb.strip_suffix("shes") {
            format!("{stem}sh")
        } else {
            verb.strip_suffix('s').unwrap_or(&verb).to_owned()
        };
        let at = self.on.span(n, n);
        self.push(
            Diagnostic::new(
                Code::EventAsStatement,
                at,
                format!("`{verb}` tells what happens; a clause says what is promised"),
            )
            .help(format!(
                "say `shall {base}`, `may {base}` or `is expected to {base}`"
            ))
            .edit(at, format!("shall {base}")),
        );
    }
}
