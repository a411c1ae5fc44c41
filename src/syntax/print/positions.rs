//! Parties, lines, tests.

use super::drafts::field;
use super::world::effect;
use super::{Doc, Flow};
use crate::syntax::tree::*;

pub(super) fn party(p: &Party) -> Doc {
    let mut head = Flow::of("party");
    head.word(&p.name);
    head.title(p.title.as_ref());
    head.block(p.items.iter().map(party_item).collect())
}

fn party_item(item: &PartyItem) -> Doc {
    match item {
        PartyItem::Reads {
            ambiguity,
            draft,
            reading,
            ..
        } => {
            let mut f = Flow::of("reads");
            f.word(ambiguity);
            if let Some(draft) = draft {
                f.put("of");
                f.word(draft);
            }
            f.put("as");
            f.word(reading);
            f.line()
        }
        PartyItem::Line(l) => line(l),
        PartyItem::Waiver(w) => waiver(w),
        PartyItem::Effect(e) => effect(e),
        PartyItem::Field(f) => field(f),
    }
}

fn waiver(w: &Waiver) -> Doc {
    let mut head = Flow::of("waiver of");
    head.word(&w.line);
    head.put("in");
    head.word(&w.draft);
    head.block(w.items.iter().map(waiver_item).collect())
}

fn waiver_item(item: &WaiverItem) -> Doc {
    let clauses = |opening: &str, labels: &[Word]| {
        let mut f = Flow::of(opening);
        f.put(if labels.len() == 1 {
            "clause"
        } else {
            "clauses"
        });
        f.words(labels);
        f
    };
    match item {
        WaiverItem::Given {
            date, by, place, ..
        } => {
            let mut f = Flow::of("given");
            f.word(date);
            f.source(by.as_ref(), place.as_ref());
            f.line()
        }
        WaiverItem::Clauses(labels, _) => {
            let mut f = Flow::of(if labels.len() == 1 {
                "clause"
            } else {
                "clauses"
            });
            f.words(labels);
            f.line()
        }
        WaiverItem::Requires(labels, _) => clauses("requires", labels).line(),
        WaiverItem::Until(date, _) => {
            let mut f = Flow::of("until");
            f.word(date);
            f.line()
        }
        WaiverItem::Permanent(_) => Flow::of("permanent").line(),
        WaiverItem::Field(x) => field(x),
    }
}

fn line(l: &Line) -> Doc {
    let mut head = Flow::of(if l.goal { "goal" } else { "red line" });
    head.word(&l.label);
    head.title(l.title.as_ref());
    if let Some(stance) = &l.stance {
        head.word(stance);
    }
    let dated = l.dated.iter().map(|d| {
        let mut head = Flow::of("as of");
        head.word(&d.date);
        head.block(d.demands.iter().map(demand).collect())
    });
    head.block(l.demands.iter().map(demand).chain(dated).collect())
}

fn demand(d: &Demand) -> Doc {
    let mut f = Flow::default();
    match d {
        Demand::Forbid {
            wanted, exception, ..
        } => {
            f.put("forbid");
            f.wanted(wanted, exception.as_ref());
        }
        Demand::Require {
            at_least,
            wanted,
            exception,
            ..
        } => {
            f.put("require");
            if let Some(number) = at_least {
                f.put("at least");
                f.word(number);
            }
            f.wanted(wanted, exception.as_ref());
        }
        Demand::Stated {
            waived,
            date,
            by,
            place,
            ..
        } => {
            f.put(if *waived { "waived" } else { "stated" });
            f.word(date);
            f.source(by.as_ref(), place.as_ref());
        }
        Demand::Field(remark) => return field(remark),
    }
    f.line()
}

impl Flow {
    fn wanted(&mut self, w: &Wanted, exception: Option<&Exception>) {
        match w {
            Wanted::That(s) => {
                self.put("that");
                self.sentence(s);
            }
            Wanted::Order(gated, o) => {
                if *gated {
                    self.put("gated");
                }
                self.order(o);
            }
            Wanted::Kind(k) => self.kind_pattern(k),
        }
        if let Some(exception) = exception {
            self.may_break();
            self.put("unless");
            match exception {
                Exception::Tail(parts) => self.tail(parts, true),
                Exception::Condition(c) => self.condition(c),
            }
        }
    }

    fn clause_names(&mut self, word: &str, names: &[ClauseName]) {
        if names.is_empty() {
            return;
        }
        self.may_break();
        self.put(word);
        for (n, name) in names.iter().enumerate() {
            if n > 0 {
                self.comma();
            }
            self.word(&name.label);
            if let Some(draft) = &name.draft {
                self.put("of");
                self.word(draft);
            }
        }
    }
}

pub(super) fn test(t: &Test) -> Doc {
    let mut head = Flow::of("test");
    head.text(&t.title);
    if let Some(date) = &t.as_of {
        head.put("as of");
        head.word(date);
    }
    head.block(t.expects.iter().map(expect).collect())
}

fn expect(e: &Expect) -> Doc {
    let mut f = Flow::of("expect");
    match e {
        Expect::Fact {
            draft,
            negated,
            pattern,
            because,
            ..
        } => {
            f.put("in");
            f.word(draft);
            if *negated {
                f.put("not");
            }
            f.put("that");
            f.sentence(pattern);
            f.clause_names("because", because);
        }
        Expect::Verdict {
            verdict,
            line,
            draft,
            cause,
            because,
            near,
            ..
        } => {
            f.word(verdict);
            f.word(line);
            if let Some(draft) = draft {
                f.put("in");
                f.word(draft);
            }
            if let Some(cause) = cause {
                f.put("by");
                f.word(cause);
            }
            f.clause_names("because", because);
            f.clause_names("near", near);
        }
    }
    f.line()
}
