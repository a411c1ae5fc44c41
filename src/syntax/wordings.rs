//! Ordinary wordings that this language says with another word, each with the edit that mends it: one table, and a few shapes.

use super::candidates::{Candidate, MONTHS};
use super::tokens::{Broken, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Where a wording stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the start of the statement.
    Start,
    /// Anywhere behind it.
    Inside,
}

/// Words as people write them, where they stand, what is written here instead, and why.
const WORDINGS: &[(&[&str], At, &str, &str)] = &[
    (
        &["country"],
        At::Start,
        "state",
        "the sorts of the world are `state`, `organisation`, `group`, `body`, `region` and others",
    ),
    (
        &["zone"],
        At::Start,
        "region",
        "places are regions, one inside another",
    ),
    (
        &["area"],
        At::Start,
        "region",
        "places are regions, one inside another",
    ),
    (
        &["province"],
        At::Start,
        "region",
        "places are regions, one inside another",
    ),
    (
        &["city"],
        At::Start,
        "region",
        "places are regions, one inside another",
    ),
    (
        &["position"],
        At::Start,
        "party",
        "the lines of a party stand in `party NAME { … }`",
    ),
    (
        &["draft"],
        At::Start,
        "framework",
        "a draft is a `framework`",
    ),
    (
        &["agreement"],
        At::Start,
        "framework",
        "a draft is a `framework`",
    ),
    (
        &["include"],
        At::Start,
        "use",
        "another file is read with `use \"FILE.truce\";`",
    ),
    (
        &["import"],
        At::Start,
        "use",
        "another file is read with `use \"FILE.truce\";`",
    ),
    (
        &["article"],
        At::Start,
        "provision",
        "a clause without fields of its own is a `provision`",
    ),
    (
        &["section"],
        At::Start,
        "provision",
        "a clause without fields of its own is a `provision`",
    ),
    (
        &["clause"],
        At::Start,
        "provision",
        "a clause without fields of its own is a `provision`",
    ),
    (
        &["forbids"],
        At::Start,
        "forbid",
        "a line says `forbid` or `require`",
    ),
    (
        &["prohibit"],
        At::Start,
        "forbid",
        "a line says `forbid` or `require`",
    ),
    (
        &["prohibits"],
        At::Start,
        "forbid",
        "a line says `forbid` or `require`",
    ),
    (
        &["requires"],
        At::Start,
        "require",
        "a line says `forbid` or `require`",
    ),
    (
        &["demand"],
        At::Start,
        "require",
        "a line says `forbid` or `require`",
    ),
    (
        &["no", "later", "than"],
        At::Inside,
        "by",
        "a deadline is `by DATE`, or `within 14 days of …`",
    ),
    (
        &["not", "later", "than"],
        At::Inside,
        "by",
        "a deadline is `by DATE`, or `within 14 days of …`",
    ),
    (&["prior", "to"], At::Inside, "before", "say `before`"),
    (&["following"], At::Inside, "after", "say `after`"),
    (
        &["once"],
        At::Inside,
        "after",
        "say `after`, and a moment: `after completion of clause 1`",
    ),
    (
        &["provided", "that"],
        At::Inside,
        "if",
        "a condition is `if …`",
    ),
    (
        &["in", "case", "of"],
        At::Inside,
        "if",
        "a condition is `if …`",
    ),
    (&["in", "case"], At::Inside, "if", "a condition is `if …`"),
    (
        &["when"],
        At::Inside,
        "if",
        "a condition is `if …`; a moment is `after completion of (…)`",
    ),
    (
        &["is", "to"],
        At::Inside,
        "shall",
        "one word for each strength: `shall`, `is expected to`, `may`",
    ),
    (
        &["are", "to"],
        At::Inside,
        "shall",
        "one word for each strength: `shall`, `is expected to`, `may`",
    ),
    (
        &["undertake", "not", "to"],
        At::Inside,
        "shall not",
        "a promise is `shall` and the verb, a ban `shall not`",
    ),
    (
        &["undertakes", "not", "to"],
        At::Inside,
        "shall not",
        "a promise is `shall` and the verb, a ban `shall not`",
    ),
    (
        &["agree", "not", "to"],
        At::Inside,
        "shall not",
        "a promise is `shall` and the verb, a ban `shall not`",
    ),
    (
        &["agrees", "not", "to"],
        At::Inside,
        "shall not",
        "a promise is `shall` and the verb, a ban `shall not`",
    ),
    (
        &["undertake", "to"],
        At::Inside,
        "shall",
        "a promise is `shall` and the verb",
    ),
    (
        &["agree", "to"],
        At::Inside,
        "shall",
        "a promise is `shall` and the verb",
    ),
    (
        &["not", "to"],
        At::Inside,
        "not",
        "a ban is `shall not` and the verb",
    ),
    (
        &["shall", "to"],
        At::Inside,
        "shall",
        "`shall` is followed by the verb",
    ),
    (
        &["unless", "at", "least"],
        At::Inside,
        "unless to at least",
        "what follows goes on with the sentence, so it needs its role: `unless to at least …`",
    ),
    (
        &["unless", "at", "most"],
        At::Inside,
        "unless to at most",
        "what follows goes on with the sentence, so it needs its role: `unless to at most …`",
    ),
    (
        &["no", "less", "than"],
        At::Inside,
        "at least",
        "say `at least`",
    ),
    (
        &["not", "less", "than"],
        At::Inside,
        "at least",
        "say `at least`",
    ),
    (
        &["no", "fewer", "than"],
        At::Inside,
        "at least",
        "say `at least`",
    ),
    (
        &["no", "more", "than"],
        At::Inside,
        "at most",
        "say `at most`",
    ),
    (
        &["not", "more", "than"],
        At::Inside,
        "at most",
        "say `at most`",
    ),
    (&["up", "to"], At::Inside, "at most", "say `at most`"),
    (&["below"], At::Inside, "less than", "say `less than`"),
    (&["above"], At::Inside, "more than", "say `more than`"),
    (
        &["only", "with", "consent"],
        At::Inside,
        "with consent",
        "`with consent of` says it: without the consent nothing is allowed",
    ),
    (
        &["has", "the", "right", "to"],
        At::Inside,
        "may",
        "a permission is `may` and the verb",
    ),
    (
        &["have", "the", "right", "to"],
        At::Inside,
        "may",
        "a permission is `may` and the verb",
    ),
    (
        &["shall", "be", "free", "to"],
        At::Inside,
        "may",
        "a permission is `may` and the verb",
    ),
    (
        &["shall", "be", "entitled", "to"],
        At::Inside,
        "may",
        "a permission is `may` and the verb",
    ),
    (
        &["shall", "be", "obliged", "to"],
        At::Inside,
        "shall",
        "a promise is `shall` and the verb",
    ),
    (
        &["shall", "endeavour", "to"],
        At::Inside,
        "is expected to",
        "an aim is `is expected to` and the verb",
    ),
    (
        &["shall", "seek", "to"],
        At::Inside,
        "is expected to",
        "an aim is `is expected to` and the verb",
    ),
    (
        &["as", "soon", "as", "possible"],
        At::Inside,
        "promptly",
        "say `promptly`; with a date a line can be checked",
    ),
    (
        &["without", "delay"],
        At::Inside,
        "promptly",
        "say `promptly`; with a date a line can be checked",
    ),
    (
        &["the", "entry", "into", "force"],
        At::Inside,
        "entry-into-force",
        "the moment is one word: `entry-into-force`",
    ),
    (
        &["entry", "into", "force"],
        At::Inside,
        "entry-into-force",
        "the moment is one word: `entry-into-force`",
    ),
    (
        &["each", "party"],
        At::Start,
        "all parties",
        "say `all parties`, or `each side` with `sides:` in the header",
    ),
    (
        &["pull", "out"],
        At::Inside,
        "withdraw",
        "a verb is one word",
    ),
    (
        &["set", "up"],
        At::Inside,
        "establish",
        "a verb is one word",
    ),
    (
        &["carry", "out"],
        At::Inside,
        "conduct",
        "a verb is one word",
    ),
    (
        &["the"],
        At::Start,
        "",
        "names and nouns stand without an article",
    ),
    (&["both"], At::Start, "", "list them: `A, B shall …`"),
    (
        &["or"],
        At::Inside,
        ",",
        "`or` joins conditions; values are joined by a comma",
    ),
    (
        &["the"],
        At::Inside,
        "",
        "names and nouns stand without an article",
    ),
    (
        &["a"],
        At::Inside,
        "",
        "names and nouns stand without an article",
    ),
    (
        &["an"],
        At::Inside,
        "",
        "names and nouns stand without an article",
    ),
    (
        &["its"],
        At::Inside,
        "",
        "nouns stand without `its`: whose they are is who does it",
    ),
    (
        &["their"],
        At::Inside,
        "",
        "nouns stand without `their`: whose they are is who does it",
    ),
    (
        &["daily"],
        At::Inside,
        "every 1 day",
        "a period is `every 1 day`",
    ),
    (
        &["weekly"],
        At::Inside,
        "every 1 week",
        "a period is `every 1 week`",
    ),
    (
        &["monthly"],
        At::Inside,
        "every 1 month",
        "a period is `every 1 month`",
    ),
];

