//! What a verdict is open on, as a person would ask it: which fact is missing, what follows from each answer, who decides, and what to write to settle it.

use super::ranked::shown;
use super::words::clauses;
use crate::condition::{Owner, Question};
use crate::source::{SourceSet, Span};
use crate::verdict::{Answer, Finding, OpenOn, Verdict};

/// Longest wording that is quoted, in characters.
const LONGEST: usize = 120;
/// So many questions are told where there is little room; the rest are counted.
pub(super) const MOST: usize = 3;

/// A question, with all places at which it is asked.
pub(super) struct Asked<'f> {
    /// Equal but for their places.
    at: Vec<&'f OpenOn>,
    /// The question.
    pub(super) words: String,
    /// What follows from each answer.
    pub(super) answers: String,
    /// Who decides it.
    pub(super) decides: String,
    /// What to write to settle it.
    pub(super) settled: String,
}

impl Asked<'_> {
    /// The question, what follows from its answers and who gives them.
    pub(super) fn told(&self) -> String {
        format!("{} {}; {}", self.words, self.answers, self.decides)
    }

    /// The same, and what to write to settle it.
    pub(super) fn with_way_out(&self) -> String {
        format!("{}; to settle it: {}", self.told(), self.settled)
    }

    /// Where it stands first.
    pub(super) fn place(&self) -> Span {
        self.at[0].at
    }

    /// All places it stands at.
    pub(super) fn places(&self) -> impl Iterator<Item = Span> + use<'_> {
        self.at.iter().map(|o| o.at)
    }
}

/// The questions of a finding: equal ones once, and what decides by itself first.
pub(super) fn questions<'f>(f: &'f Finding, sources: &SourceSet) -> Vec<Asked<'f>> {
    let mut groups: Vec<Vec<&OpenOn>> = Vec::new();
    for o in &f.open_on {
        let same = |g: &Vec<&OpenOn>| {
            g[0].question == o.question
                && g[0].owner == o.owner
                && g[0].values == o.values
                && !matches!(o.question, Question::Order(_) | Question::Amount)
        };
        match groups.iter_mut().find(|g| same(g)) {
            Some(g) => g.push(o),
            None => groups.push(vec![o]),
        }
    }
    groups.sort_by_key(|g| g[0].values.iter().all(|(_, v)| *v == Verdict::Open));
    let asked = |mut at: Vec<&'f OpenOn>| {
        // Clauses are told in the order of the evidence, which is that of the draft.
        at.sort_by_key(|o| {
            f.evidence
                .iter()
                .position(|e| Some(&e.clause) == o.clause.as_ref())
        });
        let here = Here::of(f, &at, sources);
        Asked {
            words: here.words(),
            answers: answers(&at),
            decides: decides(&at[0].owner),
            settled: here.settled(),
            at,
        }
    };
    groups.into_iter().map(asked).collect()
}

/// The same, a line each: the first of them, and how many more there are.
pub(super) fn first_told(f: &Finding, sources: &SourceSet) -> Vec<String> {
    let all = questions(f, sources);
    let first = all.iter().enumerate().take(MOST);
    let mut out: Vec<String> = first
        .map(|(n, q)| {
            let (number, at) = (numbered(&all, n), shown(q.place(), sources));
            format!("{number}{} ({at})", q.with_way_out())
        })
        .collect();
    if all.len() > MOST {
        let more = all.len() - MOST;
        let s = if more == 1 { "" } else { "s" };
        out.push(format!("and {more} more question{s}: `why` asks them all"));
    }
    out
}

/// `2. `, where there are several.
pub(super) fn numbered(all: &[Asked], n: usize) -> String {
    match all.len() {
        1 => String::new(),
        _ => format!("{}. ", n + 1),
    }
}

/// One way to each side, by the answers that differ and the numbers of the questions, and what is answered alike in both; nothing where a single question decides.
pub(super) fn sides(f: &Finding, all: &[Asked]) -> Vec<String> {
    let Some(w) = &f.witness else {
        return Vec::new();
    };
    if all.len() == 1 && all[0].at.len() == 1 {
        return Vec::new();
    }
    let told = |of: &[Answer], takes: &dyn Fn(&Answer) -> bool| {
        let mut out: Vec<String> = Vec::new();
        for a in of.iter().filter(|a| takes(a)) {
            let words = answered(a, all);
            if !out.contains(&words) {
                out.push(words);
            }
        }
        out.join(", ")
    };
    let alike = told(&w.crossed, &|a| w.respected.contains(a));
    let alike = (!alike.is_empty()).then(|| format!("in both of these: {alike}"));
    let sides = [
        ("crossed", &w.crossed, &w.respected),
        ("respected", &w.respected, &w.crossed),
    ];
    let sides = sides.map(|(verdict, of, from)| {
        let answers = told(of, &|a| !from.contains(a));
        format!("for example {verdict}: {answers}")
    });
    sides.into_iter().chain(alike).collect()
}

