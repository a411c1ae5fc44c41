//! What must hold of any text, target by target. Each panics if it does not, and says what was found.

use super::text::{reversed, written_out};
use armistice::{Diagnostic, Finding, Input, NoLoader, Options, Page, Project, Severity};

/// A name, and what is looked at.
pub type Target = (&'static str, fn(&str));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("parse", parse),
    ("read", resolve),
    ("format", format),
    ("fix", fix),
    ("check", check),
    ("order", order),
    ("choose", choose),
    ("reports", reports),
    ("drafts", drafts),
];

fn read(text: &str) -> Project {
    Project::new(inputs(text), true, &NoLoader)
}

fn inputs(text: &str) -> Vec<Input> {
    vec![Input {
        path: "a.truce".into(),
        text: text.to_owned(),
    }]
}

fn is_error(d: &Diagnostic) -> bool {
    d.severity() == Severity::Error
}

fn sound(project: &Project) -> bool {
    !project.diagnostics().iter().any(is_error)
}

/// Diagnostics point into the text, and say something.
fn told(project: &Project, found: &[Diagnostic]) {
    for d in found {
        let places = d.related().map(|(span, _)| span).chain([d.at()]);
        for place in places.map(|span| project.place(span)) {
            assert!(place.line > 0 && place.column > 0, "{d:?}");
        }
        let said = d.related().map(|(_, m)| m).chain([d.message()]);
        for m in said.chain(d.advice()) {
            assert!(!m.trim().is_empty(), "nothing is said: {d:?}");
        }
    }
}

/// No character moves the cursor, hides, or turns the writing round.
fn printable(what: &str, text: &str) {
    let bad = |c: char| {
        c != '\n' && c.is_control()
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' | '\u{FDD0}'..='\u{FDEF}')
    };
    let through = text.chars().find(|c| bad(*c));
    assert_eq!(through, None, "{what} holds a control:\n{text}");
}

/// A text is read, and laid out if it has no mistakes; nothing else.
fn parse(text: &str) {
    if let Err(found) = armistice::format(text) {
        assert!(found.iter().any(is_error), "refused without a mistake");
    }
}

fn resolve(text: &str) {
    let project = read(text);
    told(&project, project.diagnostics());
}

/// What a line comes to, in the words that all reports share.
fn verdict(f: &Finding) -> String {
    format!(
        "{} {}.{} {:?} {:?}",
        f.draft(),
        f.party(),
        f.line(),
        f.verdict(),
        f.cause()
    )
}

fn verdicts(project: &Project, options: &Options) -> Vec<String> {
    let report = project.check(options).expect("nothing is named");
    let mut all: Vec<String> = report.findings().iter().map(verdict).collect();
    all.sort();
    all
}

