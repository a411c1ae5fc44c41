//! What is worth knowing of a word, in Markdown: what it means, what a clause says in plain English, what becomes of a line.

use super::{Mention, Symbol, decides};
use crate::model::{Clause, Draft, World};
use crate::report::vocabulary;
use crate::verdict::Finding;
use crate::vocabulary::Vocabulary;
use crate::wording::Speaker;
use crate::{Project, Report};

/// So many sentences of a clause are told.
const MOST: usize = 12;

/// What is told of a word; verdicts if there is a report.
pub(crate) fn hover(
    project: &Project,
    report: Option<&Report>,
    mention: &Mention,
) -> Option<String> {
    let world = project.world_of(mention.span.source)?;
    let findings = report.map_or(&[][..], |r| &r.findings);
    match &mention.symbol {
        Symbol::Word(word) => about_word(project, world, word),
        Symbol::Thing(name) => about_thing(&world.vocabulary, name),
        Symbol::Draft(id) => {
            let d = world.drafts.iter().find(|d| d.id == id.as_str())?;
            let clauses = d.clauses.len();
            let mut out = vec![
                format!("**{id}** {}", d.title),
                format!("{clauses} clauses and parts"),
            ];
            let of = findings.iter().filter(|f| f.draft == id.as_str());
            out.extend(
                of.map(|f| format!("- {} {}.{} {}", f.verdict.word(), f.party, f.line, f.title)),
            );
            Some(lines(out))
        }
        Symbol::Clause(id, label) => {
            let d = world.drafts.iter().find(|d| d.id == id.as_str())?;
            let at = d.clauses.iter().position(|c| c.label == label.as_str())?;
            Some(about_clause(project, world, d, at, findings))
        }
        Symbol::Line(party, label) => {
            let p = world.positions.iter().find(|p| p.name == party.as_str())?;
            let l = p.lines.iter().find(|l| l.label == label.as_str())?;
            let what = if l.goal { "goal" } else { "red line" };
            let stance = l.stance.as_deref().unwrap_or_default();
            let mut out = vec![format!(
                "{what} **{label}** of {party}, {stance}: {}",
                l.title
            )];
            let of = findings
                .iter()
                .filter(|f| f.party == party.as_str() && f.line == label.as_str());
            out.extend(of.map(|f| format!("- {}: {}", f.draft, f.message)));
            Some(lines(out))
        }
    }
}

fn lines(all: Vec<String>) -> String {
    all.join("\n\n").replace("\n\n- ", "\n- ")
}

fn about_thing(v: &Vocabulary, name: &str) -> Option<String> {
    let node = v.node(*v.names.get(name)?);
    let sorts: Vec<&str> = node.up.iter().map(|n| v.name(*n)).collect();
    let title = node.title.as_deref().unwrap_or_default();
    let mut out = vec![format!("**{name}** {title}"), sorts.join(", ")];
    out.retain(|l| !l.is_empty());
    Some(lines(out))
}

/// A word of the vocabulary: how it is used, what silence about its roles means, what people say for it.
fn about_word(project: &Project, world: &World, word: &str) -> Option<String> {
    let v = &world.vocabulary;
    let base = v.verb(word).map(|id| v.action(id).verb.to_string());
    let base = base.or_else(|| v.word(word).map(|n| v.name(n).to_owned()));
    let found = v.look_up(base.as_deref().unwrap_or(word))?;
    let w = vocabulary::Word::of(world, &project.sources, found);
    let f = &w.found;
    let mut out = vec![format!("**{}** ({}) {}", f.word, f.sort.word(), f.form)];
    out.extend(f.sample.as_ref().map(|s| format!("`{s}`")));
    for r in &w.roles {
        let role = match r.preposition.as_str() {
            "" => "what it is done to".to_owned(),
            p => format!("`{p}`"),
        };
        let silence = match (r.optional, r.silence) {
            (false, _) => String::new(),
            (true, "") => ", may be left out".to_owned(),
            (true, means) => format!(", left out it means {means}"),
        };
        out.push(format!("- {role}: {}{silence}", r.takes.join(" or ")));
    }
    if !f.wordings.is_empty() {
        out.push(format!("said for: {}", f.wordings.join(", ")));
    }
    out.extend(f.why.clone());
    if !w.effects.is_empty() {
        out.push(format!("what it can amount to: {}", w.effects.join("; ")));
    }
    Some(lines(out))
}

fn about_clause(
    project: &Project,
    world: &World,
    d: &Draft,
    at: usize,
    findings: &[Finding],
) -> String {
    let c: &Clause = &d.clauses[at];
    let speaker = Speaker::new(&world.vocabulary, &project.sources, d);
    let mut out = vec![format!("**{} {}** {}", c.kind, c.label, c.title)];
    let fields = c.fields.iter().map(|(e, _)| speaker.field(&c.kind, e));
    let sentences = c.sentences.iter().map(|(s, _)| speaker.whole(s));
    let said = fields
        .chain(sentences)
        .map(|w| format!("- {}", w.sentence().text()));
    out.extend(said.take(MOST));
    let rests = |f: &&Finding| {
        let by = |e: &crate::verdict::Evidence| decides(e) && e.clause == c.label;
        f.draft == d.id && f.evidence.iter().any(by)
    };
    let read = findings.iter().filter(rests);
    let mut read: Vec<String> = read
        .map(|f| format!("- {} {}.{} {}", f.verdict.word(), f.party, f.line, f.title))
        .collect();
    if !read.is_empty() {
        read.insert(0, "Lines that turn on it:".to_owned());
    }
    out.extend(read);
    lines(out)
}
