//! Ordinary wordings that are said with another word here, one row for all that are said alike. Where two fit, the first is more likely to be meant.

use super::super::candidates::Candidate;
use super::super::tokens::Broken;
use crate::diagnostic::Code;
use crate::source::Span;
use At::{Inside, Start};

/// Where a wording stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the start of the statement.
    Start,
    /// Anywhere behind it.
    Inside,
}

/// Where they stand, wordings as people write them, what is written here instead, and why.
struct Wording(At, &'static [&'static str], &'static str, &'static str);

const WORDINGS: &[Wording] = &[
    Wording(
        Start,
        &["country"],
        "state",
        "the sorts of the world are `state`, `organisation`, `group`, `body`, `region` and others",
    ),
    Wording(
        Start,
        &["zone", "area", "province", "city"],
        "region",
        "places are regions, one inside another",
    ),
    Wording(
        Start,
        &["position"],
        "party",
        "the lines of a party stand in `party NAME { … }`",
    ),
    Wording(
        Start,
        &["draft", "agreement"],
        "framework",
        "a draft is a `framework`",
    ),
    Wording(
        Start,
        &["include", "import"],
        "use",
        "another file is read with `use \"FILE.truce\";`",
    ),
    Wording(
        Start,
        &["article", "section", "clause"],
        "provision",
        "a clause without fields of its own is a `provision`",
    ),
    Wording(
        Start,
        &["forbids", "prohibit", "prohibits"],
        "forbid",
        "a line says `forbid` or `require`",
    ),
    Wording(
        Start,
        &["requires", "demand"],
        "require",
        "a line says `forbid` or `require`",
    ),
    Wording(
        Inside,
        &["no later than", "not later than"],
        "by",
        "a deadline is `by DATE`, or `within 14 days of …`",
    ),
    Wording(Inside, &["prior to"], "before", "say `before`"),
    Wording(Inside, &["following"], "after", "say `after`"),
    Wording(
        Inside,
        &["once"],
        "after",
        "say `after`, and a moment: `after completion of clause 1`",
    ),
    Wording(
        Inside,
        &["provided that", "in case of", "in case"],
        "if",
        "a condition is `if …`",
    ),
    Wording(
        Inside,
        &["when"],
        "if",
        "a condition is `if …`; a moment is `after completion of (…)`",
    ),
    Wording(
        Inside,
        &["is to", "are to"],
        "shall",
        "one word for each strength: `shall`, `is expected to`, `may`",
    ),
    Wording(
        Inside,
        &[
            "undertake not to",
            "undertakes not to",
            "agree not to",
            "agrees not to",
        ],
        "shall not",
        "a promise is `shall` and the verb, a ban `shall not`",
    ),
    Wording(
        Inside,
        &["undertake to", "agree to"],
        "shall",
        "a promise is `shall` and the verb",
    ),
    Wording(
        Inside,
        &["not to"],
        "not",
        "a ban is `shall not` and the verb",
    ),
    Wording(
        Inside,
        &["shall to"],
        "shall",
        "`shall` is followed by the verb",
    ),
    Wording(
        Inside,
        &["unless at least"],
        "unless to at least",
        "what follows goes on with the sentence, so it needs its role: `unless to at least …`",
    ),
    Wording(
        Inside,
        &["unless at most"],
        "unless to at most",
        "what follows goes on with the sentence, so it needs its role: `unless to at most …`",
    ),
    Wording(
        Inside,
        &["no less than", "not less than", "no fewer than"],
        "at least",
        "say `at least`",
    ),
    Wording(
        Inside,
        &["no more than", "not more than", "up to"],
        "at most",
        "say `at most`",
    ),
    Wording(Inside, &["below"], "less than", "say `less than`"),
    Wording(Inside, &["above"], "more than", "say `more than`"),
    Wording(
        Inside,
        &["only with consent"],
        "with consent",
        "`with consent of` says it: without the consent nothing is allowed",
    ),
    Wording(
        Inside,
        &[
            "has the right to",
            "have the right to",
            "shall be free to",
            "shall be entitled to",
        ],
        "may",
        "a permission is `may` and the verb",
    ),
    Wording(
        Inside,
        &["shall be obliged to"],
        "shall",
        "a promise is `shall` and the verb",
    ),
    Wording(
        Inside,
        &["shall endeavour to", "shall seek to"],
        "is expected to",
        "an aim is `is expected to` and the verb",
    ),
    Wording(
        Inside,
        &["as soon as possible", "without delay"],
        "promptly",
        "say `promptly`; with a date a line can be checked",
    ),
    Wording(
        Inside,
        &["the entry into force", "entry into force"],
        "entry-into-force",
        "the moment is one word: `entry-into-force`",
    ),
    Wording(
        Start,
        &["each party"],
        "all parties",
        "say `all parties`, or `each side` with `sides:` in the header",
    ),
    Wording(Inside, &["pull out"], "withdraw", "a verb is one word"),
    Wording(Inside, &["set up"], "establish", "a verb is one word"),
    Wording(Inside, &["carry out"], "conduct", "a verb is one word"),
    Wording(
        Start,
        &["the"],
        "",
        "names and nouns stand without an article",
    ),
    Wording(Start, &["both"], "", "list them: `A, B shall …`"),
    Wording(
        Inside,
        &["or"],
        ",",
        "`or` joins conditions; values are joined by a comma",
    ),
    Wording(
        Inside,
        &["the", "a", "an"],
        "",
        "names and nouns stand without an article",
    ),
    Wording(
        Inside,
        &["its"],
        "",
        "nouns stand without `its`: whose they are is who does it",
    ),
    Wording(
        Inside,
        &["their"],
        "",
        "nouns stand without `their`: whose they are is who does it",
    ),
    Wording(
        Inside,
        &["daily"],
        "every 1 day",
        "a period is `every 1 day`",
    ),
    Wording(
        Inside,
        &["weekly"],
        "every 1 week",
        "a period is `every 1 week`",
    ),
    Wording(
        Inside,
        &["monthly"],
        "every 1 month",
        "a period is `every 1 month`",
    ),
];