/// `yes to 2`, `command to 1`.
fn answered(a: &Answer, all: &[Asked]) -> String {
    let here = |o: &&OpenOn| o.at == a.at && o.question.name() == a.name;
    let number = all.iter().position(|q| q.at.iter().any(here));
    let Some(n) = number else {
        return super::open::answered(a);
    };
    let places = match all[n].at.iter().find(|o| here(o)) {
        Some(OpenOn {
            clause: Some(c), ..
        }) if all[n].at.len() > 1 => format!(" in clause {c}"),
        _ => String::new(),
    };
    if all.len() == 1 {
        return format!("{}{places}", a.value);
    }
    format!("{} to {}{places}", a.value, n + 1)
}

/// What follows from each answer, in brackets; of a question that is asked at several places, from the answer at each.
fn answers(at: &[&OpenOn]) -> String {
    let o = at[0];
    if o.values.iter().all(|(_, w)| *w == Verdict::Open) {
        return "(it decides only together with others)".to_owned();
    }
    let word = |v: Verdict| match v {
        Verdict::Open => "still open",
        v => v.word(),
    };
    // `yes` is what people look for first.
    let mut values: Vec<_> = o.values.iter().collect();
    values.sort_by_key(|(value, _)| value == "no");
    let told = values.iter().map(|(v, w)| format!("{v}: {}", word(*w)));
    let told = told.collect::<Vec<_>>().join("; ");
    if at.len() > 1 {
        format!("(at each of them: {told})")
    } else {
        format!("({told})")
    }
}

fn decides(owner: &Owner) -> String {
    match owner {
        Owner::Nature => "as the text stands, events decide it".to_owned(),
        Owner::Interpreter => "whoever interprets the text decides".to_owned(),
        Owner::Negotiators => "the negotiators decide".to_owned(),
        Owner::Named(who) => {
            let s = if who.contains(',') { "" } else { "s" };
            format!("{who} decide{s}")
        }
    }
}

/// A question at its places.
struct Here<'q> {
    question: &'q Question,
    /// The answers that can be given.
    values: &'q [(String, Verdict)],
    /// It is asked at one place only.
    once: bool,
    /// The clauses it stands in; else the line, or what the world says.
    clauses: String,
    /// It stands in a clause, and in one only.
    clause: Option<&'q str>,
    /// It stands in several clauses.
    many: bool,
    /// The wording at its first place, in quotes.
    said: String,
    /// What the line speaks of, as far as one clause says it.
    judged: String,
}

