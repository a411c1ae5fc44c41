//! Where a long statement is broken: into as few lines as it needs, and there where its parts begin.

use super::lines::indent;
use super::places::cost;
use super::{Layout, WIDTH, apart};
use std::ops::Range;

/// A line costs more than any place to break it, a line that is too long more than any number of lines.
const LINE: u64 = 100_000;
const TOO_LONG: u64 = 1 << 40;
/// To break inside brackets costs more than outside.
const INSIDE: u64 = 1_000;

/// A bracket in a statement.
#[derive(Clone, Copy)]
struct Bracket {
    at: usize,
    close: usize,
    /// What stands in it has lines of its own.
    open: bool,
    /// The level of the line on which it is opened, if it is open.
    level: usize,
}

/// Tokens of a statement from one forced line end to the next.
struct Segment {
    tokens: Range<usize>,
    /// The level of its first line, and of the others.
    first: usize,
    rest: usize,
    /// Brackets around its first token that are not open.
    depth: usize,
}

impl Layout<'_> {
    /// A statement, or the head of a block: `tokens` on one line or on several.
    pub(super) fn flow(&mut self, tokens: Range<usize>, level: usize) {
        let brackets = self.brackets(&tokens, level);
        let kept = self.kept(&tokens, level);
        let mut around: Vec<Bracket> = Vec::new();
        let mut next = brackets.iter().copied().peekable();
        let mut segment = Segment {
            tokens: tokens.start..tokens.start,
            first: level,
            rest: level + 1,
            depth: 0,
        };
        for n in tokens.clone() {
            let token = &self.tokens[n];
            let closes = around.last().copied().filter(|b| b.close == n);
            if closes.is_some() {
                around.pop();
            }
            let behind_semicolon = n > tokens.start && self.tokens[n - 1].text == ";";
            let inner = around.last().filter(|b| b.open);
            let starts = closes.is_none()
                && inner.is_some_and(|b| b.at + 1 == n || behind_semicolon || token.text == "|");
            let ends = closes.is_some_and(|b| b.open);
            if n > tokens.start
                && (!token.comments.is_empty() || starts || ends || kept.binary_search(&n).is_ok())
            {
                let depth = around.iter().rev().take_while(|b| !b.open).count();
                let level = self.segment(&segment);
                let (first, rest) = match (inner, closes) {
                    (_, Some(b)) if ends && b.at + 1 == n => (level, level + 1),
                    (_, Some(b)) if ends => (b.level, b.level + 1),
                    (Some(b), _) if starts && b.at + 1 == n => (level + 1, level + 2),
                    (Some(b), _) if starts => (b.level + 1, b.level + 2),
                    _ => (segment.rest + depth, segment.rest),
                };
                if let Some(b) = around.last_mut().filter(|b| b.open && b.at + 1 == n) {
                    b.level = level;
                }
                self.comments_inside(n, first + usize::from(ends));
                segment = Segment {
                    tokens: n..n,
                    first,
                    rest,
                    depth,
                };
            }
            segment.tokens.end = n + 1;
            if let Some(bracket) = next.next_if(|b| b.at == n) {
                around.push(bracket);
            }
        }
        self.segment(&segment);
    }

    /// The tokens of a list of words that is longer than a line before which its author began one, if all these lines fit: words are grouped by lines.
    fn kept(&self, tokens: &Range<usize>, level: usize) -> Vec<usize> {
        let mut out = Vec::new();
        if !matches!(self.tokens[tokens.start].text, "terms" | "type" | "matter")
            || self.fits(tokens, level)
        {
            return out;
        }
        let (mut start, mut depth) = (tokens.start, 0);
        let mut first = level;
        for n in tokens.start + 1..tokens.end {
            let before = self.tokens[n - 1].text;
            depth = (depth + usize::from(before == "(")).saturating_sub(usize::from(before == ")"));
            if self.tokens[n].began && matches!(before, "," | "(" | ":") {
                if !self.fits(&(start..n), first) {
                    return Vec::new();
                }
                out.push(n);
                (start, first) = (n, level + 1 + depth);
            }
        }
        if self.fits(&(start..tokens.end), first) {
            out
        } else {
            Vec::new()
        }
    }

    /// The brackets of a statement, and which of them are open: braces whose author began a line in them, and whatever has comments in it or fits on no
    /// line. Round brackets never are: what stands in them goes on as a list.
    fn brackets(&self, tokens: &Range<usize>, level: usize) -> Vec<Bracket> {
        let mut out: Vec<Bracket> = Vec::new();
        let mut stack = Vec::new();
        let fits = self.fits(tokens, level);
        for n in tokens.clone() {
            match self.tokens[n].text {
                "{" | "(" | "[" => {
                    stack.push(out.len());
                    out.push(Bracket {
                        at: n,
                        close: tokens.end,
                        open: false,
                        level,
                    });
                }
                "}" | ")" | "]" => {
                    let Some(bracket) = stack.pop().and_then(|s| out.get_mut(s)) else {
                        continue;
                    };
                    bracket.close = n;
                    let kind = self.tokens[bracket.at].text;
                    // With what cannot be parted from it.
                    let from = (tokens.start..bracket.at + 1)
                        .rev()
                        .take(12)
                        .find(|n| *n == tokens.start || cost(&self.tokens, *n, false).is_some());
                    let wide = !fits
                        && indent(level + 1) + self.columns(&(from.unwrap_or(bracket.at)..n + 1))
                            >= WIDTH;
                    let comments =
                        self.tokens[n].comments.end > self.tokens[bracket.at + 1].comments.start;
                    bracket.open = kind != "("
                        && (comments
                            || n > bracket.at + 1
                                && (wide || kind == "{" && self.opened(bracket.at)));
                }
                _ => {}
            }
        }
        // A bracket at the end of a head is that of its block.
        out.retain(|b| b.close < tokens.end);
        out
    }

    /// Writes a segment; gives the level of its last line.
    fn segment(&mut self, segment: &Segment) -> usize {
        let Segment {
            tokens,
            first,
            rest,
            depth,
        } = segment;
        if tokens.is_empty() {
            return *first;
        }
        let mut levels = vec![None; tokens.len()];
        if !self.fits(tokens, *first) {
            self.choose(tokens, *first, *rest, *depth, &mut levels);
        }
        self.lines.begin(*first);
        let mut level = *first;
        for (n, at) in tokens.clone().zip(levels) {
            if let Some(at) = at {
                level = at;
                self.lines.begin(at);
            } else if n > tokens.start && apart(self.tokens[n - 1].text, self.tokens[n].text) {
                self.lines.put(" ");
            }
            self.lines.put(self.tokens[n].text);
        }
        level
    }

    /// Chooses the places where a segment is broken: the cheapest way, from its end to its start.
    fn choose(
        &self,
        tokens: &Range<usize>,
        first: usize,
        rest: usize,
        depth: usize,
        levels: &mut [Option<usize>],
    ) {
        let places = self.places(tokens, rest, depth);
        let mut best: Vec<(u64, usize)> = vec![(0, places.len()); places.len() + 1];
        for (p, place) in places.iter().enumerate().rev() {
            let mut column = indent(if p == 0 { first } else { place.level });
            let mut over = 0;
            best[p].0 = u64::MAX;
            let mut n = place.at;
            // No more places fit on a line than it has columns; texts of several lines start it anew.
            for q in p + 1..=places.len().min(p + WIDTH) {
                let end = places.get(q).map_or(tokens.end, |p| p.at);
                while n < end {
                    let blank = n > place.at && apart(self.tokens[n - 1].text, self.tokens[n].text);
                    column += usize::from(blank) + self.tokens[n].width;
                    over = over.max(column.saturating_sub(WIDTH));
                    column = self.tokens[n].last.unwrap_or(column);
                    n += 1;
                }
                if over > 0 && q > p + 1 {
                    break;
                }
                let cost = LINE
                    + best[q].0
                    + places.get(q).map_or(0, |p| p.cost)
                    + if over > 0 { TOO_LONG + over as u64 } else { 0 };
                // Of two ways that cost the same, the one with the longer first line.
                if cost <= best[p].0 {
                    best[p] = (cost, q);
                }
            }
        }
        let mut p = best[0].1;
        while let Some(place) = places.get(p) {
            levels[place.at - tokens.start] = Some(place.level);
            p = best[p].1;
        }
    }

    /// The start of a segment, and the places where it may be broken.
    fn places(&self, tokens: &Range<usize>, rest: usize, mut depth: usize) -> Vec<Place> {
        let words = matches!(
            self.tokens[tokens.start].text,
            "terms" | "type" | "matter" | "scale"
        );
        let mut places = vec![Place {
            at: tokens.start,
            level: rest,
            cost: 0,
        }];
        let (mut alternatives, mut that) = (
            0,
            matches!(
                self.tokens[tokens.start].text,
                "forbid" | "require" | "expect"
            ),
        );
        for n in tokens.clone() {
            let text = self.tokens[n].text;
            if matches!(text, ")" | "]" | "}") {
                depth = depth.saturating_sub(1);
                alternatives -= usize::from(text == "]" && alternatives > 0);
            }
            if n > tokens.start && alternatives == 0 {
                let cost = if text == "that" && std::mem::take(&mut that) {
                    None
                } else {
                    cost(&self.tokens, n, words)
                };
                if let Some(cost) = cost {
                    places.push(Place {
                        at: n,
                        level: rest + depth,
                        cost: cost + INSIDE * depth as u64,
                    });
                }
            }
            if matches!(text, "(" | "[" | "{") {
                depth += 1;
                alternatives += usize::from(text == "[");
            }
        }
        places
    }

    /// Do tokens fit on a line?
    fn fits(&self, tokens: &Range<usize>, level: usize) -> bool {
        indent(level) + self.columns(tokens) <= WIDTH
            && self.tokens[tokens.clone()].iter().all(|t| t.last.is_none())
    }

    /// The columns of tokens on one line.
    pub(super) fn columns(&self, tokens: &Range<usize>) -> usize {
        let blank = |n: usize| {
            usize::from(n > tokens.start && apart(self.tokens[n - 1].text, self.tokens[n].text))
        };
        tokens
            .clone()
            .map(|n| blank(n) + self.tokens[n].width)
            .sum()
    }
}

/// Where a line may begin, at which level, and what it costs.
struct Place {
    at: usize,
    level: usize,
    cost: u64,
}
