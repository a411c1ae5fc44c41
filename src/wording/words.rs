//! Words with what must be seen of them: a name, a blank, an open bracket. Formats show these differently; read out they are one text.

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Style {
    /// Words.
    Plain,
    /// A name, which may be in another script.
    Name,
    /// Something the text leaves out.
    Blank,
    /// Part of a choice that is still open.
    Bracket,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Piece {
    /// The text, blanks at its ends included.
    pub text: String,
    /// What it is.
    pub style: Style,
}

/// Words in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Words {
    /// The pieces.
    pub pieces: Vec<Piece>,
    glued: bool,
    /// What was said last stands between commas: whatever follows comes after one.
    aside: bool,
}

impl Words {
    /// Plain words.
    pub(crate) fn of(text: &str) -> Words {
        Words::styled(text, Style::Plain)
    }

    /// Words of one style.
    pub(crate) fn styled(text: &str, style: Style) -> Words {
        let mut w = Words::default();
        w.push(text, style);
        w
    }

    /// Nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// A word or several, a blank before them.
    pub(crate) fn say(&mut self, text: &str) -> &mut Self {
        self.push(text, Style::Plain)
    }

    /// The same in a style.
    pub(crate) fn push(&mut self, text: &str, style: Style) -> &mut Self {
        if text.is_empty() {
            return self;
        }
        if std::mem::take(&mut self.aside) && !text.starts_with([',', '.', ']', ';', ')']) {
            self.glue(",");
        }
        let blank = !self.pieces.is_empty() && !self.glued;
        self.glued = false;
        let text = if blank {
            format!(" {text}")
        } else {
            text.to_owned()
        };
        match self.pieces.last_mut() {
            Some(last) if last.style == style && style == Style::Plain => last.text.push_str(&text),
            _ => self.pieces.push(Piece { text, style }),
        }
        self
    }

    /// What has been said last is an aside: a comma closes it before anything else.
    pub(crate) fn aside(&mut self) -> &mut Self {
        self.aside = true;
        self
    }

    /// Without a blank before it: a comma.
    pub(crate) fn glue(&mut self, text: &str) -> &mut Self {
        self.glued = true;
        self.say(text)
    }

    /// What comes next follows without a blank.
    pub(crate) fn open(&mut self, text: &str) -> &mut Self {
        self.say(text);
        self.glued = true;
        self
    }

    /// Other words behind these.
    pub(crate) fn add(&mut self, other: Words) -> &mut Self {
        let open = other.aside;
        for (n, p) in other.pieces.into_iter().enumerate() {
            // Blanks inside of the other words are in them, and a comma has none before it.
            if n > 0 || p.text.starts_with(',') {
                self.glued = true;
            }
            self.push(&p.text, p.style);
        }
        self.aside |= open;
        self
    }

    /// All in one style: what stands in a bracket.
    #[must_use]
    pub(crate) fn all(mut self, style: Style) -> Words {
        self.pieces.iter_mut().for_each(|p| p.style = style);
        self
    }

    /// As text.
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|p| p.text.as_str()).collect()
    }

    /// Several, joined as in speech: `A, B and C`.
    pub(crate) fn joined(all: Vec<Words>, last: &str) -> Words {
        let mut out = Words::default();
        let many = all.len();
        for (n, w) in all.into_iter().enumerate() {
            if n > 0 {
                if n + 1 == many {
                    out.say(last);
                } else {
                    out.glue(",");
                }
            }
            out.add(w);
        }
        out
    }

    /// As a sentence: a capital at the beginning and a full stop at the end.
    #[must_use]
    pub(crate) fn sentence(mut self) -> Words {
        if let Some(first) = self.pieces.first_mut() {
            let mut letters = first.text.chars();
            if let Some(c) = letters.next() {
                first.text = c.to_uppercase().chain(letters).collect();
            }
        }
        let ended = self
            .pieces
            .last()
            .is_some_and(|p| p.text.ends_with(['.', ':', '?', '!']));
        if !ended && !self.is_empty() {
            self.glue(".");
        }
        self
    }
}
