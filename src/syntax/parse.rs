//! Parses a file statement by statement. A statement that does not parse is split deeper, as far as it has blocks; what is left gets one diagnostic.

use super::build::{Build, P};
use super::chunks::{Chunk, Place, chunks, skip_blank};
use super::grammar::{Grammar, Rule};
use super::mistakes;
use super::outline::{Outline, outline};
use super::tree::*;
use crate::diagnostic::Diagnostic;
use crate::parallel;
use crate::source::{SourceId, with_line_feeds};
use pest::Parser;

/// A parsed file: what could be read, and what could not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parsed {
    /// The tree.
    pub file: File,
    /// What is wrong with the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Names and words that could not be read, or whose declaration could not: using them is no further mistake.
    pub broken: Vec<String>,
}

/// Parses a text. Never fails: what cannot be read becomes a diagnostic.
pub(crate) fn parse(source: SourceId, text: &str) -> Parsed {
    let text = &*with_line_feeds(text);
    let (diagnostics, broken) = super::characters::check(source, text);
    let mut parsed = Parsed {
        diagnostics,
        broken,
        ..Parsed::default()
    };
    let text = &*super::clean::clean(source, text, &mut parsed.diagnostics);
    let mut outline = outline(source, text);
    parsed.diagnostics.append(&mut outline.diagnostics);
    if outline.refused {
        return parsed;
    }
    let mut run = Run {
        source,
        text,
        outline,
        parsed,
    };
    for chunk in chunks(text, &run.outline, Place::File, 0, text.len()) {
        if let Some(Piece::Item(item)) = run.chunk(chunk, Place::File) {
            run.parsed.file.items.push(item);
        }
    }
    run.parsed
}

/// The paths named by `use` at the top of a file.
pub(crate) fn uses(text: &str) -> Vec<Text> {
    let text = &*with_line_feeds(text);
    let source = SourceId(0);
    let outline = outline(source, text);
    if outline.refused {
        return Vec::new();
    }
    let mut out = Vec::new();
    for chunk in chunks(text, &outline, Place::File, 0, text.len()) {
        let piece = &text[chunk.start..chunk.end];
        if !piece.starts_with("use") || chunk.block.is_some() {
            continue;
        }
        let build = Build {
            source,
            base: chunk.start as u32,
        };
        if let Some(Item::Use(t, _)) = Grammar::parse(Rule::only_item, piece)
            .ok()
            .and_then(|mut p| p.next())
            .and_then(|p| build.item(p))
        {
            out.push(t);
        }
    }
    out
}

#[cfg(test)]
/// Parses a whole file in one go, without recovery: the reference the piecewise parser is tested against.
pub(crate) fn parse_whole(source: SourceId, text: &str) -> Option<File> {
    let build = Build { source, base: 0 };
    let file = Grammar::parse(Rule::file, text).ok()?.next()?;
    Some(File {
        items: file.into_inner().filter_map(|p| build.item(p)).collect(),
    })
}

/// Statements of a framework are parsed together up to so many bytes: what the parser holds at once stays small, and so does what one mistake costs.
const BATCH: usize = 16 * 1024;
/// More batches than this are parsed side by side, and no more than so many.
const MANY: usize = 8;
const WAITING: usize = 64;

enum Piece {
    Item(Item),
    Member(Member),
    Statement(Statement),
    Reading(Reading),
    Entity(EntityItem),
    Field(Field),
    PartyItem(PartyItem),
    Dated(Dated),
    Demand(Demand),
    Waived(WaiverItem),
    Expect(Expect),
    Reads(Text),
    Rule(crate::syntax::tree::Rule),
    Slot(SlotField),
}

