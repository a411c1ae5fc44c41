//! What may stand at a place: the words that begin a statement there, verbs with their roles, names, labels of clauses, the prepositions and phrases of a verb.

use crate::format::tokens;
use crate::model::World;
use crate::vocabulary::{Action, NodeKind, Vocabulary, form};

/// What an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A word of the language, or a whole statement.
    Keyword,
    Kind,
    Field,
    Verb,
    Role,
    Name,
    Noun,
    Clause,
    Draft,
    Line,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The word.
    pub word: String,
    /// What is written: the places to fill in as `${1:words}`.
    pub snippet: String,
    /// A few words on it.
    pub detail: String,
    /// What it is.
    pub sort: Sort,
}

/// What may stand at a place of a text, the likeliest first.
pub(crate) fn offers(world: &World, text: &str, offset: usize) -> Vec<Offer> {
    let before: Vec<&str> = tokens(text)
        .take_while(|(at, t)| at + t.len() < offset || at + t.len() == offset && ends(t))
        .map(|(_, t)| t)
        .collect();
    Place { world, before }.offers()
}

/// The verb of the sentence that is being written, as it is declared.
pub(crate) fn signature(world: &World, text: &str, offset: usize) -> Option<String> {
    let before = tokens(text).take_while(|(at, _)| *at < offset);
    let place = Place {
        world,
        before: before.map(|(_, t)| t).collect(),
    };
    place.verb(place.statement()).map(form)
}

/// Is a token at its end when the cursor stands behind it? A word is still being written.
fn ends(token: &str) -> bool {
    !token.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '.')
}

/// Where the last statement of some tokens starts.
fn start_of_last(tokens: &[&str]) -> usize {
    let ends = |t: &&str| matches!(*t, ";" | "{" | "}");
    tokens.iter().rposition(ends).map_or(0, |n| n + 1)
}

struct Place<'w> {
    world: &'w World,
    before: Vec<&'w str>,
}

/// What the innermost block is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    File,
    Draft,
    Clause,
    Party,
    Line,
    Test,
    Other,
}

const TOP: &[(&str, &str)] = &[
    ("use", "use \"${1:world.truce}\";"),
    ("state", "state ${1:Name};"),
    ("region", "region ${1:Name} in ${2:State};"),
    ("organisation", "organisation ${1:Name};"),
    (
        "framework",
        "framework ${1:id} \"${2:Title}\" {\n  parties: ${3:A, B};\n  $0\n}",
    ),
    ("party", "party ${1:Name} {\n  $0\n}"),
    (
        "test",
        "test \"${1:what ought to hold}\" {\n  expect ${2:crossed} ${3:line} in ${4:draft};\n}",
    ),
];

const IN_DRAFT: &[(&str, &str)] = &[
    ("signature", "signature on ${1:2026-01-01};"),
    (
        "entry-into-force",
        "entry-into-force ${1:at once with signature};",
    ),
    (
        "either",
        "either ${1:first} {\n  $2\n} or ${3:second} {\n  $4\n}",
    ),
    (
        "ambiguous",
        "ambiguous ${1:term} \"${2:What does it mean?}\" { reading ${3:narrow}; reading ${4:wide}; }",
    ),
];

const IN_CLAUSE: &[(&str, &str)] = &[
    ("point", "point ${1:1.a} \"${2:Title}\" { $0 }"),
    ("either", "either ${1:first} { $2 } or ${3:second} { $4 }"),
];

const IN_PARTY: &[(&str, &str)] = &[
    (
        "red line",
        "red line ${1:L1} \"${2:Title}\" ${3|absolute,firm,bargaining|} {\n  ${4|forbid,require|} that $0;\n}",
    ),
    (
        "goal",
        "goal ${1:G1} \"${2:Title}\" ${3|absolute,firm,bargaining|} {\n  require that $0;\n}",
    ),
    ("reads", "reads ${1:term} of ${2:draft} as ${3:reading};"),
    (
        "waiver",
        "waiver of ${1:line} in ${2:draft} { given ${3:2026-01-01} by \"${4:who}\"; }",
    ),
];

