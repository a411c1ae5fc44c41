//! One layout for a text, with every comment where it stood. Nothing is written anew: the tokens and comments of the text are taken as they are, and only
//! the blanks and line ends between them change. Where statements and blocks are is asked of `syntax`; what they say plays no part.

mod flow;
mod lines;
mod pieces;
mod places;
mod proof;
mod untouched;

pub(crate) use proof::difference;
pub(crate) use untouched::disturbed;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceId, with_line_feeds};
use crate::syntax::shape::{Statement, statements};
use lines::{Lines, indent};
use pieces::{Comment, Token, pieces};
use std::ops::Range;

/// Columns a line may take, a comment at its end not counted.
const WIDTH: usize = 150;

/// Lays a text out: two blanks a level, one statement a line, long statements broken where their parts begin. A block stays on the line of its brace if
/// its author left it there and it fits; of several empty lines one stays. A text with mistakes is not laid out: they are given instead.
///
/// ```
/// let text = "state Averne;// ours\nframework truce{provision 1 \"Forces\"{Averne shall withdraw   forces within 14 days of signature;}}";
/// let formatted = armistice::format(text).unwrap_or_default();
/// assert_eq!(
///     formatted,
///     "state Averne;   // ours\nframework truce {\n  provision 1 \"Forces\" { Averne shall withdraw forces within 14 days of signature; }\n}\n"
/// );
/// assert_eq!(armistice::format(&formatted).unwrap_or_default(), formatted);
/// ```
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    const MARK: &str = "\u{FEFF}";
    let (mark, text) = text
        .strip_prefix(MARK)
        .map_or(("", text), |rest| (MARK, rest));
    let text = &*with_line_feeds(text);
    let parsed = crate::syntax::parse(SourceId(0), text);
    if parsed
        .diagnostics
        .iter()
        .any(|d| d.severity == Severity::Error)
    {
        return Err(crate::syntax::folded(parsed.diagnostics));
    }
    Ok(mark.to_owned() + &lay_out(text))
}

/// The tokens of a text with their places, comments left out; of a text with mistakes too.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let all = pieces(text).tokens.into_iter();
    all.filter(|t| !t.text.is_empty()).map(|t| (t.at, t.text))
}

fn lay_out(text: &str) -> String {
    let all = pieces(text);
    let newline = if text.find('\n').is_some_and(|n| text[..n].ends_with('\r')) {
        "\r\n"
    } else {
        "\n"
    };
    let mut layout = Layout {
        tokens: all.tokens,
        comments: all.comments,
        lines: Lines::new(newline, text.len() + text.len() / 8),
    };
    let end = layout.tokens.len() - 1;
    let mut at = 0;
    let mut nodes = layout.nodes(&statements(text), &mut at);
    nodes.extend(layout.rest(&mut at, end));
    layout.block(&nodes, end, 0);
    layout.lines.finish()
}

/// A text while it is laid out.
struct Layout<'t> {
    tokens: Vec<Token<'t>>,
    comments: Vec<Comment<'t>>,
    lines: Lines,
}

/// A statement, or the head of a block with the block.
struct Node {
    /// All tokens, the brace of the block included.
    head: Range<usize>,
    /// What stands in the block, and the token that closes it.
    body: Option<(Vec<Node>, usize)>,
    /// The columns it takes on one line, if it may stand on one.
    flat: Option<usize>,
}

/// Does a blank stand between two tokens?
fn apart(before: &str, token: &str) -> bool {
    !matches!(token, ";" | "," | ":" | ")" | "]" | "?" | "*" | "+") && !matches!(before, "(" | "[")
}

