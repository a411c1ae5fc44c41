//! Explains a statement that does not parse. Typical mistakes are tried as edits: the first edit with which the statement parses, or parses further,
//! names the mistake. So no mistake is claimed that mending would not mend.

use super::candidates::{Candidate, candidates};
use super::chunks::{Chunk, Place};
use super::grammar::{Grammar, Rule};
use super::parse::rule_of;
use super::tokens::{Broken, Token, TokenKind, tokens};
use crate::diagnostic::{Code, Diagnostic, Edit, Severity};
use crate::source::{SourceId, Span};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

/// At most so many mistakes are explained in one statement.
const MAX_MISTAKES: usize = 8;
/// After so many mistakes in one file, no statement is explained any more.
const MAX_TOLD: usize = 256;
/// Typical mistakes are looked for among so many tokens around the one at which the parser stopped.
const AROUND: usize = 256;
/// So many bytes are parsed once more to explain one statement, and a few tries are made of a longer one.
const MAX_PARSED: usize = 1024 * 1024;
const MIN_TRIES: usize = 16;
/// So many ends of lines are tried for where a `;` is missing.
const MAX_ENDS: usize = 4;

/// Explains a statement; gives the offset at which a further statement begins, if a `;` is missing between two.
pub(super) fn explain(
    source: SourceId,
    text: &str,
    chunk: Chunk,
    place: Place,
    out: &mut Vec<Diagnostic>,
) -> Option<usize> {
    if told(chunk, out) {
        return None;
    }
    let toks = &tokens(text, chunk.start, chunk.end);
    let statement = Statement {
        on: Broken { source, text, toks },
        chunk,
        rule: rule_of(place),
        place: Some(place),
        suffix: "",
    };
    statement.explain(out)
}

/// Explains the head of a block (`framework us28 … {`), which is parsed with `}` behind it.
pub(super) fn explain_head(
    source: SourceId,
    text: &str,
    chunk: Chunk,
    rule: Rule,
    out: &mut Vec<Diagnostic>,
) {
    if told(chunk, out) {
        return;
    }
    let toks = &tokens(text, chunk.start, chunk.end);
    let head = Statement {
        on: Broken { source, text, toks },
        chunk,
        rule,
        place: None,
        suffix: "}",
    };
    head.explain(out);
}

/// Is something said of this statement already, or enough of its file?
fn told(chunk: Chunk, out: &mut Vec<Diagnostic>) -> bool {
    let errors = out.iter().filter(|d| d.severity == Severity::Error);
    if errors.take(MAX_TOLD).count() == MAX_TOLD {
        if out.iter().any(|d| d.code == Code::LimitReached) {
            return true;
        }
        let at = Span::new(out[0].at.span.source, chunk.start as u32, chunk.end as u32);
        out.push(
            Diagnostic::new(
                Code::LimitReached,
                at,
                format!("{MAX_TOLD} mistakes and more were told; what follows from here on and cannot be read is not explained"),
            )
            .help("mend the first ones: the others may follow from them"),
        );
        return true;
    }
    let inside = |d: &Diagnostic| (chunk.start..chunk.end).contains(&(d.at.span.start as usize));
    out.iter().any(inside)
}

/// A statement that does not parse, and how it was to be read.
#[derive(Clone, Copy)]
struct Statement<'t> {
    on: Broken<'t>,
    chunk: Chunk,
    rule: Rule,
    /// Where it stands; nothing: it is the head of a block.
    place: Option<Place>,
    /// What is put behind it to be parsed.
    suffix: &'static str,
}

