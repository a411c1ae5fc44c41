//! The world and the vocabulary.

use super::{Build, P};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::*;

/// What declarations of words are made of.
#[derive(Default)]
struct Declaration {
    words: std::vec::IntoIter<Word>,
    title: Option<Text>,
    terms: Vec<Term>,
    slots: Vec<SlotField>,
    counting: Option<Word>,
    by_place: bool,
    only: bool,
    silence: Option<Word>,
}

impl Build {
    pub(in crate::syntax) fn item(&self, p: P) -> Option<Item> {
        let span = self.span(&p);
        Some(match p.as_rule() {
            Rule::use_file => Item::Use(
                p.into_inner()
                    .find(|k| k.as_rule() == Rule::string)
                    .map(|k| self.text(&k))?,
                span,
            ),
            Rule::entity => Item::Entity(self.entity(p)),
            Rule::framework => Item::Framework(self.framework(p)),
            Rule::party => Item::Party(self.party(p)),
            Rule::test => Item::Test(self.test(p)),
            Rule::EOI => return None,
            _ => Item::Vocabulary(self.vocabulary(p)),
        })
    }

    pub(in crate::syntax) fn entity(&self, p: P) -> Entity {
        let span = self.span(&p);
        let none = Word {
            text: "".into(),
            quoted: false,
            span,
        };
        let mut e = Entity {
            sort: none.clone(),
            name: none,
            title: None,
            links: Vec::new(),
            body: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::sort => e.sort = self.word(&k),
                Rule::name => e.name = self.word(&k),
                Rule::string => e.title = Some(self.text(&k)),
                Rule::link => {
                    let mut inner = k.into_inner();
                    if let (Some(word), Some(names)) = (inner.next(), inner.next()) {
                        e.links.push((
                            self.word(&word),
                            names.into_inner().map(|n| self.word(&n)).collect(),
                        ));
                    }
                }
                _ => e.body.extend(self.entity_item(k)),
            }
        }
        e
    }

    pub(in crate::syntax) fn entity_item(&self, p: P) -> Option<EntityItem> {
        Some(match p.as_rule() {
            Rule::entity => EntityItem::Entity(self.entity(p)),
            Rule::field => EntityItem::Field(self.field(p)),
            Rule::dated_facts => {
                let mut date = self.word(&p);
                let mut fields = Vec::new();
                for k in p.into_inner() {
                    match k.as_rule() {
                        Rule::date => date = self.word(&k),
                        Rule::field => fields.push(self.field(k)),
                        _ => {}
                    }
                }
                EntityItem::Dated(date, fields)
            }
            _ => return None,
        })
    }

    fn vocabulary(&self, p: P) -> Vocabulary {
        match p.as_rule() {
            Rule::effect => Vocabulary::Effect(self.effect(p)),
            Rule::action => self.action(p),
            Rule::say => self.say(p),
            rule => self.declared(rule, p),
        }
    }

    fn say(&self, p: P) -> Vocabulary {
        let span = self.span(&p);
        let (mut texts, mut sample, mut why) = (Vec::new(), None, None);
        let mut reason = false;
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::as_in => sample = k.into_inner().next().map(|t| self.text(&t)),
                Rule::colon => reason = true,
                Rule::string if reason => why = Some(self.text(&k)),
                Rule::string => texts.push(self.text(&k)),
                _ => {}
            }
        }
        let write = texts.remove(0);
        Vocabulary::Say {
            write,
            wordings: texts,
            sample,
            why,
            span,
        }
    }

    fn declared(&self, rule: Rule, p: P) -> Vocabulary {
        let span = self.span(&p);
        let mut said = self.declaration(p);
        let title = said.title;
        let word = said.words.next().unwrap_or(Word {
            text: "".into(),
            quoted: false,
            span,
        });
        match rule {
            Rule::scale => Vocabulary::Scale {
                name: word,
                steps: said.words.collect(),
                span,
            },
            Rule::terms => Vocabulary::Terms {
                top: word,
                only: said.only,
                terms: said.terms,
                span,
            },
            Rule::attributes => Vocabulary::Attributes {
                word,
                slots: said.slots,
                span,
            },
            Rule::moment_word => Vocabulary::Moment { word, title, span },
            Rule::type_tree => Vocabulary::TypeTree {
                top: word,
                silence: said.silence,
                below: said.words.collect(),
                span,
            },
            Rule::matter => Vocabulary::Matter {
                word,
                title,
                by_place: said.by_place,
                words: said.words.collect(),
                span,
            },
            Rule::usual => Vocabulary::Usual {
                what: word,
                words: said.words.collect(),
                span,
            },
            Rule::kind => Vocabulary::Kind {
                word,
                title,
                slots: said.slots,
                span,
            },
            _ => Vocabulary::Unit {
                dimension: said.words.next().unwrap_or(word.clone()),
                name: word,
                factor: said.words.next().zip(said.words.next()),
                counting: said.counting,
                span,
            },
        }
    }

    /// What stands in a declaration, by what it is.
    fn declaration(&self, p: P) -> Declaration {
        let mut words = Vec::new();
        let mut said = Declaration::default();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::counting => said.counting = k.into_inner().next().map(|w| self.word(&w)),
                Rule::word | Rule::name | Rule::number | Rule::time_unit => {
                    words.push(self.word(&k))
                }
                Rule::string => said.title = Some(self.text(&k)),
                Rule::term => said.terms.push(self.term(k)),
                Rule::slot_field => said.slots.push(self.slot_field(k)),
                Rule::by_place => said.by_place = true,
                Rule::only => said.only = true,
                Rule::silence => said.silence = Some(self.word(&k)),
                _ => {}
            }
        }
        said.words = words.into_iter();
        said
    }

    fn term(&self, p: P) -> Term {
        let mut word = self.word(&p);
        let mut title = None;
        let mut below = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::term => below.push(self.term(k)),
                Rule::string => title = Some(self.text(&k)),
                _ => word = self.word(&k),
            }
        }
        Term { word, title, below }
    }

    pub(in crate::syntax) fn slot_field(&self, p: P) -> SlotField {
        let span = self.span(&p);
        let mut name = self.word(&p);
        let mut index = None;
        let mut meaning = None;
        let mut reads = None;
        let mut slot = Slot {
            types: Vec::new(),
            occurs: None,
            silence: None,
            per_leaf: false,
            ceiling: false,
            floor: false,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => name = self.word(&k),
                Rule::slot_index => index = k.into_inner().next().map(|t| self.word(&t)),
                Rule::slot => slot = self.slot(k),
                Rule::meaning => {
                    let mut words = k.into_inner().map(|w| self.word(&w));
                    meaning = words.next().zip(words.next());
                }
                Rule::told => reads = k.into_inner().next().map(|t| self.text(&t)),
                _ => {}
            }
        }
        SlotField {
            name,
            index,
            slot,
            meaning,
            reads,
            span,
        }
    }

    fn slot(&self, p: P) -> Slot {
        let mut slot = Slot {
            types: Vec::new(),
            occurs: None,
            silence: None,
            per_leaf: false,
            ceiling: false,
            floor: false,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::slot_type => slot.types.push(self.word(&k)),
                Rule::occurs_sign => slot.occurs = Some(self.word(&k)),
                Rule::silence => slot.silence = Some(self.word(&k)),
                Rule::per_leaf => slot.per_leaf = true,
                Rule::ceiling => slot.ceiling = true,
                Rule::floor => slot.floor = true,
                _ => {}
            }
        }
        slot
    }

    fn action(&self, p: P) -> Vocabulary {
        let span = self.span(&p);
        let (mut lasting, mut verb, mut object, mut roles, mut that) =
            (false, self.word(&p), None, Vec::new(), None);
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::lasting_word => lasting = true,
                Rule::word => verb = self.word(&k),
                Rule::slot => object = Some(self.slot(k)),
                Rule::role_slot => {
                    let mut inner = k.into_inner();
                    if let (Some(p), Some(s)) = (inner.next(), inner.next()) {
                        roles.push((self.keyword(&p), self.slot(s)));
                    }
                }
                Rule::that_mode => that = k.into_inner().next().map(|m| self.word(&m)),
                _ => {}
            }
        }
        Vocabulary::Action {
            lasting,
            verb,
            object,
            roles,
            that,
            span,
        }
    }

    pub(in crate::syntax) fn effect(&self, p: P) -> Effect {
        let span = self.span(&p);
        let mut head = None;
        let mut reads = None;
        let mut rules = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::pattern => head = Some(self.sentence(k)),
                Rule::reads_as => reads = self.reads_as(k),
                Rule::when => rules.extend(self.when(k)),
                _ => {}
            }
        }
        let head = head.unwrap_or_else(|| Sentence {
            subject: Subject {
                only: false,
                list: List {
                    values: Vec::new(),
                    except: Vec::new(),
                    span,
                },
            },
            predicate: Predicate::Event {
                jointly: false,
                deed: Deed::Anything(span),
            },
            tail: Vec::new(),
            that: None,
            span,
        });
        Effect {
            head,
            reads,
            rules,
            span,
        }
    }

    pub(in crate::syntax) fn reads_as(&self, p: P) -> Option<Text> {
        p.into_inner()
            .find(|k| k.as_rule() == Rule::string)
            .map(|k| self.text(&k))
    }

    pub(in crate::syntax) fn when(&self, p: P) -> Option<crate::syntax::tree::Rule> {
        let span = self.span(&p);
        let mut condition = None;
        let mut unless = None;
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::condition => condition = Some(self.condition(k)),
                Rule::unless_condition => unless = k.into_inner().next().map(|c| self.condition(c)),
                _ => {}
            }
        }
        condition.map(|when| crate::syntax::tree::Rule { when, unless, span })
    }
}