const IN_LINE: &[(&str, &str)] = &[
    ("forbid that", "forbid that $0;"),
    ("require that", "require that $0;"),
    (
        "stated",
        "stated ${1:2026-01-01} by \"${2:who}\" in \"${3:where}\";",
    ),
];

const IN_TEST: &[(&str, &str)] = &[
    (
        "expect crossed",
        "expect crossed ${1:line} in ${2:draft} because ${3:1};",
    ),
    (
        "expect respected",
        "expect respected ${1:line} in ${2:draft};",
    ),
    ("expect open", "expect open ${1:line} in ${2:draft};"),
];

const MODALS: &[&str] = &[
    "shall",
    "shall not",
    "may",
    "is expected to",
    "shall jointly",
    "may jointly",
];

/// Phrases that any sentence may have.
const PHRASES: &[(&str, &str)] = &[
    ("by", "by ${1:2026-01-01}"),
    ("within", "within ${1:30} days of ${2:signature}"),
    ("after", "after ${1:completion of clause 1}"),
    ("from", "from ${1:entry-into-force}"),
    ("until", "until ${1:2026-01-01}"),
    ("for", "for ${1:30} days"),
    ("if", "if $0"),
    ("unless", "unless $0"),
    ("verified by", "verified by ${1:body}"),
    ("judged by", "judged by ${1:body}"),
    ("with consent of", "with consent of ${1:party}"),
    ("in exchange for", "in exchange for clause ${1:1}"),
    ("notwithstanding", "notwithstanding clause ${1:1}"),
    ("subject to", "subject to clause ${1:1}"),
];

fn fixed(all: &[(&str, &str)]) -> Vec<Offer> {
    let one = |(word, snippet): &(&str, &str)| offer(word, *snippet, "", Sort::Keyword);
    all.iter().map(one).collect()
}

fn offer(word: &str, snippet: impl Into<String>, detail: impl Into<String>, sort: Sort) -> Offer {
    Offer {
        word: word.to_owned(),
        snippet: snippet.into(),
        detail: detail.into(),
        sort,
    }
}

