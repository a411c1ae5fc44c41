//! Clauses of a kind with their fields, and things of the world asked for in the same form.

use super::Oracle;
use super::matching::{Mode, Point, Said};
use super::times::Lasting;
use super::values::*;
use armistice::model::*;
use armistice::source::Span;
use armistice::vocabulary::NodeId;

impl<'a> Oracle<'a> {
    /// All bindings under which a clause of the kind (or several together, where places are asked for) is there.
    pub fn satisfy_kind(
        &self,
        k: &'a KindPattern,
        env: &Env,
        mode: Mode,
        strict: bool,
    ) -> Res<Vec<Env>> {
        if k.sort {
            return self.things(k, env, mode);
        }
        let mut envs = vec![env.clone()];
        for row in self.rows(k, env, mode)? {
            envs = self.each(envs, |e| {
                Ok(self
                    .clauses(k, &row, &e, mode, strict)?
                    .into_iter()
                    .map(|(e, _)| e)
                    .collect())
            })?;
        }
        Ok(envs)
    }

    /// The clauses that match, those inside another that matches left out.
    pub fn counted(&self, k: &'a KindPattern) -> Res<usize> {
        let env: Env = vec![None; 26];
        let rows = self.rows(k, &env, Mode::Cover)?;
        let [row] = &rows[..] else {
            return Err("a count of clauses on several places".into());
        };
        let mut hit: Vec<usize> = self
            .clauses(k, row, &env, Mode::Cover, true)?
            .into_iter()
            .map(|(_, c)| c)
            .collect();
        hit.sort_unstable();
        hit.dedup();
        Ok(hit
            .iter()
            .filter(|c| !self.around(**c).iter().any(|p| hit.contains(p)))
            .count())
    }

    fn around(&self, clause: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = self.draft.clauses[clause].parent;
        while let Some(c) = at {
            out.push(c);
            at = self.draft.clauses[c].parent;
        }
        out
    }