impl Statement<'_> {
    fn explain(&self, out: &mut Vec<Diagnostic>) -> Option<usize> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut found: Vec<Diagnostic> = Vec::new();
        let mut further = None;
        let mut tries = (MAX_PARSED / (self.chunk.end - self.chunk.start).max(1)).max(MIN_TRIES);
        for _ in 0..MAX_MISTAKES {
            let Err(failure) = self.attempt(&edits) else {
                break;
            };
            if self.place.is_some()
                && let Some((diagnostic, rest)) = self.missing_semicolon(&edits, &failure)
            {
                found.push(diagnostic);
                further = Some(rest);
                break;
            }
            let Broken { source, text, .. } = self.on;
            let better = candidates(source, text, self.around(&failure), self.place)
                .into_iter()
                .filter(|c| !overlaps(&edits, c) && !c.is_far_behind(failure.at))
                .take(tries)
                .inspect(|_| tries -= 1)
                .find(|c| self.improves(&edits, c, &failure));
            let Some(c) = better else {
                if found.is_empty() {
                    found.push(self.unexplained(&failure));
                }
                break;
            };
            edits.extend(c.diagnostic.edits.iter().cloned());
            edits.extend(c.hidden);
            edits.sort_by_key(|e| (e.span.start, e.span.end));
            found.push(c.diagnostic);
        }
        if found.is_empty() {
            found.push(Diagnostic::new(
                Code::Syntax,
                self.whole(),
                "This statement cannot be read",
            ));
        }
        out.append(&mut found);
        further
    }

    /// The tokens around the one at which the parser stopped: all of them, unless the statement is longer than people write.
    fn around(&self, failure: &Failure) -> &[Token] {
        let toks = self.on.toks;
        let stop = toks.partition_point(|t| t.end <= failure.at);
        &toks[stop.saturating_sub(AROUND)..(stop + AROUND).min(toks.len())]
    }

    fn whole(&self) -> Span {
        let Chunk { start, end, .. } = self.chunk;
        Span::new(self.on.source, start as u32, end as u32)
    }

    /// Parses the statement with edits applied.
    fn attempt(&self, edits: &[Edit]) -> Result<(), Failure> {
        let (text, chunk) = (self.on.text, self.chunk);
        let mut mended = String::with_capacity(chunk.end - chunk.start + 32);
        // Offsets of the mended text: (offset there, offset in the file).
        let mut map = vec![(0usize, chunk.start)];
        let mut at = chunk.start;
        for e in edits {
            let (a, b) = (
                (e.span.start as usize).max(at),
                (e.span.end as usize).max(at),
            );
            mended.push_str(&text[at..a]);
            map.push((mended.len(), a));
            mended.push_str(&e.text);
            map.push((mended.len(), b));
            at = b;
        }
        mended.push_str(&text[at..chunk.end]);
        mended.push_str(self.suffix);
        match Grammar::parse(self.rule, &mended) {
            Ok(_) => Ok(()),
            Err(e) => {
                let pos = match e.location {
                    InputLocation::Pos(p) => p,
                    InputLocation::Span((p, _)) => p,
                };
                let (there, here) = map
                    .iter()
                    .rev()
                    .find(|(there, _)| *there <= pos)
                    .copied()
                    .unwrap_or((0, chunk.start));
                let expected = match e.variant {
                    ErrorVariant::ParsingError { positives, .. } => positives,
                    ErrorVariant::CustomError { .. } => Vec::new(),
                };
                Err(Failure {
                    at: (here + pos - there).min(chunk.end),
                    expected,
                })
            }
        }
    }

    /// Does the statement parse with these edits, or parse further?
    fn improves(&self, edits: &[Edit], c: &Candidate, before: &Failure) -> bool {
        let at = c.diagnostic.at.span;
        if c.diagnostic.edits.is_empty() && c.hidden.is_empty() {
            // No edit to try: it must stand where the parser stopped.
            return at.start as usize <= before.at && before.at <= at.end as usize + 1;
        }
        let mut all = edits.to_vec();
        all.extend(c.diagnostic.edits.iter().cloned());
        all.extend(c.hidden.iter().cloned());
        all.sort_by_key(|e| (e.span.start, e.span.end));
        match self.attempt(&all) {
            Ok(()) => true,
            Err(after) => after.at > before.at && (at.start as usize) <= before.at,
        }
    }

    /// A statement that parses up to the end of a line, and only lacks its `;`. With where the next one begins.
    fn missing_semicolon(&self, edits: &[Edit], failure: &Failure) -> Option<(Diagnostic, usize)> {
        let Broken { text, toks, .. } = self.on;
        let stop = toks
            .iter()
            .position(|t| t.start > failure.at)
            .unwrap_or(toks.len());
        let ends_line = |n: &usize| {
            let prev = &toks[n - 1];
            let next = toks.get(*n);
            next.is_none_or(|t| text[prev.end..t.start].contains('\n'))
                && !(prev.kind == TokenKind::Sign && prev.text(text) == ";")
        };
        let ends = (1..=stop).rev().filter(ends_line).take(MAX_ENDS);
        let (n, end) = ends
            .map(|n| (n, self.end_of_line(n)))
            .find(|(_, end)| self.parses_up_to(*end, edits))?;
        let rest = toks.get(n).map_or(self.chunk.end, |t| t.start);
        Some((self.semicolon_after(n, end, edits), rest))
    }

    /// Where a statement of so many tokens ends: before a comma, which stands where the `;` should (`binding: treaty,`).
    fn end_of_line(&self, n: usize) -> usize {
        let toks = self.on.toks;
        if n > 1 && toks[n - 1].text(self.on.text) == "," {
            toks[n - 2].end
        } else {
            toks[n - 1].end
        }
    }

    /// Would it parse if it ended here, with the edits that lie before?
    fn parses_up_to(&self, end: usize, edits: &[Edit]) -> bool {
        let short = Statement {
            chunk: Chunk {
                start: self.chunk.start,
                end,
                block: None,
            },
            suffix: ";",
            ..*self
        };
        let kept = edits.iter().filter(|e| e.span.end as usize <= end);
        short.attempt(&kept.cloned().collect::<Vec<_>>()).is_ok()
    }

    fn semicolon_after(&self, n: usize, end: usize, edits: &[Edit]) -> Diagnostic {
        let Broken { source, toks, .. } = self.on;
        let last = &toks[n - 1];
        let at = Span::new(source, end as u32, last.end as u32);
        if end < last.end {
            // Suggested: a comma may say that a value is missing behind it.
            return Diagnostic::new(
                Code::MissingSemicolon,
                at,
                "A comma stands where the statement ends",
            )
            .help("every statement ends with `;`")
            .edit(at, ";");
        }
        Diagnostic::new(
            Code::MissingSemicolon,
            self.on.span(n - 1, n - 1),
            "This statement has no `;` at its end",
        )
        .here("`;` is missing after this")
        .help("every statement ends with `;`")
        // Safe where two whole statements stand, and nothing of the one is unclear.
        .offer(at, ";", edits.is_empty() && self.whole_from(n))
    }

    /// Does a whole statement stand from this token on, or nothing?
    fn whole_from(&self, n: usize) -> bool {
        let Some(first) = self.on.toks.get(n) else {
            return true;
        };
        let rest = Statement {
            chunk: Chunk {
                start: first.start,
                end: self.chunk.end,
                block: None,
            },
            suffix: "",
            ..*self
        };
        begins(self.on.text, &self.on.toks[n..]) && rest.attempt(&[]).is_ok()
    }

    /// What the parser expected, where no mistake is known.
    fn unexplained(&self, failure: &Failure) -> Diagnostic {
        let Broken { text, toks, .. } = self.on;
        let n = toks.iter().position(|t| t.end > failure.at);
        let Some(n) = n.or(toks.len().checked_sub(1)) else {
            return expecting(
                "This statement cannot be read".to_owned(),
                self.whole(),
                failure,
                true,
            );
        };
        let ended = toks.iter().all(|t| t.end <= failure.at);
        let at = self.on.span(n, n);
        let declares = toks
            .first()
            .is_some_and(|t| DECLARES.contains(&t.text(text)));
        if declares && !ended && is_reserved(toks[n].text(text)) {
            let message = format!(
                "`{}` is a word of the language itself, and names nothing else",
                toks[n].text(text)
            );
            return Diagnostic::new(Code::Syntax, at, message)
                .here("a reserved word")
                .help("take another word; docs/language.md lists the reserved ones (section 12)");
        }
        let what = if ended {
            "The statement ends here, and something is missing".to_owned()
        } else {
            format!("`{}` does not fit here", toks[n].text(text))
        };
        expecting(what, at, failure, ended)
    }
}

