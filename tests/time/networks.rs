//! The plans of all examples, worked out a second time: every limit between every two moments, closed until nothing gets tighter (Floyd and Warshall), a
//! group as what it is by definition. The dates must be those of the schedule, whatever readings and alternatives are taken.

use crate::inside::texts::project;
use armistice::model::Taken;
use armistice::schedule::{Limit, Schedule, schedule};

/// At most so many minutes; less than so many.
type Most = Option<(i64, bool)>;

fn least(a: Most, b: Most) -> Most {
    match (a, b) {
        (Some(x), Some(y)) => Some(if x.0 < y.0 || x.0 == y.0 && x.1 { x } else { y }),
        (a, b) => a.or(b),
    }
}

fn sum(a: Most, b: Most) -> Most {
    let (a, b) = (a?, b?);
    Some((a.0 + b.0, a.1 || b.1))
}

/// The loosest; nothing if one of them is unbounded.
fn most(all: impl Iterator<Item = Most>) -> Most {
    let all: Option<Vec<(i64, bool)>> = all.collect();
    all?.into_iter().reduce(|x, y| {
        if x.0 > y.0 || x.0 == y.0 && !x.1 {
            x
        } else {
            y
        }
    })
}

/// `d[a][b]`: how long after `a` the moment `b` is at most; nothing: the limits contradict one another.
fn closed(s: &Schedule) -> Option<Vec<Vec<Most>>> {
    let n = s.network.len();
    let mut d = vec![vec![None; n]; n];
    (0..n).for_each(|a| d[a][a] = Some((0, false)));
    for e in s
        .network
        .edges()
        .filter(|e| s.network.confined_to(e.why).is_none())
    {
        d[e.from][e.to] = least(
            d[e.from][e.to],
            Some((e.limit.minutes, e.limit.is_strict())),
        );
    }
    loop {
        let before = d.clone();
        for k in 0..n {
            let onward = d[k].clone();
            for from in d.iter_mut().filter(|from| from[k].is_some()) {
                let here = from[k];
                for (to, b) in onward.iter().zip(from.iter_mut()) {
                    *b = least(*b, sum(here, *to));
                }
            }
        }
        for (latest, point, members) in s.network.groups() {
            if latest {
                d.iter_mut().for_each(|from| {
                    from[point] = least(from[point], most(members.iter().map(|m| from[*m])))
                });
            } else {
                d[point] = (0..n)
                    .map(|x| least(d[point][x], most(members.iter().map(|m| d[*m][x]))))
                    .collect();
            }
        }
        if (0..n).any(|a| matches!(d[a][a], Some((m, strict)) if m < 0 || m == 0 && strict)) {
            return None;
        }
        if d == before {
            return Some(d);
        }
    }
}

/// How late a point is at most after the origin, and the origin after it, with what is said of this point and of no other too.
fn of_itself(s: &Schedule, point: usize) -> (Most, Most) {
    let edges: Vec<_> = (s.network.edges())
        .filter(|e| {
            s.network
                .confined_to(e.why)
                .is_none_or(|points| points.contains(&point))
        })
        .collect();
    let groups: Vec<_> = s.network.groups().collect();
    let one_way = |forward: bool, start: usize| {
        let mut d: Vec<Most> = vec![None; s.network.len()];
        d[start] = Some((0, false));
        loop {
            let before = d.clone();
            for e in &edges {
                let (from, to) = if forward {
                    (e.from, e.to)
                } else {
                    (e.to, e.from)
                };
                d[to] = least(
                    d[to],
                    sum(d[from], Some((e.limit.minutes, e.limit.is_strict()))),
                );
            }
            for (latest, group, members) in &groups {
                if *latest == forward {
                    d[*group] = least(d[*group], most(members.iter().map(|m| d[*m])));
                }
            }
            if d == before {
                return d;
            }
        }
    };
    (one_way(true, 0)[point], one_way(false, 0)[point])
}

/// Some ways of making the choices: each alternative of each alone, and all firsts and all lasts.
fn ways(choices: &[armistice::model::OpenChoice]) -> Vec<Vec<Taken>> {
    let mut out = vec![Vec::new()];
    out.push((0..choices.len()).map(|c| (c, 0)).collect());
    out.push(
        choices
            .iter()
            .enumerate()
            .map(|(c, o)| (c, o.values.len() - 1))
            .collect(),
    );
    out.extend(
        choices
            .iter()
            .enumerate()
            .flat_map(|(c, o)| (0..o.values.len()).map(move |v| vec![(c, v)])),
    );
    out
}

#[test]
fn the_dates_of_all_examples_come_out_alike() {
    let (mut plans, mut dates, mut contradictions, mut apart) = (0, 0, 0, 0);
    for folder in [
        "examples/ukraine-2025",
        "examples/minsk",
        "examples/korea-1953",
        "examples/lebanon-2024",
    ] {
        let project = project(folder);
        for (world, draft) in project
            .worlds
            .iter()
            .flat_map(|w| w.drafts.iter().map(move |d| (w, d)))
        {
            for chosen in ways(&draft.choices) {
                let plan = schedule(world, draft, &chosen);
                plans += 1;
                let (windows, wanted) = (plan.windows(), closed(&plan));
                let (Ok(windows), Some(wanted)) = (&windows, &wanted) else {
                    assert_eq!(windows.is_ok(), wanted.is_some(), "{} {chosen:?}", draft.id);
                    contradictions += 1;
                    continue;
                };
                for (p, w) in windows.iter().enumerate() {
                    let own = (plan.network.edges()).any(|e| {
                        plan.network
                            .confined_to(e.why)
                            .is_some_and(|points| points.contains(&p))
                    });
                    let (mut late, mut early) = (wanted[0][p], wanted[p][0]);
                    if own {
                        (late, early) = of_itself(&plan, p);
                        apart += 1;
                    }
                    assert_eq!(
                        w.latest.map(|l: Limit| (l.minutes, l.is_strict())),
                        late,
                        "{} {chosen:?}: {:?}",
                        draft.id,
                        plan.moments[p]
                    );
                    assert_eq!(
                        w.earliest,
                        early.map(|(m, _)| -m),
                        "{} {chosen:?}: {:?}",
                        draft.id,
                        plan.moments[p]
                    );
                    dates += usize::from(late.is_some()) + usize::from(early.is_some());
                }
            }
        }
    }
    assert!(
        plans > 60 && dates > 2_000 && contradictions > 0 && apart > 100,
        "{plans} plans, {dates} dates, {contradictions} contradictions, {apart} moments with limits of their own"
    );
}