/// A text laid out is laid out, and comes to the same.
fn format(text: &str) {
    let Ok(out) = armistice::format(text) else {
        return;
    };
    assert_eq!(
        armistice::format(&out).as_deref(),
        Ok(out.as_str()),
        "another layout the second time"
    );
    let (one, two) = (read(text), read(&out));
    let codes = |p: &Project| -> Vec<&str> {
        let mut all: Vec<&str> = p.diagnostics().iter().map(Diagnostic::code).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(codes(&one), codes(&two), "the layout is told about");
    let plain = Options::default();
    assert_eq!(
        verdicts(&one, &plain),
        verdicts(&two, &plain),
        "the layout decides"
    );
}

/// Mending ends, leaves no more mistakes of grammar than there were, and changes no verdict.
fn fix(text: &str) {
    let mistakes = |text: &str| {
        let found = armistice::format(text).err().unwrap_or_default();
        found.iter().filter(|d| is_error(d)).count()
    };
    let judged = |text: &str| -> Vec<String> {
        let all = verdicts(&read(text), &Options::default());
        all.iter().map(|v| words(v, 3)).collect()
    };
    let mended = armistice::mend(&inputs(text), true, &NoLoader, true);
    for file in &mended.files {
        assert!(
            mistakes(&file.after) <= mistakes(&file.before),
            "mended, there are more mistakes:\n{}",
            file.after
        );
        let (before, after) = (judged(&file.before), judged(&file.after));
        let changed = before.iter().find(|v| !after.contains(v));
        assert_eq!(
            changed, None,
            "mended, it is judged otherwise:\n{}",
            file.after
        );
    }
}

/// The first words.
fn words(text: &str, n: usize) -> String {
    text.split(' ').take(n).collect::<Vec<_>>().join(" ")
}

fn check(text: &str) {
    let project = read(text);
    let options = Options::default().lints(true);
    let report = project.check(&options).expect("nothing is named");
    told(&project, report.diagnostics());
    for f in report.findings() {
        for e in f.evidence() {
            project.place(e.at());
        }
        printable("an explanation", &report.why(&project, f));
    }
    let again = read(text).check(&options).expect("nothing is named");
    assert_eq!(
        report.concise(&project),
        again.concise(&project),
        "another report the second time"
    );
}

/// In which order things are written decides nothing.
fn order(text: &str) {
    let project = read(text);
    if !sound(&project) {
        return;
    }
    let plain = Options::default();
    let first = verdicts(&project, &plain);
    for depth in 0..2 {
        let turned = reversed(text, depth);
        let other = read(&turned);
        let error = other.diagnostics().iter().find(|d| is_error(d));
        assert!(
            error.is_none(),
            "turned round it has a mistake: {error:?}\n{turned}"
        );
        assert_eq!(
            first,
            verdicts(&other, &plain),
            "the order decides (depth {depth})\n{turned}"
        );
    }
}

/// An alternative that is chosen is the text with that alternative written out, and what is decided before stays decided.
fn choose(text: &str) {
    let project = read(text);
    if !sound(&project) {
        return;
    }
    for draft in project.drafts() {
        let options = Options::default().draft(draft);
        let Ok(packages) = project.packages(draft, &options, 2) else {
            continue;
        };
        let told: serde_json::Value = serde_json::from_str(&packages.json()).expect("JSON");
        let before = verdicts(&project, &options);
        for bracket in told["brackets"].as_array().into_iter().flatten().take(3) {
            let name = bracket["name"].as_str().expect("a name");
            let labels = bracket["alternatives"].as_array().expect("alternatives");
            let labels: Vec<&str> = labels.iter().filter_map(|l| l.as_str()).collect();
            for label in &labels {
                let chosen = verdicts(&project, &options.clone().choose(name, label));
                // What nobody can keep is no way the draft may turn out.
                if chosen.iter().all(|v| v.ends_with("Some(Order)")) {
                    continue;
                }
                let open = |v: &&String| v.contains(" Open ");
                for decided in before.iter().filter(|v| !open(v)) {
                    assert!(
                        chosen.iter().any(|c| words(c, 3) == words(decided, 3)),
                        "{decided} was decided, and {name} as {label} makes it {chosen:?}"
                    );
                }
                let Some(written) = written_out(text, &labels, label) else {
                    continue;
                };
                let other = read(&written);
                if sound(&other) {
                    let written_out = verdicts(&other, &options);
                    assert_eq!(chosen, written_out, "{name} as {label} is not\n{written}");
                }
            }
        }
    }
}

/// Every format, each read as those read it who take it.
fn reports(text: &str) {
    let project = read(text);
    let report = project
        .check(&Options::default().lints(true))
        .expect("nothing is named");
    for (what, json) in [
        ("json", report.json(&project)),
        ("sarif", report.sarif(&project)),
        ("gitlab", report.gitlab(&project)),
    ] {
        let read: Result<serde_json::Value, _> = serde_json::from_str(&json);
        assert!(read.is_ok(), "{what} is no JSON: {read:?}");
    }
    for line in report.jsonl(&project).lines() {
        let read: Result<serde_json::Value, _> = serde_json::from_str(line);
        assert!(read.is_ok(), "a line is no JSON: {line}");
    }
    xml("junit", &report.junit(&project));
    table(&report.csv());
    for line in report.github(&project).lines() {
        let begins = [
            "::error ",
            "::warning ",
            "::notice ",
            "armistice: ",
            "Not annotated",
        ];
        assert!(
            begins.iter().any(|b| line.starts_with(b)),
            "no annotation: {line}"
        );
        printable("an annotation", line);
    }
    printable("concise", &report.concise(&project));
    printable("text", &report.text(&project, 80));
    printable("a comment", &report.comment(&project));
    page("check", &report.page(&project));
}

fn xml(what: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        let event = reader.read_event();
        assert!(event.is_ok(), "{what} is no XML: {event:?}\n{text}");
        if let Ok(quick_xml::events::Event::Eof) = event {
            break;
        }
    }
    printable(what, text);
}

fn table(text: &str) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.expect("a record as long as the header");
        for cell in record.iter() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "a formula: {cell}"
            );
        }
    }
}

/// Elements that pages are made of: whatever else looks like one came out of a text.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "bdi",
    "blockquote",
    "body",
    "br",
    "caption",
    "circle",
    "code",
    "col",
    "colgroup",
    "dd",
    "defs",
    "del",
    "desc",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "input",
    "ins",
    "label",
    "legend",
    "li",
    "line",
    "main",
    "mark",
    "marker",
    "meta",
    "nav",
    "ol",
    "p",
    "path",
    "pre",
    "q",
    "rect",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
];

/// A page in every format but Word's, which costs as much as all others and has the same texts in it.
fn page(what: &str, page: &Page) {
    printable(what, &page.text(80));
    let (html, markdown) = (page.html(), page.markdown());
    printable(what, &html);
    printable(what, &markdown);
    for (at, _) in html.match_indices('<') {
        let rest = html[at + 1..].trim_start_matches('/');
        let n = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        assert!(
            rest.starts_with('!') || ELEMENTS.contains(&&rest[..n]),
            "{what}: an element <{}>",
            &rest[..n]
        );
    }
}

/// Drafts by themselves, and side by side.
fn drafts(text: &str) {
    let project = read(text);
    let plain = Options::default();
    let ids: Vec<&str> = project.drafts().take(3).collect();
    for id in &ids {
        if let Ok(rendered) = project.render(id) {
            page("render", &rendered);
        }
        if let Ok(plan) = project.timeline(id, &[]) {
            page("timeline", &plan.page());
            if let Some(chart) = plan.chart() {
                xml("chart", &chart);
            }
            if let Some(json) = plan.json() {
                let read: Result<serde_json::Value, _> = serde_json::from_str(&json);
                assert!(read.is_ok(), "no JSON: {read:?}");
            }
        }
        if let Ok(same) = project.diff(id, id, &plain) {
            page("diff", &same);
        }
    }
    if let Ok(side) = project.compare(&ids, &plain) {
        page("compare", &side);
    }
    if let Ok(common) = project.common_ground(&ids, &plain) {
        page("common ground", &common);
    }
    if let [old, new, ..] = ids[..] {
        for pair in [(old, new), (new, old)] {
            if let Ok(changed) = project.diff(pair.0, pair.1, &plain) {
                page("diff", &changed);
            }
        }
    }
}