/// Words that open a declaration of words.
const DECLARES: &[&str] = &[
    "terms",
    "type",
    "scale",
    "unit",
    "moment",
    "kind",
    "action",
    "lasting",
    "attributes",
    "matter",
    "usual",
    "say",
];

/// Is it a word that joins, and never one of the vocabulary?
fn is_reserved(word: &str) -> bool {
    let plain = word.starts_with(|c: char| c.is_ascii_lowercase());
    plain && Grammar::parse(Rule::word, word).is_err()
}

impl Candidate {
    /// An edit far behind the place at which the parser stopped is no reason that it did.
    fn is_far_behind(&self, stopped: usize) -> bool {
        const FAR: usize = 256;
        let mut edits = self.diagnostic.edits.iter().chain(&self.hidden).peekable();
        let far = |e: &Edit| e.span.start as usize > stopped + FAR;
        edits.peek().is_some() && edits.all(far)
    }
}

struct Failure {
    /// Offset in the file.
    at: usize,
    expected: Vec<Rule>,
}

fn overlaps(edits: &[Edit], c: &Candidate) -> bool {
    c.diagnostic.edits.iter().chain(&c.hidden).any(|n| {
        edits.iter().any(|e| {
            e.span.start <= n.span.end
                && n.span.start <= e.span.end
                && (e.span.start < n.span.end || n.span.start < e.span.end || e.span == n.span)
        })
    })
}

