//! A text as a fuzzer sees it: pieces, the statements they make up, and what stands at the top.

use std::ops::Range;

/// Tokens, comments and blanks, one after another: put together they are the text.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let run = |is: &dyn Fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let n = if let Some(text) = rest.strip_prefix("\"\"\"") {
            text.find("\"\"\"").map_or(rest.len(), |n| n + 6)
        } else if c == '"' {
            rest[1..].find('"').map_or(rest.len(), |n| n + 2)
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if c.is_whitespace() {
            run(&char::is_whitespace)
        } else if word(c) {
            run(&|c| word(c) || c == '-')
        } else {
            c.len_utf8()
        };
        let (piece, after) = rest.split_at(n);
        out.push(piece);
        rest = after;
    }
    out
}

/// What no reader looks at.
pub fn is_blank(piece: &str) -> bool {
    piece.starts_with("//") || piece.chars().all(char::is_whitespace)
}

/// What begins a rule: only a semicolon ends it, since it may ask for a clause with fields in braces.
const RULES: &[&str] = &["when", "unless", "forbid", "require"];

/// Statements and blocks that stand in so many braces, as ranges of pieces, with the blanks and comments before them.
/// `either { … } or { … }` is one.
pub fn statements(pieces: &[&str], depth: usize) -> Vec<Range<usize>> {
    let (mut out, mut level, mut from) = (Vec::new(), 0_usize, 0);
    let mut braces_end_it = true;
    for (n, piece) in pieces.iter().enumerate() {
        if from == n || pieces[from..n].iter().all(|p| is_blank(p)) {
            braces_end_it = !RULES.contains(piece);
        }
        let next = || pieces[n + 1..].iter().find(|p| !is_blank(p));
        match *piece {
            "{" => {
                if level < depth {
                    from = n + 1;
                }
                level += 1;
            }
            "}" => {
                level = level.saturating_sub(1);
                if next() == Some(&"or") || level == depth && !braces_end_it {
                    continue;
                }
                if level == depth {
                    out.push(from..n + 1);
                }
                if level <= depth {
                    from = n + 1;
                }
            }
            ";" if level == depth => {
                out.push(from..n + 1);
                from = n + 1;
            }
            _ => {}
        }
    }
    out
}

/// The same statements, the last first, wherever so many braces are open.
pub fn reversed(text: &str, depth: usize) -> String {
    let pieces = pieces(text);
    let all = statements(&pieces, depth);
    // Runs of statements that follow one another: what stands between two runs stays where it is.
    let mut runs: Vec<Vec<Range<usize>>> = Vec::new();
    for range in all {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|r| r.end == range.start) => run.push(range),
            _ => runs.push(vec![range]),
        }
    }
    let (mut out, mut at) = (String::new(), 0);
    for run in runs {
        let (start, end) = (run[0].start, run[run.len() - 1].end);
        out.push_str(&pieces[at..start].concat());
        for range in run.into_iter().rev() {
            out.push_str(&pieces[range].concat());
            out.push('\n');
        }
        at = end;
    }
    out + &pieces[at..].concat()
}

/// An alternative, as ranges of pieces: its label, and what it says.
type Alternative = (Range<usize>, Range<usize>);

/// The text with this of these alternatives in the place of the only bracket, or of the only `either`, that has them; nothing if there is none, or several.
pub fn written_out(text: &str, labels: &[&str], taken: &str) -> Option<String> {
    let pieces = pieces(text);
    let mut found = None;
    for at in 0..pieces.len() {
        let (end, all) = match pieces[at] {
            "[" => bracket(&pieces, at),
            "either" => either(&pieces, at),
            _ => None,
        }
        .unwrap_or((at, Vec::new()));
        let label = |a: &Alternative| pieces[a.0.clone()].concat().trim().to_owned();
        if all
            .iter()
            .map(label)
            .eq(labels.iter().map(|l| (*l).to_owned()))
            && let Some(one) = all.iter().find(|a| label(a) == taken)
            && found.replace((at..end, one.1.clone())).is_some()
        {
            return None;
        }
    }
    let (whole, says) = found?;
    let [before, says, after] =
        [0..whole.start, says, whole.end..pieces.len()].map(|range| pieces[range].concat());
    Some(format!("{before}{says}{after}"))
}

/// Where what is opened here is closed again.
fn closed(pieces: &[&str], at: usize) -> Option<usize> {
    let mut level = 0_usize;
    for (n, piece) in pieces.iter().enumerate().skip(at) {
        match *piece {
            "[" | "{" | "(" => level += 1,
            "]" | "}" | ")" => {
                level = level.checked_sub(1)?;
                if level == 0 {
                    return Some(n);
                }
            }
            _ => {}
        }
    }
    None
}

/// `[ LABEL: … | LABEL: … ]`: where it ends, and what is in it.
fn bracket(pieces: &[&str], at: usize) -> Option<(usize, Vec<Alternative>)> {
    let end = closed(pieces, at)?;
    let (mut all, mut from, mut colon, mut n) = (Vec::new(), at + 1, None, at + 1);
    while n <= end {
        match pieces[n] {
            "[" | "{" | "(" => n = closed(pieces, n)?,
            ":" if colon.is_none() => colon = Some(n),
            "|" | "]" => {
                let colon = colon.take()?;
                all.push((from..colon, colon + 1..n));
                from = n + 1;
            }
            _ => {}
        }
        n += 1;
    }
    Some((end + 1, all))
}

/// `either LABEL { … } or LABEL { … }`.
fn either(pieces: &[&str], at: usize) -> Option<(usize, Vec<Alternative>)> {
    let (mut all, mut from) = (Vec::new(), at + 1);
    loop {
        let open = (from..pieces.len()).find(|n| pieces[*n] == "{")?;
        let end = closed(pieces, open)?;
        all.push((from..open, open + 1..end));
        match (end + 1..pieces.len()).find(|n| !is_blank(pieces[*n])) {
            Some(n) if pieces[n] == "or" => from = n + 1,
            _ => return Some((end + 1, all)),
        }
    }
}
