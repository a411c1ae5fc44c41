//! Two texts as one with tracked changes: what is gone and what has come, clause by clause and word by word. To accept all changes gives the new text, to refuse all
//! of them the old one.

use super::diff::word_by_word;
use super::page::{Article, Block, Line, Page, Span};
use super::rendered::{Told, articles, origin};
use crate::compare::Side;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The page. Its comments are what is said of the new text.
pub(crate) fn page(old: &Side, new: &Side) -> Page {
    let (before, now) = (paragraphs(old), paragraphs(new));
    let words = |all: &[Paragraph]| all.iter().map(|p| p.words()).collect::<Vec<_>>();
    let from = origin(&new.world.vocabulary, new.draft, new.sources);
    let was = origin(&old.world.vocabulary, old.draft, old.sources);
    // The title is a part of the text, and may change.
    let title = if was.title == from.title {
        Line::of(from.title.as_str())
    } else {
        Line(word_by_word(&was.title, &from.title))
    };
    let mut blocks = vec![Block::Heading(1, title)];
    for op in capture_diff_slices(Algorithm::Myers, &words(&before), &words(&now)) {
        let (gone, come) = (&before[op.old_range()], &now[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => blocks.extend(come.iter().map(|p| p.block.clone())),
            _ => changed(gone, come, &mut blocks),
        }
    }
    Page {
        title: String::new(),
        blocks,
        wide: false,
        origin: Some(from),
    }
}

/// A paragraph, and by what it is known in both texts: the label of its clause, and which of its paragraphs it is.
struct Paragraph {
    key: (String, usize),
    block: Block,
}

impl Paragraph {
    /// All it says.
    fn words(&self) -> String {
        match &self.block {
            Block::Article(a) if !a.label.is_empty() => {
                format!("{} {}", a.label, a.words.plain())
            }
            Block::Article(a) => a.words.plain(),
            Block::Heading(_, l) | Block::Text(l) | Block::Remark(l) => l.plain(),
            Block::List(all) => all.iter().map(Line::plain).collect(),
            _ => String::new(),
        }
    }

    /// The same with other words; what stands before them, a label, is among them.
    fn saying(&self, words: Vec<Span>) -> Block {
        let words = Line(words);
        match &self.block {
            Block::Heading(level, _) => Block::Heading(*level, words),
            Block::Remark(_) => Block::Remark(words),
            Block::List(_) => Block::List(vec![words]),
            Block::Article(a) => Block::Article(Article {
                label: String::new(),
                words,
                ..a.clone()
            }),
            _ => Block::Text(words),
        }
    }
}

/// The paragraphs of a draft.
fn paragraphs(side: &Side) -> Vec<Paragraph> {
    let findings: Vec<Told> = side.findings.iter().map(|f| (f, String::new())).collect();
    let blocks = articles(
        &side.world.vocabulary,
        side.draft,
        side.sources,
        (&findings, ""),
    );
    let mut out: Vec<Paragraph> = Vec::new();
    let mut label = String::new();
    let mut n = 0;
    for b in Block::flat(&blocks) {
        let own = match b {
            Block::Article(a) if !a.label.is_empty() => Some(a.label.clone()),
            Block::Heading(_, l) => l.plain().split(':').next().map(str::to_owned),
            _ => None,
        };
        if let Some(own) = own {
            (label, n) = (own, 0);
        }
        let each = match b {
            Block::List(all) => all.iter().map(|l| Block::List(vec![l.clone()])).collect(),
            other => vec![other.clone()],
        };
        for block in each {
            out.push(Paragraph {
                key: (label.clone(), n),
                block,
            });
            n += 1;
        }
    }
    out
}

/// Paragraphs that changed: those of one clause word by word, the others as a whole.
fn changed(gone: &[Paragraph], come: &[Paragraph], blocks: &mut Vec<Block>) {
    let keys = |all: &[Paragraph]| all.iter().map(|p| p.key.clone()).collect::<Vec<_>>();
    for op in capture_diff_slices(Algorithm::Myers, &keys(gone), &keys(come)) {
        let (gone, come) = (&gone[op.old_range()], &come[op.new_range()]);
        if let DiffOp::Equal { .. } = op {
            for (a, b) in gone.iter().zip(come) {
                blocks.push(b.saying(word_by_word(&a.words(), &b.words())));
            }
            continue;
        }
        blocks.extend(gone.iter().map(|p| {
            let block = p.saying(vec![Span::Old(p.words())]);
            without_notes(block)
        }));
        blocks.extend(come.iter().map(|p| p.saying(vec![Span::New(p.words())])));
    }
}

/// Of what is gone nothing is said.
fn without_notes(block: Block) -> Block {
    match block {
        Block::Article(a) => Block::Article(Article {
            notes: Vec::new(),
            ..a
        }),
        other => other,
    }
}
