//! Whole renderings, under review.

use crate::inside::texts::project;
use armistice::report::compare::Detail;
use armistice::report::{
    Look, checked, concise, human, is_short, json, packages, page, short, timeline, unasked, why,
};
use armistice::schedule::{Timeline, schedule};
use armistice::{Options, Report, Verdict};

fn us28(party: Option<&str>) -> (armistice::Project, Report) {
    let project = project("examples/ukraine-2025");
    let options = Options {
        draft: Some("us28".into()),
        party: party.map(str::to_owned),
        ..Options::default()
    };
    let mut report = project.judged(&options);
    // Diagnostics of the texts have renderings of their own.
    report.diagnostics.clear();
    (project, report)
}

#[test]
fn human_report() {
    let (project, report) = us28(Some("Ukraine"));
    insta::assert_snapshot!(human(
        &report,
        &project.sources,
        Look {
            colour: false,
            unicode: true,
            width: 110
        }
    ));
}

#[test]
fn human_report_in_plain_characters() {
    let (project, report) = us28(Some("NATO"));
    let shown = human(
        &report,
        &project.sources,
        Look {
            colour: false,
            unicode: false,
            width: 80,
        },
    );
    insta::assert_snapshot!(shown);
}

/// Three drafts against five parties in a hundred lines, one of them in sixty; nothing that is crossed or open is missing, and no line is broken.
#[test]
fn many_findings_on_a_screen() {
    let project = project("examples/ukraine-2025");
    let look = Look {
        colour: false,
        unicode: true,
        width: 100,
    };
    for (draft, most) in [(None, 100), (Some("us28"), 60)] {
        let options = Options {
            draft: draft.map(str::to_owned),
            lints: true,
            ..Options::default()
        };
        let report = project.judged(&options);
        assert!(!is_short(&report));
        let text = short(&report, &project.sources, look, " examples/ukraine-2025");
        assert!(
            text.lines().count() <= most,
            "{}\n{text}",
            text.lines().count()
        );
        let rows: Vec<&str> = text.lines().filter(|l| l.starts_with("  ")).collect();
        assert!(
            rows.iter().all(|l| l.chars().count() <= look.width),
            "{text}"
        );
        for f in report.findings() {
            let told = matches!(f.verdict(), Verdict::Crossed | Verdict::Open);
            let row = rows
                .iter()
                .any(|r| r.trim_start().starts_with(&format!("{} ", f.line())));
            assert!(
                row || !told,
                "{} of {} is missing\n{text}",
                f.line(),
                f.party()
            );
        }
        insta::assert_snapshot!(format!("short_{}", draft.unwrap_or("all")), text);
    }
}

#[test]
fn concise_report() {
    let (project, report) = us28(None);
    insta::assert_snapshot!(concise(&report, &project.sources));
}

#[test]
fn json_report() {
    let (project, report) = us28(Some("NATO"));
    insta::assert_snapshot!(json(&report, &project.sources));
}

