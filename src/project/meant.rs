//! Meaning before spelling: where a text that is not understood says something in words the vocabulary knows another way of saying, that is told once, in place of
//! what each of the words would be told.

use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::model::World;
use crate::source::{SourceId, SourceSet, Span};
use crate::syntax::{Spoken, spoken};
use crate::vocabulary::{NodeKind, Wording, stem};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The diagnostics, with what is said in other words told instead of what follows from it.
pub(super) fn meant(
    sources: &SourceSet,
    worlds: &[World],
    diagnostics: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    if !diagnostics.iter().any(may_be_meant) {
        return diagnostics;
    }
    let known = Known::of(worlds);
    let mut texts: BTreeMap<SourceId, Text> = BTreeMap::new();
    let mut told: Vec<Diagnostic> = Vec::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for d in diagnostics {
        let source = d.at.span.source;
        if !may_be_meant(&d) || sources.get(source).built_in {
            kept.push(d);
            continue;
        }
        let text = texts
            .entry(source)
            .or_insert_with(|| Text::of(&sources.get(source).text, &known));
        match text.said_at(&d, &known) {
            Some(n) => {
                let said = &mut text.matches[n];
                if !said.told {
                    said.told = true;
                    told.push(said.diagnostic(source, &sources.get(source).text, &known));
                }
            }
            None => kept.push(d),
        }
    }
    // What follows from the words that are told is not told beside them.
    kept.retain(|d| {
        let text = texts.get(&d.at.span.source);
        !text.is_some_and(|t| follows(d) && t.is_told_in_statement(d))
    });
    kept.append(&mut told);
    diagnostic::sort(&mut kept);
    kept
}

/// Is it about how words go together, and not about one of them?
fn follows(d: &Diagnostic) -> bool {
    let together = matches!(
        d.code,
        Code::UnknownRole | Code::WrongType | Code::WrongForm | Code::MissingObject
    );
    d.severity == Severity::Error && (together || is_bare(d))
}

/// Is it a mistake in words, and not one in what is declared or written twice?
fn may_be_meant(d: &Diagnostic) -> bool {
    d.severity == Severity::Error
        && matches!(
            d.code,
            Code::Syntax
                | Code::UnknownWord
                | Code::UnknownName
                | Code::UnknownAction
                | Code::UnknownRole
                | Code::UnknownState
                | Code::UnknownUnit
                | Code::WrongType
                | Code::WrongForm
                | Code::AndInList
                | Code::EventAsStatement
                | Code::EventAsMoment
                | Code::NobodyMeant
                | Code::MissingObject
                | Code::UnclearModal
        )
}

/// Is it a mistake that only says where the parser stopped?
fn is_bare(d: &Diagnostic) -> bool {
    d.code == Code::Syntax && d.edits.is_empty() && d.breaks_off()
}

/// All wordings, by the first of their words.
struct Known<'w> {
    wordings: Vec<(&'w Wording, Vec<String>)>,
    by_first: FxHashMap<String, Vec<usize>>,
    /// Where words have a meaning by themselves.
    worlds: &'w [World],
}

impl<'w> Known<'w> {
    fn of(worlds: &'w [World]) -> Known<'w> {
        let mut wordings: Vec<(&Wording, Vec<String>)> = Vec::new();
        let mut by_first: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for said in worlds.iter().flat_map(|w| w.vocabulary.wordings()) {
            if wordings.iter().any(|(w, _)| *w == said) {
                continue;
            }
            for words in &said.wordings {
                let words = plain_words(words);
                if let Some(first) = words.first() {
                    by_first
                        .entry(stem(first))
                        .or_default()
                        .push(wordings.len());
                    wordings.push((said, words));
                }
            }
        }
        Known {
            wordings,
            by_first,
            worlds,
        }
    }

    /// The longest wording that begins at a word.
    fn longest(&self, text: &str, spoken: &[Spoken]) -> Option<(usize, usize)> {
        let first = word_of(text, *spoken.first()?);
        let here = self.by_first.get(&stem(&first))?;
        let fits = here.iter().filter_map(|n| {
            let words = &self.wordings[*n].1;
            let said = spoken.get(..words.len())?;
            let same = said.iter().zip(words).all(|(s, w)| {
                if w == "*" {
                    s.word
                } else {
                    stem(&word_of(text, *s)) == stem(w)
                }
            });
            same.then_some((words.len(), *n))
        });
        fits.max_by_key(|(len, n)| (*len, std::cmp::Reverse(*n)))
    }

    /// Is it the name of something in the world?
    fn is_name(&self, word: &str) -> bool {
        let mut worlds = self.worlds.iter();
        word.starts_with(char::is_uppercase)
            && worlds.any(|w| w.vocabulary.names.contains_key(word))
    }

    /// Is it one word that is understood as it stands?
    fn is_plain(&self, words: &[String]) -> bool {
        let [word] = words else { return false };
        self.worlds.iter().any(|w| {
            let v = &w.vocabulary;
            let noun = v.word(word).map(|n| &v.node(n).kind);
            matches!(noun, Some(NodeKind::Term | NodeKind::Step(..))) || v.verb(word).is_some()
        })
    }
}

/// A text with the wordings that stand in it.
struct Text {
    matches: Vec<Match>,
    /// Where statements end.
    ends: Vec<usize>,
}

/// A wording that stands in a text.
struct Match {
    start: usize,
    end: usize,
    wording: usize,
    /// What stands for `*`.
    star: Option<(usize, usize)>,
    told: bool,
}

impl Text {
    fn of(text: &str, known: &Known) -> Text {
        let all = spoken(text);
        let mut matches: Vec<Match> = Vec::new();
        let mut ends = Vec::new();
        let mut n = 0;
        while let Some(s) = all.get(n) {
            if !s.word {
                if matches!(&text[s.start..s.end], ";" | "{" | "}") {
                    ends.push(s.start);
                }
                n += 1;
                continue;
            }
            let Some((len, wording)) = known.longest(text, &all[n..]) else {
                n += 1;
                continue;
            };
            let (said, words) = &known.wordings[wording];
            let end = all[n + len - 1].end;
            // A name of the world is a name, whatever it is like.
            let named = all[n..n + len]
                .iter()
                .any(|s| known.is_name(&text[s.start..s.end]));
            // What is written as it should be, and a word that is understood, is meant.
            if named || text[s.start..end] == said.write || known.is_plain(words) {
                n += len;
                continue;
            }
            let star = words.iter().position(|w| w == "*");
            matches.push(Match {
                start: s.start,
                end,
                wording,
                star: star.map(|at| (all[n + at].start, all[n + at].end)),
                told: false,
            });
            n += len;
        }
        Text { matches, ends }
    }

