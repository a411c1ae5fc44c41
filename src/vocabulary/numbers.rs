//! Exact numbers: fractions of whole numbers, checked. No verdict ever rests on a rounded number.

use std::cmp::Ordering;

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Exact {
    num: i128,
    den: i128,
}

/// Digits a number may have, before and after the point together.
pub(super) const MAX_DIGITS: usize = 30;

impl Exact {
    /// Nothing.
    pub(crate) const ZERO: Exact = Exact { num: 0, den: 1 };

    /// One.
    pub(crate) const ONE: Exact = Exact { num: 1, den: 1 };

    /// A fraction; nothing if the denominator is 0.
    pub(crate) fn new(num: i128, den: i128) -> Option<Exact> {
        if den == 0 {
            return None;
        }
        let g = gcd(num.unsigned_abs(), den.unsigned_abs());
        let g = i128::try_from(g).ok()?.max(1);
        let sign = if den < 0 { -1 } else { 1 };
        Some(Exact {
            num: num.checked_div(g)?.checked_mul(sign)?,
            den: den.checked_div(g)?.checked_mul(sign)?,
        })
    }

    /// Reads `600_000` or `0.001`.
    pub(crate) fn read(text: &str) -> Option<Exact> {
        let digits: String = text.chars().filter(|c| *c != '_').collect();
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        if whole.len() + part.len() > MAX_DIGITS {
            return None;
        }
        let num: i128 = format!("{whole}{part}").parse().ok()?;
        Exact::new(num, 10i128.checked_pow(u32::try_from(part.len()).ok()?)?)
    }

    /// How often the other goes into it, if that can be held.
    pub(crate) fn over(self, other: Exact) -> Option<Exact> {
        self.times(Exact::new(other.den, other.num)?)
    }

    /// The sum; nothing if it is too large.
    pub(crate) fn plus(self, other: Exact) -> Option<Exact> {
        let a = self.num.checked_mul(other.den)?;
        let b = other.num.checked_mul(self.den)?;
        Exact::new(a.checked_add(b)?, self.den.checked_mul(other.den)?)
    }

    /// The product; nothing if it is too large.
    pub(crate) fn times(self, other: Exact) -> Option<Exact> {
        // Crosswise reduction first, so that no product is larger than it must be.
        let a = Exact::new(self.num, other.den)?;
        let b = Exact::new(other.num, self.den)?;
        Exact::new(a.num.checked_mul(b.num)?, a.den.checked_mul(b.den)?)
    }

    /// The number itself, if it is a whole one.
    pub(crate) fn whole(self) -> Option<i64> {
        (self.den == 1)
            .then(|| i64::try_from(self.num).ok())
            .flatten()
    }

    /// More than nothing.
    pub(crate) fn is_positive(self) -> bool {
        self.num > 0
    }

    /// Order by value, exact for all numbers that can be written.
    pub(crate) fn compare(self, other: Exact) -> Ordering {
        // Continued fractions: no product, so nothing can overflow.
        let (mut a, mut b, mut c, mut d) = (self.num, self.den, other.num, other.den);
        loop {
            let (q, s) = (a.div_euclid(b), c.div_euclid(d));
            if q != s {
                return q.cmp(&s);
            }
            let (r, t) = (a.rem_euclid(b), c.rem_euclid(d));
            match (r, t) {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                _ => (a, b, c, d) = (d, t, b, r),
            }
        }
    }
}

/// Numbers between two ends, each with whether it belongs to them; an end that is not there is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Interval {
    /// The lower end.
    pub low: Option<(Exact, bool)>,
    /// The upper end.
    pub high: Option<(Exact, bool)>,
}

impl Interval {
    /// Is every number of the other in it?
    pub(crate) fn holds(self, other: Interval) -> bool {
        let low = match (other.low, self.low) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((x, own)), Some((y, mine))) => x > y || (x == y && (mine || !own)),
        };
        let high = match (other.high, self.high) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((x, own)), Some((y, mine))) => x < y || (x == y && (mine || !own)),
        };
        low && high
    }

    /// Have they a number in common?
    pub(crate) fn meets(self, other: Interval) -> bool {
        let below = |h: Option<(Exact, bool)>, l: Option<(Exact, bool)>| match (h, l) {
            (Some((h, own)), Some((l, mine))) => h < l || (h == l && !(own && mine)),
            _ => false,
        };
        !(below(self.high, other.low) || below(other.high, self.low))
    }
}

impl std::fmt::Display for Exact {
    /// Groups of three digits with `_`, as a draft writes them; a fraction that has no short decimal form as a fraction.
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let digits = self.num.unsigned_abs().to_string();
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push('_');
            }
            out.push(c);
        }
        let sign = if self.num < 0 { "-" } else { "" };
        if self.den == 1 {
            write!(f, "{sign}{out}")
        } else {
            write!(f, "{sign}{}/{}", self.num.unsigned_abs(), self.den)
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        self.compare(*other)
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let n = |s: &str| Exact::read(s);
        assert!(n("600_000") < n("800_000"));
        assert!(n("0.5") > n("0.25"));
        assert_eq!(n("1.50"), n("1.5"));
        assert_eq!(n("1000000000000000000000000000000000"), None);
        let big = Exact::read("99999999999999999999")
            .and_then(|a| a.times(Exact::read("99999999999999999999")?));
        assert_eq!(
            big.map(|b| b > Exact::ONE),
            None,
            "an overflow is no number"
        );
        for a in -6..7i128 {
            for b in 1..7i128 {
                for c in -6..7i128 {
                    for d in 1..7i128 {
                        let want = (a * d).cmp(&(c * b));
                        assert_eq!(
                            Exact::new(a, b)
                                .zip(Exact::new(c, d))
                                .map(|(x, y)| x.compare(y)),
                            Some(want),
                            "{a}/{b} {c}/{d}"
                        );
                    }
                }
            }
        }
    }
}