/// A number in words.
pub(crate) fn number_in_words(word: &str) -> Option<u32> {
    NUMBERS
        .iter()
        .find(|(w, _)| *w == word.to_lowercase())
        .map(|(_, n)| *n)
}

/// `shal`, `shalll`, `shlal`: letters of `shall`, one doubled or not, or two swapped.
fn slip(word: &str) -> bool {
    matches!(word, "shal" | "shalll" | "shaall" | "shhall" | "shlal")
}

const NUMBERS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("ninety", 90),
    ("hundred", 100),
];

impl Broken<'_> {
    /// Every wording the tokens show, the most certain first.
    pub(super) fn wordings(&self) -> Vec<Candidate> {
        let mut out = Vec::new();
        out.extend(self.order_of_words());
        for n in 0..self.toks.len() {
            out.extend(self.unfinished(n));
            out.extend(self.in_table(n));
            out.extend(self.number(n));
            out.extend(self.date(n));
            out.extend(self.label(n));
            out.extend(self.modal(n));
            out.extend(self.comma(n));
        }
        out.extend(self.head());
        out.extend(self.ending());
        out.extend(self.colon());
        out
    }

    /// A wording with the edit that is suggested: other words are other words, and whether they say the same is for the author to tell.
    fn one(
        &self,
        code: Code,
        at: Span,
        message: String,
        help: impl Into<String>,
        edit: Option<(Span, String)>,
    ) -> Candidate {
        let d = Diagnostic::new(code, at, message).help(help);
        Candidate {
            diagnostic: if let Some((span, text)) = edit {
                d.edit(span, text)
            } else {
                d
            },
            hidden: Vec::new(),
        }
    }

    fn in_table(&self, n: usize) -> Vec<Candidate> {
        let fits = |(words, at, _, _): &&(&[&str], At, &str, &str)| {
            let here = if *at == At::Start { n == 0 } else { n > 0 };
            here && words.iter().enumerate().all(|(i, w)| {
                if n + i == 0 {
                    self.word(0).to_lowercase() == *w
                } else {
                    self.word(n + i) == *w
                }
            })
        };
        let doers =
            (n + 1..self.toks.len()).any(|m| matches!(self.word(m), "shall" | "may" | "hereby"));
        if self.word(n) == "or" && n > 0 && doers && self.word(0) != "either" {
            let help = "if both are bound, join them by a comma; if one of two texts stands, write `either A { … } or B { … }`";
            return vec![self.one(
                Code::Syntax,
                self.span(n, n),
                "Are both bound by this, or only one of them?".to_owned(),
                help,
                None,
            )];
        }
        let found = WORDINGS.iter().filter(fits);
        found
            .map(|(words, _, instead, help)| {
                let at = self.span(n, n + words.len() - 1);
                let written = words.join(" ");
                // A word that goes takes the blank behind it with it; a comma stands at the word before.
                let edit = match *instead {
                    "" => Span::new(
                        self.source,
                        at.start,
                        self.toks
                            .get(n + words.len())
                            .map_or(at.end, |t| t.start as u32),
                    ),
                    "," => Span::new(self.source, self.toks[n - 1].end as u32, at.end),
                    _ => at,
                };
                // A deadline that is a length of time is `within`.
                const UNITS: &[&str] = &[
                    "minutes", "hours", "day", "days", "week", "weeks", "month", "months", "year",
                    "years",
                ];
                let length = *instead == "by" && UNITS.contains(&self.word(n + words.len() + 1));
                let instead = if length { "within" } else { *instead };
                let message = if instead.is_empty() {
                    format!("`{written}` is not said here")
                } else {
                    format!("`{written}` is said `{instead}` here")
                };
                self.one(
                    Code::Syntax,
                    at,
                    message,
                    *help,
                    Some((edit, instead.to_owned())),
                )
            })
            .collect()
    }

    /// `thirty days`, `80 000`, `80k`, `1:1`.
    fn number(&self, n: usize) -> Option<Candidate> {
        let (word, at) = (self.word(n), self.span(n, n));
        if let Some(value) = number_in_words(word) {
            return Some(self.one(
                Code::BadNumber,
                at,
                format!("`{word}` is a number in words"),
                format!("write `{value}`"),
                Some((at, value.to_string())),
            ));
        }
        if self.kind(n) != Some(TokenKind::Number) {
            return None;
        }
        for (short, long) in [("k", "thousand"), ("m", "million"), ("bn", "billion")] {
            if let Some(digits) = word.to_lowercase().strip_suffix(short)
                && !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            {
                return Some(self.one(
                    Code::BadNumber,
                    at,
                    format!("`{word}` is no number here"),
                    format!("write `{digits} {long}`"),
                    Some((at, format!("{digits} {long}"))),
                ));
            }
        }
        let next = self.word(n + 1);
        if self.kind(n + 1) == Some(TokenKind::Number)
            && next.len() == 3
            && next.bytes().all(|b| b.is_ascii_digit())
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'_')
        {
            let at = self.span(n, n + 1);
            return Some(self.one(
                Code::BadNumber,
                at,
                format!("`{word} {next}` reads as two numbers"),
                format!("group digits with `_`: `{word}_{next}`"),
                Some((at, format!("{word}_{next}"))),
            ));
        }
        if next == ":" && self.kind(n + 2) == Some(TokenKind::Number) {
            let at = self.span(n, n + 2);
            let ratio = format!("{word} for {}", self.word(n + 2));
            return Some(self.one(
                Code::Syntax,
                at,
                "A ratio is written in words".to_owned(),
                format!("write `{ratio}`"),
                Some((at, ratio)),
            ));
        }
        None
    }

    /// `2025-5-4`, `04/05/2026`, `2026/12/31`.
    fn date(&self, n: usize) -> Option<Candidate> {
        if self.kind(n) != Some(TokenKind::Number) {
            return None;
        }
        let help = "a date is written year-month-day: `2025-11-20`";
        let parts: Vec<&str> = self.word(n).split('-').collect();
        if let [y, m, d] = parts[..]
            && y.len() == 4
            && (m.len() == 1 || d.len() == 1)
        {
            let at = self.span(n, n);
            return Some(self.one(
                Code::BadDate,
                at,
                "A month and a day have two digits".to_owned(),
                help,
                Some((at, format!("{y}-{m:0>2}-{d:0>2}"))),
            ));
        }
        if self.word(n + 1) != "/" || self.word(n + 3) != "/" {
            return None;
        }
        let at = self.span(n, n + 4.min(self.toks.len() - 1 - n));
        let (a, b, c) = (self.word(n), self.word(n + 2), self.word(n + 4));
        let iso = match (a.len(), c.len()) {
            (4, _) => Some(format!("{a}-{b:0>2}-{c:0>2}")),
            // Two readings: nobody but the author knows which.
            _ if a.parse::<u32>().is_ok_and(|a| a <= 12) => None,
            _ => Some(format!("{c}-{b:0>2}-{a:0>2}")),
        };
        let message = if iso.is_none() {
            "Which of these is the day, and which the month?"
        } else {
            "This is not how a date is written"
        };
        Some(self.one(
            Code::BadDate,
            at,
            message.to_owned(),
            help,
            iso.map(|i| (at, i)),
        ))
    }

    /// `within 5 days;`, `shall;`, `from [Sorrel]`, `March 2026`.
    fn unfinished(&self, n: usize) -> Option<Candidate> {
        const UNITS: &[&str] = &[
            "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
            "months", "year", "years",
        ];
        if self.word(n) == "within"
            && UNITS.contains(&self.word(n + 2))
            && !matches!(self.word(n + 3), "of" | "after" | "before")
        {
            let at = self.span(n, (n + 3).min(self.toks.len() - 1));
            let phrase = format!("within {} {}", self.word(n + 1), self.word(n + 2));
            return Some(self.one(Code::Syntax, at, format!("`{phrase}` of what?"), format!("say from when it is counted: `{phrase} of signature`, `{phrase} after completion of clause 1`"), None));
        }
        if matches!(self.word(n), "shall" | "may" | "hereby" | "not") && self.word(n + 1) == ";" {
            let at = self.span(n, n + 1);
            return Some(self.one(
                Code::Syntax,
                at,
                "The sentence ends before it says what is promised".to_owned(),
                "a verb stands behind `shall`, and what it is done to: `shall withdraw forces`",
                None,
            ));
        }
        if self.word(n) == "[" {
            let close = (n..self.toks.len()).find(|m| self.word(*m) == "]")?;
            if (n..close).all(|m| self.word(m) != "|") && close > n + 1 {
                let at = self.span(n, close);
                let inner = self.span(n + 1, close - 1);
                let inner = self.text[inner.start as usize..inner.end as usize].to_owned();
                return Some(self.one(
                    Code::Syntax,
                    at,
                    "A bracket holds alternatives, and here is one".to_owned(),
                    "write `[one | other]`, or leave the brackets out",
                    Some((at, inner)),
                ));
            }
        }
        let month = MONTHS.iter().position(|m| *m == self.word(n))?;
        let bare = n == 0 || self.kind(n - 1) != Some(TokenKind::Number);
        if bare && self.kind(n + 1) == Some(TokenKind::Number) && self.word(n + 1).len() == 4 {
            let at = self.span(n, n + 1);
            let iso = format!("{}-{:02}", self.word(n + 1), month + 1);
            return Some(self.one(
                Code::BadDate,
                at,
                "This is not how a month is written".to_owned(),
                format!("write `{iso}`"),
                Some((at, iso)),
            ));
        }
        None
    }

    /// `provision 5.`, `5(a)`.
    fn label(&self, n: usize) -> Option<Candidate> {
        if n == 0
            || self.kind(n) != Some(TokenKind::Number)
            || self.kind(n - 1) != Some(TokenKind::Word)
        {
            return None;
        }
        let label = self.word(n);
        let help = "a label is digits or letters, its parts joined by dots: `5`, `5.a`";
        if self.word(n + 1) == "." {
            let at = self.span(n, n + 1);
            return Some(self.one(
                Code::Syntax,
                at,
                "A label has no dot at its end".to_owned(),
                help,
                Some((at, label.to_owned())),
            ));
        }
        if self.word(n + 1) == "(" && self.word(n + 3) == ")" {
            let at = self.span(n, n + 3);
            let joined = format!("{label}.{}", self.word(n + 2));
            return Some(self.one(
                Code::Syntax,
                at,
                "The parts of a label are joined by dots".to_owned(),
                help,
                Some((at, joined)),
            ));
        }
        None
    }

    /// `shal`, `shall not Deploy`.
    fn modal(&self, n: usize) -> Option<Candidate> {
        let (word, at) = (self.word(n), self.span(n, n));
        if n > 0
            && self.kind(n) == Some(TokenKind::Word)
            && word != "shall"
            && strsim::damerau_levenshtein(word, "shall") == 1
            && word.starts_with("sh")
        {
            let mut c = self.one(
                Code::Syntax,
                at,
                format!("`{word}` is no word of the language"),
                "did you mean `shall`?",
                Some((at, "shall".to_owned())),
            );
            // Safe for a slip of the pen (`shal`): no other modal is near.
            c.diagnostic
                .edits
                .iter_mut()
                .for_each(|e| e.safe = slip(word));
            return Some(c);
        }
        let after = n > 0 && matches!(self.word(n - 1), "shall" | "may" | "hereby" | "not");
        if after && self.kind(n) == Some(TokenKind::Name) {
            let lower = word.to_lowercase();
            return Some(self.one(
                Code::Syntax,
                at,
                format!("`{word}` starts with a capital letter, as names do"),
                format!("verbs are lower case: `{lower}`"),
                Some((at, lower)),
            ));
        }
        None
    }

    /// `Averne Norland shall`, `Averne, Norland, shall`, `binding: treaty,` at the end of a line.
    fn comma(&self, n: usize) -> Option<Candidate> {
        let at = self.span(n, n);
        if self.word(n) == "," {
            if matches!(self.word(n + 1), "shall" | "may" | "hereby" | "is") {
                return Some(self.one(
                    Code::Syntax,
                    at,
                    "This comma parts the doers from what they do".to_owned(),
                    "take it away",
                    Some((at, String::new())),
                ));
            }
            let line_ends = self
                .toks
                .get(n + 1)
                .is_some_and(|t| self.text[at.end as usize..t.start].contains('\n'));
            if line_ends {
                return Some(self.one(
                    Code::MissingSemicolon,
                    at,
                    "A comma stands where the statement ends".to_owned(),
                    "every statement ends with `;`",
                    Some((at, ";".to_owned())),
                ));
            }
            return None;
        }
        if self.kind(n) == Some(TokenKind::Name)
            && self.kind(n + 1) == Some(TokenKind::Name)
            && (n == 0 || self.word(n - 1) == ",")
            && self
                .toks
                .iter()
                .any(|t| matches!(t.text(self.text), "shall" | "may" | "hereby"))
        {
            let both = self.span(n, n + 1);
            let gap = Span::new(self.source, at.end, at.end);
            let message = format!(
                "A comma is missing between `{}` and `{}`",
                self.word(n),
                self.word(n + 1)
            );
            return Some(self.one(
                Code::Syntax,
                both,
                message,
                "values are joined by a comma; a name of several words stands in quotes",
                Some((gap, ",".to_owned())),
            ));
        }
        None
    }

    /// `framework Truce`, `state averne`, `use world.truce`.
    fn head(&self) -> Vec<Candidate> {
        let mut out = Vec::new();
        if self.toks.len() < 2 {
            return out;
        }
        let (word, at) = (self.word(1).to_owned(), self.span(1, 1));
        if self.word(0) == "framework" && self.kind(1) == Some(TokenKind::Name) {
            let lower = word.to_lowercase();
            out.push(self.one(
                Code::Syntax,
                at,
                "The id of a draft is a word in lower case".to_owned(),
                format!("write `framework {lower}`; its name stands behind it in quotes"),
                Some((at, lower)),
            ));
        }
        let declares = super::chunks::SORTS.contains(&self.word(0)) || self.word(0) == "party";
        if declares && self.kind(1) == Some(TokenKind::Name) && word.chars().count() == 1 {
            let message = format!("`{word}` is read as a variable: one capital letter is no name");
            out.push(self.one(
                Code::Syntax,
                at,
                message,
                format!(
                    "give it a longer name: `{} {word}1`, here and wherever it is named",
                    self.word(0)
                ),
                Some((at, format!("{word}1"))),
            ));
        }
        if declares && self.kind(1) == Some(TokenKind::Word) {
            let mut rest = word.chars();
            let capital: String = rest
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(rest)
                .collect();
            let message =
                format!("A name starts with a capital letter: `{word}` is read as a word");
            out.push(self.one(
                Code::Syntax,
                at,
                message,
                format!("write `{capital}`, here and wherever it is named"),
                Some((at, capital)),
            ));
        }
        if self.word(0) == "either" && (0..self.toks.len()).all(|n| self.word(n) != "or") {
            let at = self.span(0, self.toks.len() - 1);
            out.push(self.one(
                Code::Syntax,
                at,
                "`either` has one alternative, and needs another".to_owned(),
                "write `either A { … } or B { … }`",
                None,
            ));
        }
        if self.word(0).to_lowercase() == "neither" {
            let at = self.span(0, 1);
            let d = self.one(
                Code::Syntax,
                at,
                "`neither` is said with `no` here".to_owned(),
                "say `no actor shall …`, or `each side shall not …` with `sides: A, B;` in the header",
                Some((at, "no actor".to_owned())),
            );
            out.push(d);
        }
        if self.kind(0) == Some(TokenKind::Word)
            && self.kind(1) == Some(TokenKind::Text)
            && self.toks.iter().any(|t| t.text(self.text) == "{")
            && !matches!(self.word(0), "use" | "test")
        {
            let d = self.one(
                Code::Syntax,
                self.span(0, 1),
                format!("`{}` needs a label before its title", self.word(0)),
                format!("number it: `{} 5 {word}`", self.word(0)),
                None,
            );
            out.push(d);
        }
        if self.word(0) == "use" && self.kind(1) != Some(TokenKind::Text) {
            let last = (1..self.toks.len())
                .rev()
                .find(|n| self.word(*n) != ";")
                .unwrap_or(1);
            let at = self.span(1, last);
            let path = self.text[at.start as usize..at.end as usize].to_owned();
            out.push(self.one(
                Code::Syntax,
                at,
                "The path of a file stands in quotes".to_owned(),
                format!("write `use \"{path}\";`"),
                Some((at, format!("\"{path}\""))),
            ));
        }
        out
    }

    /// `In Sorrel Averne shall …`, `After signature Averne shall …`: who does it comes first. `X shall be lifted by Y`: say who does it.
    fn order_of_words(&self) -> Option<Candidate> {
        let shall =
            (0..self.toks.len()).find(|n| matches!(self.word(*n), "shall" | "may" | "hereby"))?;
        let first = self.word(0).to_lowercase();
        if shall > 1
            && matches!(
                first.as_str(),
                "in" | "after"
                    | "before"
                    | "within"
                    | "by"
                    | "from"
                    | "until"
                    | "on"
                    | "upon"
                    | "at"
                    | "if"
                    | "during"
                    | "all"
            )
        {
            let at = self.span(0, shall);
            let help = if first == "all" {
                "say who does it: `AVERNE shall lift all sanctions …`"
            } else {
                "write the doer first, and roles and times behind the verb: `AVERNE shall withdraw forces from SORREL within 14 days of signature`"
            };
            return Some(self.one(
                Code::Syntax,
                at,
                "A sentence begins with who does it".to_owned(),
                help,
                None,
            ));
        }
        None
    }

    /// A full stop where the statement ends.
    fn ending(&self) -> Option<Candidate> {
        let n = self.toks.len().checked_sub(1)?;
        let n = if self.word(n) == ";" || self.word(n) == "}" {
            n.checked_sub(1)?
        } else {
            n
        };
        if self.word(n) != "." {
            return None;
        }
        let at = self.span(n, n);
        let end = if self.word(n + 1) == ";" { "" } else { ";" };
        let mut c = self.one(
            Code::MissingSemicolon,
            at,
            "A statement ends with `;`, not with a full stop".to_owned(),
            "write `;`",
            Some((at, end.to_owned())),
        );
        // Safe: it stands last, and says of the statement what `;` says.
        c.diagnostic.edits.iter_mut().for_each(|e| e.safe = true);
        Some(c)
    }

    /// `binding treaty;`
    fn colon(&self) -> Option<Candidate> {
        if self.kind(0) != Some(TokenKind::Word)
            || self.word(1) == ":"
            || self.toks.len() < 2
            || matches!(self.word(0), "party" | "framework" | "use" | "test")
        {
            return None;
        }
        let at = self.span(0, 0);
        let gap = Span::new(self.source, at.end, at.end);
        Some(self.one(
            Code::Syntax,
            at,
            format!("`:` is missing after `{}`", self.word(0)),
            format!("a property is stated with a colon: `{}: …;`", self.word(0)),
            Some((gap, ":".to_owned())),
        ))
    }
}
