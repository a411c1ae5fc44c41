//! Drafts and positions of any size for measurements: the same size gives the same text.

use std::fmt::Write as _;

/// A small generator of numbers, so that no dependency decides what is measured.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// The four kinds of lines that rule engines are compared on: a ban with a place inside another, a demand with a threshold, a count, a join of two
/// clauses on actor and place. 12 states, 125 smallest regions in a tree of three levels, seven verbs.
pub fn four_kinds(clauses: usize, lines: usize) -> String {
    let mut r = Numbers(7);
    let mut out = String::new();
    for k in 0..7 {
        let _ = writeln!(out, "action do-{k} in place? to quantity?;");
    }
    for a in 0..12 {
        let _ = writeln!(out, "state Actor{a};");
    }
    for g in 0..3 {
        let members: Vec<String> = (4 * g..4 * g + 4).map(|a| format!("Actor{a}")).collect();
        let _ = writeln!(out, "group Group{g} {{ members: {}; }}", members.join(", "));
    }
    let _ = writeln!(out, "region Root;");
    for a in 0..5 {
        let _ = writeln!(out, "region R{a} in Root {{");
        for b in 0..5 {
            let parts: String = (0..5).map(|c| format!(" region R{a}{b}{c};")).collect();
            let _ = writeln!(out, "  region R{a}{b} {{{parts} }}");
        }
        let _ = writeln!(out, "}}");
    }
    let _ = writeln!(
        out,
        "framework four \"Four kinds\" {{\n  parties: Actor0, Actor1;"
    );
    for i in 1..=clauses {
        let (k, a, depth) = (r.next(7), r.next(12), r.next(100));
        let (x, y, z) = (r.next(5), r.next(5), r.next(5));
        let _ = writeln!(
            out,
            "  provision {i} \"Clause {i}\" {{ Actor{a} shall do-{k} in R{x}{y}{z} to {depth} km; }}"
        );
    }
    out.push_str("}\nparty Actor0 {\n");
    for j in 0..lines {
        let (k, other, a, g) = (r.next(7), r.next(7), r.next(12), r.next(3));
        let place = if r.next(2) == 0 {
            format!("R{}", r.next(5))
        } else {
            format!("R{}{}", r.next(5), r.next(5))
        };
        let demand = match j % 4 {
            0 => format!("forbid that Actor{a} shall do-{k} in any part of {place};"),
            1 => format!(
                "require that any actor shall do-{k} in any part of {place} to at least {} km;",
                50 + r.next(50)
            ),
            2 => format!(
                "require at least {} that any member of Group{g} shall do-{k};",
                clauses / 24
            ),
            _ => format!(
                "forbid that any actor A shall do-{k} in any region R unless A shall do-{other} in R;"
            ),
        };
        let _ = writeln!(out, "  red line L{j} \"Line {j}\" {{ {demand} }}");
    }
    out.push_str("}\n");
    out
}

/// A draft of so many clauses and a party of so many lines, with 40 states and 60 regions.
pub fn text(clauses: usize, lines: usize) -> String {
    let mut r = Numbers(1);
    let mut out = String::new();
    for i in 0..40 {
        let _ = writeln!(out, "state Actor{i};");
    }
    let members: Vec<String> = (0..10).map(|i| format!("Actor{i}")).collect();
    let _ = writeln!(
        out,
        "organisation Org0 {{ members: {}; admission: consensus; }}\nstate Home;",
        members.join(", ")
    );
    for i in 0..60 {
        let _ = writeln!(
            out,
            "region Place{i} in Home {{ holder: Actor{}; }}",
            i % 40
        );
    }
    let _ = writeln!(
        out,
        "framework gen \"Generated\" {{\n  parties: Actor0, Actor1, Actor2;\n  dated: 2025-01-01;"
    );
    for i in 1..=clauses {
        let (a, b, p) = (r.next(40), r.next(40), r.next(60));
        let sentence = match i % 6 {
            0 => format!(
                "Actor{a} shall limit armed-forces to {} thousand personnel;",
                100 + r.next(800)
            ),
            1 => format!(
                "Actor{a} shall withdraw all forces from Place{p} within {} days of entry-into-force;",
                1 + r.next(90)
            ),
            2 => format!("Actor{a} shall not deploy forces in Place{p};"),
            3 => format!("Actor{a} hereby recognises Place{p} as de-facto Actor{b};"),
            4 => format!("Actor{a} shall enact in law that Actor{a} shall not join Org0;"),
            _ => {
                let _ = writeln!(
                    out,
                    "  guarantee {i} \"Guarantee {i}\" {{ guarantors: Actor{a}; beneficiary: Actor{b}; binding: treaty; }}"
                );
                continue;
            }
        };
        let _ = writeln!(out, "  provision {i} \"Clause {i}\" {{ {sentence} }}");
    }
    out.push_str("}\nparty Actor0 {\n");
    for j in 0..lines {
        let (a, p) = (j % 40, j % 60);
        let demand = match j % 4 {
            0 => format!(
                "forbid that Actor{a} shall limit armed-forces unless to at least 800 thousand personnel;"
            ),
            1 => format!(
                "forbid that Actor{a} shall withdraw forces from any part of Place{p} unless Actor{} shall withdraw forces from any part of Place{};",
                (j + 1) % 40,
                (j + 1) % 60
            ),
            2 => format!(
                "require guarantee {{ beneficiary: Actor{a}; binding: at least treaty; guarantors: Actor{}; }};",
                (j + 3) % 40
            ),
            _ => format!("forbid that Actor{a} is barred from Org0;"),
        };
        let _ = writeln!(out, "  red line L{j} \"Line {j}\" firm {{ {demand} }}");
    }
    out.push_str("}\n");
    out
}

