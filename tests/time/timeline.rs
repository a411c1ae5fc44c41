//! The timelines of the examples, against what a careful reader of the texts works out by hand.

use crate::inside::texts::project;
use armistice::Project;
use armistice::model::Draft;
use armistice::schedule::{Schedule, Timeline, What, Window, schedule};

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

fn drawn(project: &Project, draft: &Draft, plan: &Schedule) -> String {
    let (world, _) = project.draft(&draft.id).expect("the draft");
    armistice::report::chart(Timeline {
        v: &world.vocabulary,
        draft,
        schedule: plan,
        windows: &plan.windows().expect("a plan"),
        sources: &project.sources,
    })
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
    let chart = drawn(&project, draft, &plan);
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
    let again = drawn(&project, draft, &plan);
    assert_eq!(chart, again, "the same draft, the same bytes");
}

#[test]
fn the_chart_of_lebanon() {
    let project = project("examples/lebanon-2024");
    let (world, draft) = project.draft("lebanon-extension").expect("the draft");
    let plan = schedule(world, draft, &[]);
    insta::assert_snapshot!("chart", drawn(&project, draft, &plan));
}

/// The attributes of the elements of a kind that hold all these words.
fn numbers(chart: &str, element: &str, with: &[&str], names: &[&str]) -> Vec<Vec<f64>> {
    let open = format!("<{element} ");
    let all = chart.split(open.as_str()).skip(1);
    let all = all.filter_map(|rest| rest.split_once('>').map(|(attributes, _)| attributes));
    let all = all.filter(|a| with.iter().all(|w| a.contains(w)));
    let value = |a: &str, name: &str| {
        let (_, rest) = a.split_once(&format!("{name}=\"")).expect("the attribute");
        let (value, _) = rest.split_once('"').expect("its end");
        value.parse::<f64>().expect("a number")
    };
    let read = |a: &str| {
        names
            .iter()
            .map(|n| value(&format!(" {a}"), &format!(" {n}")))
            .collect()
    };
    all.map(read).collect()
}

#[test]
fn forty_steps_without_dates_stand_in_their_order_and_none_over_another() {
    let mut text =
        "state Averne; state Norland;\nframework d \"d\" { parties: Averne, Norland;\n".to_owned();
    for n in 1..=40 {
        let after = match n {
            1 => String::new(),
            n => format!("after completion of clause {}; ", n - 1),
        };
        text.push_str(&format!(
            "  provision {n} \"A step with a title that is too long for one line of the chart, the {n}th\" {{ {after}Averne shall release all prisoners-of-war; }}\n"
        ));
    }
    text.push('}');
    let project = crate::inside::texts::single(&text);
    let (world, draft) = project.draft("d").expect("the draft");
    let plan = schedule(world, draft, &[]);
    let chart = drawn(&project, draft, &plan);
    let boxes = numbers(&chart, "rect", &["height=\"18\""], &["x", "y", "width"]);
    assert_eq!(boxes.len(), 40);
    for w in boxes.windows(2) {
        assert!(
            w[0][0] + w[0][2] < w[1][0],
            "a step stands to the right of what it waits for"
        );
        assert!(w[0][1] + 34.0 <= w[1][1], "and in a row of its own");
    }
    let arrows = chart.matches("marker-end=").count();
    assert_eq!(arrows, 39);
    let words = numbers(&chart, "text", &[], &["x", "y"]);
    for (n, a) in words.iter().enumerate() {
        for b in &words[n + 1..] {
            assert!(a != b, "two texts at {a:?}");
        }
    }
    assert!(chart.contains("the 40th"), "no title is cut off");
}

#[test]
fn nothing_is_drawn_before_the_text_is_signed() {
    let project = project("examples/korea-1953");
    let (world, draft) = project.draft("korea1953").expect("the draft");
    let plan = schedule(world, draft, &[]);
    let chart = drawn(&project, draft, &plan);
    let marks = numbers(&chart, "rect", &["height=\"14\""], &["x"]);
    let signature = marks[0][0];
    assert!(marks.len() > 20);
    assert!(marks.iter().all(|m| m[0] >= signature), "{marks:?}");
}