impl Place<'_> {
    fn v(&self) -> &Vocabulary {
        &self.world.vocabulary
    }

    fn last(&self) -> &str {
        self.before.last().copied().unwrap_or("")
    }

    fn offers(&self) -> Vec<Offer> {
        let statement = self.statement();
        match self.last() {
            "clause" | "clauses" | "strike" | "because" | "near" | "replace" => {
                return self.labels();
            }
            "shall" | "may" | "hereby" | "not" | "jointly" => return self.verbs(),
            "to" if statement.contains(&"expected") => return self.verbs(),
            "," if self.lists_clauses(statement) => return self.labels(),
            "crossed" | "open" | "respected" | "waived" if self.block() == Block::Test => {
                return self.lines();
            }
            "amends" => return self.drafts(),
            "in" if self.block() == Block::Test => return self.drafts(),
            _ => {}
        }
        if statement.is_empty() {
            return self.statements();
        }
        let mut out = Vec::new();
        match self.verb(statement) {
            Some(action) => {
                out.extend(roles(action));
                out.extend(fixed(PHRASES));
            }
            None if matches!(statement[0], "forbid" | "require" | "expect")
                && statement.len() == 1 =>
            {
                out.push(offer("that", "that $0", "", Sort::Keyword));
                out.extend(self.kinds(asked));
            }
            None => {
                let modals = MODALS.iter().map(|m| offer(m, *m, "", Sort::Keyword));
                out.extend(modals);
            }
        }
        out.extend(self.names());
        out.extend(self.nouns());
        out
    }

    /// The verb of a statement.
    fn verb(&self, statement: &[&str]) -> Option<&Action> {
        statement.iter().enumerate().find_map(|(n, w)| {
            let after = matches!(*w, "shall" | "may" | "not" | "hereby" | "to" | "jointly");
            let verb = statement.get(n + 1).and_then(|w| self.v().verb(w));
            verb.filter(|_| after).map(|id| self.v().action(id))
        })
    }

    /// The tokens of the statement that is being written.
    fn statement(&self) -> &[&str] {
        let start = start_of_last(&self.before);
        &self.before[start..]
    }

    fn lists_clauses(&self, statement: &[&str]) -> bool {
        let listing = statement
            .iter()
            .rev()
            .find(|t| !t.starts_with(|c: char| c.is_ascii_digit() || c == ','));
        listing.is_some_and(|t| matches!(*t, "clauses" | "because" | "near" | "strike"))
    }

    /// What the innermost block is, by the words before its brace.
    fn block(&self) -> Block {
        let mut depth = 0;
        for (n, t) in self.before.iter().enumerate().rev() {
            match *t {
                "}" => depth += 1,
                "{" if depth > 0 => depth -= 1,
                "{" => {
                    let head = &self.before[..n];
                    let start = start_of_last(head);
                    return self.block_of(&head[start..]);
                }
                _ => {}
            }
        }
        Block::File
    }

    fn block_of(&self, head: &[&str]) -> Block {
        let first = match head.first() {
            Some(&"add" | &"replace") => head.get(1),
            first => first,
        };
        match first {
            Some(&"framework") => Block::Draft,
            Some(&"party") => Block::Party,
            Some(&"test") => Block::Test,
            Some(&"red" | &"goal" | &"as") => Block::Line,
            Some(&"point" | &"either" | &"or" | &"reading") => Block::Clause,
            Some(kind) if self.v().kind(kind).is_some() => Block::Clause,
            _ => Block::Other,
        }
    }

    /// What may begin a statement.
    fn statements(&self) -> Vec<Offer> {
        match self.block() {
            Block::File => fixed(TOP),
            Block::Party => fixed(IN_PARTY),
            Block::Test => fixed(IN_TEST),
            Block::Line => {
                let mut out = fixed(IN_LINE);
                out.extend(self.kinds(asked));
                out
            }
            Block::Draft => {
                let mut out = self.kinds(clause);
                out.extend(fixed(IN_DRAFT));
                out.extend(self.fields("framework"));
                out
            }
            Block::Clause => {
                let kind = self.kind_around();
                let mut out = kind.map(|k| self.fields(&k)).unwrap_or_default();
                out.extend(fixed(IN_CLAUSE));
                out.extend(self.names());
                out.extend(self.nouns());
                out
            }
            Block::Other => self.names(),
        }
    }

    /// The kind of the clause that is being written; a point has that of what it is a part of.
    fn kind_around(&self) -> Option<String> {
        let mut kinds = self.before.iter().enumerate().rev().filter(|(n, t)| {
            self.v().kind(t).is_some()
                && self
                    .before
                    .get(n + 2)
                    .is_some_and(|t| t.starts_with('"') || *t == "{")
        });
        kinds.next().map(|(_, t)| (*t).to_owned())
    }

    /// Kinds of clauses, as a draft has them or as a line asks for them.
    fn kinds(&self, snippet: impl Fn(&str) -> String) -> Vec<Offer> {
        let kinds = self.v().kinds.iter().filter(|k| k.word != "framework");
        kinds
            .map(|k| {
                let title = k.title.clone().unwrap_or_default();
                offer(&k.word, snippet(&k.word), title, Sort::Kind)
            })
            .collect()
    }

    fn fields(&self, kind: &str) -> Vec<Offer> {
        let fields = self.v().kind(kind).into_iter().flat_map(|k| &k.fields);
        fields
            .map(|f| {
                let types = f.slot.takes();
                let snippet = match f.indexed {
                    true => format!("{} for ${{1:which}}: ${{2:{types}}};", f.name),
                    false => format!("{}: ${{1:{types}}};", f.name),
                };
                offer(&f.name, snippet, format!("takes {types}"), Sort::Field)
            })
            .collect()
    }

    fn verbs(&self) -> Vec<Offer> {
        let verbs = self.v().actions.iter();
        verbs
            .map(|a| offer(&a.verb, snippet(a), form(a), Sort::Verb))
            .collect()
    }

    fn names(&self) -> Vec<Offer> {
        let mut out = self.nodes(Sort::Name, |kind| *kind == NodeKind::Thing);
        out.sort_by(|a, b| a.word.cmp(&b.word));
        out
    }

    fn nouns(&self) -> Vec<Offer> {
        self.nodes(Sort::Noun, |kind| {
            matches!(kind, NodeKind::Term | NodeKind::Step(..))
        })
    }

    /// Words of some kind, each with what it falls under.
    fn nodes(&self, sort: Sort, wanted: impl Fn(&NodeKind) -> bool) -> Vec<Offer> {
        let v = self.v();
        let all = v.nodes.iter().filter(|n| wanted(&n.kind));
        all.map(|n| {
            let sorts: Vec<&str> = n.up.iter().map(|u| v.name(*u)).collect();
            offer(&n.name, n.name.as_str(), sorts.join(", "), sort)
        })
        .collect()
    }

    /// The clauses of the draft that is being written, else of all.
    fn labels(&self) -> Vec<Offer> {
        let drafts = &self.world.drafts;
        let named = self
            .before
            .windows(2)
            .rev()
            .filter(|w| matches!(w[0], "framework" | "in"));
        let own = { named }
            .find(|w| drafts.iter().any(|d| d.id == w[1]))
            .map(|w| w[1]);
        let wanted = self
            .world
            .drafts
            .iter()
            .filter(|d| own.is_none_or(|id| d.id == id));
        let clauses = wanted.flat_map(|d| d.clauses.iter().filter(|c| c.text.is_none()));
        clauses
            .map(|c| offer(&c.label, c.label.as_str(), c.title.as_str(), Sort::Clause))
            .collect()
    }

    fn lines(&self) -> Vec<Offer> {
        let all = self
            .world
            .positions
            .iter()
            .flat_map(|p| p.lines.iter().map(move |l| (p, l)));
        all.map(|(p, l)| {
            offer(
                &l.label,
                l.label.as_str(),
                format!("{}: {}", p.name, l.title),
                Sort::Line,
            )
        })
        .collect()
    }

    fn drafts(&self) -> Vec<Offer> {
        let drafts = self.world.drafts.iter();
        drafts
            .map(|d| offer(&d.id, d.id.as_str(), d.title.as_str(), Sort::Draft))
            .collect()
    }
}

