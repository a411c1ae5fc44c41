//! What nobody declared: words, names, verbs and kinds, each with the way out that fits what was probably meant.

use super::Resolver;
use super::types::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree as t;
use crate::vocabulary::{DayRange, NodeId, NodeKind};
use compact_str::CompactString;

/// Words a writer of plain English puts before a noun.
const BEFORE_NOUNS: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "these", "those", "such",
];
/// What the field calls by another word.
const SAID: &[(&str, &str)] = &[
    ("signing", "signature"),
    ("entry", "entry-into-force"),
    ("effect", "entry-into-force"),
    ("ceasefires", "ceasefire"),
    ("soon", "promptly"),
    ("troop", "forces"),
    ("troops", "forces"),
    ("military", "armed-forces"),
];

impl Resolver<'_> {
    /// The words of a matter or of what is usual: verbs, kinds, fields and nouns, or nothing would ever stand under them.
    pub(super) fn listed(&mut self, words: &[t::Word]) {
        for w in words {
            let field = self
                .v
                .kinds
                .iter()
                .any(|k| k.fields.iter().any(|f| f.name == w.text));
            let known = field
                || self.v.verb(&w.text).is_some()
                || self.v.kind(&w.text).is_some()
                || self.v.word(&w.text).is_some();
            if known || self.v.broken.iter().any(|b| b == w.text.as_str()) {
                continue;
            }
            let all: Vec<CompactString> = self
                .v
                .actions
                .iter()
                .map(|a| a.verb.clone())
                .chain(self.v.kinds.iter().map(|k| k.word.clone()))
                .chain(self.v.words.keys().cloned())
                .collect();
            let d = Diagnostic::new(
                Code::UnknownWord,
                w.span,
                format!(
                    "`{}` is no verb, kind, field or noun of the vocabulary",
                    w.text
                ),
            )
            .here("nothing can stand under this");
            let mut near: Vec<&str> = all.iter().map(CompactString::as_str).collect();
            near.sort_unstable();
            let d = match self.near(&w.text, near.into_iter()) {
                // Safe where it is one declared word but for a slip of the pen.
                Some((n, sure)) => d
                    .help(format!("did you mean `{n}`?"))
                    .offer(w.span, n, sure),
                None => d.help("this lists words that are declared: actions, kinds, fields, terms"),
            };
            self.report(d);
        }
    }

    /// A word of the vocabulary.
    pub(super) fn word(&mut self, w: &t::Word) -> Option<NodeId> {
        self.word_for(w, &Want::default(), "")
    }

    /// The same, where something is known of what belongs there.
    pub(super) fn word_for(&mut self, w: &t::Word, want: &Want, what: &str) -> Option<NodeId> {
        if let Some(n) = self.v.word(&w.text) {
            return Some(n);
        }
        if let Some(n) = self.v.names.get(&w.text) {
            return Some(*n);
        }
        if self.v.broken.iter().any(|b| b == w.text.as_str()) {
            self.cascade();
            return None;
        }
        self.unknown_word(w, want, what);
        None
    }

    /// What may be meant by a word that is not in the vocabulary.
    fn unknown_word(&mut self, w: &t::Word, want: &Want, what: &str) {
        let d = Diagnostic::new(
            Code::UnknownWord,
            w.span,
            format!("`{}` is not in the vocabulary", w.text),
        )
        .here("not a known word");
        if BEFORE_NOUNS.contains(&w.text.as_str()) {
            self.report(d.help(format!(
                "leave `{}` out: nouns and names stand without it",
                w.text
            )));
            return;
        }
        if let Some(number) = crate::syntax::number_in_words(&w.text) {
            // Suggested, as is everything about numbers.
            self.report(
                d.help(format!("numbers are written in digits: `{number}`"))
                    .edit(w.span, number.to_string()),
            );
            return;
        }
        let name = self
            .v
            .names
            .keys()
            .find(|k| k.to_lowercase() == w.text.to_lowercase())
            .cloned();
        let said = SAID.iter().find(|(s, _)| *s == w.text).map(|(_, s)| *s);
        let near = self
            .near(&w.text, self.v.words.keys().map(|k| k.as_str()))
            .map(|(near, sure)| (CompactString::from(near), sure));
        let spaced = w.text.replace('-', " ");
        let values = if want.types.is_empty() {
            Vec::new()
        } else {
            self.some_of(want)
        };
        // Safe is only a slip of the pen in a word of the vocabulary. A word and a name of one spelling are two things (a council, the Council), and other words
        // are other words, whatever they usually mean.
        let d = match (name, said, near) {
            (Some(name), ..) => d.help(format!("names keep their capitals: did you mean `{name}`?")).edit(w.span, name.as_str()),
            (_, Some(said), _) => d.help(format!("the word here is `{said}`")).edit(w.span, said),
            _ if self.v.units.contains_key(&w.text) => d.help(format!("`{0}` is a unit: say how many, `5_000 {0}`, or what they are, `soldiers`", w.text)),
            (_, _, Some((near, sure))) => d.help(format!("did you mean `{near}`?")).offer(w.span, near.as_str(), sure),
            _ if w.text.contains("-for-") => d.help(format!("a ratio is written `{spaced}`")).edit(w.span, spaced),
            _ if !values.is_empty() => {
                let scale = self.v.nodes.iter().any(|n| matches!(n.kind, NodeKind::Step(s, _) if s == want.types[0]));
                let words = crate::syntax::either(&values.iter().map(String::as_str).collect::<Vec<_>>());
                let more = format!(" and others: docs/vocabulary.md lists them; or declare the word: `terms {}: {};`", self.v.name(want.types[0]), w.text);
                d.help(format!("{what} takes {words}{}", if scale { "" } else { &more }))
            }
            _ => d.help(format!("docs/vocabulary.md lists the words; declare one of your own in a tree of terms, for instance `terms topic: {};`", w.text)),
        };
        self.report(d);
    }

    /// `prisoners of war` for `prisoners-of-war`: told once.
    pub(super) fn one_word(&mut self, last: &t::Word, of: Option<&t::Value>, span: Span) -> bool {
        let Some(t::Base::Noun {
            words, name: None, ..
        }) = of.map(|o| &o.base)
        else {
            return false;
        };
        let [second] = &words[..] else { return false };
        let joined = format!("{}-of-{}", last.text, second.text);
        if self.v.word(&second.text).is_some() || self.v.word(&joined).is_none() {
            return false;
        }
        let d = Diagnostic::new(
            Code::UnknownWord,
            span,
            format!("`{} of {}` is one word here", last.text, second.text),
        );
        // Suggested: three words of the author become another one.
        self.report(d.help(format!("write `{joined}`")).edit(span, joined));
        true
    }

    /// A name of the world.
    pub(super) fn name(&mut self, w: &t::Word) -> Option<NodeId> {
        if let Some(n) = self.v.names.get(&w.text) {
            return Some(*n);
        }
        if self.v.broken.iter().any(|b| b == w.text.as_str()) {
            self.cascade();
            return None;
        }
        let d = Diagnostic::new(
            Code::UnknownName,
            w.span,
            format!("`{}` is not declared", w.text),
        )
        .here("nobody declares this name");
        let lower = w.text.to_lowercase();
        let titled = self
            .v
            .nodes
            .iter()
            .find(|n| {
                n.kind == NodeKind::Thing
                    && n.title
                        .as_deref()
                        .is_some_and(|t| t.to_lowercase() == lower)
            })
            .map(|n| n.name.clone());
        // Suggested but for a slip of the pen in a name: a title may be another thing's too, and what looks like a date or a word may be a name to declare.
        let d = match titled {
            Some(name) => d.help(format!("that is the title of `{name}`: a thing is called by its name")).edit(w.span, name.as_str()),
            None if w.quoted && DayRange::read(&w.text).is_ok() => d.help("a date stands without quotes").edit(w.span, w.text.as_str()),
            None if matches!(lower.as_str(), "tbd" | "tbc" | "tba" | "n/a" | "none" | "unknown") => {
                d.help("what is left for the negotiators is `undetermined`; what the text does not say is `unspecified \"…\"`")
            }
            None if !w.quoted && self.v.word(&lower).is_some() && self.nearest(&w.text, self.v.names.keys().map(|k| k.as_str())).is_none() => {
                d.help(format!("words of the vocabulary are lower case: did you mean `{lower}`?")).edit(w.span, lower)
            }
            None => self.v.suggest_name(d, w),
        };
        self.report(d);
        None
    }

    /// The verb of which a word is another form: `deploying`, `withdrawn`, `released`.
    fn verb_of_form(&self, form: &str) -> Option<String> {
        let stem = ["ing", "ed", "es", "n", "s"].iter().find_map(|end| {
            let stem = form.strip_suffix(end)?;
            let doubled = stem.len() > 1
                && stem.as_bytes()[..]
                    .windows(2)
                    .last()
                    .is_some_and(|w| w[0] == w[1]);
            let shorter = if doubled {
                &stem[..stem.len() - 1]
            } else {
                stem
            };
            let all = [stem.to_owned(), format!("{stem}e"), shorter.to_owned()];
            all.into_iter().find(|v| self.v.verb(v).is_some())
        });
        stem.filter(|v| v != form)
    }

    /// A verb nobody declared: the nearest, else those that go with what it is done to.
    pub(super) fn unknown_action(&mut self, verb: &t::Word, object: Option<&t::List>) {
        if self.v.broken.iter().any(|b| b == verb.text.as_str()) {
            self.cascade();
            return;
        }
        let d = Diagnostic::new(
            Code::UnknownAction,
            verb.span,
            format!("`{}` is no verb of the vocabulary", verb.text),
        )
        .here("not a known verb");
        let near = self
            .near(&verb.text, self.v.actions.iter().map(|a| a.verb.as_str()))
            .map(|(near, sure)| (CompactString::from(near), sure));
        let first = object
            .and_then(|l| l.values.first())
            .and_then(|v| match &v.base {
                t::Base::Noun {
                    words, name: None, ..
                } => words.last(),
                t::Base::Quantified { word, .. } => word.as_ref(),
                _ => None,
            });
        let second = first.map_or("", |w| w.text.as_str());
        let d = match (verb.text.as_str(), near) {
            ("be", _) if matches!(second, "prohibited" | "forbidden" | "banned" | "barred") => d.help("a ban is `shall not` and the verb: `shall not deploy forces`"),
            ("be", _) if matches!(second, "free" | "entitled" | "allowed" | "permitted") => d.help("a permission is `may` and the verb: `may join …`"),
            ("fully" | "immediately" | "promptly" | "jointly" | "gradually" | "completely" | "permanently", _) => {
                d.help("a word of manner or time stands behind what is done: `shall withdraw all forces, promptly`; `all` says that nothing is left")
            }
            ("endeavour" | "endeavor" | "strive" | "seek" | "aim", _) => d.help("an aim is `is expected to` and the verb"),
            ("neither", _) => d.help("a ban is `shall not` and the verb"),
            ("be", _) => {
                let field = first.and_then(|w| self.field_for(&w.text)).map_or_else(String::new, |f| format!("; how things are is said in a field: {f}"));
                d.help(format!("say who does what: `AVERNE shall lift sanctions on NORLAND`{field}"))
            }
            ("refrain" | "abstain" | "avoid" | "desist" | "forgo", _) => d.help("a ban is `shall not` and the verb: `shall not deploy forces`"),
            // Suggested: what is promised would become what is banned.
            ("never", _) => d.help("a ban is `shall not` and the verb").edit(verb.span, "not"),
            ("cease" | "stop" | "halt" | "discontinue", _) => d.help("a ban is `shall not` and the verb; for a halt of fighting say `shall observe ceasefire`"),
            // `refrain from deploying`, `has withdrawn`: the verb in another form.
            (form, _) if self.verb_of_form(form).is_some() => {
                let verb_here = self.verb_of_form(form).unwrap_or_default();
                d.help(format!("the verb stands as it is: `{verb_here}`")).edit(verb.span, verb_here)
            }
            // Safe where it is one known verb but for a slip of the pen.
            (_, Some((near, sure))) => d.help(format!("did you mean `{near}`?")).offer(verb.span, near.as_str(), sure),
            (_, None) => {
                let with = first.map_or_else(Vec::new, |w| self.verbs_with(&w.text));
                let names: Vec<&str> = with.iter().map(String::as_str).collect();
                let go = match (names.is_empty(), first) {
                    (false, Some(w)) => format!("verbs that go with `{}`: {}; ", w.text, crate::syntax::either(&names)),
                    _ => String::new(),
                };
                let types = first.and_then(|w| self.v.word(&w.text)).and_then(|n| self.v.node(n).up.first().copied()).map_or("topic", |n| self.v.name(n));
                d.help(format!("{go}docs/vocabulary.md lists all; declare your own by writing its sentence once: `action {} {types} on actor? in place?;`", verb.text))
            }
        };
        self.report(d);
    }

    /// Verbs that are done to what a word names.
    fn verbs_with(&self, word: &str) -> Vec<String> {
        const FEW: usize = 6;
        let Some(node) = self.v.word(word) else {
            return Vec::new();
        };
        let takes = |s: &t::Slot| {
            s.types.iter().any(|t| {
                t.text != "thing"
                    && t.text != "topic"
                    && self
                        .v
                        .words
                        .get(&t.text)
                        .is_some_and(|w| self.v.under(node, *w))
            })
        };
        self.v
            .actions
            .iter()
            .filter(|a| a.object.as_ref().is_some_and(takes))
            .map(|a| format!("`{}`", a.verb))
            .take(FEW)
            .collect()
    }

    /// A field in which a word may stand, as it is written.
    pub(super) fn field_for(&self, word: &str) -> Option<String> {
        let node = self.v.word(word)?;
        for k in &self.v.kinds {
            let field = k.fields.iter().find(|f| {
                f.slot.types.iter().any(|t| {
                    self.v
                        .words
                        .get(&t.text)
                        .is_some_and(|w| *w != node && self.v.under(node, *w))
                })
            });
            if let Some(f) = field {
                return Some(format!("`{} 1 \"…\" {{ {}: {word}; }}`", k.word, f.name));
            }
        }
        None
    }

    pub(super) fn unknown_kind(&mut self, word: &t::Word) {
        let d = Diagnostic::new(
            Code::UnknownKind,
            word.span,
            format!("`{}` is no kind of clause", word.text),
        );
        let known: Vec<&str> = self.v.kinds.iter().map(|k| k.word.as_str()).collect();
        let d = match self.near(&word.text, known.iter().copied()) {
            // Suggested: a part of a clause would be a `point`.
            _ if matches!(
                word.text.as_str(),
                "article" | "section" | "clause" | "paragraph" | "para" | "item"
            ) =>
            {
                d.help(
                    "a clause without fields of its own is a `provision`, a part of one a `point`",
                )
                .edit(word.span, "provision")
            }
            // Safe where it is one known kind but for a slip of the pen.
            Some((near, sure)) => d
                .help(format!("did you mean `{near}`?"))
                .offer(word.span, near, sure),
            None => d.help(format!(
                "the kinds are {}; `provision` takes any sentence",
                crate::syntax::either(&known)
            )),
        };
        self.report(d);
    }
}
