//! Diagnostics are plain values: a code, a message, labelled spans in any number of files, help and edits. Formats render them.

mod code;
pub(crate) mod fix;

pub(crate) use code::Code;

use crate::source::Span;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The text cannot be judged until it is mended.
    Error,
    /// The text can be judged, and a reader should know.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A span with a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// A replacement that mends the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes.
    pub text: String,
    /// It cannot change what a clause means, so `check --fix` makes it unasked. What is not safe is shown and never made.
    pub safe: bool,
}

/// One finding about a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Names the fault.
    pub(crate) code: Code,
    /// How much it matters.
    pub(crate) severity: Severity,
    /// One sentence.
    pub(crate) message: String,
    /// Where it is; the label's words say what is to be seen there.
    pub(crate) at: Label,
    /// Other places that belong to it.
    pub(crate) related: Vec<Label>,
    /// What to do.
    pub(crate) help: Option<String>,
    /// Edits that mend it.
    pub(crate) edits: Vec<Edit>,
    /// A baseline knows it.
    pub(crate) known: bool,
}

/// The same findings in the same order, wherever they are.
pub(crate) fn alike(a: Vec<Diagnostic>, b: Vec<Diagnostic>) -> bool {
    a.into_iter()
        .map(Diagnostic::without_places)
        .eq(b.into_iter().map(Diagnostic::without_places))
}

impl Diagnostic {
    /// The same, with all places left out: what two layouts of a text have in common.
    pub(crate) fn without_places(mut self) -> Self {
        self.at.span = Span::NOWHERE;
        self.related.iter_mut().for_each(|l| l.span = Span::NOWHERE);
        self.edits.iter_mut().for_each(|e| e.span = Span::NOWHERE);
        self
    }

    /// A finding of `code` at `span`, with the code's own severity.
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: bearable(message.into()),
            at: Label {
                span,
                message: String::new(),
            },
            related: Vec::new(),
            help: None,
            edits: Vec::new(),
            known: false,
        }
    }

    /// Does it say no more than that the text does not go on as it should?
    pub(crate) fn breaks_off(&self) -> bool {
        self.message.ends_with("does not fit here") || self.message.contains("is missing after")
    }

    /// Words at the place itself.
    #[must_use]
    pub(crate) fn here(mut self, words: impl Into<String>) -> Self {
        self.at.message = words.into();
        self
    }

    /// What to do.
    #[must_use]
    pub(crate) fn help(mut self, words: impl Into<String>) -> Self {
        self.help = Some(bearable(words.into()));
        self
    }

    /// Another place.
    #[must_use]
    pub(crate) fn also(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            message: words.into(),
        });
        self
    }

    /// An edit that mends it and may change what the text says: only its author can know. Nothing is safe unless its place says why.
    #[must_use]
    pub(crate) fn edit(self, span: Span, text: impl Into<String>) -> Self {
        self.offer(span, text, false)
    }

    /// An edit that mends it and leaves what the text says as it is.
    #[must_use]
    pub(crate) fn safe_edit(self, span: Span, text: impl Into<String>) -> Self {
        self.offer(span, text, true)
    }

    /// An edit that is safe or not, as the place it stands at shows.
    #[must_use]
    pub(crate) fn offer(mut self, span: Span, text: impl Into<String>, safe: bool) -> Self {
        self.edits.push(Edit {
            span,
            text: text.into(),
            safe,
        });
        self
    }

    /// Can it be mended without asking anybody? Its edits are made together or not at all.
    pub fn fixable(&self) -> bool {
        !self.edits.is_empty() && self.edits.iter().all(|e| e.safe)
    }

    /// The order in which diagnostics are shown: by place, then by code.
    pub(crate) fn key(&self) -> (Span, &'static str, &str) {
        (self.at.span, self.code.slug(), &self.message)
    }
}

/// Longest message or help, in characters: a text may have a word of a million letters.
const LONGEST: usize = 400;

fn bearable(mut text: String) -> String {
    if let Some((at, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(at);
        text.push('…');
    }
    text
}

/// Puts diagnostics in their order and takes out what is said twice.
pub(crate) fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.key().cmp(&b.key()));
    diagnostics.dedup();
    one_for_each_hole(diagnostics);
}

/// Where one finding says all that another at the same words would say, the other is not told, unless it weighs more.
fn one_for_each_hole(diagnostics: &mut Vec<Diagnostic>) {
    let lies_in = |a: Span, b: Span| a.source == b.source && b.start <= a.start && a.end <= b.end;
    let all = diagnostics.iter().map(|d| (d.code, d.severity, d.at.span));
    let told: Vec<(Code, Severity, Span)> = all.filter(|(c, ..)| c.says_more_than_some()).collect();
    diagnostics.retain(|d| {
        !told.iter().any(|(code, severity, at)| {
            code.says_more_than(d.code)
                && *severity <= d.severity
                && (lies_in(d.at.span, *at) || lies_in(*at, d.at.span))
        })
    });
}
