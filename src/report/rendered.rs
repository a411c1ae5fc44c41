//! A draft as numbered articles in plain English, for people who never open its file.

use super::page::{Article, Block, Line, Link, Origin, Page, Part, Span};
use crate::condition::Owner;
use crate::model::{Clause, Draft, Family, Phrase, Predicate, Sort, Under};
use crate::source::SourceSet;
use crate::verdict::{Finding, Role, Verdict};
use crate::vocabulary::{DayRange, Vocabulary};
use crate::wording::{Governed, Speaker, Words};

/// The draft as a page of articles. `findings`: verdicts that are told in the margin, at the clauses they rest on.
pub(crate) fn page(
    v: &Vocabulary,
    draft: &Draft,
    sources: &SourceSet,
    findings: &[Finding],
) -> Page {
    let findings: Vec<Told> = findings.iter().map(|f| (f, String::new())).collect();
    Page {
        title: draft.called().to_owned(),
        blocks: articles(v, draft, sources, (&findings, "")),
        wide: false,
        origin: Some(origin(v, draft, sources)),
    }
}

/// Where the text of a draft comes from.
pub(super) fn origin(v: &Vocabulary, draft: &Draft, sources: &SourceSet) -> Origin {
    let title = draft.called().to_owned();
    let speaker = Speaker::new(v, sources, draft);
    let sponsors = draft.header.iter().find(|e| e.name == "sponsors");
    let sponsors = sponsors.map(|e| speaker.list(&e.value).text());
    Origin {
        authors: sponsors.unwrap_or_else(|| title.clone()),
        date: draft.dated.map(day_of),
        title,
    }
}

/// The first day of a date, as files write it.
fn day_of(d: DayRange) -> String {
    let (y, m, d) = d.first.civil();
    format!("{y:04}-{m:02}-{d:02}")
}

/// A verdict, and where its evidence stands on the page; empty: nowhere.
pub(super) type Told<'f> = (&'f Finding, String);

/// The clause of a draft, as it is linked by where its draft has such a prefix.
pub(super) fn clause_id(prefix: &str, clause: usize) -> String {
    format!("{prefix}{clause}")
}

/// The articles. `prefix`: what the clauses are linked by begins with; empty: nothing links to them.
pub(super) fn articles(
    v: &Vocabulary,
    draft: &Draft,
    sources: &SourceSet,
    (findings, prefix): (&[Told], &str),
) -> Vec<Block> {
    let speaker = Speaker::referring(v, sources, draft, Box::new(article));
    let r = Renderer {
        speaker,
        v,
        draft,
        findings,
        prefix,
    };
    let mut blocks = vec![Block::Remark(Line::of(r.about()))];
    let header: Vec<Words> = draft
        .header
        .iter()
        .map(|e| r.speaker.field("framework", e).sentence())
        .collect();
    if !header.is_empty() {
        blocks.push(Block::Text(paragraph(header)));
    }
    blocks.extend(
        draft
            .texts
            .iter()
            .filter(|(w, _)| w == "text")
            .map(|(_, t)| Block::Text(Line::default().and(Span::Name(t.clone())))),
    );
    for (n, c) in draft
        .clauses
        .iter()
        .enumerate()
        .filter(|(_, c)| c.text.is_none() && c.parent.is_none())
    {
        let title = if c.title.is_empty() {
            String::new()
        } else {
            format!(": {}", c.title)
        };
        let heading = Block::Heading(
            2,
            Line::of(format!("Article {}", c.label)).and(Span::Name(title)),
        );
        blocks.push(if prefix.is_empty() {
            heading
        } else {
            Block::Part(Part {
                id: clause_id(prefix, n),
                tags: Vec::new(),
                blocks: vec![heading],
            })
        });
        r.clause(n, c, 0, &mut blocks);
    }
    if !draft.orders.is_empty() {
        blocks.push(Block::Heading(2, Line::of("Order and dates")));
        for (o, under) in &draft.orders {
            blocks.push(Block::Article(Article {
                words: r.under(under, Line::said(&r.speaker.order(o).sentence())),
                ..Article::default()
            }));
        }
    }
    blocks.extend(r.open());
    blocks
}