impl Broken<'_> {
    /// The wordings that begin at a token.
    pub(super) fn in_table(&self, n: usize) -> Vec<Candidate> {
        if let Some(question) = self.one_or_both(n) {
            return vec![question];
        }
        let here = if n == 0 { Start } else { Inside };
        let mut out = Vec::new();
        for Wording(_, written, instead, why) in WORDINGS.iter().filter(|w| w.0 == here) {
            let begun = written.iter().filter(|w| self.says(n, w));
            out.extend(begun.map(|w| self.said_otherwise(n, w, instead, why)));
        }
        out
    }

    /// Do these words stand here? The first of a statement may have a capital.
    fn says(&self, n: usize, written: &str) -> bool {
        written.split(' ').enumerate().all(|(i, w)| {
            if n + i == 0 {
                self.word(0).to_lowercase() == w
            } else {
                self.word(n + i) == w
            }
        })
    }

    fn said_otherwise(&self, n: usize, written: &str, instead: &str, why: &str) -> Candidate {
        let behind = n + written.split(' ').count();
        let at = self.span(n, behind - 1);
        // A word that goes takes the blank behind it with it; a comma stands at the word before.
        let edit = match instead {
            "" => {
                let next = self.toks.get(behind).map_or(at.end, |t| t.start as u32);
                Span::new(self.source, at.start, next)
            }
            "," => Span::new(self.source, self.toks[n - 1].end as u32, at.end),
            _ => at,
        };
        // A deadline that is a length of time is `within`.
        const UNITS: &[&str] = &[
            "minutes", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
        ];
        let length = instead == "by" && UNITS.contains(&self.word(behind + 1));
        let instead = if length { "within" } else { instead };
        let message = if instead.is_empty() {
            format!("`{written}` is not said here")
        } else {
            format!("`{written}` is said `{instead}` here")
        };
        self.one(
            Code::Syntax,
            at,
            message,
            why,
            Some((edit, instead.to_owned())),
        )
    }

    /// `Averne or Norland shall …`.
    fn one_or_both(&self, n: usize) -> Option<Candidate> {
        let doers =
            (n + 1..self.toks.len()).any(|m| matches!(self.word(m), "shall" | "may" | "hereby"));
        if self.word(n) != "or" || n == 0 || !doers || self.word(0) == "either" {
            return None;
        }
        Some(self.one(
            Code::Syntax,
            self.span(n, n),
            "Are both bound by this, or only one of them?".to_owned(),
            "if both are bound, join them by a comma; if one of two texts stands, write `either A { … } or B { … }`",
            None,
        ))
    }
}