impl<'q> Here<'q> {
    fn of(f: &'q Finding, at: &[&'q OpenOn], sources: &SourceSet) -> Here<'q> {
        let first = at[0];
        let mut labels: Vec<&str> = Vec::new();
        for c in at.iter().filter_map(|o| o.clause.as_deref()) {
            if !labels.contains(&c) {
                labels.push(c);
            }
        }
        let mut others = f.evidence.iter().map(|e| e.clause.as_str());
        let others: Vec<&str> = others
            .by_ref()
            .filter(|c| Some(*c) != first.clause.as_deref())
            .collect();
        let judged = match &others[..] {
            [one, rest @ ..] if rest.iter().all(|r| r == one) => format!("clause {one}"),
            _ => "what the line speaks of".to_owned(),
        };
        Here {
            question: &first.question,
            values: &first.values,
            once: at.len() == 1,
            clauses: match &labels[..] {
                [] if in_line(f, first.at) => "the line".to_owned(),
                [] => "what is said of the world".to_owned(),
                labels => clauses(labels),
            },
            clause: labels.first().copied().filter(|_| labels.len() == 1),
            many: labels.len() > 1,
            said: quoted(first.at, sources),
            judged,
        }
    }

    /// A verb of the clauses.
    fn verb(&self, one: &'static str, many: &'static str) -> &'static str {
        if self.many { many } else { one }
    }

    fn words(&self) -> String {
        let (there, said) = (&self.clauses, &self.said);
        let leaves = self.verb("leaves", "leave");
        match self.question {
            Question::Alternative(name, clause) if name != clause => {
                format!("Which alternative of `{name}` in clause {clause} is chosen?")
            }
            Question::Alternative(_, clause) => {
                format!("Which alternative of clause {clause} is chosen?")
            }
            Question::Reading(name, Some(title)) => format!("{title} (`{name}`)"),
            Question::Reading(name, None) => format!("How is `{name}` to be read?"),
            Question::Agreed(_) => {
                format!(
                    "Is what {there} only {} agreed?",
                    self.verb("proposes", "propose")
                )
            }
            Question::Prevails(a, b) => format!(
                "Which prevails, clause {a} or clause {b}, where one bans what the other does not?"
            ),
            Question::GivesValue(field, labels) => {
                format!("Which of {} gives `{field}` its value?", clauses(labels))
            }
            Question::Unnamed(asked) if self.once => {
                format!("Is {asked} the one that {there} leaves unnamed?")
            }
            Question::Unnamed(asked) => {
                format!("Is {asked} one of those that {there} {leaves} unnamed?")
            }
            Question::Unsaid(asked) if self.once => {
                format!("Does {said} in {there} mean {asked}?")
            }
            Question::Unsaid(asked) => format!("Is {asked} meant by what {there} {leaves} open?"),
            Question::Holder(asked) if self.clause.is_none() => {
                format!("Who holds {asked} is not said: is it the one that is meant?")
            }
            Question::Holder(asked) => format!("Does the one named in {there} hold {asked}?"),
            Question::Map(asked) => format!("Does {said} in {there} take in {asked}?"),
            Question::Silent("", asked) => {
                let names = self.verb("names", "name");
                format!("Is {asked} meant in {there}, which {names} nothing?")
            }
            Question::Silent(role, asked) => {
                let says = self.verb("says", "say");
                format!("Is {asked} meant in {there}, which {says} no `{role}`?")
            }
            Question::Amount => format!("Which amount stands in {there} for {said}?"),
            Question::AmountOfLine => {
                format!(
                    "Is the amount in {} one that the line means by {said}?",
                    self.judged
                )
            }
            Question::SomeAre(some, others) => format!("Are some `{some}` also `{others}`?"),
            Question::LeftOut => {
                format!("Is something else meant than what {there} leaves out, {said}?")
            }
            Question::LocatedIn(thing, region) => {
                format!("Is `{thing}` located in `{region}`? The world does not say.")
            }
            Question::MoreMembers => format!("Has another side more members in {there}?"),
            Question::Beside(other) => format!(
                "Does {there} stand beside clause {other}, which does not say all of what it speaks of?"
            ),
            Question::Enough => {
                format!(
                    "Is the promise enough for the line, although {}?",
                    self.saying()
                )
            }
            Question::Given => format!(
                "Does the force of the text go to its other clauses, when {}?",
                self.saying()
            ),
            Question::Holds => format!("Does what prevails hold, when {}?", self.saying()),
            Question::Order(words) => self.in_time(words),
        }
    }

    /// `clause 28 says “after agreement”`.
    fn saying(&self) -> String {
        let (there, said) = (&self.clauses, &self.said);
        if self.many {
            format!("{there} qualify it, the first with {said}")
        } else {
            format!("{there} says {said}")
        }
    }

    /// `whether it is complete before this moment, since the text does not order the two`, as a question.
    fn in_time(&self, words: &str) -> String {
        let words = words.replace("what is judged", &self.judged);
        let (asked, why) = match words.split_once(", since ") {
            Some((asked, why)) => (asked, Some(why)),
            None => (words.as_str(), None),
        };
        let does = ["whether it ", "whether this "].iter();
        let does = does.filter_map(|w| asked.strip_prefix(w)).next();
        let mut out = match (does, self.clause) {
            (Some(does), Some(clause)) => format!("Is it certain that clause {clause} {does}?"),
            // What stands in the line is a moment of its own; what is asked of is the clause.
            (Some(does), None) if asked.starts_with("whether this ") => {
                format!("Is it certain that {} {does}?", self.said)
            }
            (Some(does), None) => {
                let said = &self.said;
                format!(
                    "The line asks for {said}: is it certain that {} {does}?",
                    self.judged
                )
            }
            (None, _) => {
                let rest = asked.strip_prefix("whether ").unwrap_or(asked);
                format!("Is it certain that {rest}, with {}?", self.said)
            }
        };
        if let Some(why) = why {
            let mut letters = why.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string());
            let first = first.unwrap_or_default();
            out.push_str(&format!(" {first}{}.", letters.as_str()));
        }
        out
    }

    /// Where to write of it: the clause that says it, if one alone does.
    fn place_of_judged(&self) -> &str {
        if self.judged.starts_with("clause") {
            &self.judged
        } else {
            "the clause"
        }
    }

    /// What to write.
    fn settled(&self) -> String {
        let (there, said) = (&self.clauses, &self.said);
        let tried = |name: &str| {
            let first = self
                .values
                .iter()
                .map(|(v, _)| v.as_str())
                .find(|v| *v != "no");
            format!("`--choose {name}={}` tries one", first.unwrap_or("yes"))
        };
        match self.question {
            Question::Holder(asked) => {
                format!("say who holds {asked} where it is declared: `holder: …`")
            }
            Question::Unnamed(_) => {
                let blank = ["`someone", "`unspecified", "`undetermined", "`set by"];
                if blank.iter().any(|b| said.starts_with(b)) {
                    format!("write in {there} who it is, instead of {said}")
                } else {
                    format!("write in {there} who it is")
                }
            }
            Question::Unsaid(_) | Question::Map(_) | Question::AmountOfLine | Question::Amount => {
                format!("write in {there} what is meant, instead of {said}")
            }
            Question::Silent("", _) => format!("name in {there} what is meant"),
            Question::Silent(role, _) => format!("write `{role} …` in {there}"),
            Question::Alternative(name, _) => {
                format!("write in {there} what is agreed; {}", tried(name))
            }
            Question::Agreed(name) => format!(
                "write in {there} what is agreed, or strike it; `--choose {name}=yes` tries it"
            ),
            Question::Reading(name, _) => {
                format!("write in {there} which reading is meant; {}", tried(name))
            }
            Question::Prevails(a, b) => {
                format!("write in clause {a} or clause {b} which prevails over the other")
            }
            Question::GivesValue(_, labels) => {
                format!("write which of {} prevails", clauses(labels))
            }
            Question::SomeAre(..) | Question::LocatedIn(..) => {
                "say it where the world is declared".to_owned()
            }
            Question::LeftOut => "name in the clause what it takes in".to_owned(),
            Question::MoreMembers => format!("write in {there} how many members each side has"),
            Question::Beside(other) => format!("write in clause {other} all of what it speaks of"),
            Question::Enough | Question::Given | Question::Holds => {
                format!("strike what qualifies it in {there}, or say who decides of it and by what")
            }
            Question::Order(words) if words.contains("what is judged") => {
                let first = match self.clause {
                    Some(clause) => format!("start of clause {clause}`, or of its `completion"),
                    None => self
                        .said
                        .trim_matches('`')
                        .trim_end_matches(" before it")
                        .to_owned(),
                };
                let word = if words.contains("comes after") {
                    "before"
                } else {
                    "after"
                };
                let there = self.place_of_judged();
                format!("write in {there} when it is, for instance `{word} {first}`")
            }
            Question::Order(words) if words.contains("renewals") => {
                format!("write in {there} how long it lasts at least")
            }
            // What a line asks in its own words is met by the same words.
            Question::Order(_) if self.clause.is_none() => {
                let there = self.place_of_judged();
                format!("write in {there} what the line asks for: {said}")
            }
            Question::Order(words)
                if words.contains("later date") || words.contains("may allow longer") =>
            {
                format!("write in {there} an earlier date, or a shorter time")
            }
            Question::Order(_) => {
                format!("write in {there} what it comes before or after, or a date")
            }
        }
    }
}

/// Does a place lie in the line that is judged?
fn in_line(f: &Finding, at: Span) -> bool {
    let holds =
        |outer: &Span| outer.source == at.source && outer.start <= at.start && at.end <= outer.end;
    f.rules.iter().any(holds) || holds(&f.at) || holds(&f.head)
}

/// The wording at a place, in quotes.
fn quoted(at: Span, sources: &SourceSet) -> String {
    let said: Vec<&str> = sources.slice(at).split_whitespace().collect();
    let said = said.join(" ");
    let short: String = said.chars().take(LONGEST).collect();
    if short.len() < said.len() {
        format!("`{short}…`")
    } else {
        format!("`{}`", short.trim_end_matches(';'))
    }
}