pub(super) fn rule_of(place: Place) -> Rule {
    match place {
        Place::File => Rule::only_item,
        Place::Framework => Rule::only_member,
        Place::Clause => Rule::only_statement,
        Place::Readings => Rule::only_reading,
        Place::Entity => Rule::only_entity,
        Place::Facts => Rule::only_field,
        Place::Party => Rule::only_party,
        Place::Line => Rule::only_line,
        Place::Waiver => Rule::only_waiver,
        Place::DatedLine => Rule::only_demand,
        Place::Test => Rule::only_expect,
        Place::Effect => Rule::only_effect,
        Place::Slots => Rule::only_slot,
    }
}

struct Run<'t> {
    source: SourceId,
    text: &'t str,
    outline: Outline,
    parsed: Parsed,
}

impl Run<'_> {
    /// One statement.
    fn chunk(&mut self, chunk: Chunk, place: Place) -> Option<Piece> {
        let large = matches!(
            chunk.block,
            Some((_, Place::Framework | Place::Party | Place::Test))
        );
        if !large {
            let text = &self.text[chunk.start..chunk.end];
            let build = Build {
                source: self.source,
                base: chunk.start as u32,
            };
            if let Ok(mut pairs) = Grammar::parse(rule_of(place), text) {
                return pairs.next().and_then(|p| piece(&build, place, p));
            }
        }
        match chunk.block {
            Some((open, inside)) => self.split(chunk, place, open, inside),
            None => self.broken(chunk, place),
        }
    }

    /// A block that did not parse as a whole, or is too large to: its head, then its statements one by one.
    fn split(&mut self, chunk: Chunk, place: Place, open: usize, inside: Place) -> Option<Piece> {
        let close = self
            .outline
            .close_of(open as u32)
            .map_or(chunk.end, |c| c as usize)
            .min(chunk.end);
        let head = format!("{}}}", &self.text[chunk.start..=open]);
        let build = Build {
            source: self.source,
            base: chunk.start as u32,
        };
        let rule = if inside == Place::Readings || place == Place::Effect {
            Rule::only_head
        } else {
            rule_of(place)
        };
        let mut whole = match Grammar::parse(rule, &head) {
            Ok(mut pairs) => pairs.next().and_then(|p| piece(&build, place, p)),
            Err(_) => {
                let range = Chunk {
                    start: chunk.start,
                    end: open + 1,
                    block: None,
                };
                mistakes::explain_head(
                    self.source,
                    self.text,
                    range,
                    rule,
                    &mut self.parsed.diagnostics,
                );
                self.remember(chunk);
                None
            }
        };
        let children = chunks(self.text, &self.outline, inside, open + 1, close);
        let mut put = |pieces: Vec<Piece>| {
            if let Some(whole) = whole.as_mut() {
                pieces.into_iter().for_each(|piece| attach(whole, piece));
            }
        };
        if inside == Place::Framework {
            self.members(&children, put);
        } else {
            put(self.one_by_one(&children, inside));
        }
        if let Some(whole) = whole.as_mut() {
            set_end(whole, chunk.end as u32);
        }
        whole
    }

    /// The statements of a framework: together where that is possible, one by one where one of them is broken. So many batches are read before they are put
    /// where they belong that what waits for it stays small.
    fn members(&mut self, all: &[Chunk], mut put: impl FnMut(Vec<Piece>)) {
        let (source, text) = (self.source, self.text);
        for batches in batches(all).chunks(WAITING) {
            let read = parallel::map(batches, batches.len() > MANY, |batch| {
                at_once(source, text, batch)
            });
            for (batch, read) in batches.iter().zip(read) {
                put(read.unwrap_or_else(|| self.one_by_one(batch, Place::Framework)));
            }
        }
    }

    fn one_by_one(&mut self, all: &[Chunk], place: Place) -> Vec<Piece> {
        all.iter().filter_map(|c| self.chunk(*c, place)).collect()
    }

    /// A statement that does not parse and has no block.
    fn broken(&mut self, chunk: Chunk, place: Place) -> Option<Piece> {
        let text = &self.text[chunk.start..chunk.end];
        if text.trim() == "}" || text.trim().is_empty() {
            return None;
        }
        self.remember(chunk);
        let rest = mistakes::explain(
            self.source,
            self.text,
            chunk,
            place,
            &mut self.parsed.diagnostics,
        );
        // A missing `;` runs two statements together: the second is read after all.
        let at = rest
            .map(|at| skip_blank(self.text, at, chunk.end))
            .filter(|at| *at > chunk.start && *at < chunk.end)?;
        let next = chunks(self.text, &self.outline, place, at, chunk.end);
        let mut last = None;
        for chunk in next {
            last = self.chunk(chunk, place);
        }
        last
    }

    /// What a broken declaration declares.
    fn remember(&mut self, chunk: Chunk) {
        let head: Vec<&str> = self.text[chunk.start..chunk.end]
            .split(|c: char| c.is_whitespace() || matches!(c, '{' | ';' | ':' | ','))
            .filter(|w| !w.is_empty())
            .take(3)
            .collect();
        if head.len() > 1 && !head[1].starts_with("shall") {
            for word in head[1..].iter().map(|w| w.trim_matches('"')) {
                // `state averne;`: what was meant has a capital.
                let mut rest = word.chars();
                let capital: String = rest
                    .next()
                    .into_iter()
                    .flat_map(char::to_uppercase)
                    .chain(rest)
                    .collect();
                if capital != word {
                    self.parsed.broken.push(capital);
                }
                self.parsed.broken.push(word.to_owned());
            }
        }
    }
}