    /// Places are asked for leaf by leaf, over clauses together; all other values of one clause.
    fn rows<'s>(
        &self,
        k: &'s KindPattern,
        env: &Env,
        mode: Mode,
    ) -> Res<Vec<Vec<(usize, Point<'s>)>>> {
        let mut out: Vec<Vec<(usize, Point)>> = vec![Vec::new()];
        for (n, (_, _, list)) in k.fields.iter().enumerate() {
            if !list.except.is_empty() {
                return Err("an exception in a field of a pattern".into());
            }
            let mut places = !list.items.is_empty();
            for i in &list.items {
                places = places && matches!(i.base, Base::Place(_)) && i.matcher.is_none();
            }
            if places {
                let points = self.points(list, mode, false, env)?;
                out = out
                    .into_iter()
                    .flat_map(|row| {
                        points
                            .iter()
                            .map(move |p| [row.clone(), vec![(n, p.clone())]].concat())
                    })
                    .collect();
            } else {
                for row in &mut out {
                    row.extend(list.items.iter().map(|i| (n, Point::Item(i))));
                }
            }
        }
        Ok(out)
    }

    fn clauses(
        &self,
        k: &'a KindPattern,
        row: &[(usize, Point)],
        env: &Env,
        mode: Mode,
        strict: bool,
    ) -> Res<Vec<(Env, usize)>> {
        let mut out = Vec::new();
        for (n, c) in self.draft.clauses.iter().enumerate() {
            if c.kind != k.kind || !c.under.iter().all(|u| self.chosen(u)) {
                continue;
            }
            let mut envs = vec![env.clone()];
            for (field, point) in row {
                let (name, index, _) = &k.fields[*field];
                let mut said = self.field(n, name, index.as_ref(), mode, env)?;
                if name == "area" && self.switches.governing {
                    said = self.only_governed(n, k, said)?;
                }
                envs = self.each(envs, |e| match (point, &said) {
                    (Point::Item(i), Said::Nothing) if i.matcher == Some(Matcher::Excludes) => {
                        Err("`excludes` of a field that is absent".into())
                    }
                    _ => self.point_matches(point, &said, false, false, mode, &e),
                })?;
                if envs.is_empty() {
                    break;
                }
            }
            if envs.is_empty() {
                continue;
            }
            let parts: Vec<usize> = (0..self.draft.clauses.len())
                .filter(|p| *p == n || self.around(*p).contains(&n))
                .collect();
            for s in &k.sentences {
                envs = self.satisfy(s, envs, mode, strict, Some(&parts))?;
            }
            let phrases = self.phrases_of(n, &[]);
            let asked: Vec<&Phrase> = k.phrases.iter().collect();
            envs = self.each(envs, |e| {
                let who = (Lasting::Clause, c.head);
                self.phrases_match(&asked, &phrases, Some(n), who, mode, strict, &e)
            })?;
            out.extend(envs.into_iter().map(|e| (e, n)));
        }
        Ok(out)
    }

    /// What a clause says in a field: itself, the clause around it of the same kind, another that elaborates it, or what silence means.
    fn field(
        &self,
        clause: usize,
        name: &str,
        index: Option<&List>,
        mode: Mode,
        env: &Env,
    ) -> Res<Said> {
        let kind = self.draft.clauses[clause].kind.clone();
        let decl = self
            .v()
            .kind(&kind)
            .and_then(|k| k.fields.iter().find(|f| f.name == name));
        let Some(decl) = decl else {
            return Ok(Said::Nothing);
        };
        let many = decl
            .slot
            .occurs
            .as_ref()
            .is_some_and(|o| o.text == "*" || o.text == "+");
        let mut own = self.stated(clause, name, index, many, mode, env)?;
        if own.is_none() && name == "binding" && kind != "final" {
            for (n, c) in self.draft.clauses.iter().enumerate() {
                if c.kind == "final"
                    && c.text == self.draft.clauses[clause].text
                    && own.is_none()
                    && c.under.iter().all(|u| self.chosen(u))
                {
                    own = self.stated(n, name, None, false, mode, env)?;
                }
            }
        }
        let hole = own.as_ref().is_none_or(|vs| {
            vs.iter()
                .any(|v| matches!(v, Val::Hole(..) | Val::Holes(..)))
        });
        if hole && name != "elaborated" && kind == "guarantee" {
            // Another clause fills what is not said here.
            for v in self
                .stated(clause, "elaborated", None, false, mode, env)?
                .unwrap_or_default()
            {
                let Val::Clause(l) = v else { continue };
                for (n, c) in self.draft.clauses.iter().enumerate() {
                    if c.label == l.as_str()
                        && c.kind == kind
                        && n != clause
                        && let Some(other) = self.stated(n, name, None, many, mode, env)?
                    {
                        own = Some(other);
                    }
                }
            }
        }
        Ok(match own {
            Some(vs) => Said::Many(vs),
            None => match decl.slot.silence.as_ref().map(|w| w.text.as_str()) {
                Some("all") => Said::Everything,
                Some(_) => {
                    let head = self.draft.clauses[clause].head;
                    let n = self.v().kind(&kind).map_or(0, |k| {
                        k.fields.iter().position(|f| f.name == name).unwrap_or(0)
                    });
                    Said::Many(vec![Val::Holes(
                        Span {
                            start: head.start,
                            end: head.end + n as u32,
                            ..head
                        },
                        true,
                    )])
                }
                None => Said::Nothing,
            },
        })
    }

    /// Of an area only what the clause governs, where a field with one value for each leaf is asked for.
    fn only_governed(&self, clause: usize, k: &KindPattern, said: Said) -> Res<Said> {
        let decl = self.v().kind(&k.kind);
        let each_leaf = |name: &str| {
            decl.is_some_and(|d| d.fields.iter().any(|f| f.name == name && f.slot.per_leaf))
        };
        for (name, _, _) in &k.fields {
            if each_leaf(name) {
                return self.governed(clause, name);
            }
        }
        Ok(said)
    }

    /// What a clause states in a field, as it stands.
    pub fn stated_in(&self, clause: usize, name: &str) -> Res<Option<Vec<Val>>> {
        self.stated(clause, name, None, false, Mode::Cover, &vec![None; 26])
    }

    /// What a clause or one around it of the same kind states; the nearest alone counts.
    fn stated(
        &self,
        clause: usize,
        name: &str,
        index: Option<&List>,
        many: bool,
        mode: Mode,
        env: &Env,
    ) -> Res<Option<Vec<Val>>> {
        let kind = &self.draft.clauses[clause].kind;
        let mut at = Some(clause);
        while let Some(n) = at {
            let c = &self.draft.clauses[n];
            if c.kind != *kind {
                return Ok(None);
            }
            let mut found: Option<Vec<Val>> = None;
            for (e, under) in c.fields.iter().filter(|(e, _)| e.name == name) {
                if !under.iter().all(|u| self.chosen(u)) {
                    continue;
                }
                if let (Some(asked), Some(said)) = (index, &e.index) {
                    let said = self.vals(said, false, false)?;
                    let mut hit = true;
                    for i in &asked.items {
                        hit = hit
                            && !self
                                .item_matches(i, &said, false, false, mode, env)?
                                .is_empty();
                    }
                    if !hit {
                        continue;
                    }
                }
                found
                    .get_or_insert_default()
                    .extend(self.vals(&e.value, false, many)?);
            }
            if found.is_some() {
                return Ok(found);
            }
            at = c.parent;
        }
        Ok(None)
    }

    /// Things of the world of a sort.
    fn things(&self, k: &'a KindPattern, env: &Env, mode: Mode) -> Res<Vec<Env>> {
        let sort = self.named(&k.kind);
        let mut out = Vec::new();
        for (n, node) in self.v().nodes.iter().enumerate() {
            let id = NodeId(n as u32);
            if node.kind != armistice::vocabulary::NodeKind::Thing || !self.under(id, sort) {
                continue;
            }
            let mut envs = vec![env.clone()];
            for (name, _, list) in &k.fields {
                let (said, open) = if name == "name" {
                    (vec![id], false)
                } else {
                    self.world_field(id, name)
                };
                let said: Vec<Val> = said.into_iter().map(|n| Val::Noun(plain(n))).collect();
                for i in &list.items {
                    envs = self.each(envs, |e| {
                        self.item_matches(i, &said, false, false, mode, &e)
                    })?;
                }
                if open && envs.is_empty() {
                    return Err("a field of the world that is not said".into());
                }
            }
            out.extend(envs);
        }
        Ok(out)
    }
}