/// `article 10`, `paragraph 10.a`.
fn article(text: Option<&str>, label: &str) -> String {
    let word = if label.contains('.') {
        "paragraph"
    } else {
        "article"
    };
    text.map_or_else(
        || format!("{word} {label}"),
        |t| format!("{word} {label} of {t}"),
    )
}

struct Renderer<'r> {
    speaker: Speaker<'r>,
    v: &'r Vocabulary,
    draft: &'r Draft,
    findings: &'r [Told<'r>],
    prefix: &'r str,
}

impl Renderer<'_> {
    fn about(&self) -> String {
        let source = self
            .draft
            .texts
            .iter()
            .find(|(w, _)| w == "source")
            .map_or_else(
                || "No source is stated.".to_owned(),
                |(_, s)| format!("{}.", s.trim_end_matches('.')),
            );
        format!(
            "A reading aid made from an encoded draft, in its encoder's words; it is not the text that was negotiated. {source}"
        )
    }

    /// A clause: its fields, its sentences, its parts.
    fn clause(&self, n: usize, c: &Clause, depth: u8, blocks: &mut Vec<Block>) {
        let mut lines = self.said(n, c);
        let mut notes: Vec<Line> = c
            .texts
            .iter()
            .filter(|(w, _)| w == "note")
            .map(|(_, t)| Line::of(format!("Note of the encoder: {t}")))
            .collect();
        let told = self.told(c);
        let marked = told.iter().any(|(f, _)| f.verdict == Verdict::Crossed);
        notes.extend(told.into_iter().map(in_the_margin));
        let label = if depth == 0 {
            String::new()
        } else {
            c.label.to_string()
        };
        let title = if depth == 0 || c.title.is_empty() {
            None
        } else {
            Some(c.title.clone())
        };
        if lines.is_empty() && !(label.is_empty() && notes.is_empty()) {
            lines.push(Line::default());
        }
        let lines = run_on(lines);
        let last = lines.len().saturating_sub(1);
        for (k, l) in lines.into_iter().enumerate() {
            let l = match title.as_ref().filter(|_| k == 0) {
                Some(t) => Line(
                    std::iter::once(Span::Strong(format!("{}. ", t.trim_end_matches('.'))))
                        .chain(self.around(c, l).0)
                        .collect(),
                ),
                None => self.around(c, l),
            };
            let notes = if k == last {
                std::mem::take(&mut notes)
            } else {
                Vec::new()
            };
            let first = k == 0;
            blocks.push(Block::Article(Article {
                id: if first && depth > 0 && !self.prefix.is_empty() {
                    clause_id(self.prefix, n)
                } else {
                    String::new()
                },
                label: if first { label.clone() } else { String::new() },
                depth,
                words: l,
                notes,
                marked,
            }));
        }
        for (m, part) in self
            .draft
            .clauses
            .iter()
            .enumerate()
            .filter(|(_, p)| p.parent == Some(n))
        {
            self.clause(m, part, (depth + 1).min(3), blocks);
        }
    }

    /// What it says: phrases that govern it, fields, sentences, orders, its own text.
    fn said(&self, n: usize, c: &Clause) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let phrases: Vec<&Phrase> = c
            .phrases
            .iter()
            .filter(|(_, u)| beyond(c, u).is_empty())
            .map(|(p, _)| p)
            .collect();
        // A phrase that stands alone governs every sentence of the clause; a single sentence takes it itself.
        let alone = c.sentences.len() == 1 && c.fields.is_empty() && !self.has_parts(n);
        if !phrases.is_empty() && !alone {
            let (replaced, plain): (Vec<&Phrase>, Vec<&Phrase>) =
                phrases.iter().partition(|p| self.is_replaced(p, n));
            for (said, somewhere) in [(plain, false), (replaced, true)] {
                if !said.is_empty() {
                    lines.push(self.alone(&said, n, somewhere));
                }
            }
        }
        let plain: Vec<Words> = c
            .fields
            .iter()
            .filter(|(_, u)| beyond(c, u).is_empty())
            .map(|(e, _)| self.speaker.field(&c.kind, e).sentence())
            .collect();
        if !plain.is_empty() {
            lines.push(paragraph(plain));
        }
        for (e, under) in c.fields.iter().filter(|(_, u)| !beyond(c, u).is_empty()) {
            lines.push(self.under(
                &beyond(c, under),
                Line::said(&self.speaker.field(&c.kind, e).sentence()),
            ));
        }
        for (s, under) in c
            .sentences
            .iter()
            // What a field or a renewal means is said by the field and by the renewal.
            .filter(|(s, _)| !c.fields.iter().any(|(e, _)| e.span == s.span))
            .filter(|(s, _)| !c.every_phrase().any(|p| p.span == s.span))
        {
            let mut all: Vec<&Phrase> = s.phrases.iter().collect();
            if alone {
                let own: Vec<Family> = s.phrases.iter().map(Phrase::family).collect();
                all.extend(
                    phrases
                        .iter()
                        .filter(|p| !own.contains(&p.family()))
                        .copied(),
                );
            }
            lines.push(self.under(
                &beyond(c, under),
                Line::said(&self.speaker.sentence(s, &all).sentence()),
            ));
        }
        for (p, under) in c.phrases.iter().filter(|(_, u)| !beyond(c, u).is_empty()) {
            let replaced = self.is_replaced(p, n);
            lines.push(self.under(&beyond(c, under), self.alone(&[p], n, replaced)));
        }
        for (o, under) in &c.orders {
            lines.push(self.under(
                &beyond(c, under),
                Line::said(&self.speaker.order(o).sentence()),
            ));
        }
        lines.extend(
            c.texts
                .iter()
                .filter(|(w, _)| w == "text")
                .map(|(_, t)| Line::default().and(Span::Name(t.clone()))),
        );
        lines
    }

    fn has_parts(&self, n: usize) -> bool {
        self.draft.clauses.iter().any(|c| c.parent == Some(n))
    }

    /// What a phrase alone in a clause governs: what is done there and in its parts, what is kept up, or both.
    fn governed(&self, n: usize) -> Governed {
        let inside =
            (0..self.draft.clauses.len()).filter(|c| self.draft.around(*c).any(|a| a == n));
        let (mut acts, mut kept) = (false, false);
        for c in inside {
            let c = &self.draft.clauses[c];
            kept |= !c.fields.is_empty();
            for (s, _) in &c.sentences {
                let lasts = matches!(s.predicate, Predicate::State { .. }) || s.is_kept_up(self.v);
                acts |= !lasts;
                kept |= lasts;
            }
        }
        match (acts, kept) {
            (true, true) => Governed::Both,
            (false, true) => Governed::Kept,
            _ => Governed::Acts,
        }
    }

    /// Does some promise in a clause say otherwise: a phrase of its own of the same family?
    fn is_replaced(&self, p: &Phrase, n: usize) -> bool {
        let inside =
            (0..self.draft.clauses.len()).filter(|c| self.draft.around(*c).any(|a| a == n));
        let mut nearer = inside.flat_map(|c| {
            let part = &self.draft.clauses[c];
            let alone = part.phrases.iter().filter(move |_| c != n);
            part.sentences
                .iter()
                .flat_map(|(s, _)| &s.phrases)
                .chain(alone.map(|(p, _)| p))
        });
        nearer.any(|q| q.family() == p.family())
    }

    /// `This applies after …`; somewhere below it may be said otherwise.
    fn alone(&self, phrases: &[&Phrase], n: usize, replaced: bool) -> Line {
        paragraph(
            self.speaker
                .alone(phrases, self.governed(n))
                .into_iter()
                .map(|said| {
                    if replaced {
                        let mut out = Words::of("where nothing else is said below,");
                        out.add(said);
                        out.sentence()
                    } else {
                        said.sentence()
                    }
                })
                .collect(),
        )
    }

    /// A clause that stands under an alternative.
    fn around(&self, c: &Clause, l: Line) -> Line {
        self.under(&c.under, l)
    }

    /// What holds only under an alternative or reading says so, in a bracket.
    fn under(&self, under: &[Under], l: Line) -> Line {
        if under.is_empty() {
            return l;
        }
        let said: Vec<String> = under
            .iter()
            .map(|u| {
                let which = u.labels.get(u.index).map_or("", |l| l.as_str());
                match &u.ambiguity {
                    Some(a) => format!(
                        "If “{}” is read as “{}”",
                        Speaker::plain(a),
                        Speaker::plain(which)
                    ),
                    None => format!("Alternative “{}”", Speaker::plain(which)),
                }
            })
            .collect();
        Line(
            std::iter::once(Span::Bracket(format!("[{}:", said.join(", "))))
                .chain(std::iter::once(Span::Text(" ".to_owned())))
                .chain(l.0)
                .chain(std::iter::once(Span::Bracket("]".to_owned())))
                .collect(),
        )
    }

    /// Verdicts that rest on a clause.
    fn told(&self, c: &Clause) -> Vec<&Told<'_>> {
        let bears = |f: &Finding| {
            let mut evidence = f.evidence.iter();
            evidence.any(|e| e.clause == c.label && e.role != Role::Near)
        };
        let told = self.findings.iter();
        told.filter(|(f, _)| matches!(f.verdict, Verdict::Crossed | Verdict::Open) && bears(f))
            .collect()
    }

    /// What the draft leaves open, at its end.
    fn open(&self) -> Vec<Block> {
        let mut lines: Vec<Line> = Vec::new();
        for a in &self.draft.ambiguities {
            let question = a
                .title
                .clone()
                .unwrap_or_else(|| format!("How is “{}” to be read?", Speaker::plain(&a.name)));
            let readings: Vec<String> = a
                .readings
                .iter()
                .map(|(r, by)| {
                    let by: Vec<String> = by.iter().map(|n| self.speaker.heading(*n)).collect();
                    let by = if by.is_empty() {
                        String::new()
                    } else {
                        format!(" (as {} reads it)", by.join(" and "))
                    };
                    format!("“{}”{by}", Speaker::plain(r))
                })
                .collect();
            lines.push(
                Line::default()
                    .and(Span::Name(question))
                    .text(format!(" {}.", readings.join(", or "))),
            );
        }
        let brackets = self
            .draft
            .choices
            .iter()
            .filter(|c| c.sort == Sort::Bracket)
            .count();
        if brackets > 0 {
            let s = if brackets == 1 { " is" } else { "s are" };
            lines.push(Line::of(format!(
                "{brackets} bracket{s} still to be negotiated; each is shown with its alternatives."
            )));
        }
        for c in &self.draft.clauses {
            for h in c.blanks() {
                let mut said = Words::of(&article(None, &c.label));
                said.glue(":")
                    .add(self.speaker.blank(h))
                    .glue(",")
                    .say("to be filled by");
                match Owner::of(h.blank, self.v) {
                    Owner::Negotiators => said.say("the negotiators"),
                    Owner::Named(_) => said.say("that body"),
                    Owner::Interpreter | Owner::Nature => said.say("whoever interprets the text"),
                };
                lines.push(Line::said(&said.sentence()));
            }
        }
        if lines.is_empty() {
            return Vec::new();
        }
        vec![
            Block::Heading(2, Line::of("What this draft leaves open")),
            Block::List(lines),
        ]
    }
}

