//! Layout: tokens flow into lines, lines and blocks into a text. Nothing here knows the language, but that a block stands in braces.

use crate::syntax::tree::{Text, Word};

/// Columns a line may take.
const WIDTH: usize = 150;
/// Blanks of a level.
const STEP: usize = 2;

/// A statement, or the head of a block: tokens, and the places where a long line may be broken.
#[derive(Default)]
pub(super) struct Flow {
    pieces: Vec<String>,
    glue: bool,
    may_break: bool,
}

/// A statement, or blocks: one, or several that `or` joins. Each has its head and what stands in its braces.
pub(super) enum Doc {
    Line(Flow),
    Blocks(Vec<(Flow, Vec<Doc>)>),
}

impl Flow {
    /// A flow that opens with a keyword.
    pub(super) fn of(token: &str) -> Self {
        let mut f = Flow::default();
        f.put(token);
        f
    }

    /// A token, a blank before it.
    pub(super) fn put(&mut self, token: &str) {
        // Never right after a brace: the parser takes a new line there for the end of the statement unless a word it knows goes on.
        let may_break = self.may_break && !self.pieces.last().is_some_and(|p| p.ends_with('}'));
        match self.pieces.last_mut() {
            Some(last) if self.glue => last.push_str(token),
            Some(last) if !may_break => {
                last.push(' ');
                last.push_str(token);
            }
            _ => self.pieces.push(token.to_owned()),
        }
        self.glue = false;
        self.may_break = false;
    }

    /// A token that the next one follows without a blank: `(`.
    pub(super) fn open(&mut self, token: &str) {
        self.put(token);
        self.glue = true;
    }

    /// A token without a blank before it: `;`.
    pub(super) fn close(&mut self, token: &str) {
        self.glue = true;
        self.put(token);
    }

    /// A long line may go on below from here.
    pub(super) fn may_break(&mut self) {
        self.may_break = true;
    }

    pub(super) fn comma(&mut self) {
        self.close(",");
        self.may_break();
    }

    /// A word as it stood, in quotes if it stood in quotes.
    pub(super) fn word(&mut self, w: &Word) {
        if w.quoted {
            self.put(&format!("\"{}\"", w.text))
        } else {
            self.put(&w.text)
        }
    }

    /// A keyword and the word it goes with.
    pub(super) fn word_after(&mut self, keyword: &str, w: &Word) {
        self.put(keyword);
        self.word(w);
    }

    /// The same, if there is such a word.
    pub(super) fn maybe_after(&mut self, keyword: &str, w: Option<&Word>) {
        if let Some(w) = w {
            self.word_after(keyword, w);
        }
    }

    pub(super) fn words(&mut self, words: &[Word]) {
        for (n, w) in words.iter().enumerate() {
            if n > 0 {
                self.comma();
            }
            self.word(w);
        }
    }

    pub(super) fn text(&mut self, t: &Text) {
        let quotes = if t.long { "\"\"\"" } else { "\"" };
        self.put(&format!("{quotes}{}{quotes}", t.text));
    }

    /// A title, if there is one.
    pub(super) fn title(&mut self, title: Option<&Text>) {
        if let Some(t) = title {
            self.text(t);
        }
    }

    /// Who said it, and where.
    pub(super) fn source(&mut self, by: Option<&Text>, place: Option<&Text>) {
        for (word, text) in [("by", by), ("in", place)] {
            if let Some(text) = text {
                self.put(word);
                self.text(text);
            }
        }
    }

    /// The flow as a statement.
    pub(super) fn line(mut self) -> Doc {
        self.close(";");
        Doc::Line(self)
    }

    /// The flow as the head of a block.
    pub(super) fn block(self, items: Vec<Doc>) -> Doc {
        Doc::Blocks(vec![(self, items)])
    }

    /// The flow as the head of a block; a statement when nothing stands in it.
    pub(super) fn block_or_line(self, items: Vec<Doc>) -> Doc {
        if items.is_empty() {
            self.line()
        } else {
            self.block(items)
        }
    }

    fn one_line(&self) -> String {
        self.pieces.join(" ")
    }

    /// Broken where it may be, if it is too long; what goes on stands a level deeper.
    fn write(&self, depth: usize, out: &mut String) {
        let mut column = 0;
        for (n, piece) in self.pieces.iter().enumerate() {
            let width = piece.chars().count();
            if n == 0 {
                column = blanks(depth, out) + width;
            } else if column + 1 + width <= WIDTH {
                out.push(' ');
                column += 1 + width;
            } else {
                out.push('\n');
                column = blanks(depth + 1, out) + width;
            }
            out.push_str(piece);
        }
    }
}

impl Doc {
    /// A block of one statement is as short as a statement, and an empty one too.
    fn one_line(&self) -> Option<String> {
        match self {
            Doc::Line(f) => Some(f.one_line()),
            Doc::Blocks(blocks) => {
                let mut parts = Vec::new();
                for (head, items) in blocks {
                    parts.push(match items.as_slice() {
                        [] => format!("{} {{ }}", head.one_line()),
                        [Doc::Line(f)] => format!("{} {{ {} }}", head.one_line(), f.one_line()),
                        _ => return None,
                    });
                }
                Some(parts.join(" or "))
            }
        }
    }

    /// It stands on one line, or is a statement.
    pub(super) fn is_short(&self) -> bool {
        matches!(self, Doc::Line(_)) || self.fitting(0).is_some()
    }

    fn fitting(&self, depth: usize) -> Option<String> {
        self.one_line()
            .filter(|l| !l.contains('\n') && depth * STEP + l.chars().count() <= WIDTH)
    }

    pub(super) fn write(&self, depth: usize, out: &mut String) {
        if let Some(line) = self.fitting(depth) {
            blanks(depth, out);
            out.push_str(&line);
            out.push('\n');
            return;
        }
        match self {
            Doc::Line(f) => f.write(depth, out),
            Doc::Blocks(blocks) => {
                for (n, (head, items)) in blocks.iter().enumerate() {
                    if n > 0 {
                        out.push_str(" or ");
                        out.push_str(&head.one_line());
                    } else {
                        head.write(depth, out);
                    }
                    out.push_str(" {\n");
                    for item in items {
                        item.write(depth + 1, out);
                    }
                    blanks(depth, out);
                    out.push('}');
                }
            }
        }
        out.push('\n');
    }
}

fn blanks(depth: usize, out: &mut String) -> usize {
    out.extend(std::iter::repeat_n(' ', depth * STEP));
    depth * STEP
}
