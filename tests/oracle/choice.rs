//! Completions: what brackets, readings, holes and the rest are, one complete choice after another. A choice is drawn when it is first asked for;
//! a run that never asks for it is the same for all its values, so every completion is met.

use armistice::source::Span;
use armistice::vocabulary::NodeId;
use std::collections::HashMap;

/// What is chosen: a word for the sort of choice, and two numbers that identify it.
pub type Key = (&'static str, u64, u64);

/// A place of a text as two numbers.
pub fn key(sort: &'static str, span: Span, extra: u64) -> Key {
    (
        sort,
        u64::from(span.source.0) << 32 | u64::from(span.start),
        u64::from(span.end) << 32 | extra,
    )
}

/// What is known of a hole in this completion.
#[derive(Clone, Debug, Default)]
struct Known {
    is: Option<NodeId>,
    is_not: Vec<NodeId>,
    within: Vec<(NodeId, bool)>,
}

/// One completion, and the way to the next.
#[derive(Default)]
pub struct Omega {
    path: Vec<(Key, usize, usize)>,
    now: HashMap<Key, usize>,
    asked: usize,
    holes: HashMap<Span, Known>,
}

impl Omega {
    /// The value of a choice among `n`.
    pub fn ask(&mut self, key: Key, n: usize) -> usize {
        if n <= 1 {
            return 0;
        }
        if let Some(v) = self.now.get(&key) {
            return *v;
        }
        if let Some((k, v, _)) = self.path.get(self.asked) {
            assert_eq!(*k, key, "a completion is asked in the same order again");
            self.now.insert(key, *v);
            self.asked += 1;
            return *v;
        }
        self.path.push((key, 0, n));
        self.asked += 1;
        self.now.insert(key, 0);
        0
    }

    /// The value of a choice, if it was asked for in this completion.
    pub fn decided(&self, key: Key) -> Option<usize> {
        self.now.get(&key).copied()
    }

    /// A yes or no; yes is tried first.
    pub fn yes(&mut self, key: Key) -> bool {
        self.ask(key, 2) == 0
    }

    /// Goes on to the next completion; false after the last.
    pub fn next(&mut self) -> bool {
        self.now.clear();
        self.holes.clear();
        self.asked = 0;
        while let Some((k, v, n)) = self.path.pop() {
            if v + 1 < n {
                self.path.push((k, v + 1, n));
                return true;
            }
        }
        false
    }

    /// What was chosen, for messages.
    pub fn told(&self) -> String {
        self.path
            .iter()
            .map(|(k, v, n)| format!("{}@{}={v}/{n}", k.0, k.1 & 0xffff_ffff))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Is the unnamed thing this named one? It is one thing, so it cannot be two.
    pub fn hole_is(
        &mut self,
        hole: Span,
        node: NodeId,
        under: &dyn Fn(NodeId, NodeId) -> bool,
    ) -> bool {
        let known = self.holes.entry(hole).or_default().clone();
        if let Some(is) = known.is {
            return is == node;
        }
        if known.is_not.contains(&node)
            || known.within.iter().any(|(t, yes)| under(node, *t) != *yes)
        {
            return false;
        }
        let yes = self.yes(key("is", hole, u64::from(node.0)));
        let known = self.holes.entry(hole).or_default();
        if yes {
            known.is = Some(node);
        } else {
            known.is_not.push(node);
        }
        yes
    }

    /// Is the unnamed thing of this type?
    pub fn hole_within(
        &mut self,
        hole: Span,
        node: NodeId,
        under: &dyn Fn(NodeId, NodeId) -> bool,
    ) -> bool {
        let known = self.holes.entry(hole).or_default().clone();
        if let Some(is) = known.is {
            return under(is, node);
        }
        if known.within.iter().any(|(t, yes)| *yes && under(*t, node)) {
            return true;
        }
        if known.within.iter().any(|(t, yes)| !*yes && under(node, *t)) {
            return false;
        }
        let yes = self.yes(key("within", hole, u64::from(node.0)));
        self.holes.entry(hole).or_default().within.push((node, yes));
        yes
    }
}
