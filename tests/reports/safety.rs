//! Reports people show to each other: what a draft says never becomes markup, a formula or a command, and the same input gives the same bytes.

use crate::inside::texts::single;
use armistice::compare::{Side, compare, diff};
use armistice::report::compare::Detail;
use armistice::report::{
    checked, compare as compared, csv, diff as differs, page, rendered, timeline_page,
};
use armistice::schedule::{Timeline, schedule};
use armistice::{Options, Project};

/// Titles, names and notes that would be markup, formulas, links or mentions if somebody let them.
const TEXT: &str = r##"
state Averne "Аверн <b>"; state Norland "نورلاند"; state Lake "=SUM(A1)";
region Hills "the <img src=x onerror=alert(1)> hills" in Averne { holder: Norland; }
framework first "<script>alert(1)</script> & ](javascript:alert(1)) | `x`" {
  parties: Averne, Norland;
  source: "=HYPERLINK(0) @everyone";
  signature on 2026-03-01;
  entry-into-force at once with signature;
  provision 1 "<script>alert(2)</script>" { note: "</p><script>alert(3)</script>"; Norland shall withdraw all forces from Hills within 30 days of signature; }
  provision 2 "=2+5" { Averne shall limit armed-forces to [Averne: 60 thousand | Norland: 40 thousand] personnel; text: "+1 </td> *bold* _em_ | cell"; }
  provision 3 { Lake shall pay unspecified "<i>how much</i>" USD to Averne; }
}
framework second "-two" {
  parties: Averne, Norland;
  provision 1 { Norland shall withdraw all forces from Hills within 60 days of signature; }
}
party Averne {
  red line A1 "=cmd|' /C calc'!A0 <script>" absolute { require that Norland shall withdraw forces from all of Hills; }
  red line A2 "@SUM(1)" firm { forbid that Averne shall limit armed-forces unless to at least 50 thousand personnel; }
}
"##;

fn sides(project: &Project) -> [Side<'_>; 2] {
    ["first", "second"]
        .map(|id| Side::of(project, id, id.to_owned(), &Options::default()).expect("a draft"))
}

/// What is made of the plan of the first draft.
fn of_the_plan<T>(project: &Project, made: impl Fn(Timeline) -> T) -> T {
    let (world, draft) = project.draft("first").expect("a draft");
    let schedule = &schedule(world, draft, &[]);
    let windows = &schedule.windows().expect("a plan");
    made(Timeline {
        v: &world.vocabulary,
        draft,
        schedule,
        windows,
        sources: &project.sources,
    })
}

/// Every page of the project.
fn pages(project: &Project) -> Vec<page::Page> {
    let [a, b] = sides(project);
    let all = Detail {
        evidence: true,
        pictures: true,
    };
    let both = [a, b];
    let comparison = compare(&both);
    let report = project.judged(&Options::default());
    let (world, draft) = project.draft("first").expect("a draft");
    vec![
        compared::page(&both, &comparison, all),
        compared::common_page(&both, &comparison.common),
        differs::page(&both[0], &both[1], &diff(&both[0], &both[1]), all),
        checked::page(&report, project, all),
        of_the_plan(project, timeline_page::page),
        rendered::page(&world.vocabulary, draft, &project.sources, &report.findings),
    ]
}

#[test]
fn no_text_becomes_markup() {
    let project = single(TEXT);
    assert!(
        project
            .diagnostics
            .iter()
            .all(|d| d.severity != armistice::diagnostic::Severity::Error),
        "{:?}",
        project.diagnostics
    );
    for p in pages(&project) {
        let html = page::html(&p);
        for tag in ["<script", "<img", "<i>", "<b>", "javascript:alert(1))\""] {
            assert!(!html.contains(tag), "{tag} in {}", p.title);
        }
        // Links lead to places of the page, by names that no text has a part in.
        for to in html.split("href=\"").skip(1) {
            let to = to.split('"').next().unwrap_or_default();
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(
                to.strip_prefix('#').is_some_and(|t| t.chars().all(plain)),
                "{to}"
            );
        }
        assert!(
            html.contains("default-src 'none'")
                && html.starts_with("<!DOCTYPE html>")
                && html.contains("lang=\"en\""),
            "{}",
            p.title
        );
        let markdown = page::markdown(&p);
        let quoted = |l: &&str| !l.starts_with("    ");
        for line in markdown.lines().filter(quoted) {
            assert!(
                !line.contains("<script")
                    && !line.contains("<img")
                    && !line.replace("\\]", "").contains("](javascript:")
                    && !line.contains("@everyone"),
                "{line}"
            );
            // A cell never opens another one.
            if line.starts_with("| ") {
                assert_eq!(
                    line.replace("\\|", "").matches('|').count(),
                    line.replace("\\|", "").matches(" | ").count() + 2,
                    "{line}"
                );
            }
        }
        assert!(
            page::text(
                &p,
                armistice::report::Look {
                    colour: false,
                    unicode: true,
                    width: 100
                }
            )
            .chars()
            .all(|c| c == '\n' || !c.is_control()),
            "{}",
            p.title
        );
    }
}

