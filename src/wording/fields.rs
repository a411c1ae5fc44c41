//! Fields as sentences: the prelude says how each is read out.

use super::{Speaker, Words, names};
use crate::model::{Base, Entry};
use crate::vocabulary::NodeKind;

impl Speaker<'_> {
    /// A field of a clause as a sentence: `Sovereignty lies with Ukraine`. One nobody has given a sentence is a heading with its value.
    pub(crate) fn field(&self, kind: &str, e: &Entry) -> Words {
        let value = self.list(&e.value);
        let index = e.index.as_ref().map(|l| self.list(l)).unwrap_or_default();
        let declared = self
            .v
            .kind(kind)
            .and_then(|k| k.fields.iter().find(|f| f.name == e.name));
        let Some(template) = declared
            .and_then(|d| d.reads.as_deref())
            .filter(|_| !self.exact)
        else {
            let mut out = Words::of(&Speaker::plain(&e.name));
            if !index.is_empty() {
                out.say("for").add(index);
            }
            out.glue(":").add(value);
            return out;
        };
        let template = with_index(template, !index.is_empty());
        let one = matches!(&e.value.items[..], [i] if i.matcher.is_none()
            && matches!(&i.base, Base::Thing(t) if self.v.node(t.node).kind == NodeKind::Thing));
        let template = if one && index.is_empty() {
            names::of_one(&template)
        } else {
            template
        };
        filled(&template, &value, &index)
    }
}

/// What stands in square brackets is said of a field with an index.
fn with_index(template: &str, indexed: bool) -> String {
    match template.split_once('[') {
        Some(_) if indexed => template.replace(['[', ']'], ""),
        Some((before, after)) => {
            let behind = after.split_once(']').map_or("", |(_, rest)| rest);
            format!("{before}{behind}")
        }
        None => template.to_owned(),
    }
}

/// The words of a template, with the value and the index in their places.
fn filled(template: &str, value: &Words, index: &Words) -> Words {
    let mut out = Words::default();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        match before.trim_end() {
            "" => &mut out,
            // A quotation mark or bracket before the value takes no blank.
            b if b.ends_with('“') => out.open(b),
            b if !out.is_empty() && b.starts_with(['”', ',', ':']) => out.glue(b),
            b => out.say(b.trim_start()),
        };
        let close = after.find('}').map_or(after.len(), |n| n + 1);
        match &after[..close] {
            "{it}" => out.add(value.clone()),
            "{for}" => out.add(index.clone()),
            other => out.say(other),
        };
        rest = &after[close..];
    }
    match rest.trim_end() {
        "" => &mut out,
        r if r.starts_with(['”', ',', ':']) => out.glue(r),
        r => out.say(r.trim_start()),
    };
    out
}
