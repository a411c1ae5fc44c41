//! Why a verdict is what it is: a tree of sentences that ends at clauses and spans.

use super::answer::answer;
use super::open::differing;
use super::page::{Block, Line, Page};
use super::question::{Asked, numbered, questions, sides};
use super::ranked::shown;
use super::safe;
use super::words::{against, role, titled};
use super::wrap::wrap;
use crate::remedy::Remedy;
use crate::source::{SourceSet, Span};
use crate::verdict::{Evidence, Finding, Reason};
use std::fmt::Write as _;

/// A branch of the tree.
struct Branch {
    words: String,
    below: Vec<Branch>,
}

impl Branch {
    fn leaf(words: impl Into<String>) -> Branch {
        Branch {
            words: words.into(),
            below: Vec::new(),
        }
    }
}

/// The tree of one finding, with what would meet it.
pub(crate) fn why(
    (f, found): (&Finding, Option<&Remedy>),
    sources: &SourceSet,
    unicode: bool,
    width: usize,
) -> String {
    let what = if f.goal { "goal" } else { "red line" };
    let mut top: Vec<Branch> = f
        .stated()
        .into_iter()
        .map(|r| Branch::leaf(format!("the {what} says: {}", said(r, sources))))
        .collect();
    let told = top.len();
    top.extend(together(&f.reasons).iter().map(|r| reason(r, sources)));
    // What stands behind an effect is told there.
    top.extend(
        f.evidence
            .iter()
            .filter(|e| e.via.is_empty())
            .map(|e| clause(e, sources)),
    );
    top.extend(f.meant.iter().map(|m| Branch {
        words: format!("“{}” means what clause {} says", m.word, m.by),
        below: vec![Branch::leaf(said(m.at, sources))],
    }));
    let asked = questions(f, sources);
    for (n, q) in asked.iter().enumerate() {
        top.push(Branch {
            words: format!("{}{}", numbered(&asked, n), q.told()),
            below: vec![
                Branch::leaf(format!("to settle it: {}", q.settled)),
                Branch::leaf(format!(
                    "where: {}{}",
                    said(q.place(), sources),
                    elsewhere(q, sources)
                )),
            ],
        });
    }
    let more = sides(f, &asked).into_iter().chain(differing(f));
    top.extend(more.map(Branch::leaf));
    top.extend(f.notes.iter().map(|n| Branch::leaf(n.clone())));
    top.extend(found.map(|r| remedy(f, r)));
    if top.len() == told {
        top.push(Branch::leaf("no clause of the draft touches it"));
    }
    let heading = format!("{}: {}", super::evidence::head(f).plain(), f.verdict.word());
    let mut out = String::new();
    for line in wrap(&heading, "", "  ", width) {
        let _ = writeln!(out, "{line}");
    }
    out.push('\n');
    for line in wrap(&answer(f, sources), "", "", width) {
        let _ = writeln!(out, "{line}");
    }
    out.push('\n');
    draw(&top, "", (unicode, width), &mut out);
    out.lines()
        .map(|l| format!("{}\n", safe(l.trim_end())))
        .collect()
}

/// The same as a page: the answer, what it rests on, and how effects follow.
pub(crate) fn page((f, found): (&Finding, Option<&Remedy>), sources: &SourceSet) -> Page {
    let mut blocks = vec![Block::Text(Line::of(answer(f, sources)))];
    blocks.extend(super::evidence::blocks(f, sources, 2));
    if !f.reasons.is_empty() {
        blocks.push(Block::Heading(2, Line::of("How it follows")));
        let mut lines = Vec::new();
        for r in &together(&f.reasons) {
            steps(&reason(r, sources), 0, &mut lines);
        }
        blocks.push(Block::List(lines));
    }
    if let Some(met) = found.map(|r| remedy(f, r)) {
        blocks.push(Block::Heading(2, Line::of("What would meet it")));
        let mut lines = Vec::new();
        steps(&met, 0, &mut lines);
        blocks.push(Block::List(lines));
    }
    Page {
        title: format!("{}.{} in {}", f.party, f.line, f.draft),
        blocks,
        wide: false,
        origin: None,
    }
}

/// The steps of a branch, one below the other.
fn steps(b: &Branch, deep: usize, out: &mut Vec<Line>) {
    let mark = "→ ".repeat(deep);
    out.push(Line::of(format!("{mark}{}", b.words)));
    b.below.iter().for_each(|b| steps(b, deep + 1, out));
}

fn draw(branches: &[Branch], rail: &str, (unicode, width): (bool, usize), out: &mut String) {
    let (branch, last, bar) = if unicode {
        ("├─ ", "└─ ", "│  ")
    } else {
        ("|- ", "`- ", "|  ")
    };
    for (n, b) in branches.iter().enumerate() {
        let end = n + 1 == branches.len();
        let below = format!("{rail}{}", if end { "   " } else { bar });
        // What goes on under a branch keeps the rail of what hangs on it.
        let next = if b.below.is_empty() {
            format!("{below}  ")
        } else {
            format!("{below}{bar}")
        };
        let first = format!("{rail}{}", if end { last } else { branch });
        for line in wrap(&b.words, &first, &next, width) {
            let _ = writeln!(out, "{line}");
        }
        draw(&b.below, &below, (unicode, width), out);
    }
}

