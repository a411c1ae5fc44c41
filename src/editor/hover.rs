//! What is worth knowing of a word, in Markdown: what it means, what a clause says in plain English, what becomes of a line. No title or name of a text becomes
//! markup: what an editor shows may load what a picture names.

use super::{Mention, Symbol, rests_on};
use crate::model::{Clause, Draft, World};
use crate::report::page::{Block, Line, Span, blocks};
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
    let told = match &mention.symbol {
        Symbol::Word(word) => about_word(project, world, word)?,
        Symbol::Thing(name) => about_thing(&world.vocabulary, name)?,
        Symbol::Draft(id) => {
            let d = world.drafts.iter().find(|d| d.id == id.as_str())?;
            let of = findings.iter().filter(|f| f.draft == id.as_str());
            vec![
                head("", id, &d.title),
                text(format!("{} clauses and parts", d.clauses.len())),
                Block::List(of.map(of_line).collect()),
            ]
        }
        Symbol::Clause(id, label) => {
            let d = world.drafts.iter().find(|d| d.id == id.as_str())?;
            let c = d.clauses.iter().find(|c| c.label == label.as_str())?;
            about_clause(project, world, (d, c), findings)
        }
        Symbol::Line(party, label) => {
            let p = world.positions.iter().find(|p| p.name == party.as_str())?;
            let l = p.lines.iter().find(|l| l.label == label.as_str())?;
            let what = if l.goal { "goal " } else { "red line " };
            let stance = l.stance.as_deref().unwrap_or_default();
            let of = findings.iter();
            let of = of.filter(|f| f.party == party.as_str() && f.line == label.as_str());
            let verdict = |f: &Finding| Line::of(format!("{}: {}", f.draft, f.message));
            vec![
                head(what, label, &l.title),
                text(format!("{party}, {stance}")),
                Block::List(of.map(verdict).collect()),
            ]
        }
    };
    Some(blocks(&told).trim().to_owned())
}

/// What it is called, and its title.
fn head(what: &str, name: &str, title: &str) -> Block {
    let named = Line::of(what).and(Span::Strong(name.to_owned()));
    Block::Text(named.text(format!(" {title}")))
}

fn text(words: impl Into<String>) -> Block {
    Block::Text(Line::of(words))
}

/// `● crossed Averne.A1 They leave`.
fn of_line(f: &Finding) -> Line {
    let verdict = Line::default().and(Span::Verdict(f.verdict));
    verdict.text(format!(" {}.{} {}", f.party, f.line, f.title))
}

fn about_thing(v: &Vocabulary, name: &str) -> Option<Vec<Block>> {
    let node = v.node(*v.names.get(name)?);
    let sorts: Vec<&str> = node.up.iter().map(|n| v.name(*n)).collect();
    let title = node.title.as_deref().unwrap_or_default();
    Some(vec![head("", name, title), text(sorts.join(", "))])
}

/// A word of the vocabulary: how it is used, what silence about its roles means, what people say for it.
fn about_word(project: &Project, world: &World, word: &str) -> Option<Vec<Block>> {
    let v = &world.vocabulary;
    let base = v.verb(word).map(|id| v.action(id).verb.to_string());
    let base = base.or_else(|| v.word(word).map(|n| v.name(n).to_owned()));
    let found = v.look_up(base.as_deref().unwrap_or(word))?;
    let w = vocabulary::Word::of(world, &project.sources, found);
    let f = &w.found;
    let mut out = vec![head(
        "",
        &f.word,
        &format!("({}) {}", f.sort.word(), f.form),
    )];
    let sample = f.sample.iter().cloned();
    out.extend(sample.map(|s| Block::Text(Line::default().and(Span::Code(s)))));
    let roles = w.roles.iter().map(|r| {
        let role = match r.preposition.as_str() {
            "" => Line::of("what it is done to"),
            p => Line::default().and(Span::Code(p.to_owned())),
        };
        let silence = match (r.optional, r.silence) {
            (false, _) => String::new(),
            (true, "") => ", may be left out".to_owned(),
            (true, means) => format!(", left out it means {means}"),
        };
        role.text(format!(": {}{silence}", r.takes.join(" or ")))
    });
    out.push(Block::List(roles.collect()));
    if !f.wordings.is_empty() {
        out.push(text(format!("said for: {}", f.wordings.join(", "))));
    }
    out.extend(f.why.as_ref().map(text));
    if !w.effects.is_empty() {
        let all = w.effects.join("; ");
        out.push(text(format!("what it can amount to: {all}")));
    }
    Some(out)
}

fn about_clause(
    project: &Project,
    world: &World,
    (d, c): (&Draft, &Clause),
    findings: &[Finding],
) -> Vec<Block> {
    let speaker = Speaker::new(&world.vocabulary, &project.sources, d);
    let fields = c.fields.iter().map(|(e, _)| speaker.field(&c.kind, e));
    let sentences = c.sentences.iter().map(|(s, _)| speaker.whole(s));
    let said = fields.chain(sentences).map(|w| Line::said(&w.sentence()));
    let mut out = vec![
        head(&format!("{} ", c.kind), &c.label, &c.title),
        Block::List(said.take(MOST).collect()),
    ];
    let rests = findings.iter().filter(|f| rests_on(f, d, c));
    let read: Vec<Line> = rests.map(of_line).collect();
    if !read.is_empty() {
        out.push(text("Lines that turn on it:"));
        out.push(Block::List(read));
    }
    out
}
