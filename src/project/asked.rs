//! Whether what is asked for is there: a draft, party or choice that nobody has is a mistake of whoever asks, and never passed over.

use super::{Options, Project, Refused};
use crate::model::{Draft, NotOpen, Position, Taken, World};
use crate::verdict::Packages;
use crate::vocabulary::nearest;

impl Project {
    /// The draft, the parties and the choices that are named.
    pub(crate) fn has(&self, options: &Options) -> Result<(), Refused> {
        self.has_drafts_and_parties(options)?;
        let drafts: Vec<&Draft> = self
            .worlds
            .iter()
            .flat_map(|w| &w.drafts)
            .filter(|d| options.draft.as_ref().is_none_or(|id| d.id == id.as_str()))
            .collect();
        has_choices(&drafts, options)
    }

    /// The draft and the parties that are named.
    pub(crate) fn has_drafts_and_parties(&self, options: &Options) -> Result<(), Refused> {
        let parties = self.worlds.iter().flat_map(|w| &w.positions);
        let parties: Vec<&str> = parties.map(|p| p.name.as_str()).collect();
        let drafts = self.worlds.iter().flat_map(|w| &w.drafts);
        let drafts: Vec<&str> = drafts.map(|d| d.id.as_str()).collect();
        for party in &options.parties {
            among("party", party, &parties)?;
        }
        options
            .draft
            .iter()
            .try_for_each(|d| among("draft", d, &drafts))?;
        let mut party = options.party.iter();
        party.try_for_each(|p| among("party", p, &parties))
    }

    /// The one draft of this id, with its world.
    pub(crate) fn one(&self, id: &str) -> Result<(&World, &Draft), Refused> {
        self.has_drafts_and_parties(&Options::default().draft(id))?;
        self.draft(id)
            .ok_or_else(|| Refused(format!("no draft `{id}` was loaded")))
    }
}

impl Project {
    /// The packages of a draft, and what each party that is asked accepts of them; at most so many are listed.
    pub(crate) fn counted(
        &self,
        id: &str,
        options: &Options,
        list: usize,
    ) -> Result<(Packages, &Draft), Refused> {
        let (world, draft) = self.one(id)?;
        let positions: Vec<&Position> = world
            .positions
            .iter()
            .filter(|p| options.judges(&p.name))
            .collect();
        if draft.broken || positions.iter().any(|p| p.lines.iter().any(|l| l.broken)) {
            return Err(Refused(format!(
                "`{id}` or a line has source errors, so nothing is counted; run `armistice check` to see them"
            )));
        }
        if positions.is_empty() {
            return Err(Refused(
                "no party was loaded whose lines could be asked".to_owned(),
            ));
        }
        // Else a choice the draft does not have would be passed over.
        draft.taken(&options.choose)?;
        let mut judge = options.judge(world, draft);
        let found = judge.packages(&positions, list);
        // Taking a million nodes apart piece by piece would only make the caller wait.
        std::mem::forget(judge);
        Ok((found, draft))
    }
}

/// Of what was not asked for, so many names are told.
const MOST_NAMED: usize = 12;

fn among(what: &str, wanted: &str, have: &[&str]) -> Result<(), Refused> {
    if have.contains(&wanted) {
        return Ok(());
    }
    let mut have = have.to_vec();
    have.sort_unstable();
    have.dedup();
    // A name is asked for, and a file is given.
    if wanted.contains(['/', '\\']) || wanted.ends_with(".truce") {
        return Err(Refused(format!(
            "`{wanted}` is no name of a {what}: the name comes first, files behind it"
        )));
    }
    let near = nearest(wanted, have.iter().copied()).map_or_else(
        || match &have[..] {
            [] => "there is none".to_owned(),
            have if have.len() > MOST_NAMED => {
                format!("there is {} and others", have[..MOST_NAMED].join(", "))
            }
            have => format!("there is {}", have.join(", ")),
        },
        |n| format!("did you mean `{n}`?"),
    );
    Err(Refused(format!("no {what} `{wanted}` was loaded; {near}")))
}

impl Draft {
    /// What is taken for granted in it.
    pub(crate) fn taken(&self, choose: &[(String, String)]) -> Result<Vec<Taken>, Refused> {
        choose
            .iter()
            .map(|(name, value)| {
                self.choose(name, value)
                    .map_err(|e| no_such(&self.id, name, value, e))
            })
            .collect()
    }
}

/// Every choice is one of some draft that is judged.
pub(crate) fn has_choices(drafts: &[&Draft], options: &Options) -> Result<(), Refused> {
    for (name, value) in &options.choose {
        let mut wrong = None;
        let mut fits = false;
        for d in drafts {
            match d.choose(name, value) {
                Ok(_) => fits = true,
                // What has the choice tells more than what has not.
                Err(e @ NotOpen::Alternative(_)) => wrong = Some((d, e)),
                Err(e) if wrong.is_none() && drafts.len() == 1 => wrong = Some((d, e)),
                Err(_) => {}
            }
        }
        if fits {
            continue;
        }
        return Err(match wrong {
            Some((d, e)) => no_such(&d.id, name, value, e),
            None => {
                let all: Vec<String> = drafts
                    .iter()
                    .flat_map(|d| d.choices.iter().map(|c| format!("{} ({})", c.name, d.id)))
                    .collect();
                Refused(format!("no draft leaves `{name}` open; {}", listed(&all)))
            }
        });
    }
    Ok(())
}

fn no_such(draft: &str, name: &str, value: &str, e: NotOpen) -> Refused {
    let near = |word: &str, all: &[String]| {
        nearest(word, all.iter().map(String::as_str))
            .map_or_else(|| listed(all), |n| format!("did you mean `{n}`?"))
    };
    let words = |all: Vec<_>| all.iter().map(ToString::to_string).collect::<Vec<String>>();
    Refused(match e {
        NotOpen::Choice(all) => format!(
            "`{draft}` leaves nothing open by the name `{name}`; {}",
            near(name, &words(all))
        ),
        NotOpen::Alternative(all) => format!(
            "`{name}` of `{draft}` has no alternative `{value}`; {}",
            near(value, &words(all))
        ),
    })
}

fn listed(all: &[String]) -> String {
    if all.is_empty() {
        "there is nothing to choose".to_owned()
    } else {
        format!("there is {}", all.join(", "))
    }
}
