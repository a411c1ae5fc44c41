//! The timelines of the examples, against what a careful reader of the texts works out by hand.

use crate::inside::texts::project;
use armistice::schedule::{Schedule, What, Window, schedule};

/// Not before, not after; an empty word where nothing is fixed.
fn window(windows: &[Window], point: usize) -> (String, String) {
    let w = &windows[point];
    let early = w
        .earliest
        .filter(|_| !w.earliest_by.is_empty())
        .map_or_else(String::new, Schedule::written);
    let late = w.latest.map_or_else(String::new, Schedule::written_latest);
    (early, late)
}

fn of(folder: &str, id: &str, choose: &[(&str, &str)], wanted: &[(&str, What, &str, &str)]) {
    let project = project(folder);
    let (world, draft) = project.draft(id).expect("the draft");
    let taken: Vec<_> = choose
        .iter()
        .map(|(a, b)| draft.choose(a, b).expect("the choice"))
        .collect();
    let plan = schedule(world, draft, &taken);
    let windows = plan.windows().expect("a plan that can be kept");
    for (label, what, early, late) in wanted {
        let c = draft
            .clauses
            .iter()
            .position(|c| c.label == *label)
            .expect("the clause");
        let (start, completion, expiry) = plan.clauses[c];
        let point = match what {
            What::Start => start,
            What::Completion => completion.expect("something to be done"),
            _ => expiry.expect("something kept up"),
        };
        assert_eq!(
            window(&windows, point),
            ((*early).to_owned(), (*late).to_owned()),
            "{id} {label} {what:?}"
        );
    }
}

#[test]
fn minsk() {
    let (start, done) = (What::Start, What::Completion);
    let rows = [
        ("1", start.clone(), "2015-02-15 00:00", "2015-02-15 00:00"),
        ("2", start.clone(), "2015-02-15 00:00", "2015-02-17 00:00"),
        ("2", done.clone(), "2015-02-15 00:00", "2015-03-03 00:00"),
        ("6", done.clone(), "", "2015-03-08 00:00"),
        // Thirty days of a day: to its end.
        ("4.b", done.clone(), "", "2015-03-14 24:00"),
        // No date in the text: it follows from 9.a and 9.b.
        ("12", done.clone(), "", "2015-12-31 24:00"),
        ("9", done.clone(), "2015-02-12 00:00", "2015-12-31 24:00"),
        ("5", done.clone(), "", ""),
        ("10.a", done.clone(), "", ""),
        ("10.b", done.clone(), "", ""),
    ];
    of("examples/minsk", "minsk2", &[], &rows);
    of(
        "examples/minsk",
        "minsk2",
        &[("withdrawal-day", "counted-from-start")],
        &[("4.a", start.clone(), "2015-02-15 00:00", "2015-02-18 00:00")],
    );
    of(
        "examples/minsk",
        "minsk2",
        &[("withdrawal-day", "counted-from-end")],
        &[
            ("4.a", start.clone(), "2015-02-15 00:00", "2015-03-04 00:00"),
            ("4.a", done, "2015-02-15 00:00", ""),
        ],
    );
    of(
        "examples/minsk",
        "minsk2",
        &[("sequence", "politics-first")],
        &[("2", start, "2015-02-15 00:00", "2015-02-17 00:00")],
    );
}

#[test]
fn korea_and_lebanon() {
    of(
        "examples/korea-1953",
        "korea1953",
        &[],
        &[
            (
                "13.a.1",
                What::Completion,
                "1953-07-27 22:00",
                "1953-07-30 22:00",
            ),
            ("13.a.2", What::Completion, "", "1953-09-13 22:00"),
            ("51.b.3", What::Completion, "", "1954-01-23 22:00"),
        ],
    );
    of(
        "examples/lebanon-2024",
        "lebanon2024",
        &[],
        &[
            ("12", What::Completion, "", "2025-01-26 04:00"),
            ("7.b", What::Completion, "", ""),
            ("8.a", What::Completion, "", ""),
        ],
    );
    of(
        "examples/lebanon-2024",
        "lebanon-extension",
        &[],
        &[("12", What::Completion, "", "2025-02-18 24:00")],
    );
}

#[test]
fn a_plan_that_contradicts_itself_names_its_shortest_circle() {
    let project = project("examples/minsk");
    let (world, draft) = project.draft("minsk2").expect("the draft");
    let plan = schedule(
        world,
        draft,
        &[draft
            .choose("sequence", "security-first")
            .expect("the reading")],
    );
    let circle = plan.windows().expect_err("no schedule keeps it");
    let said: Vec<String> = circle
        .iter()
        .filter(|(r, _, _)| r.said)
        .map(|(r, _, _)| project.sources.slice(r.at).to_owned())
        .collect();
    assert_eq!(
        said,
        [
            "before start of clause 12",
            "before completion of clause 10",
            "within 1 day after completion of clause 12"
        ]
    );
}

#[test]
fn the_chart_is_a_picture_that_a_draft_cannot_write_into() {
    let text = r#"state Averne; state Norland;
framework d "<script>alert(1)</script> & \u{202e}" { parties: Averne, Norland; signature on 2026-05-01;
provision 1 "]]></title><script>" { Averne shall release all prisoners-of-war within 10 days of signature; } }"#;
    let hostile = text.replace("\\u{202e}", "");
    let project = crate::inside::texts::single(&hostile);
    let (world, draft) = project.draft("d").expect("the draft");
    let plan = schedule(world, draft, &[]);
    let chart = armistice::report::chart(draft, &plan, &plan.windows().expect("a plan"));
    assert!(
        !chart.contains("<script") && chart.contains("&lt;script"),
        "{chart}"
    );
    assert!(chart.contains("2026-05-11"), "the deadline is told");
    // As many elements are opened as closed.
    let (opened, closed) = (
        chart.matches('<').count() - chart.matches("</").count(),
        chart.matches("</").count() + chart.matches("/>").count(),
    );
    assert_eq!(opened, closed);
    let again = armistice::report::chart(draft, &plan, &plan.windows().expect("a plan"));
    assert_eq!(chart, again, "the same draft, the same bytes");
}

#[test]
fn the_chart_of_lebanon() {
    let project = project("examples/lebanon-2024");
    let (world, draft) = project.draft("lebanon-extension").expect("the draft");
    let plan = schedule(world, draft, &[]);
    insta::assert_snapshot!(
        "chart",
        armistice::report::chart(draft, &plan, &plan.windows().expect("a plan"))
    );
}
