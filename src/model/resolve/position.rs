//! Resolves effects, parties and tests.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::tree as t;

impl Resolver<'_> {
    /// The rules of an effect; one without rules gives none.
    pub(super) fn effect(&mut self, e: &t::Effect) -> Vec<EffectRule> {
        let mut out = Vec::new();
        self.fresh();
        if e.rules.is_empty() {
            self.sentence(&e.head);
        }
        for t::Rule { when, unless, span } in &e.rules {
            self.fresh();
            let Some(head) = self.sentence(&e.head) else {
                return out;
            };
            self.bare_places(when);
            let when = self.condition(when);
            let unless = unless.as_ref().map(|u| self.condition(u));
            out.push(EffectRule {
                head,
                reads: e.reads.as_ref().map(|r| r.text.clone()),
                when,
                unless,
                span: *span,
            });
        }
        out
    }

    /// A rule says `any part of` or `all of` a place, or it could be read either way.
    fn bare_places(&mut self, c: &t::Condition) {
        for a in &c.atoms {
            let t::Atom::Sentence(s) = a else { continue };
            let lists = s.tail.iter().filter_map(|p| {
                if let t::TailPart::Role { list, .. } = p {
                    Some(list)
                } else {
                    None
                }
            });
            for v in lists.flat_map(|l| &l.values) {
                if let t::Base::Noun {
                    words,
                    name: Some(n),
                    ..
                } = &v.base
                    && words.is_empty()
                    && self.v.names.get(&n.text).is_some_and(|id| {
                        self.v.places.is_place(*id) && !self.v.under(*id, self.v.words["actor"])
                    })
                {
                    // Suggested: all of it may be meant.
                    self.report(
                        Diagnostic::new(
                            Code::BarePlace,
                            v.span,
                            format!("All of `{}`, or any part of it?", n.text),
                        )
                        .help(format!("say `any part of {0}` or `all of {0}`", n.text))
                        .edit(v.span, format!("any part of {}", n.text)),
                    );
                }
            }
        }
    }

    pub(super) fn position(&mut self, p: &t::Party) -> Position {
        let node = self.v.names.get(&p.name.text).copied();
        if node.is_none() {
            self.name(&p.name);
        }
        let title = p
            .title
            .as_ref()
            .map(|t| t.text.clone())
            .or_else(|| node.map(|n| self.v.heading(n)));
        let mut out = Position {
            name: p.name.text.clone(),
            node,
            title: title.unwrap_or_else(|| p.name.text.to_string()),
            lines: Vec::new(),
            waivers: Vec::new(),
            effects: Vec::new(),
            reads: Vec::new(),
            span: p.name.span,
        };
        for item in &p.items {
            match item {
                t::PartyItem::Line(l) => {
                    let line = self.line(l);
                    if let Some(old) = out.lines.iter().find(|o| o.label == line.label) {
                        let first = old.head;
                        self.report(
                            Diagnostic::new(
                                Code::DuplicateName,
                                l.label.span,
                                format!("The line {} stands twice", l.label.text),
                            )
                            .also(first, "first here")
                            .help("each line of a party has a label of its own"),
                        );
                    }
                    let same = |o: &&Line| {
                        o.label != line.label
                            && unicode_security::skeleton(&o.label)
                                .eq(unicode_security::skeleton(&line.label))
                    };
                    if let Some(other) = out
                        .lines
                        .iter()
                        .find(|o| (!o.label.is_ascii() || !line.label.is_ascii()) && same(o))
                    {
                        let d = Diagnostic::new(
                            Code::Confusable,
                            l.label.span,
                            format!(
                                "The label `{}` looks like `{}` and is another one",
                                line.label, other.label
                            ),
                        );
                        let first = other.head;
                        self.report(
                            d.here("letters of another script")
                                .also(first, "the other one")
                                .help("choose labels a reader can tell apart"),
                        );
                    }
                    out.lines.push(line);
                }
                t::PartyItem::Effect(e) => out.effects.extend(self.effect(e)),
                t::PartyItem::Reads {
                    ambiguity,
                    draft,
                    reading,
                    ..
                } => {
                    self.reads(ambiguity, draft.as_ref(), reading);
                    out.reads.push((
                        ambiguity.text.clone(),
                        draft.as_ref().map(|d| d.text.clone()),
                        reading.text.clone(),
                    ));
                }
                t::PartyItem::Waiver(_) | t::PartyItem::Field(_) => {}
            }
        }
        // A waiver may stand before its line.
        for item in &p.items {
            if let t::PartyItem::Waiver(w) = item {
                let waiver = self.waiver(w, &out.lines);
                out.waivers.extend(waiver);
            }
        }
        out
    }

    fn reads(&mut self, ambiguity: &t::Word, draft: Option<&t::Word>, reading: &t::Word) {
        if let Some(d) = draft
            && !self.frameworks.contains_key(&d.text)
        {
            self.unknown_draft(d);
            return;
        }
        let mut readings: Vec<(CompactString, CompactString)> = Vec::new();
        for (id, f) in &self.frameworks {
            if draft.is_some_and(|d| {
                d.text != *id
                    && self
                        .frameworks
                        .get(&d.text)
                        .and_then(|f| f.amends.as_ref())
                        .is_none_or(|a| a.text != *id)
            }) {
                continue;
            }
            let mut todo: Vec<&t::Statement> = f
                .members
                .iter()
                .filter_map(|m| {
                    if let t::Member::Statement(s) = m {
                        Some(s)
                    } else {
                        None
                    }
                })
                .collect();
            for m in &f.members {
                if let t::Member::Replace(c, _) | t::Member::Add(c, _) = m {
                    todo.extend(&c.body);
                }
            }
            while let Some(s) = todo.pop() {
                match s {
                    t::Statement::Clause(c) => todo.extend(&c.body),
                    t::Statement::Ambiguous(a) => {
                        readings.extend(
                            a.readings
                                .iter()
                                .map(|r| (a.name.text.clone(), r.name.text.clone())),
                        );
                        todo.extend(a.readings.iter().flat_map(|r| &r.body));
                    }
                    t::Statement::Either(b, _) => todo.extend(b.iter().flat_map(|(_, b)| b)),
                    _ => {}
                }
            }
        }
        readings.sort();
        if !readings.iter().any(|(a, _)| *a == ambiguity.text) {
            let d = Diagnostic::new(
                Code::UnknownReading,
                ambiguity.span,
                format!("There is no ambiguous term `{}`", ambiguity.text),
            );
            let d = match self.near(&ambiguity.text, readings.iter().map(|(a, _)| a.as_str())) {
                // Safe where it is one declared term but for a slip of the pen.
                Some((near, sure)) => {
                    d.help(format!("did you mean `{near}`?"))
                        .offer(ambiguity.span, near, sure)
                }
                None => d.help("the draft declares it: `ambiguous NAME \"…\" { reading …; }`"),
            };
            self.report(d);
        } else if !readings
            .iter()
            .any(|(a, r)| *a == ambiguity.text && *r == reading.text)
        {
            let d = Diagnostic::new(
                Code::UnknownReading,
                reading.span,
                format!("`{}` has no reading `{}`", ambiguity.text, reading.text),
            );
            let d = match self.near(
                &reading.text,
                readings
                    .iter()
                    .filter(|(a, _)| *a == ambiguity.text)
                    .map(|(_, r)| r.as_str()),
            ) {
                // Safe where it is one of its readings but for a slip of the pen.
                Some((near, sure)) => {
                    d.help(format!("did you mean `{near}`?"))
                        .offer(reading.span, near, sure)
                }
                None => d.help("readings are declared with the ambiguous term"),
            };
            self.report(d);
        }
    }

    fn line(&mut self, l: &t::Line) -> Line {
        let before = self.diagnostics.len();
        let head = l
            .label
            .span
            .to(l.title.as_ref().map_or(l.label.span, |t| t.span));
        let head = crate::source::Span::new(head.source, l.span.start, head.end);
        let mut out = Line {
            label: l.label.text.clone(),
            title: l
                .title
                .as_ref()
                .map_or_else(String::new, |t| t.text.clone()),
            goal: l.goal,
            stance: l.stance.as_ref().map(|s| s.text.clone()),
            blocks: Vec::new(),
            waived: Vec::new(),
            stated: None,
            head,
            broken: false,
        };
        self.cascaded = false;
        let undated = self.demands(&l.demands, &mut out.waived);
        if !undated.is_empty() {
            out.blocks.push((None, undated));
        }
        for t::Dated { date, demands, .. } in &l.dated {
            let day = self.date(date);
            let demands = self.demands(demands, &mut out.waived);
            out.blocks.push((day, demands));
        }
        if out.blocks.iter().all(|(_, d)| d.is_empty()) && self.diagnostics.len() == before {
            self.report(
                Diagnostic::new(Code::EmptyLine, head, format!("`{}` has no rule: it can never be crossed", l.label.text))
                    .help("say what is not accepted (`forbid that …;`) or what is asked for (`require that …;`)"),
            );
        }
        out.blocks.sort_by_key(|(d, _)| d.map(|d| d.first));
        let statements = l
            .demands
            .iter()
            .chain(l.dated.iter().flat_map(|d| &d.demands));
        let stated: Vec<DayRange> = statements
            .filter_map(|d| {
                if let t::Demand::Stated {
                    waived: false,
                    date,
                    ..
                } = d
                {
                    DayRange::read(&date.text).ok()
                } else {
                    None
                }
            })
            .collect();
        out.stated = stated.into_iter().min_by_key(|d| d.first);
        out.broken = self.cascaded
            || self.diagnostics[before..]
                .iter()
                .any(|d| d.severity == crate::diagnostic::Severity::Error);
        out
    }

    fn demands(
        &mut self,
        demands: &[t::Demand],
        waived: &mut Vec<(DayRange, crate::source::Span)>,
    ) -> Vec<Demand> {
        let mut out = Vec::new();
        for d in demands {
            self.fresh();
            match d {
                t::Demand::Forbid {
                    wanted,
                    exception,
                    span,
                } => out.extend(self.demand(true, None, wanted, exception.as_ref(), *span)),
                t::Demand::Require {
                    at_least,
                    wanted,
                    exception,
                    span,
                } => {
                    let n = at_least
                        .as_ref()
                        .and_then(|w| w.text.replace('_', "").parse().ok());
                    if let Some(w) = at_least
                        && n.is_none()
                    {
                        self.report(
                            Diagnostic::new(
                                Code::BadNumber,
                                w.span,
                                format!("`{}` is no count", w.text),
                            )
                            .help("a count is a whole number"),
                        );
                    }
                    out.extend(self.demand(false, n, wanted, exception.as_ref(), *span));
                }
                t::Demand::Stated {
                    waived: w,
                    date,
                    span,
                    ..
                } => {
                    if let Some(d) = self.date(date)
                        && *w
                    {
                        waived.push((d, *span));
                    }
                }
                t::Demand::Field(_) => {}
            }
        }
        out
    }

    fn demand(
        &mut self,
        forbid: bool,
        at_least: Option<u32>,
        wanted: &t::Wanted,
        exception: Option<&t::Exception>,
        span: crate::source::Span,
    ) -> Option<Demand> {
        let wanted = match wanted {
            t::Wanted::That(s) => {
                let mut sentence = self.sentence(s)?;
                self.any_under_not(forbid, &sentence);
                if !forbid && at_least.is_none() {
                    every_part(&mut sentence);
                }
                Wanted::Sentence(sentence)
            }
            t::Wanted::Kind(k) => Wanted::Kind(self.kind_pattern(k)?),
            t::Wanted::Order(gated, o) => Wanted::Order(*gated, self.order(o)),
        };
        let exception = match exception {
            None => None,
            Some(t::Exception::Condition(c)) => {
                let mut c = self.condition(c);
                c.atoms.iter_mut().for_each(|a| {
                    if let Atom::Sentence(s) = a {
                        every_part(s)
                    }
                });
                Some(Exception::Condition(c))
            }
            Some(t::Exception::Tail(parts)) => {
                // The tail goes on with the sentence: its roles are those of the sentence's action.
                let Wanted::Sentence(s) = &wanted else {
                    self.report(
                        Diagnostic::new(
                            Code::WrongForm,
                            span,
                            "This exception goes on with a sentence, and there is none",
                        )
                        .help("write a condition after `unless`"),
                    );
                    return None;
                };
                let Predicate::Act {
                    action: Some(id), ..
                } = s.predicate
                else {
                    self.report(
                        Diagnostic::new(
                            Code::WrongForm,
                            span,
                            "This exception goes on with an act, and there is none",
                        )
                        .help("write a condition after `unless`"),
                    );
                    return None;
                };
                let verb = t::Word {
                    text: self.v.action(id).verb.clone(),
                    quoted: false,
                    span,
                };
                let empty = t::List {
                    values: Vec::new(),
                    except: Vec::new(),
                    span,
                };
                let fake = t::Sentence {
                    subject: t::Subject {
                        only: false,
                        list: empty,
                    },
                    predicate: t::Predicate::Event {
                        jointly: false,
                        deed: t::Deed::Act { verb, object: None },
                    },
                    tail: parts.clone(),
                    that: None,
                    span,
                };
                let tail = self.sentence(&fake)?;
                let at = parts.iter().map(|p| match p {
                    t::TailPart::Role { span, .. } => *span,
                    t::TailPart::Phrase(p) => p.span,
                });
                let at = at.reduce(|a, b| a.to(b)).unwrap_or(span);
                Some(Exception::Tail(tail.roles, tail.phrases, at))
            }
        };
        Some(Demand {
            forbid,
            at_least,
            wanted,
            exception,
            span,
        })
    }

    /// `require that any state shall not …`: every one, or one?
    fn any_under_not(&mut self, forbid: bool, s: &Sentence) {
        let negative = matches!(
            s.predicate,
            Predicate::Act {
                modal: Some(Modal::ShallNot | Modal::ExpectedNot),
                ..
            }
        );
        if forbid || !negative {
            return;
        }
        for i in &s.subject.items {
            if let Base::Thing(Thing {
                quantifier: Quantifier::Any,
                ..
            }) = &i.base
            {
                let (span, d) = (
                    i.span,
                    "`any` before `shall not` can be read as one of them or as all of them",
                );
                self.report(
                    Diagnostic::new(Code::AnyUnderNot, span, d)
                        .help("say `no state shall …` for all of them"),
                );
            }
        }
    }

    pub(super) fn duplicate_parties(&mut self, positions: &[Position]) {
        for pair in positions.windows(2) {
            if pair[0].name == pair[1].name {
                self.report(
                    Diagnostic::new(
                        Code::DuplicateName,
                        pair[1].span,
                        format!("The party `{}` stands twice", pair[1].name),
                    )
                    .also(pair[0].span, "first here")
                    .help("put all lines of a party into one block"),
                );
            }
        }
    }

    pub(super) fn test(&mut self, t: &t::Test, positions: &[Position]) -> Test {
        let as_of = t.as_of.as_ref().and_then(|d| self.date(d));
        let mut expects = Vec::new();
        for e in &t.expects {
            self.fresh();
            expects.extend(match e {
                t::Expect::Fact {
                    draft,
                    negated,
                    pattern,
                    because,
                    span,
                } => self.expect_fact(draft, *negated, pattern, because, *span),
                t::Expect::Verdict {
                    verdict,
                    line,
                    draft,
                    cause,
                    because,
                    near,
                    span,
                } => self.expect_verdict(
                    verdict,
                    line,
                    draft.as_ref(),
                    cause.as_ref(),
                    (because, near),
                    *span,
                    positions,
                ),
            });
        }
        Test {
            title: t.title.text.clone(),
            as_of,
            expects,
        }
    }

    fn expect_fact(
        &mut self,
        draft: &t::Word,
        negated: bool,
        pattern: &t::Sentence,
        because: &[t::ClauseName],
        span: crate::source::Span,
    ) -> Option<Expectation> {
        if !self.frameworks.contains_key(&draft.text) {
            self.unknown_draft(draft);
            return None;
        }
        self.draft = Some(draft.text.clone());
        let pattern = self.sentence(pattern);
        self.draft = None;
        let because = self.clause_names(because, Some(draft));
        Some(Expectation {
            kind: ExpectationKind::Fact {
                draft: draft.text.clone(),
                negated,
                pattern: pattern?,
            },
            because,
            near: Vec::new(),
            span,
        })
    }

    fn clause_names(
        &mut self,
        names: &[t::ClauseName],
        draft: Option<&t::Word>,
    ) -> Vec<(Option<CompactString>, CompactString)> {
        names
            .iter()
            .map(|n| {
                let of = n.draft.as_ref().or(draft);
                self.check_label(&n.label, of);
                (
                    n.draft.as_ref().map(|d| d.text.clone()),
                    n.label.text.clone(),
                )
            })
            .collect()
    }

    #[allow(clippy::too_many_arguments)]
    fn expect_verdict(
        &mut self,
        verdict: &t::Word,
        line: &t::Word,
        draft: Option<&t::Word>,
        cause: Option<&t::Word>,
        (because, near): (&[t::ClauseName], &[t::ClauseName]),
        span: crate::source::Span,
        positions: &[Position],
    ) -> Option<Expectation> {
        if let Some(d) = draft
            && !self.frameworks.contains_key(&d.text)
        {
            self.unknown_draft(d);
            return None;
        }
        let hits: Vec<(&Position, &Line)> = positions
            .iter()
            .flat_map(|p| p.lines.iter().map(move |l| (p, l)))
            .filter(|(p, l)| {
                l.label == line.text
                    || line
                        .text
                        .strip_prefix(p.name.as_str())
                        .and_then(|r| r.strip_prefix('.'))
                        .is_some_and(|r| r == l.label)
            })
            .collect();
        let (party, label) = match hits[..] {
            [(p, l)] => (p.name.clone(), l.label.clone()),
            [] => {
                let known: Vec<&str> = positions
                    .iter()
                    .flat_map(|p| p.lines.iter().map(|l| l.label.as_str()))
                    .collect();
                let d = Diagnostic::new(
                    Code::UnknownLine,
                    line.span,
                    format!("No party has a line {}", line.text),
                );
                let d = match self.nearest(&line.text, known.into_iter()) {
                    // Suggested: labels of lines differ from one another by a digit.
                    Some(near) => d
                        .help(format!("did you mean {near}?"))
                        .edit(line.span, near),
                    None => d.help("load the file of the party: `use \"positions/…truce\";`"),
                };
                self.report(d);
                return None;
            }
            _ => {
                let who: Vec<String> = hits
                    .iter()
                    .map(|(p, _)| format!("`{}.{}`", p.name, line.text))
                    .collect();
                let who: Vec<&str> = who.iter().map(String::as_str).collect();
                self.report(
                    Diagnostic::new(
                        Code::UnknownLine,
                        line.span,
                        format!("Several parties have a line {}", line.text),
                    )
                    .help(format!("say {}", crate::syntax::either(&who))),
                );
                return None;
            }
        };
        let because = self.clause_names(because, draft);
        let near = self.clause_names(near, draft);
        let kind = ExpectationKind::Verdict {
            verdict: verdict.text.clone(),
            party,
            line: label,
            draft: draft.map(|d| d.text.clone()),
            cause: cause.map(|c| c.text.clone()),
        };
        Some(Expectation {
            kind,
            because,
            near,
            span,
        })
    }
}

/// A demand that something is not done in any part of a place is a demand on every part of it, as it is read aloud.
fn every_part(s: &mut Sentence) {
    if !matches!(
        s.predicate,
        Predicate::Act {
            modal: Some(Modal::ShallNot | Modal::ExpectedNot),
            ..
        }
    ) {
        return;
    }
    for i in s.roles.iter_mut().flat_map(|r| &mut r.list.items) {
        if let Base::Place(Place::Part(Quantifier::Any, inner)) = &mut i.base {
            let whole = std::mem::replace(&mut **inner, Place::Union(Vec::new(), Vec::new()));
            i.base = Base::Place(whole);
        }
    }
}
