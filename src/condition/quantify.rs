//! Conditions over some of their variables: for some value, for every value, in how many ways.

use super::{Condition, Store};
use num_bigint::BigUint;
use rustc_hash::FxHashMap;

impl Store {
    /// Holds for some value of these variables.
    pub(crate) fn exists(&mut self, c: Condition, over: &dyn Fn(u32) -> bool) -> Condition {
        let mut memo = FxHashMap::default();
        Condition(self.quantified(c.0, over, false, &mut memo))
    }

    /// Holds for every value of these variables.
    pub(crate) fn forall(&mut self, c: Condition, over: &dyn Fn(u32) -> bool) -> Condition {
        let mut memo = FxHashMap::default();
        Condition(self.quantified(c.0, over, true, &mut memo))
    }

    fn quantified(
        &mut self,
        id: u32,
        over: &dyn Fn(u32) -> bool,
        every: bool,
        memo: &mut FxHashMap<u32, u32>,
    ) -> u32 {
        if id < 2 {
            return id;
        }
        if let Some(r) = memo.get(&id) {
            return *r;
        }
        let node = self.node(id).clone();
        let kids: super::Kids = node
            .kids
            .iter()
            .map(|k| self.quantified(*k, over, every, memo))
            .collect();
        let r = if over(node.variable) {
            kids.into_iter()
                .fold(u32::from(every), |a, b| self.apply(every, a, b))
        } else {
            self.make(node.variable, kids)
        };
        memo.insert(id, r);
        r
    }

    /// In how many ways the variables can be set so that it holds. It may depend on no others.
    pub(crate) fn count(&self, c: Condition, over: &[u32]) -> BigUint {
        let mut rank: FxHashMap<u32, usize> = FxHashMap::default();
        let mut sizes: Vec<usize> = Vec::with_capacity(over.len());
        let mut sorted = over.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        for v in sorted {
            rank.insert(v, sizes.len());
            sizes.push(self.variables[v as usize].values.len());
        }
        let mut memo: FxHashMap<u32, BigUint> = FxHashMap::default();
        let below = self.ways(c.0, &rank, &sizes, &mut memo);
        between(&sizes, 0, self.rank(c.0, &rank, sizes.len())) * below
    }

    fn rank(&self, id: u32, rank: &FxHashMap<u32, usize>, last: usize) -> usize {
        if id < 2 {
            last
        } else {
            rank.get(&self.node(id).variable).copied().unwrap_or(last)
        }
    }

    /// Ways of setting the variables from the node's own on.
    fn ways(
        &self,
        id: u32,
        rank: &FxHashMap<u32, usize>,
        sizes: &[usize],
        memo: &mut FxHashMap<u32, BigUint>,
    ) -> BigUint {
        if id < 2 {
            return BigUint::from(id);
        }
        if let Some(n) = memo.get(&id) {
            return n.clone();
        }
        let at = self.rank(id, rank, sizes.len());
        let mut total = BigUint::ZERO;
        for kid in self.node(id).kids.iter().filter(|k| **k != 0) {
            let below = self.ways(*kid, rank, sizes, memo);
            let next = self.rank(*kid, rank, sizes.len());
            total += if next > at + 1 {
                between(sizes, at + 1, next) * below
            } else {
                below
            };
        }
        memo.insert(id, total.clone());
        total
    }

    /// Which values each variable takes in some way in which it holds: one walk over the diagram.
    pub(crate) fn alive(&self, c: Condition, over: &[u32]) -> FxHashMap<u32, Vec<bool>> {
        let mut sorted = over.to_vec();
        sorted.sort_unstable();
        let mut out: FxHashMap<u32, Vec<bool>> = sorted
            .iter()
            .map(|v| (*v, vec![false; self.variables[*v as usize].values.len()]))
            .collect();
        if c.is_never() {
            return out;
        }
        // Variables that an edge passes over take all their values there: for each place, the farthest that some edge from there leads.
        let rank = |id: u32| {
            if id < 2 {
                sorted.len()
            } else {
                sorted.partition_point(|v| *v < self.node(id).variable)
            }
        };
        let mut passed: Vec<usize> = vec![0; sorted.len() + 1];
        passed[0] = rank(c.0);
        let mut seen = rustc_hash::FxHashSet::default();
        let mut todo = vec![c.0];
        while let Some(id) = todo.pop() {
            if id < 2 || !seen.insert(id) {
                continue;
            }
            let node = self.node(id);
            let at = rank(id);
            for (value, kid) in node.kids.iter().enumerate().filter(|(_, k)| **k != 0) {
                if let Some(values) = out.get_mut(&node.variable) {
                    values[value] = true;
                }
                // A variable that is not asked about has no place of its own.
                let from = at + usize::from(sorted.get(at) == Some(&node.variable));
                passed[from] = passed[from].max(rank(*kid));
                todo.push(*kid);
            }
        }
        let mut far = 0;
        for (n, v) in sorted.iter().enumerate() {
            far = far.max(passed[n]);
            if far > n
                && let Some(values) = out.get_mut(v)
            {
                values.iter_mut().for_each(|v| *v = true);
            }
        }
        out
    }

