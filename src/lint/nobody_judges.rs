//! `nobody-judges`: something hangs on a breach, an attack or a just cause, and nobody is named who finds that it has happened.

use super::about::{Trigger, label, manner, only_somebody, said, triggers, usual, verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Manner, PhraseKind};

/// Told at the condition; where the text itself leaves the judge open, there.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for f in said(e) {
        let open = f.phrases.iter().find_map(|(p, _)| match &p.kind {
            PhraseKind::Manner(Manner::JudgedBy, l) if only_somebody(l) => Some(p.span),
            _ => None,
        });
        let condition = triggers(f).into_iter().find_map(|(at, t)| match t {
            Trigger::Event(s) => usual(e, "judge", s).then(|| (at, verb(e, s).unwrap_or_default())),
            Trigger::Breach => Some((at, "breach")),
        });
        if open.is_none() && (condition.is_none() || manner(f, Manner::JudgedBy).is_some()) {
            continue;
        }
        let Some(at) = condition.map(|(at, _)| at).or(open) else {
            continue;
        };
        if !seen.insert(at) {
            continue;
        }
        let what = condition.map_or_else(
            || "what falls under this".to_owned(),
            |(_, verb)| format!("whether somebody has done it (`{verb}`)"),
        );
        let d = Diagnostic::new(
            Code::NobodyJudges,
            at,
            format!("Clause {} does not say who decides {what}", label(e, f)),
        )
        .here("who decides?");
        let d = if let Some(open) = open.filter(|o| *o != at) {
            d.also(open, "left open here")
        } else {
            d
        };
        out.push(d.help("add `judged by X`: a body in which both sides or neither have a say"));
    }
    out
}
