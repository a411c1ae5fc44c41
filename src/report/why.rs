//! Why a verdict is what it is: a tree of sentences that ends at clauses and spans.

use super::safe;
use super::words::{against, role, titled, told_values};
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

/// The tree of one finding.
pub(crate) fn why(f: &Finding, sources: &SourceSet, unicode: bool) -> String {
    let what = if f.goal { "goal" } else { "red line" };
    let rules = if f.rules.is_empty() {
        vec![f.at]
    } else {
        f.rules.clone()
    };
    let mut top: Vec<Branch> = rules
        .iter()
        .map(|r| Branch::leaf(format!("the {what} says: {}", said(*r, sources))))
        .collect();
    let told = top.len();
    top.extend(f.reasons.iter().map(|r| reason(r, sources)));
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
    for o in &f.open_on {
        let mut below: Vec<Branch> = told_values(o).into_iter().map(Branch::leaf).collect();
        below.push(Branch::leaf(said(o.at, sources)));
        top.push(Branch {
            words: format!(
                "open on {}: {} (decided by {})",
                o.kind.word(),
                o.question,
                o.owner
            ),
            below,
        });
    }
    top.extend(super::open::sides(f).into_iter().map(Branch::leaf));
    top.extend(f.notes.iter().map(|n| Branch::leaf(n.clone())));
    if top.len() == told {
        top.push(Branch::leaf("no clause of the draft touches it"));
    }
    let mut out = format!(
        "{}.{} “{}” in {}: {}\n",
        f.party, f.line, f.title, f.draft, f.message
    );
    draw(&top, "", unicode, &mut out);
    out.lines().map(|l| format!("{}\n", safe(l))).collect()
}

fn draw(branches: &[Branch], rail: &str, unicode: bool, out: &mut String) {
    let (branch, last, bar) = if unicode {
        ("├─ ", "└─ ", "│  ")
    } else {
        ("|- ", "`- ", "|  ")
    };
    for (n, b) in branches.iter().enumerate() {
        let end = n + 1 == branches.len();
        let _ = writeln!(out, "{rail}{}{}", if end { last } else { branch }, b.words);
        draw(
            &b.below,
            &format!("{rail}{}", if end { "   " } else { bar }),
            unicode,
            out,
        );
    }
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