    /// Where the statement around a place begins and ends.
    fn statement(&self, at: usize) -> (usize, usize) {
        let n = self.ends.partition_point(|e| *e < at);
        let begin = n.checked_sub(1).map_or(0, |n| self.ends[n]);
        (begin, self.ends.get(n).copied().unwrap_or(usize::MAX))
    }

    /// Are words of the statement told to be said otherwise?
    fn is_told_in_statement(&self, d: &Diagnostic) -> bool {
        let (begin, close) = self.statement(d.at.span.start as usize);
        let first = self.matches.partition_point(|m| m.start < begin);
        let mut here = self.matches[first..].iter().take_while(|m| m.start < close);
        here.any(|m| m.told)
    }

    /// What is said in other words where a mistake is, or in the same statement, if the mistake only says that it breaks off there.
    fn said_at(&self, d: &Diagnostic, known: &Known) -> Option<usize> {
        let (start, end) = (d.at.span.start as usize, d.at.span.end as usize);
        let overlaps = |m: &Match| m.start < end.max(start + 1) && start < m.end;
        let from = self.matches.partition_point(|m| m.end <= start);
        if let Some(m) = self.matches.get(from).filter(|m| overlaps(m)) {
            // What says more of the sentence itself is better than a shape to follow.
            let shape = known.wordings[m.wording].0.sample.is_none();
            return (!shape || d.code != Code::Syntax || d.breaks_off()).then_some(from);
        }
        if !is_bare(d) {
            return None;
        }
        let (begin, close) = self.statement(start);
        let first = self.matches.partition_point(|m| m.start < begin);
        self.matches.get(first).filter(|m| m.start < close)?;
        Some(first)
    }
}

impl Match {
    fn diagnostic(&self, source: SourceId, text: &str, known: &Known) -> Diagnostic {
        let said = known.wordings[self.wording].0;
        let at = Span::new(source, self.start as u32, self.end as u32);
        let words = &text[self.start..self.end];
        let star = self.star.map_or("", |(a, b)| &text[a..b]);
        let write = said.write.replace('*', star);
        let message = if write.is_empty() {
            format!("`{words}` is not said here")
        } else {
            format!("`{words}` is said `{write}` here")
        };
        let sample = said.sample.as_ref().map(|s| format!("for instance `{s}`"));
        let help: Vec<String> = said.why.clone().into_iter().chain(sample).collect();
        let d = Diagnostic::new(Code::SaidOtherwise, at, message);
        let d = if help.is_empty() {
            d
        } else {
            d.help(help.join("; "))
        };
        if write.is_empty() {
            // What goes takes the blank behind it with it.
            let blank = text[self.end..].len() - text[self.end..].trim_start_matches(' ').len();
            return d.edit(Span::new(source, at.start, at.end + blank as u32), "");
        }
        // A name in it stands for one of the author's own, and a clause for another than this.
        let stands_for = |w: &str| {
            let mut letters = w.chars();
            let name = letters.next().is_some_and(char::is_uppercase);
            name && letters.next().is_some_and(char::is_lowercase)
        };
        if write.split(' ').any(stands_for) || said.sample.is_none() {
            d
        } else {
            d.edit(at, write)
        }
    }
}

fn word_of(text: &str, s: Spoken) -> String {
    text[s.start..s.end].to_lowercase()
}

/// The words of a wording.
fn plain_words(wording: &str) -> Vec<String> {
    let words = wording.split([' ', '-']).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}
