//! What is found, as editors show it.

use super::texts::Texts;
use crate::Project;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceId, Span};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeDescription, DiagnosticRelatedInformation,
    DiagnosticSeverity, Location, NumberOrString, Range, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::HashMap;
use std::str::FromStr as _;

/// Where the pages on the codes are.
const PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/diagnostics/");

/// A span as a range of its text.
pub(super) fn range(project: &Project, texts: &Texts, span: Span) -> Range {
    let source = project.sources.get(span.source);
    texts.encoding.range(
        &source.text,
        &source.lines,
        span.start as usize,
        span.end as usize,
    )
}

/// A span with the address of its text; nothing: it lies in the prelude.
pub(super) fn location(project: &Project, texts: &Texts, span: Span) -> Option<Location> {
    let source = project.sources.get(span.source);
    let uri = texts.uri_of(&source.path).filter(|_| !source.built_in)?;
    Some(Location::new(uri, range(project, texts, span)))
}

/// The text of a path.
pub(super) fn source(project: &Project, path: &str) -> Option<SourceId> {
    let mut all = project.sources.iter();
    all.find(|(_, s)| !s.built_in && s.path == path)
        .map(|(id, _)| id)
}

pub(super) fn diagnostic(
    project: &Project,
    texts: &Texts,
    d: &Diagnostic,
) -> lsp_types::Diagnostic {
    let mut message = d.message.clone();
    for more in [&d.at.message]
        .into_iter()
        .chain(&d.help)
        .filter(|m| !m.is_empty())
    {
        message.push('\n');
        message.push_str(more);
    }
    let related = d.related.iter().filter_map(|l| {
        Some(DiagnosticRelatedInformation {
            location: location(project, texts, l.span)?,
            message: l.message.clone(),
        })
    });
    let page = (!env!("CARGO_PKG_REPOSITORY").is_empty())
        .then(|| Uri::from_str(&format!("{PAGES}{}.md", d.code())).ok())
        .flatten();
    lsp_types::Diagnostic {
        range: range(project, texts, d.at.span),
        severity: Some(match d.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(d.code().to_owned())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some("armistice".to_owned()),
        message,
        related_information: Some(related.collect()),
        ..lsp_types::Diagnostic::default()
    }
}

/// What mends a diagnostic: its edits, made together.
pub(super) fn action(
    project: &Project,
    texts: &Texts,
    d: &Diagnostic,
) -> Option<CodeActionOrCommand> {
    let first = d.edits.first()?;
    #[allow(
        clippy::mutable_key_type,
        reason = "the type of the protocol; an address is never changed"
    )]
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for e in &d.edits {
        let at = location(project, texts, e.span)?;
        changes
            .entry(at.uri)
            .or_default()
            .push(TextEdit::new(at.range, e.text.clone()));
    }
    let title = match (first.text.trim(), project.sources.slice(first.span).trim()) {
        ("", old) => format!("Strike `{old}`"),
        (new, "") => format!("Insert `{new}`"),
        (new, old) => format!("Write `{new}` for `{old}`"),
    };
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(project, texts, d)]),
        edit: Some(WorkspaceEdit::new(changes)),
        is_preferred: Some(d.fixable()),
        ..CodeAction::default()
    }))
}