/// Statements of a framework that follow one another and are parsed together.
fn batches(mut rest: &[Chunk]) -> Vec<&[Chunk]> {
    let mut out = Vec::new();
    while let [first, ..] = rest {
        let fits = |c: &&Chunk| c.end - first.start <= BATCH;
        let (now, later) = rest.split_at(rest.iter().take_while(fits).count().max(1));
        out.push(now);
        rest = later;
    }
    out
}

/// Several of them, parsed at once; nothing if one of them is broken, or there is only one: each is parsed alone then.
fn at_once(source: SourceId, text: &str, together: &[Chunk]) -> Option<Vec<Piece>> {
    let [first, .., last] = together else {
        return None;
    };
    let build = Build {
        source,
        base: first.start as u32,
    };
    let pairs = Grammar::parse(Rule::only_members, &text[first.start..last.end]).ok()?;
    let pieces = pairs.filter_map(|p| piece(&build, Place::Framework, p));
    Some(pieces.collect())
}

fn piece(build: &Build, place: Place, p: P) -> Option<Piece> {
    Some(match place {
        Place::File => Piece::Item(build.item(p)?),
        Place::Framework => Piece::Member(build.member(p)?),
        Place::Clause => Piece::Statement(build.statement(p)?),
        Place::Readings => Piece::Reading(build.reading(p)),
        Place::Entity => Piece::Entity(build.entity_item(p)?),
        Place::Facts => Piece::Field(build.field(p)),
        Place::Party => Piece::PartyItem(build.party_item(p)?),
        Place::Line => match p.as_rule() {
            Rule::dated_lines => Piece::Dated(build.dated_lines(p)),
            _ => Piece::Demand(build.demand(p)?),
        },
        Place::DatedLine => Piece::Demand(build.demand(p)?),
        Place::Waiver => Piece::Waived(build.waiver_item(p)?),
        Place::Test => Piece::Expect(build.expect(p)?),
        Place::Effect => match p.as_rule() {
            Rule::reads_as => Piece::Reads(build.reads_as(p)?),
            _ => Piece::Rule(build.when(p)?),
        },
        Place::Slots => Piece::Slot(build.slot_field(p)),
    })
}

