//! Explains a statement that does not parse. Typical mistakes are tried as edits: the first edit with which the statement parses, or parses further,
//! names the mistake. So no mistake is claimed that mending would not mend.

use super::candidates::{Candidate, candidates};
use super::chunks::{Chunk, Place};
use super::grammar::{Grammar, Rule};
use super::parse::rule_of;
use super::tokens::{Token, TokenKind, tokens};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::source::{SourceId, Span};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

/// At most so many mistakes are explained in one statement.
const MAX_MISTAKES: usize = 8;

/// Explains a statement; gives the offset at which a further statement begins, if a `;` is missing between two.
pub(super) fn explain(
    source: SourceId,
    text: &str,
    chunk: Chunk,
    place: Place,
    out: &mut Vec<Diagnostic>,
) -> Option<usize> {
    run(source, text, chunk, rule_of(place), Some(place), "", out)
}

/// Explains the head of a block (`framework us28 … {`), which is parsed with `}` behind it.
pub(super) fn explain_head(
    source: SourceId,
    text: &str,
    chunk: Chunk,
    rule: Rule,
    _head: &str,
    out: &mut Vec<Diagnostic>,
) {
    run(source, text, chunk, rule, None, "}", out);
}

fn run(
    source: SourceId,
    text: &str,
    chunk: Chunk,
    rule: Rule,
    place: Option<Place>,
    suffix: &str,
    out: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let already = out
        .iter()
        .any(|d| d.at.span.start as usize >= chunk.start && (d.at.span.start as usize) < chunk.end);
    if already {
        return None;
    }
    let toks = tokens(text, chunk.start, chunk.end);
    let mut edits: Vec<Edit> = Vec::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    for _ in 0..MAX_MISTAKES {
        let Err(failure) = attempt(text, chunk, rule, suffix, &edits) else {
            break;
        };
        if let Some(place) = place
            && let Some((diagnostic, rest)) =
                missing_semicolon(source, text, chunk, rule, &toks, &edits, &failure)
        {
            let _ = place;
            found.push(diagnostic);
            out.append(&mut found);
            return Some(rest);
        }
        let better = candidates(source, text, &toks, place)
            .into_iter()
            .find(|c| {
                !overlaps(&edits, c) && improves(text, chunk, rule, suffix, &edits, c, &failure)
            });
        match better {
            Some(c) => {
                edits.extend(c.diagnostic.edits.iter().cloned());
                edits.extend(c.hidden);
                edits.sort_by_key(|e| (e.span.start, e.span.end));
                found.push(c.diagnostic);
            }
            None => {
                if found.is_empty() {
                    found.push(generic(source, text, chunk, &toks, &failure));
                }
                break;
            }
        }
    }
    if found.is_empty() {
        let span = Span::new(source, chunk.start as u32, chunk.end as u32);
        found.push(Diagnostic::new(
            Code::Syntax,
            span,
            "This statement cannot be read",
        ));
    }
    out.append(&mut found);
    None
}

struct Failure {
    /// Offset in the file.
    at: usize,
    expected: Vec<Rule>,
}

