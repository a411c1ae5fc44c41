//! Who is bound by a draft without being a party to it, and who judges by themselves.

use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::NodeId;

/// Other clauses told of one finding.
const MOST_PLACES: usize = 8;

/// Who is bound though no party, then who judges by themselves.
pub(super) fn findings(e: &Engine) -> Vec<Diagnostic> {
    let mut out = strangers(e);
    out.extend(own_judges(e));
    out
}

/// Duties and bans laid on somebody the header does not name. Told once for each of them.
fn strangers(e: &Engine) -> Vec<Diagnostic> {
    let (v, draft, facts) = (e.v, e.draft, e.facts);
    let agreed = agreed(draft);
    // Where the text supposes further parties, it may be they.
    if agreed.is_empty() || draft.unnamed_parties.is_some() {
        return Vec::new();
    }
    let sorts: Vec<NodeId> = ["state", "organisation", "group"]
        .iter()
        .filter_map(|w| v.words.get(*w).copied())
        .collect();
    let mut found: Vec<(NodeId, Vec<(Span, usize)>)> = Vec::new();
    // What a party is to see to is laid on the party.
    let seen_to: Vec<Span> = facts
        .all
        .iter()
        .filter(|f| {
            things(&f.sentence.subject)
                .iter()
                .any(|n| agreed.contains(n))
        })
        .filter_map(|f| f.sentence.that.as_ref().map(|t| t.span))
        .collect();
    for f in facts
        .all
        .iter()
        // What stands in a text that is brought in is told of that text, with those who signed it.
        .filter(|f| draft.clauses[f.clause].text.is_none())
        .filter(|f| !f.event && binds(f) && !seen_to.contains(&f.sentence.span))
    {
        for n in things(&f.sentence.subject) {
            // Organs and forces act for whom they belong to; a side is bound through whoever leads it.
            let own = v
                .belongs
                .get(&n)
                .is_some_and(|o| o.iter().any(|o| agreed.contains(o)))
                || all_agreed(e, n, &agreed);
            if !v.stands_alone(n)
                || agreed.contains(&n)
                || own
                || !sorts.iter().any(|s| v.under(n, *s))
            {
                continue;
            }
            match found.iter_mut().find(|(x, _)| *x == n) {
                Some((_, at)) => at.push((f.at(), f.clause)),
                None => found.push((n, vec![(f.at(), f.clause)])),
            }
        }
    }
    found
        .into_iter()
        .map(|(n, at)| stranger(e, n, &at))
        .collect()
}

/// Who is bound, and by which clauses.
fn stranger(e: &Engine, n: NodeId, at: &[(Span, usize)]) -> Diagnostic {
    let (v, draft) = (e.v, e.draft);
    let name = v.name(n);
    let label = |c: usize| &draft.clauses[c].label;
    let mut clauses: Vec<usize> = at.iter().map(|(_, c)| *c).collect();
    clauses.sort_unstable();
    clauses.dedup();
    let named: Vec<String> = clauses
        .iter()
        .take(MOST_PLACES)
        .map(|c| label(*c).to_string())
        .collect();
    let more = if clauses.len() > MOST_PLACES {
        format!(" and {} more", clauses.len() - MOST_PLACES)
    } else {
        String::new()
    };
    let many = if clauses.len() == 1 {
        "Clause"
    } else {
        "Clauses"
    };
    let message = format!(
        "{many} {}{more} of `{}` bind{} {name}, which is no party to it",
        named.join(", "),
        draft.id,
        if clauses.len() == 1 { "s" } else { "" }
    );
    let d = Diagnostic::new(Code::BindsNonSignatory, at[0].0, message)
        .here(format!("{name} is bound here"));
    d.help(format!("have {name} sign (`signatories:` in the header), or have a party see to it: `… shall ensure that {name} …`"))
}

/// Who has a part in the draft: its parties, and whom the header names as bound.
fn agreed(draft: &Draft) -> Vec<NodeId> {
    let mut agreed: Vec<NodeId> = draft.parties.clone();
    for h in draft.header.iter().filter(|h| {
        matches!(
            h.name.as_str(),
            "parties" | "signatories" | "sides" | "sponsors" | "mediators" | "bound"
        )
    }) {
        agreed.extend(things(&h.value));
    }
    agreed
}

/// A group all of whose members are parties is bound through them.
fn all_agreed(e: &Engine, group: NodeId, agreed: &[NodeId]) -> bool {
    let is_group = e.v.words.get("group").is_some_and(|g| e.v.under(group, *g));
    let Some(members) = e
        .world_list(group, "members")
        .filter(|m| is_group && !m.items.is_empty())
    else {
        return false;
    };
    let named = things(&members);
    named.len() == members.items.len() && named.iter().all(|m| agreed.contains(m))
}

fn binds(f: &Fact) -> bool {
    matches!(
        f.modal(),
        Some(Modal::Shall | Modal::ShallNot | Modal::Hereby)
    ) && f.proposed_in.is_none()
        && !f.condition.is_never()
}

/// `judged by` the one whom the sentence is about.
fn own_judges(e: &Engine) -> Vec<Diagnostic> {
    let (v, facts, parties) = (e.v, e.facts, &e.draft.parties);
    let mut out: Vec<Diagnostic> = Vec::new();
    for f in facts
        .all
        .iter()
        .filter(|f| !f.event && !f.condition.is_never())
    {
        // Whose deed is judged: whoever is to have set it off, by a condition; else whoever acts.
        let guards = f.phrases.iter().filter_map(|(p, _)| {
            if let PhraseKind::Guard(_, c) = &p.kind {
                Some(c)
            } else {
                None
            }
        });
        let mut about: Vec<NodeId> = guards
            .flat_map(|c| &c.atoms)
            .filter_map(|a| match a {
                Atom::Sentence(s) => Some(things(&s.subject)),
                _ => None,
            })
            .flatten()
            .collect();
        // And whoever acts on it, unless that is somebody of neither side whom another's deed calls upon.
        let neither = |n: &NodeId| {
            let own = v.belongs.get(n);
            !parties.contains(n) && !own.is_some_and(|o| o.iter().any(|o| parties.contains(o)))
        };
        let called_upon = !about.is_empty();
        let acting = things(&f.sentence.subject);
        about.extend(acting.into_iter().filter(|n| !called_upon || !neither(n)));
        for (p, _) in &f.phrases {
            let PhraseKind::Manner(word, judges) = &p.kind else {
                continue;
            };
            let Some(own) = things(judges).into_iter().find(|j| {
                let theirs = |n: &NodeId| v.belongs.get(j).is_some_and(|o| o.contains(n));
                *word == Manner::JudgedBy && about.iter().any(|n| n == j || theirs(n))
            }) else {
                continue;
            };
            if out.iter().any(|d| d.at.span == p.span) {
                continue;
            }
            let name = v.name(own);
            let d = Diagnostic::new(
                Code::ItsOwnJudge,
                p.span,
                format!(
                    "{name} is its own judge: what this sentence says of it, it judges by itself"
                ),
            )
            .here("its own judge");
            out.push(
                d.also(f.at(), "the sentence")
                    .help("name somebody else who judges, or a body in which others have a say"),
            );
        }
    }
    out
}

/// The things a list names.
fn things(l: &List) -> Vec<NodeId> {
    let mut out = Vec::new();
    let mut todo: Vec<&Item> = l.items.iter().collect();
    while let Some(i) = todo.pop() {
        match &i.base {
            Base::Thing(t) => out.push(t.node),
            Base::Group(g) => todo.extend(&g.items),
            _ => {}
        }
    }
    out
}