/// Puts a statement where it belongs.
fn attach(whole: &mut Piece, piece: Piece) {
    match (whole, piece) {
        (Piece::Item(Item::Framework(f)), Piece::Member(m)) => f.members.push(m),
        (Piece::Item(Item::Party(p)), Piece::PartyItem(i)) => p.items.push(i),
        (Piece::Item(Item::Test(t)), Piece::Expect(e)) => t.expects.push(e),
        (Piece::Item(Item::Entity(e)) | Piece::Entity(EntityItem::Entity(e)), Piece::Entity(i)) => {
            e.body.push(i)
        }
        (
            Piece::Member(Member::Statement(Statement::Entity(e)))
            | Piece::Statement(Statement::Entity(e)),
            Piece::Entity(i),
        ) => e.body.push(i),
        (Piece::Entity(EntityItem::Dated(_, fields)), Piece::Field(f)) => fields.push(f),
        (
            Piece::Item(Item::Vocabulary(Vocabulary::Effect(e)))
            | Piece::PartyItem(PartyItem::Effect(e)),
            piece,
        ) => match piece {
            Piece::Reads(t) => e.reads = Some(t),
            Piece::Rule(r) => e.rules.push(r),
            _ => {}
        },
        (
            Piece::Item(Item::Vocabulary(
                Vocabulary::Kind { slots, .. } | Vocabulary::Attributes { slots, .. },
            )),
            Piece::Slot(s),
        ) => slots.push(s),
        (Piece::Member(m), piece) => match m {
            Member::Replace(c, _) | Member::Add(c, _) => attach_statement(&mut c.body, piece),
            Member::Statement(s) => attach_to(s, piece),
            Member::Strike(..) => {}
        },
        (Piece::Statement(s), piece) => attach_to(s, piece),
        (Piece::Reading(r), piece) => attach_statement(&mut r.body, piece),
        (Piece::PartyItem(PartyItem::Line(l)), Piece::Demand(d)) => l.demands.push(d),
        (Piece::PartyItem(PartyItem::Line(l)), Piece::Dated(d)) => l.dated.push(d),
        (Piece::PartyItem(PartyItem::Waiver(w)), Piece::Waived(i)) => w.items.push(i),
        (Piece::Dated(d), Piece::Demand(demand)) => d.demands.push(demand),
        _ => {}
    }
}

fn attach_to(s: &mut Statement, piece: Piece) {
    match s {
        Statement::Clause(c) => attach_statement(&mut c.body, piece),
        Statement::Ambiguous(a) => {
            if let Piece::Reading(r) = piece {
                a.readings.push(r);
            }
        }
        _ => {}
    }
}

fn attach_statement(body: &mut Vec<Statement>, piece: Piece) {
    if let Piece::Statement(s) = piece {
        body.push(s);
    }
}

fn set_end(whole: &mut Piece, end: u32) {
    let span = match whole {
        Piece::Item(Item::Framework(f)) => &mut f.span,
        Piece::Item(Item::Party(p)) => &mut p.span,
        Piece::Item(Item::Test(t)) => &mut t.span,
        Piece::Item(Item::Entity(e)) | Piece::Entity(EntityItem::Entity(e)) => &mut e.span,
        Piece::Item(Item::Vocabulary(Vocabulary::Effect(e)))
        | Piece::PartyItem(PartyItem::Effect(e)) => &mut e.span,
        Piece::Member(Member::Replace(c, _) | Member::Add(c, _)) => &mut c.span,
        Piece::Member(Member::Statement(Statement::Clause(c)))
        | Piece::Statement(Statement::Clause(c)) => &mut c.span,
        Piece::Member(Member::Statement(Statement::Ambiguous(a)))
        | Piece::Statement(Statement::Ambiguous(a)) => &mut a.span,
        Piece::PartyItem(PartyItem::Line(l)) => &mut l.span,
        Piece::PartyItem(PartyItem::Waiver(w)) => &mut w.span,
        Piece::Reading(r) => &mut r.span,
        _ => return,
    };
    span.end = end;
}