/// The draft of [`text`] with so many choices in it: every so-manieth clause has a second alternative, proposed by somebody else.
pub fn with_choices(clauses: usize, lines: usize, choices: usize) -> String {
    let every = (clauses / choices.max(1)).max(1);
    let mut n = 0;
    let mut out = String::new();
    for line in text(clauses, lines).lines() {
        let sentence = line
            .strip_prefix("  provision ")
            .and_then(|l| l.split_once(" { "))
            .and_then(|(_, s)| s.strip_suffix(" }"));
        let made = out.matches("either").count();
        match sentence {
            Some(s) if made < choices => {
                n += 1;
                if n % every.min(4) == 0 {
                    let head = &line[..line.len() - s.len() - 2];
                    let _ = writeln!(
                        out,
                        "{head}either Actor0 {{ {s} }} or Actor1 {{ Actor1 shall withdraw forces from Place{}; }} }}",
                        n % 60
                    );
                } else {
                    let _ = writeln!(out, "{line}");
                }
            }
            _ => {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    out
}

/// A plan of so many steps, each tied to some of the steps before it: waits, deadlines, windows. A step has two moments, and its clause two more.
pub fn plan(steps: usize) -> String {
    let mut r = Numbers(3);
    let mut out = String::from("state Averne; state Norland;\nregion Home;\n");
    for i in 1..=steps {
        let _ = writeln!(out, "region Place{i} in Home;");
    }
    out.push_str("framework plan \"A plan\" {\n  parties: Averne, Norland;\n  entry-into-force on 2026-01-01 00:00;\n");
    for i in 1..=steps {
        let who = if i % 2 == 0 { "Averne" } else { "Norland" };
        let back = |r: &mut Numbers| i - 1 - r.next(8.min(i as u64 - 1)) as usize;
        let tie = match i {
            1 => "within 5 days of entry-into-force".to_owned(),
            _ => match r.next(4) {
                0 => format!("after completion of clause {}", back(&mut r)),
                1 => format!(
                    "within {} days of completion of clause {}",
                    3 + r.next(20),
                    back(&mut r)
                ),
                2 => format!(
                    "within {} days after completion of clause {}",
                    3 + r.next(20),
                    back(&mut r)
                ),
                _ => format!(
                    "after completion of clause {}, completed within {} days of completion of clause {}",
                    back(&mut r),
                    30 + r.next(20),
                    back(&mut r)
                ),
            },
        };
        let _ = writeln!(
            out,
            "  provision {i} \"Step {i}\" {{ {who} shall withdraw all forces from Place{i} {tie}; }}"
        );
    }
    out.push_str("}\n");
    out
}

/// So many choices of two alternatives, of which lines forbid some pairs and triples that stand near each other, and demand enough of either.
pub fn packages(choices: usize) -> String {
    let mut r = Numbers(choices as u64);
    let n = choices as u64;
    let mut out = String::from("state Averne; state Norland;\nregion Home;\n");
    for i in 1..=choices {
        let _ = writeln!(out, "region R{i} in Home;");
    }
    out.push_str("framework d \"Choices\" {\n  parties: Averne, Norland;\n");
    for i in 1..=choices {
        let _ = writeln!(
            out,
            "  provision {i} \"c\" {{ either Averne {{ Averne shall withdraw forces from R{i}; }} or Norland {{ Norland shall withdraw forces from R{i}; }} }}"
        );
    }
    out.push_str("}\nparty Averne {\n");
    let lines = if choices < 100 {
        2 * choices
    } else {
        choices * 6 / 5
    };
    for k in 0..lines {
        let low = r.next(n - 7);
        let mut at: Vec<u64> = Vec::new();
        while at.len() < 2 + k % 2 {
            let x = low + r.next(8) + 1;
            if !at.contains(&x) {
                at.push(x);
            }
        }
        let said: Vec<String> = at
            .iter()
            .map(|x| {
                format!(
                    "{} shall withdraw forces from R{x}",
                    if r.next(100) < 35 {
                        "Norland"
                    } else {
                        "Averne"
                    }
                )
            })
            .collect();
        let _ = writeln!(
            out,
            "  red line C{k} \"c\" {{ forbid that {} unless {}; }}",
            said[0],
            said[1..].join(" or ")
        );
    }
    let half = |r: &mut Numbers| {
        let mut all: Vec<u64> = (1..=n).collect();
        for i in (1..all.len()).rev() {
            all.swap(i, r.next(i as u64 + 1) as usize);
        }
        all.truncate(choices / 2);
        all.sort_unstable();
        all.iter()
            .map(|x| format!("R{x}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (a, b) = (half(&mut r), half(&mut r));
    let _ = writeln!(
        out,
        "  red line Most \"m\" {{ require at least {} provision {{ Norland shall withdraw forces from one of ({a}); }}; }}",
        choices / 2 - choices / 5
    );
    let _ = writeln!(
        out,
        "  red line Least \"m\" {{ require at least {} provision {{ Averne shall withdraw forces from one of ({b}); }}; }}",
        choices / 10
    );
    out.push_str("}\n");
    out
}
