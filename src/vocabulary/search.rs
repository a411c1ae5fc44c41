//! Words by what people call them: the vocabulary searched by meaning, spelling and sample sentence.

use super::{Action, NodeKind, Vocabulary, Wording, sample};

/// What is found of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The word, or what is written for a wording.
    pub word: String,
    pub sort: Sort,
    /// How it is used: the form of a verb, the fields of a kind, what a noun is.
    pub form: String,
    /// A sentence with it that is understood.
    pub sample: Option<String>,
    /// What people say for it.
    pub wordings: Vec<String>,
    /// Why it is written so, or what else could be meant.
    pub why: Option<String>,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Verb,
    Kind,
    Noun,
    Unit,
    Moment,
    /// Several words, or a phrase.
    Phrase,
}

impl Sort {
    /// The word of reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Sort::Verb => "verb",
            Sort::Kind => "kind of clause",
            Sort::Noun => "noun",
            Sort::Unit => "unit",
            Sort::Moment => "moment",
            Sort::Phrase => "phrase",
        }
    }
}

/// No more are found.
const MOST: usize = 12;

impl Vocabulary {
    /// The words that a query may mean, the likeliest first.
    pub(crate) fn search(&self, query: &str) -> Vec<Found> {
        let asked = words(query);
        let mut found: Vec<(u32, Found)> = (self.everything().into_iter())
            .map(|f| (score(&f, query, &asked), f))
            .filter(|(score, _)| *score > 0)
            .collect();
        found.sort_by(|(a, x), (b, y)| {
            b.cmp(a)
                .then(x.sort.cmp(&y.sort))
                .then_with(|| x.word.cmp(&y.word))
        });
        // What is found by a word of it alone is told only where nothing is found by more.
        let best = found.first().map_or(0, |(score, _)| *score);
        found.retain(|(score, _)| score * 3 >= best);
        found.truncate(MOST);
        found.into_iter().map(|(_, f)| f).collect()
    }

    /// All words, each with what is known of it.
    fn everything(&self) -> Vec<Found> {
        let mut out = Vec::new();
        for a in &self.actions {
            out.push(self.found(a.verb.as_str(), Sort::Verb, form(a), sample::of(self, a)));
        }
        for k in &self.kinds {
            let fields: Vec<&str> = k.fields.iter().map(|f| f.name.as_str()).collect();
            let fields = match fields.is_empty() {
                true => "sentences only".to_owned(),
                false => format!("fields: {}", fields.join(", ")),
            };
            let title = k.title.as_deref().unwrap_or_default();
            out.push(self.found(&k.word, Sort::Kind, format!("{title}; {fields}"), None));
        }
        for n in &self.nodes {
            if matches!(n.kind, NodeKind::Term | NodeKind::Step(..)) {
                let above: Vec<&str> = n.up.iter().map(|n| self.name(*n)).collect();
                out.push(self.found(&n.name, Sort::Noun, above.join(", "), None));
            }
        }
        let mut units: Vec<_> = self.units.iter().collect();
        units.sort_by_key(|(word, _)| *word);
        for (word, unit) in units {
            out.push(self.found(word, Sort::Unit, unit.dimension.to_string(), None));
        }
        for (word, title) in &self.moments {
            let title = title.clone().unwrap_or_default();
            out.push(self.found(word, Sort::Moment, title, None));
        }
        for said in self.wordings() {
            if !out.iter().any(|f: &Found| f.word == said.write) {
                out.push(of_wording(said));
            }
        }
        out
    }

    fn found(&self, word: &str, sort: Sort, form: String, sample: Option<String>) -> Found {
        let said: Vec<&Wording> = self.wordings().filter(|s| s.write == word).collect();
        Found {
            word: word.to_owned(),
            sort,
            form,
            sample: said.iter().find_map(|s| s.sample.clone()).or(sample),
            wordings: said.iter().flat_map(|s| s.wordings.clone()).collect(),
            why: said.iter().find_map(|s| s.why.clone()),
        }
    }

    /// A word as it stands, with everything about it.
    pub(crate) fn look_up(&self, word: &str) -> Option<Found> {
        let mut all = self.everything().into_iter();
        all.find(|f| f.word == word)
    }
}

fn of_wording(said: &Wording) -> Found {
    Found {
        word: said.write.clone(),
        sort: Sort::Phrase,
        form: String::new(),
        sample: said.sample.clone(),
        wordings: said.wordings.clone(),
        why: said.why.clone(),
    }
}

/// A verb as it is declared: what it is done to, and its roles, those in brackets that may be left out.
pub(crate) fn form(a: &Action) -> String {
    let mut out = a.verb.to_string();
    if let Some(object) = &a.object {
        let object_words = object.takes();
        out += &match object.is_optional() {
            true => format!(" [{object_words}]"),
            false => format!(" {object_words}"),
        };
    }
    for (preposition, slot) in &a.roles {
        let role = format!("{preposition} {}", slot.takes());
        out += &match slot.is_optional() {
            true => format!(" [{role}]"),
            false => format!(" {role}"),
        };
    }
    if a.that.is_some() {
        out += " that …";
    }
    out
}

/// How well a word fits a query: by what people call it above all, then by itself, then by what is told of it.
fn score(f: &Found, query: &str, asked: &[String]) -> u32 {
    if asked.is_empty() {
        return 0;
    }
    let plain = query.trim().to_lowercase();
    if f.word.to_lowercase() == plain {
        return 1_000;
    }
    let own = words(&f.word);
    let mut best = 0;
    for said in &f.wordings {
        let said_words = words(said);
        if said_words == asked {
            return 900;
        }
        let common = asked.iter().filter(|w| said_words.contains(w)).count();
        let all = said_words.len().max(asked.len());
        if common > 0 {
            best = best.max(500 * common / all);
        }
    }
    let in_word = asked.iter().filter(|w| own.contains(w)).count();
    best = best.max(600 * in_word / own.len().max(asked.len()).max(1));
    let told = words(&f.form);
    let in_form = asked.iter().filter(|w| told.contains(w)).count();
    best += 40 * in_form / asked.len();
    let sample_words = f.sample.as_deref().map(words).unwrap_or_default();
    let in_sample = asked.iter().filter(|w| sample_words.contains(w)).count();
    best += 60 * in_sample / asked.len();
    if best == 0 && super::nearest(&plain, std::iter::once(f.word.as_str())).is_some() {
        best = 300;
    }
    best as u32
}

/// Words that tell nothing of what is meant.
const EMPTY: &[&str] = &[
    "the", "a", "an", "of", "to", "in", "on", "and", "or", "for", "shall", "by", "from", "with",
    "all", "is",
];

/// The words of a text, without their endings; those that tell nothing only where there are no others.
fn words(text: &str) -> Vec<String> {
    let all: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| super::stem(&w.to_lowercase()))
        .collect();
    let full: Vec<String> = (all.iter())
        .filter(|w| !EMPTY.contains(&w.as_str()))
        .cloned()
        .collect();
    if full.is_empty() { all } else { full }
}