/// Parses the statement with edits applied.
fn attempt(
    text: &str,
    chunk: Chunk,
    rule: Rule,
    suffix: &str,
    edits: &[Edit],
) -> Result<(), Failure> {
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
    mended.push_str(suffix);
    match Grammar::parse(rule, &mended) {
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

fn overlaps(edits: &[Edit], c: &Candidate) -> bool {
    c.diagnostic.edits.iter().chain(&c.hidden).any(|n| {
        edits.iter().any(|e| {
            e.span.start <= n.span.end
                && n.span.start <= e.span.end
                && (e.span.start < n.span.end || n.span.start < e.span.end || e.span == n.span)
        })
    })
}

fn improves(
    text: &str,
    chunk: Chunk,
    rule: Rule,
    suffix: &str,
    edits: &[Edit],
    c: &Candidate,
    before: &Failure,
) -> bool {
    if c.diagnostic.edits.is_empty() && c.hidden.is_empty() {
        // No edit to try: it must stand where the parser stopped.
        return c.diagnostic.at.span.start as usize <= before.at
            && before.at <= c.diagnostic.at.span.end as usize + 1;
    }
    let mut all = edits.to_vec();
    all.extend(c.diagnostic.edits.iter().cloned());
    all.extend(c.hidden.iter().cloned());
    all.sort_by_key(|e| (e.span.start, e.span.end));
    match attempt(text, chunk, rule, suffix, &all) {
        Ok(()) => true,
        Err(after) => after.at > before.at && (c.diagnostic.at.span.start as usize) <= before.at,
    }
}

/// A statement that parses up to the end of a line, and only lacks its `;`.
fn missing_semicolon(
    source: SourceId,
    text: &str,
    chunk: Chunk,
    rule: Rule,
    toks: &[Token],
    edits: &[Edit],
    failure: &Failure,
) -> Option<(Diagnostic, usize)> {
    let mut tried = 0;
    let stop = toks
        .iter()
        .position(|t| t.start > failure.at)
        .unwrap_or(toks.len());
    for n in (1..=stop.min(toks.len())).rev() {
        let prev = &toks[n - 1];
        let next = toks.get(n);
        let new_line = next.is_none_or(|t| text[prev.end..t.start].contains('\n'));
        if !new_line || prev.kind == TokenKind::Sign && prev.text(text) == ";" {
            continue;
        }
        tried += 1;
        if tried > 4 {
            break;
        }
        // `binding: treaty,`: the comma stands where the `;` should.
        let comma = n > 1 && prev.text(text) == ",";
        let end = if comma { toks[n - 2].end } else { prev.end };
        let short = Chunk {
            start: chunk.start,
            end,
            block: None,
        };
        let kept: Vec<Edit> = edits
            .iter()
            .filter(|e| e.span.end as usize <= prev.end)
            .cloned()
            .collect();
        if attempt(text, short, rule, ";", &kept).is_ok() {
            let at = Span::new(source, end as u32, prev.end as u32);
            if comma {
                // Suggested: a comma may say that a value is missing behind it.
                let d = Diagnostic::new(
                    Code::MissingSemicolon,
                    at,
                    "A comma stands where the statement ends",
                )
                .help("every statement ends with `;`")
                .edit(at, ";");
                return Some((d, next.map_or(chunk.end, |t| t.start)));
            }
            let line = Span::new(source, prev.start as u32, prev.end as u32);
            let d = Diagnostic::new(
                Code::MissingSemicolon,
                line,
                "This statement has no `;` at its end",
            )
            .here("`;` is missing after this")
            .help("every statement ends with `;`");
            // Safe where two whole statements stand, and nothing of the one is unclear.
            let d = d.offer(
                at,
                ";",
                edits.is_empty()
                    && next.is_none_or(|t| {
                        begins(text, &toks[n..])
                            && attempt(
                                text,
                                Chunk {
                                    start: t.start,
                                    end: chunk.end,
                                    block: None,
                                },
                                rule,
                                "",
                                &[],
                            )
                            .is_ok()
                    }),
            );
            return Some((d, next.map_or(chunk.end, |t| t.start)));
        }
    }
    None
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

fn generic(
    source: SourceId,
    text: &str,
    chunk: Chunk,
    toks: &[Token],
    failure: &Failure,
) -> Diagnostic {
    let tok = toks.iter().find(|t| t.end > failure.at).or(toks.last());
    let expected = expectations(&failure.expected);
    let ended = toks.iter().all(|t| t.end <= failure.at);
    let (span, what) = match tok {
        Some(t) if ended => (
            Span::new(source, t.start as u32, t.end as u32),
            "The statement ends here, and something is missing".to_owned(),
        ),
        Some(t) => (
            Span::new(source, t.start as u32, t.end as u32),
            format!("`{}` does not fit here", t.text(text)),
        ),
        None => (
            Span::new(source, chunk.start as u32, chunk.end as u32),
            "This statement cannot be read".to_owned(),
        ),
    };
    if let Some(n) = tok.and_then(|t| toks.iter().position(|o| o.start == t.start))
        && toks[n].text(text) == "["
        && n > 0
        && matches!(
            toks[n - 1].text(text),
            "within"
                | "by"
                | "before"
                | "after"
                | "until"
                | "upon"
                | "on"
                | "from"
                | "for"
                | "least"
                | "most"
        )
    {
        let d = Diagnostic::new(Code::Syntax, span, "A time has no alternatives in brackets")
            .here("brackets hold values of roles and fields");
        return d.help("write the sentence once for each alternative: `either Averne { … within 15 days of signature; } or Norland { … within 30 days of signature; }`");
    }
    let d = Diagnostic::new(Code::Syntax, span, what).here(if ended {
        "after this"
    } else {
        "this is not expected here"
    });
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
            Rule::clause_label | Rule::number_label => "a clause label such as 21.a",
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