impl Layout<'_> {
    fn nodes(&self, statements: &[Statement], at: &mut usize) -> Vec<Node> {
        let mut out = Vec::with_capacity(statements.len());
        for s in statements {
            for block in &s.blocks {
                let start = *at;
                *at = self.token(start, block.open + 1);
                let head = start..*at;
                let mut inside = self.nodes(&block.statements, at);
                let close = self.token(*at, block.close);
                inside.extend(self.rest(at, close));
                *at = self.token(close, block.close + 1);
                out.push(self.node(head, Some((inside, close))));
            }
            out.extend(self.rest(at, self.token(*at, s.end)));
        }
        out
    }

    /// The first token from `n` on that begins at an offset or behind it.
    fn token(&self, n: usize, offset: usize) -> usize {
        n + self.tokens[n..self.tokens.len() - 1]
            .iter()
            .take_while(|t| t.at < offset)
            .count()
    }

    /// Tokens up to one of them, as a statement.
    fn rest(&self, at: &mut usize, to: usize) -> Option<Node> {
        let head = *at..to.max(*at);
        *at = head.end;
        (!head.is_empty()).then(|| self.node(head, None))
    }

    fn node(&self, head: Range<usize>, body: Option<(Vec<Node>, usize)>) -> Node {
        let open = body.as_ref().map(|_| head.end - 1);
        // A brace in a sentence whose author began a line behind it keeps it.
        let broken = |n: usize| self.tokens[n].text == "{" && Some(n) != open && self.opened(n);
        let whole = head.clone().all(|n| {
            self.tokens[n].last.is_none()
                && !broken(n)
                && (n == head.start || self.tokens[n].comments.is_empty())
        });
        let block = match &body {
            Some((inside, close))
                if !inside.is_empty() && self.stands_open(&head)
                    || !self.tokens[*close].comments.is_empty() =>
            {
                None
            }
            Some((inside, _)) if !inside.is_empty() && self.opened(head.end - 1) => None,
            Some((inside, _)) => inside
                .iter()
                .try_fold(2, |sum, n| self.beside(n).map(|flat| sum + 1 + flat)),
            None => Some(0),
        };
        let flat = block
            .filter(|_| whole)
            .map(|block| block + self.columns(&head));
        Node { head, body, flat }
    }

    /// Did its author begin a line behind a brace?
    fn opened(&self, brace: usize) -> bool {
        self.tokens
            .get(brace + 1)
            .is_some_and(|t| t.began && t.text != "}")
    }

    /// What has parts of its own never stands on one line with them: alternatives have a line each.
    fn stands_open(&self, head: &Range<usize>) -> bool {
        matches!(
            self.tokens[head.start].text,
            "framework" | "party" | "ambiguous"
        )
    }

    /// The columns of a statement that may share a line with others.
    fn beside(&self, node: &Node) -> Option<usize> {
        let first = &self.tokens[node.head.start];
        let alternative = node.body.is_some() && matches!(first.text, "either" | "or");
        node.flat
            .filter(|_| first.comments.is_empty() && !alternative)
    }

    /// Statements, and the comments before the token that ends them.
    fn block(&mut self, nodes: &[Node], end: usize, level: usize) {
        for (n, node) in nodes.iter().enumerate() {
            let branch = self.tokens[node.head.start].text == "or";
            self.lead(node.head.start, level, n == 0, !branch);
            let Some((inside, close)) = &node.body else {
                self.flow(node.head.clone(), level);
                continue;
            };
            if node.flat.is_some_and(|flat| indent(level) + flat <= WIDTH) {
                self.one_line(node.head.start..close + 1, level);
                continue;
            }
            self.flow(node.head.clone(), level);
            self.block(inside, *close, level + 1);
            self.lines.begin(level);
            self.lines.put(self.tokens[*close].text);
        }
        self.lead(end, level, nodes.is_empty(), false);
    }

    fn one_line(&mut self, tokens: Range<usize>, level: usize) {
        self.lines.begin(level);
        for n in tokens.clone() {
            if n > tokens.start && apart(self.tokens[n - 1].text, self.tokens[n].text) {
                self.lines.put(" ");
            }
            self.lines.put(self.tokens[n].text);
        }
    }

    /// The comments before a token that opens a statement, and the empty lines before and between them: none where a block begins.
    fn lead(&mut self, n: usize, level: usize, mut first: bool, gaps: bool) {
        for comment in &self.comments[self.tokens[n].comments.clone()] {
            if !comment.alone {
                self.lines.behind(comment.text);
                continue;
            }
            if comment.gap && !first {
                self.lines.gap();
            }
            self.lines.begin(level);
            self.lines.put(comment.text);
            first = false;
        }
        if self.tokens[n].gap && !first && gaps {
            self.lines.gap();
        }
    }

    /// The comments before a token inside a statement.
    fn comments_inside(&mut self, n: usize, level: usize) {
        for comment in &self.comments[self.tokens[n].comments.clone()] {
            if comment.alone {
                self.lines.begin(level);
                self.lines.put(comment.text);
            } else {
                self.lines.behind(comment.text);
            }
        }
    }
}