/// Clause and step, what it says of when, and what of it nobody is bound to.
fn in_order(body: &str) -> Vec<(String, usize, String, String)> {
    let text = format!(
        "state Averne; state Norland; region Vale in Averne {{ region Hills; }}\nframework d \"d\" {{ parties: Averne, Norland; {body} }}"
    );
    let project = crate::inside::texts::single(&text);
    let (world, draft) = project.draft("d").expect("the draft");
    let plan = schedule(world, draft, &[]);
    let steps = Timeline {
        v: &world.vocabulary,
        draft,
        schedule: &plan,
        windows: &plan.windows().expect("a plan"),
        sources: &project.sources,
    }
    .sequence();
    let told = |s: armistice::schedule::Step| {
        let label = draft.clauses[s.clause].label.to_string();
        (label, s.level + 1, s.when.join("; "), s.nobody.join("; "))
    };
    steps.into_iter().map(told).collect()
}

fn step(clause: &str, level: usize, when: &str, nobody: &str) -> (String, usize, String, String) {
    (clause.to_owned(), level, when.to_owned(), nobody.to_owned())
}

#[test]
fn what_is_only_allowed_is_waited_for_and_nobody_is_bound_to_it() {
    let order = in_order(
        "provision 1 \"a\" { Averne may recognise Norland; }
         provision 2 \"b\" { Norland shall pay 10 USD to Averne after completion of clause 1; }
         provision 3 \"c\" { Averne shall pay 20 USD to Norland after completion of clause 2; }",
    );
    let expected = [
        step("1", 1, "", ""),
        step("2", 2, "after the completion of clause 1", "clause 1"),
        step("3", 3, "after the completion of clause 2", ""),
    ];
    assert_eq!(order, expected);
}

#[test]
fn what_waits_for_a_whole_waits_for_its_parts() {
    let order = in_order(
        "provision 1 \"a\" { Averne shall release all prisoners-of-war; }
         provision 2 \"b\" { point 2.a \"x\" { Norland shall withdraw forces from Hills after completion of clause 1; } }
         provision 3 \"c\" { Averne shall pay 20 USD to Norland after completion of clause 2; }",
    );
    let levels: Vec<(&str, usize)> = order.iter().map(|s| (s.0.as_str(), s.1)).collect();
    assert_eq!(levels, [("1", 1), ("2", 1), ("2.a", 2), ("3", 3)]);
}

#[test]
fn what_is_said_of_when_is_told_as_it_is_said() {
    let order = in_order(
        "provision 1 \"a\" { Averne shall release all prisoners-of-war by 2026-04-01; }
         provision 2 \"b\" { Norland shall withdraw forces from Hills by 2026-09-01; }
         provision 3 \"c\" { Averne shall pay 20 USD to Norland after earlier of completion of clause 1 and completion of clause 2; }
         provision 4 \"d\" { Averne shall pay 30 USD to Norland in parallel with clause 2; }
         provision 5 \"e\" { Averne shall pay 40 USD to Norland within 1 month after completion of clause 1; }
         provision 6 \"f\" { Averne shall pay 50 USD to Norland before completion of clause 2; }
         provision 7 \"g\" { Averne shall pay 60 USD to Norland with consent of Norland; }",
    );
    let expected = [
        step("1", 1, "", ""),
        step(
            "3",
            1,
            "after the earlier of the completion of clause 1 and the completion of clause 2",
            "",
        ),
        step("4", 1, "in parallel with clause 2", ""),
        step("6", 1, "before the completion of clause 2", ""),
        step(
            "7",
            1,
            "with the consent of Norland",
            "the consent of Norland",
        ),
        step(
            "5",
            2,
            "within 1 month after the completion of clause 1",
            "",
        ),
    ];
    assert_eq!(order, expected);
}