/// Does a statement of its own begin here, and nothing that could go on with the one before? `within 5 days …` could.
fn begins(text: &str, toks: &[Token]) -> bool {
    const OPENS: &[&str] = &[
        "no", "someone", "each", "all", "forbid", "require", "expect", "stated", "waived", "red",
        "goal", "either", "strike", "replace", "add", "use",
    ];
    let [first, rest @ ..] = toks else {
        return false;
    };
    let second = rest.first();
    match first.kind {
        TokenKind::Name => true,
        TokenKind::Word
            if OPENS.contains(&first.text(text))
                || super::chunks::SORTS.contains(&first.text(text)) =>
        {
            true
        }
        // A field, or the head of a clause.
        TokenKind::Word => {
            second.is_some_and(|t| t.text(text) == ":")
                || second.is_some_and(|t| t.kind == TokenKind::Number)
                    && !matches!(
                        first.text(text),
                        "within"
                            | "every"
                            | "for"
                            | "by"
                            | "after"
                            | "before"
                            | "until"
                            | "on"
                            | "from"
                            | "to"
                            | "in"
                            | "at"
                            | "clause"
                            | "clauses"
                    )
        }
        _ => false,
    }
}

/// A finding with what could have stood there.
fn expecting(what: String, at: Span, failure: &Failure, ended: bool) -> Diagnostic {
    let d = Diagnostic::new(Code::Syntax, at, what).here(if ended {
        "after this"
    } else {
        "this is not expected here"
    });
    let expected = expectations(&failure.expected);
    if expected.is_empty() {
        d.help("see the language reference for the forms of a statement")
    } else {
        d.help(format!("expected {}", super::candidates::either(&expected)))
    }
}

/// What could have stood there, in the reader's words; at most five.
fn expectations(rules: &[Rule]) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    for r in rules {
        let words = match r {
            Rule::semi => "`;`",
            Rule::colon => "`:`",
            Rule::lbrace => "`{`",
            Rule::rbrace => "`}`",
            Rule::modal => "`shall`, `may`, `hereby` or `is expected to`",
            Rule::state_is => "`is` and a state",
            Rule::name => "a name",
            Rule::string => "a text in quotes",
            Rule::text => "a text",
            Rule::number | Rule::amount => "a number",
            Rule::date | Rule::datetime => "a date such as 2025-11-20",
            Rule::label => "the label of a line",
            Rule::clause_label | Rule::listed_label => "a clause label such as 21.a",
            Rule::time_unit => "a unit of time (minutes, hours, days, weeks, months or years)",
            Rule::that_pattern | Rule::that_sentence => "`that` and a sentence",
            Rule::condition => "a condition",
            Rule::phrase_line
            | Rule::sentence_line
            | Rule::clause
            | Rule::lettered
            | Rule::field
            | Rule::headed => "a statement",
            Rule::stance => "`absolute`, `firm` or `bargaining`",
            Rule::forbid | Rule::require => "`forbid` or `require`",
            Rule::verdict => "`crossed`, `open`, `respected` or `waived`",
            Rule::cause => "a cause such as `clause` or `omission`",
            Rule::entity | Rule::framework | Rule::party | Rule::test => {
                "a declaration such as `framework` or `party`"
            }
            Rule::list | Rule::value => "a value",
            Rule::role | Rule::named_role | Rule::preposition => {
                "a role such as `from PLACE` or `to ACTOR`"
            }
            Rule::point | Rule::extreme => "a moment such as `signature`",
            Rule::slot | Rule::slot_type => "a type",
            _ => continue,
        };
        if !out.contains(&words) {
            out.push(words);
        }
    }
    out.truncate(5);
    out
}
