//! Laws of the sets themselves, for every two and three of them in a small world, and agreement with plain sets.

use armistice::matching::{Ask, Lies, Mode, Much};
use armistice::vocabulary::{Exact, Interval, Leaves};

/// Every interval with ends at 0, 1 or 2, either end in it or not, or none; those that hold a number.
fn intervals() -> Vec<Interval> {
    let end = |n: i128| Exact::new(n, 1).expect("a number");
    let mut ends = vec![None];
    for n in 0..3 {
        ends.extend([Some((end(n), true)), Some((end(n), false))]);
    }
    let mut out = Vec::new();
    for low in &ends {
        for high in &ends {
            let i = Interval {
                low: *low,
                high: *high,
            };
            if !numbers(i).is_empty() {
                out.push(i);
            }
        }
    }
    out
}

/// Its numbers among the halves from -1 to 3: enough to tell any two of them apart.
fn numbers(i: Interval) -> Vec<i128> {
    let inside = |n: &i128| {
        let n = Exact::new(*n, 2).expect("a number");
        let above = i.low.is_none_or(|(l, own)| n > l || own && n == l);
        let below = i.high.is_none_or(|(h, own)| n < h || own && n == h);
        above && below
    };
    (-2..=6).filter(inside).collect()
}

#[test]
fn numbers_lie_as_plain_sets_do() {
    let all = intervals();
    assert!(all.len() > 20);
    for a in &all {
        for b in &all {
            let (x, y) = (numbers(*a), numbers(*b));
            let plain = Lies {
                within: x.iter().all(|n| y.contains(n)),
                around: y.iter().all(|n| x.contains(n)),
                meets: x.iter().any(|n| y.contains(n)),
            };
            let lies = Lies::of_numbers(*a, *b);
            assert_eq!(lies, plain, "{a:?} {b:?}");
            assert_eq!(lies.back(), Lies::of_numbers(*b, *a), "{a:?} {b:?}");
        }
    }
}

#[test]
fn places_lie_as_plain_sets_do() {
    let set = |bits: usize| {
        let mut out = Leaves::default();
        (0..4)
            .filter(|n| bits >> n & 1 == 1)
            .for_each(|n| out.insert(n));
        out
    };
    for a in 0..16usize {
        for b in 0..16usize {
            let (x, y) = (set(a), set(b));
            assert_eq!(x.within(&y), a & !b == 0);
            assert_eq!(x.and(&y), set(a & b));
            assert_eq!(x.or(&y), set(a | b));
            assert_eq!(x.without(&y), set(a & !b));
            assert_eq!(x.is_empty(), a == 0);
        }
    }
}

#[test]
fn what_is_wanted_of_sets_is_wanted_of_more_and_less_alike() {
    let all = intervals();
    let modes = [Mode::Overlap, Mode::Within, Mode::Cover, Mode::Entail];
    for ban in [false, true] {
        for mode in modes {
            let ask = Ask::new(mode).of(ban);
            for a in &all {
                // What is said meets what is asked in the same words, all of it or some.
                let same = Lies::of_numbers(*a, *a);
                for much in [Much::Some, Much::All] {
                    assert!(ask.is_answered(same, much, much), "{mode:?} {a:?}");
                }
                for b in &all {
                    let lies = Lies::of_numbers(*a, *b);
                    // Whoever asks for all is not met by what does not meet one who asks for some.
                    for said in [Much::Some, Much::All] {
                        let [some, every] =
                            [Much::Some, Much::All].map(|m| ask.is_answered(lies, m, said));
                        assert!(some || !every, "{mode:?} {a:?} {b:?}");
                    }
                    // What says all says some.
                    let [some, every] =
                        [Much::Some, Much::All].map(|m| ask.is_answered(lies, Much::Some, m));
                    assert!(every || !some, "{mode:?} {a:?} {b:?}");
                    // What meets a demand crosses the ban on the same.
                    let overlap = Ask::new(Mode::Overlap).of(ban);
                    for said in [Much::Some, Much::All] {
                        let met = ask.is_answered(lies, Much::Some, said);
                        assert!(!met || overlap.is_answered(lies, Much::Some, said));
                    }
                    assert!(!ask.is_answered_by_any(lies) || overlap.is_answered_by_any(lies));
                    for c in &all {
                        let (ab, bc) = (Lies::of_numbers(*a, *b), Lies::of_numbers(*b, *c));
                        let ac = Lies::of_numbers(*a, *c);
                        assert!(!(ab.within && bc.within) || ac.within);
                        assert!(!(ab.around && bc.around) || ac.around);
                        assert!(!(ab.around && bc.meets) || ac.meets);
                    }
                }
            }
        }
    }
}
