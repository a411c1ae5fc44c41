//! Why a verdict is what it is: a tree of sentences that ends at clauses and spans.

use super::safe;
use crate::source::{SourceSet, Span};
use crate::verdict::{Finding, Role};
use std::fmt::Write as _;

/// The tree of one finding.
pub fn why(f: &Finding, sources: &SourceSet, unicode: bool) -> String {
    let (branch, last, bar) = if unicode { ("├─ ", "└─ ", "│  ") } else { ("|- ", "`- ", "|  ") };
    let place = |s: Span| {
        let p = sources.position(s.source, s.start);
        format!("{}:{}:{}", sources.get(s.source).path, p.line, p.column)
    };
    let text = |s: Span| {
        let words: Vec<&str> = sources.slice(s).split_whitespace().collect();
        let mut t = words.join(" ");
        if t.chars().count() > 220 {
            t = format!("{}…", t.chars().take(220).collect::<String>());
        }
        t
    };
    let mut out = String::new();
    let what = if f.goal { "goal" } else { "red line" };
    let _ = writeln!(out, "{}.{} “{}” in {}: {}", f.party, f.line, f.title, f.draft, f.message);
    let _ = writeln!(out, "{branch}the {what} says: {}  [{}]", text(f.at), place(f.at));
    let mut items: Vec<(String, Vec<String>)> = Vec::new();
    for e in &f.evidence {
        let role = match e.role {
            Role::Crosses => "crosses it",
            Role::Contributes => "contributes",
            Role::Fails => "meets what is asked but for its amount or time",
            Role::Lacks => "lacks what is asked",
            Role::Near => "comes nearest",
            Role::Excuses => "meets what is asked, or excuses",
            Role::Decides => "decides",
        };
        let note = e.note.as_ref().map_or_else(String::new, |n| format!(", all but {n}"));
        let title = if e.title.is_empty() { String::new() } else { format!(" “{}”", e.title) };
        let mut below: Vec<String> = e.via.iter().map(|v| format!("it amounts to: {v}")).collect();
        below.push(format!("{}  [{}]", text(e.at), place(e.at)));
        items.push((format!("clause {}{title} {role}{note}", e.clause), below));
    }
    for o in &f.open_on {
        let below = o.values.iter().map(|(v, w)| format!("{v}: {}", w.word())).chain([format!("{}  [{}]", text(o.at), place(o.at))]).collect();
        items.push((format!("open on {}: {} (decided by {})", o.kind.word(), o.name, o.owner), below));
    }
    items.extend(f.notes.iter().map(|n| (n.clone(), Vec::new())));
    if items.is_empty() {
        items.push(("no clause of the draft touches it".to_owned(), Vec::new()));
    }
    let n = items.len();
    for (i, (head, below)) in items.into_iter().enumerate() {
        let (mark, rail) = if i + 1 == n { (last, "   ") } else { (branch, bar) };
        let _ = writeln!(out, "{mark}{head}");
        let m = below.len();
        for (j, line) in below.into_iter().enumerate() {
            let _ = writeln!(out, "{rail}{}{line}", if j + 1 == m { last } else { branch });
        }
    }
    out.lines().map(|l| format!("{}\n", safe(l))).collect()
}
