//! The report for people: miette draws the excerpts, a table sums up.

use super::excerpt::Excerpt;
use super::open::differing;
use super::question::first_told;
use super::safe;
use super::words::{against, lacking, role, titled};
use crate::project::Report;
use crate::source::{SourceSet, Span};
use crate::verdict::{Evidence, Finding, Role, Verdict};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode,
    ThemeCharacters, ThemeStyles,
};
use std::fmt;

/// How the report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Colours.
    pub colour: bool,
    /// Box-drawing characters; else plain ASCII.
    pub unicode: bool,
    /// Columns.
    pub width: usize,
}

/// Clauses of one finding that are shown with an excerpt.
const MOST_EXCERPTS: usize = 4;

/// One excerpt with its words, and others that belong to it.
#[derive(Debug)]
struct Shown {
    message: String,
    severity: Severity,
    help: Option<String>,
    excerpt: Option<Excerpt>,
    related: Vec<Shown>,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|e| e as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.excerpt
            .as_ref()
            .map(|e| Box::new(e.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

/// The whole report.
pub(crate) fn human(report: &Report, sources: &SourceSet, look: Look) -> String {
    let mut out = String::new();
    let handler = handler(look);
    diagnostics(report, sources, &handler, true, &mut out);
    for f in report
        .findings
        .iter()
        .filter(|f| !f.known && matches!(f.verdict, Verdict::Crossed | Verdict::Open))
    {
        draw(&handler, &finding(f, sources), &mut out);
    }
    let close = close_calls(report, sources);
    if !close.is_empty() {
        out.push_str("Respected because nothing touches them, but a clause comes close:\n");
        out.push_str(&close.concat());
        out.push('\n');
    }
    other_readings(report, &mut out);
    diagnostics(report, sources, &handler, false, &mut out);
    out.push_str(&super::table::summary(report, look));
    out
}

/// What is wrong with the texts, and nothing else.
pub(super) fn errors(report: &Report, sources: &SourceSet, look: Look) -> String {
    let mut out = String::new();
    diagnostics(report, sources, &handler(look), true, &mut out);
    out
}

/// Diagnostics alone, errors first.
pub(crate) fn mistakes(report: &Report, sources: &SourceSet, look: Look) -> String {
    let mut out = String::new();
    for errors in [true, false] {
        diagnostics(report, sources, &handler(look), errors, &mut out);
    }
    out
}

/// Diagnostics of some severities. Errors are all shown; of warnings of one kind the first few, of notes the first, and where the others are.
fn diagnostics(
    report: &Report,
    sources: &SourceSet,
    handler: &GraphicalReportHandler,
    errors: bool,
    out: &mut String,
) {
    let mut more: Vec<(crate::diagnostic::Code, usize, Vec<String>)> = Vec::new();
    for d in report
        .diagnostics
        .iter()
        .filter(|d| !d.known && (d.severity == crate::diagnostic::Severity::Error) == errors)
    {
        let at = match more.iter().position(|(c, ..)| *c == d.code) {
            Some(at) => at,
            None => {
                more.push((d.code, 0, Vec::new()));
                more.len() - 1
            }
        };
        let (_, shown_before, places) = &mut more[at];
        let most = if d.severity == crate::diagnostic::Severity::Note {
            1
        } else {
            MOST_ALIKE
        };
        if !errors && *shown_before >= most {
            let p = sources.position(d.at.span.source, d.at.span.start);
            places.push(format!(
                "{}:{}:{}",
                sources.get(d.at.span.source).path,
                p.line,
                p.column
            ));
            continue;
        }
        *shown_before += 1;
        let severity = match d.severity {
            crate::diagnostic::Severity::Error => Severity::Error,
            crate::diagnostic::Severity::Warning => Severity::Warning,
            crate::diagnostic::Severity::Note => Severity::Advice,
        };
        let related = d
            .related
            .iter()
            .map(|l| shown(sources, Severity::Advice, &l.message, l.span, ""))
            .collect();
        let mut top = shown(
            sources,
            severity,
            &format!("{}[{}]: {}", d.severity.word(), d.code.slug(), d.message),
            d.at.span,
            &d.at.message,
        );
        top.help = d
            .help
            .as_ref()
            .map(|h| format!("{}{}", safe(h), if d.fixable() { " [fixable]" } else { "" }));
        top.related = related;
        draw(handler, &top, out);
    }
    for (code, _, places) in more.into_iter().filter(|(.., places)| !places.is_empty()) {
        let told = places
            .iter()
            .take(MOST_PLACES)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        let rest = if places.len() > MOST_PLACES {
            format!(
                " and {} more; --format concise lists them all",
                places.len() - MOST_PLACES
            )
        } else {
            String::new()
        };
        out.push_str(&format!(
            "  … also {}: {}{rest}\n\n",
            code.slug(),
            safe(&told)
        ));
    }
}

/// Lines that nothing touches but for a clause that says almost the same of the same doer: a permission where a duty is asked for, another object or place.
pub(super) fn close_calls(report: &Report, sources: &SourceSet) -> Vec<String> {
    const NOT_CLOSE: &[&str] = &["who does it", "the verb", "the direction of the duty"];
    let close = |e: &&Evidence| {
        e.role == Role::Near
            && e.missing.len() == 1
            && !e
                .missing
                .iter()
                .any(|m| NOT_CLOSE.contains(&m.what.as_str()))
    };
    let mut told = Vec::new();
    for f in report.findings.iter().filter(|f| {
        f.verdict == Verdict::Respected && f.cause == Some(crate::verdict::Cause::Silence)
    }) {
        for e in f.evidence.iter().filter(close) {
            let p = sources.position(e.at.source, e.at.start);
            let what = format!(
                "{} · {} {} “{}”: clause {}{} ({}:{}:{})",
                f.draft,
                f.party,
                f.line,
                f.title,
                e.clause,
                lacking(e),
                sources.get(e.at.source).path,
                p.line,
                p.column
            );
            told.push(format!("  {}\n", safe(&what)));
        }
    }
    told
}

/// Lines that are respected only as their own party reads the draft.
pub(super) fn other_readings(report: &Report, out: &mut String) {
    let mut told = String::new();
    for f in report
        .findings
        .iter()
        .filter(|f| f.verdict == Verdict::Respected)
    {
        for words in differing(f) {
            told.push_str(&format!(
                "  {}\n",
                safe(&format!(
                    "{} · {} {} “{}”: {words}",
                    f.draft, f.party, f.line, f.title
                ))
            ));
        }
    }
    if !told.is_empty() {
        out.push_str("Respected as their party reads the draft, and not as others do:\n");
        out.push_str(&told);
        out.push('\n');
    }
}

/// Warnings of one code that are shown with an excerpt.
const MOST_ALIKE: usize = 3;
/// Further places that are listed.
const MOST_PLACES: usize = 8;

/// One finding as it is drawn.
fn finding(f: &Finding, sources: &SourceSet) -> Shown {
    let title = format!("{}: {}", super::evidence::head(f).plain(), f.message);
    let related = related(f, sources);
    let mut help: Vec<String> = Vec::new();
    let more: Vec<&str> = f
        .evidence
        .iter()
        .skip(MOST_EXCERPTS)
        .map(|e| e.clause.as_str())
        .collect();
    if !more.is_empty() {
        help.push(format!("also clause {}", more.join(", ")));
    }
    for e in f.evidence.iter().take(MOST_EXCERPTS) {
        for m in e.missing.iter().filter(|m| m.asked.is_some()) {
            help.push(format!("clause {}, {}", e.clause, against(m, sources)));
        }
    }
    help.extend(first_told(f, sources));
    help.extend(differing(f));
    help.extend(f.notes.iter().cloned());
    Shown {
        message: safe(&title).into_owned(),
        severity: Severity::Advice,
        help: (!help.is_empty()).then(|| safe_lines(&help)),
        excerpt: None,
        related,
    }
}

/// The clauses a finding rests on, and the rules of the line.
fn related(f: &Finding, sources: &SourceSet) -> Vec<Shown> {
    let mut related: Vec<Shown> = Vec::new();
    for e in f.evidence.iter().take(MOST_EXCERPTS) {
        related.push(shown(
            sources,
            Severity::Advice,
            &clause_words(e),
            e.at,
            e.role.word(),
        ));
    }
    for (n, rule) in f.stated().into_iter().enumerate() {
        let words = if n == 0 {
            format!("the line, as {} states it", f.party)
        } else {
            "and".to_owned()
        };
        related.push(shown(sources, Severity::Advice, &words, rule, "this"));
    }
    related
}

fn safe_lines(lines: &[String]) -> String {
    lines
        .iter()
        .map(|l| safe(l).into_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A clause, its title, and what it is to the verdict.
fn clause_words(e: &Evidence) -> String {
    let title = titled(&e.title);
    let via = match &e.via[..] {
        _ if e.role == Role::Fails => String::new(),
        [] => String::new(),
        [first, second, more @ ..] if more.len() > 1 => {
            format!(": {first}; {second}; and {} more like these", more.len())
        }
        all => format!(": {}", all.join("; ")),
    };
    format!("clause {}{title} {}{via}", e.clause, role(e))
}

fn shown(sources: &SourceSet, severity: Severity, message: &str, span: Span, label: &str) -> Shown {
    Shown {
        message: safe(message).into_owned(),
        severity,
        help: None,
        excerpt: Some(Excerpt::new(sources, span, &safe(label))),
        related: Vec::new(),
    }
}

/// A message with its place, and further places below it.
pub(super) fn excerpt_of(
    handler: &GraphicalReportHandler,
    sources: &SourceSet,
    message: &str,
    (at, label): (Span, &str),
    below: &[(String, Span)],
) -> String {
    let mut top = shown(sources, Severity::Warning, message, at, label);
    top.related = below
        .iter()
        .map(|(words, at)| shown(sources, Severity::Advice, words, *at, "this"))
        .collect();
    let mut out = String::new();
    draw(handler, &top, &mut out);
    out
}

fn draw(handler: &GraphicalReportHandler, shown: &Shown, out: &mut String) {
    // Writing to a string cannot fail. miette shows labels of one file only: other places follow, each with its own excerpt.
    let _ = handler.render_report(out, shown);
    for r in &shown.related {
        let _ = handler.render_report(out, r);
    }
    out.push('\n');
}

pub(super) fn handler(look: Look) -> GraphicalReportHandler {
    let mut characters = if look.unicode {
        ThemeCharacters::unicode()
    } else {
        ThemeCharacters::ascii()
    };
    characters.advice = if look.unicode {
        "•".into()
    } else {
        "*".into()
    };
    let styles = if look.colour {
        ThemeStyles::ansi()
    } else {
        ThemeStyles::none()
    };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(look.width)
        .with_links(false)
        .with_context_lines(1)
}
