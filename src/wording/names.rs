//! Names of things of the world as they are read out, numbers of nouns, dates.

use super::{Speaker, Style, Words};
use crate::vocabulary::{DayRange, NodeId, NodeKind};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Speaker<'_> {
    /// A thing of the world by its title, with the article the title has; a word of the vocabulary without hyphens.
    pub(super) fn name(&self, node: NodeId) -> Words {
        let n = self.v.node(node);
        if n.name == self.draft.id {
            return Words::of("this text");
        }
        if self.exact {
            return Words::of(&n.name);
        }
        match n.kind {
            NodeKind::Thing => match n.title.as_deref().unwrap_or("") {
                "" => {
                    // A body whose name is all there is: the Peace Council.
                    let name = apart(&n.name);
                    let body = name.contains(' ')
                        && self
                            .v
                            .words
                            .get("body")
                            .is_some_and(|b| self.v.under(node, *b));
                    let mut w = Words::of(if body { "the" } else { "" });
                    w.push(&name, Style::Name);
                    w
                }
                title => match title.strip_prefix("the ") {
                    Some(rest) => {
                        let mut w = Words::of("the");
                        w.push(rest, Style::Name);
                        w
                    }
                    None => Words::styled(title, Style::Name),
                },
            },
            // A title that opens with an article is how the word is read out; any other one explains it.
            _ => match n
                .title
                .as_deref()
                .filter(|t| ["a ", "an ", "the "].iter().any(|a| t.starts_with(a)))
            {
                Some(title) => Words::of(title),
                None => Words::of(&Speaker::plain(&n.name)),
            },
        }
    }

    /// A leaf of the land as it is read out: what the parts of a region leave over is its rest.
    pub(crate) fn leaf(&self, leaf: usize) -> String {
        let node = self.v.places.name(leaf);
        let whole = self.v.places.leaves(node);
        let name = Speaker::new(self.v, self.sources, self.draft)
            .name(node)
            .text();
        if whole.iter().count() > 1 {
            format!("the rest of {name}")
        } else {
            name
        }
    }

    /// The name of a thing as it is read out in a sentence.
    pub(crate) fn title(&self, node: NodeId) -> String {
        Speaker::new(self.v, self.sources, self.draft)
            .name(node)
            .text()
    }

    /// The name of a thing in a heading or a table: without its article.
    pub(crate) fn heading(&self, node: NodeId) -> String {
        let text = Speaker {
            exact: false,
            ..Speaker::new(self.v, self.sources, self.draft)
        }
        .name(node)
        .text();
        let text = text.strip_prefix("the ").unwrap_or(&text);
        let mut letters = text.chars();
        letters
            .next()
            .map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
    }

    /// Is the word one of many? People, prisoners of war, sanctions.
    pub(super) fn is_plural(&self, node: NodeId) -> bool {
        if self.v.node(node).kind == NodeKind::Thing {
            return false;
        }
        let name = self.v.name(node);
        let head = name.split("-of-").next().unwrap_or(name);
        let last = head.rsplit('-').next().unwrap_or(head);
        matches!(last, "people" | "children" | "aircraft" | "police")
            || last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us")
    }

    /// `20 November 2025`.
    pub(super) fn date(&self, d: &DayRange) -> String {
        if self.exact {
            return format!("{d} {:?}", d.time);
        }
        let (year, month, day) = d.first.civil();
        let month = MONTHS.get(month as usize - 1).copied().unwrap_or("");
        match d.time {
            // A day begins at its first minute: that is said of the day.
            Some(t) => format!("{day} {month} {year}, {:02}:{:02}", t / 60, t % 60),
            None if d.first == d.last => format!("{day} {month} {year}"),
            None => format!("{month} {year}"),
        }
    }
}

/// A noun without its article.
pub(super) fn without_article(noun: &str) -> &str {
    noun.strip_prefix("a ")
        .or(noun.strip_prefix("the "))
        .unwrap_or(noun)
}

/// A word that has no plural.
pub(super) fn is_mass(word: &str) -> bool {
    matches!(word, "equipment" | "money" | "weather" | "truth" | "hazard")
}

/// `The mediators are {it}`, where there is one: `The mediator is {it}`.
pub(super) fn of_one(template: &str) -> String {
    let Some((before, after)) = template.split_once(" are {it}") else {
        return template.to_owned();
    };
    let singular = |word: &str| {
        word.strip_suffix("ies")
            .map(|stem| format!("{stem}y"))
            .or_else(|| word.strip_suffix("xes").map(|stem| format!("{stem}x")))
            .or_else(|| word.strip_suffix('s').map(str::to_owned))
    };
    let (head, last) = before.rsplit_once(' ').unwrap_or(("", before));
    // `The two sides are …` stays.
    match singular(last).filter(|_| !head.ends_with("two")) {
        Some(one) => format!("{head} {one} is {{it}}{after}"),
        None => template.to_owned(),
    }
}

/// `party` becomes `parties`.
pub(super) fn plural(word: &str) -> String {
    if word.ends_with('s') {
        return word.to_owned();
    }
    match word
        .strip_suffix('y')
        .filter(|s| !s.ends_with(['a', 'e', 'o', 'u']))
    {
        Some(stem) => format!("{stem}ies"),
        None => format!("{word}s"),
    }
}

/// `KinburnSpit` is Kinburn Spit; a name in capitals, or with figures, stays as it is.
fn apart(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (n, c) in letters.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|p| letters.get(p));
        let after = letters.get(n + 1);
        let begins = c.is_uppercase()
            && before.is_some_and(|b| {
                (b.is_lowercase() || b.is_uppercase()) && after.is_some_and(|a| a.is_lowercase())
            });
        if begins {
            out.push(' ');
        }
        out.push(*c);
    }
    out
}
