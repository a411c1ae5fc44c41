//! Lines of text as they are written: indented, with the comments behind them.

/// Blanks of a level.
const STEP: usize = 2;
/// Blanks before a comment at the end of a line.
const APART: usize = 3;

/// Comments whose lines differ by more are not set in one column.
const COLUMN: usize = 24;

/// Where a level begins.
pub(super) fn indent(level: usize) -> usize {
    level * STEP
}

/// What is written so far. Lines with comments at their end wait for those that follow: such comments stand in one column.
pub(super) struct Lines {
    out: String,
    newline: &'static str,
    line: String,
    behind: Option<String>,
    /// Lines, their columns, and the comments behind them.
    waiting: Vec<(String, usize, String)>,
    /// The fewest and most columns of these.
    range: (usize, usize),
}

impl Lines {
    pub(super) fn new(newline: &'static str, size: usize) -> Self {
        Lines {
            out: String::with_capacity(size),
            newline,
            line: String::new(),
            behind: None,
            waiting: Vec::new(),
            range: (usize::MAX, 0),
        }
    }

    /// Begins a line.
    pub(super) fn begin(&mut self, level: usize) {
        self.end();
        self.line.extend(std::iter::repeat_n(' ', indent(level)));
    }

    /// Goes on with the line.
    pub(super) fn put(&mut self, text: &str) {
        self.line.push_str(text);
    }

    /// A comment at the end of the line.
    pub(super) fn behind(&mut self, comment: &str) {
        self.behind = Some(comment.to_owned());
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.end();
        self.flush();
        self.out.push_str(self.newline);
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        match self.behind.take() {
            Some(comment) => {
                let columns = line.rsplit('\n').next().unwrap_or("").chars().count();
                let with = |(low, high): (usize, usize)| (low.min(columns), high.max(columns));
                let (low, high) = with(self.range);
                if high - low > COLUMN {
                    self.flush();
                }
                self.range = with(self.range);
                self.waiting.push((line, columns, comment));
            }
            None if line.is_empty() => {}
            None => {
                self.flush();
                self.out.push_str(&line);
                self.out.push_str(self.newline);
            }
        }
    }

    fn flush(&mut self) {
        let (_, widest) = std::mem::replace(&mut self.range, (usize::MAX, 0));
        for (line, columns, comment) in std::mem::take(&mut self.waiting) {
            self.out.push_str(&line);
            self.out
                .extend(std::iter::repeat_n(' ', widest - columns + APART));
            self.out.push_str(&comment);
            self.out.push_str(self.newline);
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.end();
        self.flush();
        self.out
    }
}