    /// One way in which it holds: the first in the order of variables and values. Variables that do not matter are not named. Nothing: it never holds.
    pub(crate) fn first(&self, c: Condition) -> Option<Vec<(u32, usize)>> {
        let mut out = Vec::new();
        let mut at = c.0;
        while at >= 2 {
            let node = self.node(at);
            // Every node of a reduced diagram leads to 1 somewhere.
            let (value, kid) = node.kids.iter().enumerate().find(|(_, k)| **k != 0)?;
            out.push((node.variable, value));
            at = *kid;
        }
        (at == 1).then_some(out)
    }
}

/// Ways of setting the variables from one place up to another.
fn between(sizes: &[usize], from: usize, to: usize) -> BigUint {
    sizes
        .get(from..to)
        .unwrap_or(&[])
        .iter()
        .fold(BigUint::from(1u8), |a, n| a * *n)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bracket, of_table};
    use super::*;

    /// Counting, quantifying and the first way, against a walk over all 24 ways of setting four variables.
    #[test]
    fn quantified_conditions_agree_with_their_tables() {
        let sizes = [2usize, 3, 2, 2];
        let mut s = Store::default();
        let vars: Vec<u32> = sizes
            .iter()
            .enumerate()
            .map(|(n, k)| s.open(&bracket(n as u32, *k, &[]), None))
            .collect();
        let rows: Vec<[usize; 4]> = (0..24)
            .map(|i| [i / 12, i / 4 % 3, i / 2 % 2, i % 2])
            .collect();
        let mut seed = 11u32;
        for _ in 0..200 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let table = seed >> 8;
            let f = of_table(&mut s, &vars, &rows, table);
            let holds = |row: &[usize; 4]| {
                rows.iter()
                    .position(|r| r == row)
                    .is_some_and(|i| table >> i & 1 == 1)
            };
            assert_eq!(s.count(f, &vars), BigUint::from(table.count_ones()));
            let over = |v: u32| v == vars[1] || v == vars[3];
            let (some, every) = (s.exists(f, &over), s.forall(f, &over));
            let outer: Vec<u32> = vec![vars[0], vars[2]];
            let inner = |a: usize, c: usize| rows.iter().filter(move |r| r[0] == a && r[2] == c);
            let pairs = [(0, 0), (0, 1), (1, 0), (1, 1)];
            let in_some = pairs.iter().filter(|(a, c)| inner(*a, *c).any(holds));
            let in_every = pairs.iter().filter(|(a, c)| inner(*a, *c).all(holds));
            assert_eq!(s.count(some, &outer), BigUint::from(in_some.count()));
            assert_eq!(s.count(every, &outer), BigUint::from(in_every.count()));
            let alive = s.alive(f, &vars);
            for (n, v) in vars.iter().enumerate() {
                for (value, alive) in alive[v].iter().enumerate() {
                    assert_eq!(
                        *alive,
                        rows.iter().any(|r| r[n] == value && holds(r)),
                        "{table:b} {n} {value}"
                    );
                }
                assert_eq!(s.alive(f, &[*v])[v], alive[v], "asked about one alone");
            }
            let first = s.first(f);
            assert_eq!(first.is_some(), table != 0);
            if let Some(way) = first {
                let lowest = rows.iter().find(|r| holds(r)).expect("one holds");
                assert!(
                    way.iter().all(|(v, value)| lowest[*v as usize] == *value),
                    "{way:?} {lowest:?}"
                );
            }
        }
    }
}
