//! Links of precedence: clauses that say of one another that they prevail.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use rustc_hash::FxHashMap;

/// Every circle of explicit links: then nothing prevails. Links to all clauses make none.
pub(super) fn check(drafts: &[Draft]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for d in drafts {
        let links = links(d, &Labels::of(d));
        if links.is_empty() {
            continue;
        }
        // By the clause that prevails: those it prevails over, and where that is said.
        let mut over: Vec<Vec<(usize, Span)>> = vec![Vec::new(); d.clauses.len()];
        // Alternatives are not said together.
        for l in links.into_iter().filter(|l| !l.may_be) {
            over[l.over].push((l.under, l.span));
        }
        out.extend(circles(d, &over));
    }
    out
}

/// One finding for each link that closes a circle, told at the link that stands last.
fn circles(d: &Draft, over: &[Vec<(usize, Span)>]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut told = vec![false; over.len()];
    for start in 0..over.len() {
        // The shortest way back to the start.
        let mut from: FxHashMap<usize, (usize, Span)> = FxHashMap::default();
        let mut todo = vec![start];
        let mut next = 0;
        while let Some(at) = todo.get(next).copied() {
            next += 1;
            for (to, span) in &over[at] {
                if *to == start && !told[start] {
                    let mut chain = vec![(at, *span)];
                    let mut back = at;
                    while let Some((before, span)) =
                        from.get(&back).filter(|_| back != start).copied()
                    {
                        chain.push((before, span));
                        back = before;
                    }
                    chain.iter().for_each(|(c, _)| told[*c] = true);
                    let labels: Vec<&str> = chain
                        .iter()
                        .rev()
                        .map(|(c, _)| d.clauses[*c].label.as_str())
                        .collect();
                    let mut spans: Vec<Span> = chain.iter().map(|(_, s)| *s).collect();
                    spans.sort();
                    let last = spans.pop().unwrap_or(*span);
                    let mut found = match labels[..] {
                        // Of two sentences in one clause none can be named.
                        [label] => Diagnostic::new(Code::PrecedenceCycle, last, format!("Clause {label} is said to prevail over itself"))
                            .help(format!("put the sentence that prevails and the other into points of their own, and name the other: `point {label}.a \"…\" {{ … }}`, `point {label}.b \"…\" {{ … notwithstanding clause {label}.a; }}`")),
                        _ => Diagnostic::new(Code::PrecedenceCycle, last, format!("Each of these clauses prevails over the next, and the last over the first: {}", labels.join(", ")))
                            .help("take one of the links away"),
                    };
                    for s in spans {
                        found = found.also(s, "another link of the circle");
                    }
                    out.push(found);
                } else if *to != start && !from.contains_key(to) {
                    from.insert(*to, (at, *span));
                    todo.push(*to);
                }
            }
        }
    }
    out
}