/// What would meet the line, tried in the draft.
fn remedy(f: &Finding, found: &Remedy) -> Branch {
    const MOST: usize = 6;
    let written = found.written.iter().map(|r| match (&r.clause, &r.instead) {
        (Some(clause), Some(instead)) => {
            format!("in clause {clause}: `{}` instead of `{instead}`", r.text)
        }
        (Some(clause), None) => format!("in clause {clause} also: `{}`", r.text),
        (None, _) => format!("in a clause of its own: `{}`", r.text),
    });
    let mut below: Vec<Branch> = written.map(Branch::leaf).collect();
    let told = found.others.iter().take(MOST).map(|c| {
        let (before, with) = (c.before.word(), c.with.word());
        let draft = if c.draft == f.draft.as_str() {
            String::new()
        } else {
            format!(" in {}", c.draft)
        };
        format!("{}.{}{draft} from {before} to {with}", c.party, c.line)
    });
    let told: Vec<String> = told.collect();
    let more = match found.others.len().saturating_sub(MOST) {
        0 => String::new(),
        n => format!(", and {n} more"),
    };
    below.push(Branch::leaf(if told.is_empty() {
        "no other verdict changes then".to_owned()
    } else {
        format!("other verdicts change then: {}{more}", told.join(", "))
    }));
    let changes = if found.written.len() == 1 {
        "one change was tried that would meet it:"
    } else {
        "changes were tried that together would meet it:"
    };
    Branch {
        words: changes.to_owned(),
        below,
    }
}

/// An effect that several derivations come to is told once, with all its ways.
fn together(reasons: &[Reason]) -> Vec<Reason> {
    let mut out: Vec<Reason> = Vec::new();
    for r in reasons {
        let same = |o: &&mut Reason| r.effect.is_some() && o.effect == r.effect;
        match out.iter_mut().find(same) {
            Some(o) => {
                let new = r.ways.iter().filter(|w| !o.ways.contains(w));
                let new: Vec<Vec<Reason>> = new.cloned().collect();
                o.ways.extend(new);
            }
            None => out.push(r.clone()),
        }
    }
    out
}

/// How an effect follows; a clause ends the branch.
fn reason(r: &Reason, sources: &SourceSet) -> Branch {
    if let Some((label, at)) = &r.clause {
        return Branch::leaf(format!("clause {label}: {}", said(*at, sources)));
    }
    let words = r.effect.clone().unwrap_or_default();
    let mut below: Vec<Branch> = Vec::new();
    let many = r.ways.len();
    for (n, way) in r.ways.iter().enumerate() {
        let steps: Vec<Branch> = way.iter().map(|s| reason(s, sources)).collect();
        let steps = if steps.is_empty() {
            vec![Branch::leaf("the world says so, and no clause")]
        } else {
            steps
        };
        if many == 1 {
            below = steps;
        } else {
            below.push(Branch {
                words: if n == 0 {
                    "one way:".to_owned()
                } else {
                    "another way:".to_owned()
                },
                below: steps,
            });
        }
    }
    Branch {
        words: format!("it amounts to: {words}"),
        below,
    }
}

fn clause(e: &Evidence, sources: &SourceSet) -> Branch {
    let title = titled(&e.title);
    let mut below: Vec<Branch> = e
        .missing
        .iter()
        .filter(|m| m.asked.is_some())
        .map(|m| Branch::leaf(against(m, sources)))
        .collect();
    let sentences = std::iter::once(&e.at).chain(&e.also);
    below.extend(sentences.map(|at| Branch::leaf(said(*at, sources))));
    Branch {
        words: format!("clause {}{title} {}", e.clause, role(e)),
        below,
    }
}

/// Further places of a question.
fn elsewhere(q: &Asked, sources: &SourceSet) -> String {
    const MOST: usize = 12;
    let others: Vec<String> = q.places().skip(1).map(|at| shown(at, sources)).collect();
    match others.len() {
        0 => String::new(),
        n if n <= MOST => format!("; also {}", others.join(", ")),
        n => format!("; also {} and {} more", others[..MOST].join(", "), n - MOST),
    }
}

/// The words at a place, on one line, and where they stand.
fn said(s: Span, sources: &SourceSet) -> String {
    const LONGEST: usize = 220;
    let words: Vec<&str> = sources.slice(s).split_whitespace().collect();
    let mut text = words.join(" ");
    if text.chars().count() > LONGEST {
        text = format!("{}…", text.chars().take(LONGEST).collect::<String>());
    }
    let p = sources.position(s.source, s.start);
    format!(
        "{text}  [{}:{}:{}]",
        sources.get(s.source).path,
        p.line,
        p.column
    )
}