/// `provision 1 "Title" { … }`.
fn clause(kind: &str) -> String {
    format!("{kind} ${{1:1}} \"${{2:Title}}\" {{\n  $0\n}}")
}

/// `provision { … }`, in a line.
fn asked(kind: &str) -> String {
    format!("{kind} {{ $0 }}")
}

/// A verb with what it needs to be understood: `withdraw ${1:formation} from ${2:place}`.
fn snippet(a: &Action) -> String {
    let mut out = a.verb.to_string();
    let mut n = 0;
    let mut gap = |out: &mut String, slot: &crate::syntax::tree::Slot| {
        n += 1;
        *out += &format!(" ${{{n}:{}}}", slot.takes());
    };
    if let Some(object) = a.object.as_ref() {
        gap(&mut out, object);
    }
    for (preposition, slot) in a.roles.iter().filter(|(_, s)| s.is_required()) {
        out += " ";
        out += preposition;
        gap(&mut out, slot);
    }
    if a.that.is_some() {
        out += " that $0";
    }
    out
}

fn roles(a: &Action) -> impl Iterator<Item = Offer> + '_ {
    a.roles.iter().map(|(preposition, slot)| {
        let types = slot.takes();
        let snippet = format!("{preposition} ${{1:{types}}}");
        offer(
            preposition,
            snippet,
            format!("{} …: {types}", a.verb),
            Sort::Role,
        )
    })
}