#[test]
fn why_a_line_is_crossed() {
    let (project, report) = us28(None);
    let shown: Vec<String> = ["UA6", "UA7", "RU8", "US4", "NA5", "UA12", "EU4", "RU3"]
        .iter()
        .filter_map(|l| report.findings.iter().find(|f| f.line == *l))
        .map(|f| {
            let remedy = project.remedy(f, &Options::default());
            why((f, remedy.as_ref()), &project.sources, true, 110)
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn mistakes() {
    let mut out = String::new();
    for text in [
        include_str!("../trials/mistakes/modals.truce"),
        include_str!("../trials/mistakes/signs-and-joins.truce"),
        include_str!("../trials/mistakes/said-in-lines.truce"),
    ] {
        let project = crate::inside::texts::single(text);
        let report = project.judged(&Options::default());
        out += &human(
            &report,
            &project.sources,
            Look {
                colour: false,
                unicode: true,
                width: 100,
            },
        );
    }
    insta::assert_snapshot!(out);
}

/// The statement in a small draft.
fn in_a_draft(statement: &str) -> String {
    format!(
        "state Averne; state Norland; region Sorrel \"Sorrel valley\" in Averne;\nframework truce \"A truce\" {{\n  parties: Averne, Norland;\n  provision 1 \"One\" {{\n    {statement}\n  }}\n  provision 2 \"Two\" {{ Averne shall limit weapons; }}\n}}\n"
    )
}

/// Ordinary wordings, each with what is said of it. Where an edit is offered, it mends: nothing is left to say, or what is left stands elsewhere.
#[test]
fn wordings() {
    let mut out = String::new();
    let mut mended = 0;
    for statement in include_str!("wordings.txt").lines() {
        let text = in_a_draft(statement);
        let project = crate::inside::texts::single(&text);
        let report = project.judged(&Options::default());
        out += &format!("{statement}\n");
        for d in &report.diagnostics {
            let words = project.sources.slice(d.at.span).replace('\n', "⏎");
            out += &format!(
                "  {} at `{words}`: {} ({})\n",
                d.code.slug(),
                d.message,
                d.help.as_deref().unwrap_or("")
            );
        }
        assert!(
            !report.diagnostics.is_empty(),
            "nothing is said of {statement}"
        );
        assert!(
            report.diagnostics.len() <= 2,
            "one mistake, one message: {statement}"
        );
        let Some(first) = report.diagnostics.first().filter(|d| !d.edits.is_empty()) else {
            continue;
        };
        let mut edits = first.edits.clone();
        edits.sort_by_key(|e| std::cmp::Reverse(e.span.start));
        let mut better = text.clone();
        edits.iter().for_each(|e| {
            better.replace_range(e.span.start as usize..e.span.end as usize, &e.text)
        });
        let left = crate::inside::texts::single(&better).judged(&Options::default());
        let same = left.diagnostics.iter().any(|d| d.message == first.message);
        assert!(!same, "the edit does not mend {statement}: {better}");
        mended += usize::from(left.diagnostics.is_empty());
        if !left.diagnostics.is_empty() {
            out += &format!("  … mended, then: {}\n", left.diagnostics[0].message);
        }
    }
    assert!(mended >= 25, "{mended} edits mend for good");
    insta::assert_snapshot!(out);
}

/// Two drafts, or more, as people read them.
fn sides<'p>(project: &'p armistice::Project, ids: &[&str]) -> Vec<armistice::compare::Side<'p>> {
    ids.iter()
        .map(|id| {
            armistice::compare::Side::of(project, id, (*id).to_owned(), &Options::default())
                .expect("a draft")
        })
        .collect()
}

fn wide() -> Look {
    Look {
        colour: false,
        unicode: true,
        width: 160,
    }
}

#[test]
fn the_three_ukraine_drafts_side_by_side() {
    let project = project("examples/ukraine-2025");
    let sides = sides(&project, &["us28", "e3", "eu24"]);
    let page = armistice::report::compare::page(
        &sides,
        &armistice::compare::compare(&sides),
        armistice::report::compare::Detail::default(),
    );
    insta::assert_snapshot!(armistice::report::page::text(&page, wide()));
}

#[test]
fn the_minsk_texts_side_by_side() {
    let project = project("examples/minsk");
    let sides = sides(&project, &["protocol", "memorandum", "minsk2"]);
    let page = armistice::report::compare::page(
        &sides,
        &armistice::compare::compare(&sides),
        armistice::report::compare::Detail::default(),
    );
    insta::assert_snapshot!(armistice::report::page::markdown(&page));
}

#[test]
fn what_the_mark_up_changed() {
    let project = project("examples/ukraine-2025");
    let sides = sides(&project, &["us28", "e3"]);
    let d = armistice::compare::diff(&sides[0], &sides[1]);
    let page = armistice::report::diff::page(
        &sides[0],
        &sides[1],
        &d,
        armistice::report::compare::Detail::default(),
    );
    insta::assert_snapshot!(armistice::report::page::text(&page, wide()));
}

#[test]
fn the_package_of_measures_in_plain_english() {
    let project = project("examples/minsk");
    let (world, draft) = project.draft("minsk2").expect("a draft");
    let page = armistice::report::rendered::page(&world.vocabulary, draft, &project.sources, &[]);
    insta::assert_snapshot!(armistice::report::page::markdown(&page));
}

const WIDE: Look = Look {
    colour: false,
    unicode: true,
    width: 110,
};

#[test]
fn the_order_of_a_text_without_dates() {
    let project = project("examples/ukraine-2025");
    let (world, draft) = project.draft("us28").expect("the draft");
    let plan = schedule(world, draft, &[]);
    let told = timeline::human(
        Timeline {
            v: &world.vocabulary,
            draft,
            schedule: &plan,
            windows: &plan.windows().expect("a plan"),
            sources: &project.sources,
        },
        WIDE,
    );
    insta::assert_snapshot!(told);
}

#[test]
fn packages_of_a_text_that_suits_nobody() {
    let project = project("examples/ukraine-2025");
    let (found, draft) = project
        .counted("e3", &Options::default(), 10)
        .expect("they are counted");
    let told = packages::human((draft, &project.sources), &found, WIDE, &[]);
    insta::assert_snapshot!(told);
}

#[test]
fn clauses_that_nothing_asks_about() {
    let project = project("examples/minsk");
    let report = project.judged(&Options::default());
    insta::assert_snapshot!(unasked(&report, WIDE));
}

#[test]
fn the_page_of_check_in_markdown() {
    let (project, report) = us28(Some("NATO"));
    let page = checked::page(&report, &project, Detail::default());
    insta::assert_snapshot!(page::markdown(&page));
}

/// What stands in an attribute, wherever it does.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let open = format!(" {name}=\"");
    let all = html.split(open.as_str()).skip(1);
    all.filter_map(|rest| rest.split_once('"').map(|(value, _)| value))
        .collect()
}

#[test]
fn the_page_of_check_leads_from_each_verdict_to_its_evidence_and_back() {
    let project = project("examples/ukraine-2025");
    let report = project.judged(&Options::default());
    let all = Detail {
        evidence: true,
        pictures: true,
    };
    let html = page::html(&checked::page(&report, &project, all));
    let ids = attributes(&html, "id");
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "an id is given once");
    for to in attributes(&html, "href") {
        let to = to.strip_prefix('#').expect("a link within the page");
        assert!(unique.contains(&to), "nothing is linked by {to}");
    }
    let told = report
        .findings
        .iter()
        .filter(|f| matches!(f.verdict, Verdict::Crossed | Verdict::Open));
    let told = told.count();
    for (id, links) in [("verdict-", "#evidence-"), ("evidence-", "#verdict-")] {
        assert_eq!(ids.iter().filter(|i| i.starts_with(id)).count(), told);
        let links = attributes(&html, "href")
            .into_iter()
            .filter(|h| h.starts_with(links));
        assert!(links.count() >= told, "{id}");
    }
    // What can be left out is there, and is left out by a rule of the page's own.
    for tag in attributes(&html, "data-of")
        .iter()
        .flat_map(|t| t.split(' '))
    {
        assert!(
            html.contains(&format!("#show-{tag}:not(:checked)")),
            "{tag}"
        );
        assert!(unique.contains(&format!("show-{tag}").as_str()), "{tag}");
    }
}
