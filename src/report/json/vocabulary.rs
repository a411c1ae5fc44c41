//! What is found in the vocabulary, as JSON.

use super::super::vocabulary::Word;
use crate::vocabulary::Found;
use serde::Serialize;

#[derive(Serialize)]
struct Json<'w> {
    version: u32,
    words: Vec<One<'w>>,
}

#[derive(Serialize)]
struct One<'w> {
    word: &'w str,
    sort: &'static str,
    form: &'w str,
    sample: Option<&'w str>,
    wordings: &'w [String],
    why: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<About<'w>>,
}

#[derive(Serialize)]
struct Role<'w> {
    preposition: &'w str,
    takes: &'w [String],
    optional: bool,
    silence: &'w str,
}

#[derive(Serialize)]
struct About<'w> {
    roles: Vec<Role<'w>>,
    effects: &'w [String],
    usual: &'w [String],
    used: Vec<Used<'w>>,
}

#[derive(Serialize)]
struct Used<'w> {
    draft: &'w str,
    clause: &'w str,
    sentence: &'w str,
}

/// What was found as JSON; of one word everything about it.
pub(crate) fn vocabulary(found: &[Found], word: Option<&Word>) -> String {
    fn one(f: &Found) -> One<'_> {
        One {
            word: &f.word,
            sort: f.sort.word(),
            form: &f.form,
            sample: f.sample.as_deref(),
            wordings: &f.wordings,
            why: f.why.as_deref(),
            about: None,
        }
    }
    let mut words: Vec<One> = found.iter().map(one).collect();
    if let Some(w) = word {
        let used = w.used.iter().map(|(draft, clause, sentence)| Used {
            draft,
            clause,
            sentence,
        });
        let mut about = one(&w.found);
        about.about = Some(About {
            roles: w.roles.iter().map(role).collect(),
            effects: &w.effects,
            usual: &w.usual,
            used: used.collect(),
        });
        words.insert(0, about);
    }
    let json = Json { version: 1, words };
    super::written(&json)
}

fn role(r: &super::super::vocabulary::Role) -> Role<'_> {
    Role {
        preposition: &r.preposition,
        takes: &r.takes,
        optional: r.optional,
        silence: r.silence,
    }
}
