//! `unused-name`: a name is declared, and no draft, party or test speaks of it.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::World;
use crate::source::SourceSet;
use crate::syntax::names;
use crate::vocabulary::{Node, NodeId, NodeKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// Told at the declaration. A place is used if one that lies in it, or around it, is.
pub(super) fn find(world: &World, sources: &SourceSet) -> Vec<Diagnostic> {
    let v = &world.vocabulary;
    let declared: Vec<NodeId> = (0..v.nodes.len() as u32)
        .map(NodeId)
        .filter(|n| {
            v.node(*n).kind == NodeKind::Thing
                && !sources.get(v.node(*n).span.source).built_in
                && named_at(sources, v.node(*n))
        })
        .collect();
    // How often a name stands in the texts of this world; once is its own declaration.
    let mut files: Vec<_> = declared.iter().map(|n| v.node(*n).span.source).collect();
    files.extend(world.drafts.iter().map(|d| d.span.source));
    files.extend(world.positions.iter().map(|p| p.span.source));
    files.sort_unstable();
    files.dedup();
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for f in files {
        for name in names(&sources.get(f).text) {
            *times.entry(name).or_default() += 1;
        }
    }
    // A clause that sets up a body declares it by using it.
    let set_up: FxHashSet<NodeId> = world
        .drafts
        .iter()
        .flat_map(|d| &d.clauses)
        .flat_map(|c| &c.fields)
        .filter(|(f, _)| f.name == "name")
        .flat_map(|(f, _)| super::about::things(&f.value))
        .collect();
    let used = |n: NodeId| set_up.contains(&n) || times.get(v.name(n)).is_some_and(|t| *t > 1);
    let up = |n: NodeId| v.places.around(n).skip(1);
    // A place is used if one that lies in it, or around it, is.
    let holds_used: FxHashSet<NodeId> = declared
        .iter()
        .copied()
        .filter(|n| v.places.is_place(*n) && used(*n))
        .flat_map(up)
        .collect();
    let stated: FxHashSet<NodeId> = world.positions.iter().filter_map(|p| p.node).collect();
    let mut out = Vec::new();
    for n in declared
        .iter()
        .copied()
        .filter(|n| !used(*n) && !stated.contains(n))
    {
        if v.places.is_place(n) && (holds_used.contains(&n) || up(n).any(used))
            || world.drafts.iter().any(|d| d.id == v.name(n))
        {
            continue;
        }
        out.push(
            Diagnostic::new(Code::UnusedName, v.node(n).span, format!("{} is declared, and nothing speaks of it", v.name(n)))
                .here("never used")
                .help("take the declaration out, or see whether a clause that should name it uses another name"),
        );
    }
    out
}

/// Does its name stand where it was declared? A band has none, and is declared by speaking of it; what a list of terms names is a word, not a thing.
fn named_at(sources: &SourceSet, node: &Node) -> bool {
    sources.slice(node.span) == node.name.as_str()
}
