//! What is found in the vocabulary: words for what people say, and one word with everything about it.

use super::wrap::wrap;
use super::{Look, safe};
use crate::model::World;
use crate::source::SourceSet;
use crate::vocabulary::{Found, Unsaid};
use std::fmt::Write as _;

/// A word with what else is known of it.
pub(crate) struct Word {
    pub found: Found,
    /// Its roles, or what it is done to, with what silence about them means.
    pub roles: Vec<Role>,
    /// Effects that ask for it, as sentences.
    pub effects: Vec<String>,
    /// What drafts usually say with it.
    pub usual: Vec<String>,
    /// Sentences of the drafts that use it, with the draft and clause.
    pub used: Vec<(String, String, String)>,
}

/// A role of a verb.
pub(crate) struct Role {
    /// The preposition; empty: what it is done to.
    pub preposition: String,
    /// Types it takes.
    pub takes: Vec<String>,
    /// It may be left out.
    pub optional: bool,
    /// What it means then; empty: nothing.
    pub silence: &'static str,
}

/// Sentences of a draft that are told of a word.
const MOST_USED: usize = 5;

impl Word {
    /// Everything about a word of a world.
    pub(crate) fn of(world: &World, sources: &SourceSet, found: Found) -> Word {
        let v = &world.vocabulary;
        let action = v.verb(&found.word);
        let mut roles = Vec::new();
        if let Some(a) = action.map(|id| v.action(id)) {
            let slots = (a.object.iter().map(|s| ("", s)))
                .chain(a.roles.iter().map(|(p, s)| (p.as_str(), s)));
            roles.extend(slots.map(|(preposition, s)| Role {
                preposition: preposition.to_owned(),
                takes: s.types.iter().map(|t| t.text.to_string()).collect(),
                optional: s.is_optional(),
                silence: match s.unsaid() {
                    Some(Unsaid::All) => "everything",
                    Some(Unsaid::Unspecified) => "something the text does not name",
                    None => "",
                },
            }));
        }
        let says = |text: &str| {
            let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
            words.any(|w| w == found.word)
        };
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut effects: Vec<String> = Vec::new();
        for e in &world.effects {
            let asks = says(sources.slice(e.when.span))
                || (e.unless.as_ref()).is_some_and(|u| says(sources.slice(u.span)));
            let head = plain(sources.slice(e.head.span));
            if asks && !effects.contains(&head) {
                effects.push(head);
            }
        }
        let mut usual: Vec<String> = (v.usual.iter())
            .filter(|(_, words)| words.iter().any(|w| *w == found.word.as_str()))
            .map(|(what, _)| what.to_string())
            .collect();
        usual.sort();
        let mut used = Vec::new();
        for d in &world.drafts {
            for c in d.clauses.iter().filter(|c| c.text.is_none()) {
                for (s, _) in &c.sentences {
                    let text = sources.slice(s.span);
                    if used.len() < MOST_USED && says(text) {
                        used.push((d.id.to_string(), c.label.to_string(), plain(text)));
                    }
                }
            }
        }
        Word {
            found,
            roles,
            effects,
            usual,
            used,
        }
    }
}

/// One word for people.
pub(crate) fn word(w: &Word, look: Look) -> String {
    let mut out = head(&w.found, look);
    for r in &w.roles {
        let role = match r.preposition.as_str() {
            "" => "what it is done to".to_owned(),
            p => format!("{p} …"),
        };
        let may = if r.optional { ", may be left out" } else { "" };
        let silence = match r.silence {
            "" => String::new(),
            means => format!("; left out, it means {means}"),
        };
        let line = format!("{role}: {}{may}{silence}", r.takes.join(" or "));
        put(&mut out, "  ", &line, look.width);
    }
    for (title, all) in [
        ("what it can amount to", &w.effects),
        ("what drafts usually say with it", &w.usual),
    ] {
        if !all.is_empty() {
            put(
                &mut out,
                "  ",
                &format!("{title}: {}", all.join("; ")),
                look.width,
            );
        }
    }
    for (draft, clause, text) in &w.used {
        put(
            &mut out,
            "  ",
            &format!("in {draft}, clause {clause}: {text}"),
            look.width,
        );
    }
    out
}

/// What was found, for people: the likeliest first.
pub(crate) fn words(found: &[Found], look: Look) -> String {
    let all: Vec<String> = found.iter().map(|f| head(f, look)).collect();
    all.join("\n")
}

fn head(f: &Found, look: Look) -> String {
    let mut out = String::new();
    let write = match f.word.as_str() {
        "" => "(nothing: it is left out)",
        word => word,
    };
    let _ = writeln!(out, "{}  ({})", safe(write), f.sort.word());
    if !f.form.is_empty() {
        put(&mut out, "  ", &f.form, look.width);
    }
    if let Some(sample) = &f.sample {
        put(&mut out, "  ", &format!("{sample};"), look.width);
    }
    if !f.wordings.is_empty() {
        let said = format!("people say: {}", f.wordings.join(", "));
        put(&mut out, "  ", &said, look.width);
    }
    if let Some(why) = &f.why {
        put(&mut out, "  ", why, look.width);
    }
    out
}

fn put(out: &mut String, indent: &str, text: &str, width: usize) {
    for line in wrap(&safe(text), indent, &format!("{indent}  "), width) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