/// The alternatives of a statement that are not those of its clause, which are told around it.
fn beyond(c: &Clause, under: &[Under]) -> Vec<Under> {
    under
        .iter()
        .filter(|u| !c.under.contains(u))
        .cloned()
        .collect()
}

/// Plain sentences that follow one another are one paragraph; what stands in a bracket has its own.
fn run_on(lines: Vec<Line>) -> Vec<Line> {
    let bracketed = |l: &Line| matches!(l.0.first(), Some(Span::Bracket(b)) if b.ends_with(':'));
    let mut out: Vec<Line> = Vec::new();
    for l in lines {
        match out.last_mut() {
            Some(last) if !bracketed(last) && !bracketed(&l) => {
                last.0.push(Span::Text(" ".to_owned()));
                last.0.extend(l.0);
            }
            _ => out.push(l),
        }
    }
    out
}

/// Sentences one after the other.
fn paragraph(sentences: Vec<Words>) -> Line {
    let mut out = Line::default();
    for (n, s) in sentences.iter().enumerate() {
        if n > 0 {
            out = out.text(" ");
        }
        out.0.extend(Line::said(s).0);
    }
    out
}

/// What is said of a verdict beside a clause it rests on.
fn in_the_margin((f, evidence): &Told) -> Line {
    let what = if f.goal { "Goal" } else { "Red line" };
    let words = Line::of(format!("{what} {} of {} “{}”", f.line, f.party, f.title));
    let words = if evidence.is_empty() {
        words
    } else {
        Line::default().and(Span::Link(Link {
            id: String::new(),
            to: evidence.clone(),
            words,
        }))
    };
    words.text(format!(": {}", f.message))
}