/// Controls, and what is no character at all: no reader shows them, and no XML may hold them.
#[test]
fn no_control_gets_into_a_page_or_a_chart() {
    let bad = "\u{85}\u{B}\u{9B}\u{FFFE}\u{FFFF}\u{FDD0}\u{1FFFE}\u{202E}\u{1}";
    let text = TEXT
        .replace("framework first \"", &format!("framework first \"{bad}"))
        .replace("region Hills \"", &format!("region Hills \"{bad}"))
        .replace("provision 1 \"<", &format!("provision 1 \"{bad}<"))
        .replace("note: \"", &format!("note: \"{bad}"))
        .replace("unspecified \"", &format!("unspecified \"{bad}"))
        .replace("text: \"", &format!("text: \"{bad}"))
        .replace("red line A1 \"", &format!("red line A1 \"{bad}"));
    let project = single(&text);
    let mut written = vec![of_the_plan(&project, armistice::report::chart)];
    for p in pages(&project) {
        written.extend([page::html(&p), page::markdown(&p)]);
    }
    for text in written {
        let through = text.chars().find(|c| bad.contains(*c));
        assert_eq!(through, None, "{text}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (single(TEXT), single(TEXT));
    for (a, b) in pages(&one).iter().zip(&pages(&two)) {
        assert_eq!(page::html(a), page::html(b));
        assert_eq!(page::markdown(a), page::markdown(b));
        assert!(
            page::docx(a).expect("a file") == page::docx(b).expect("a file"),
            "{}",
            a.title
        );
    }
}

#[test]
fn names_in_other_scripts_stand_apart_from_the_words_around_them() {
    let project = single(TEXT);
    let html: String = pages(&project).iter().map(page::html).collect();
    assert!(
        html.contains("<bdi>نورلاند</bdi>"),
        "an Arabic name stands in a bdi"
    );
    assert!(
        html.contains("<bdi>Аверн &lt;b&gt;</bdi>"),
        "a Cyrillic one too"
    );
}

#[test]
fn tables_for_spreadsheets_hold_no_formula_and_read_back() {
    let project = single(TEXT);
    let both = sides(&project);
    let comparison = compare(&both);
    let tables = [
        csv::compared(&both, &comparison),
        csv::common(&both, &comparison.common),
        csv::changed(&diff(&both[0], &both[1])),
        csv::changed(&diff(&both[0], &both[0])),
        csv::checked(&project.judged(&Options::default())),
        of_the_plan(&project, csv::timeline),
    ];
    for t in tables {
        // The reader refuses records of another length than the header.
        let mut reader = ::csv::Reader::from_reader(t.as_bytes());
        let head = reader.headers().expect("a header").clone();
        assert!(
            head.len() > 5
                && head
                    .iter()
                    .all(|h| h.chars().all(|c| c.is_ascii_lowercase() || c == '_')),
            "{head:?}"
        );
        for record in reader.records() {
            for cell in record.expect("a record").iter() {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
            }
        }
    }
    let all = csv::compared(&both, &comparison);
    assert!(all.contains("'=cmd|"), "the text is still there, as text");
}

#[test]
fn word_files_hold_brackets_and_comments() {
    let project = single(TEXT);
    let report = project.judged(&Options::default());
    let (world, draft) = project.draft("first").expect("a draft");
    let page = rendered::page(&world.vocabulary, draft, &project.sources, &report.findings);
    let notes: Vec<&page::Line> = page
        .blocks
        .iter()
        .filter_map(|b| {
            if let page::Block::Article(page::Article { notes, .. }) = b {
                Some(notes)
            } else {
                None
            }
        })
        .flatten()
        .collect();
    assert!(
        notes
            .iter()
            .any(|n| n.plain().starts_with("Red line A2 of Averne")),
        "{notes:?}"
    );
    assert!(
        notes
            .iter()
            .any(|n| n.plain().contains("Note of the encoder")),
        "{notes:?}"
    );
    let text = page::text(
        &page,
        armistice::report::Look {
            colour: false,
            unicode: true,
            width: 200,
        },
    );
    assert!(
        text.contains(
            "limit armed forces to [Аверн <b>: 60 thousand | نورلاند: 40 thousand] personnel"
        ),
        "{text}"
    );
    assert!(page::docx(&page).expect("a file").starts_with(b"PK"));
}
