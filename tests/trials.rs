//! Trials: each file below `tests/trials/` is a small draft with what ought to be found in it, and a test of its own name. What is missing and what is unexpected
//! both fail, and so does a file that expects nothing. Several worlds in one file are parted by a line `// ----`. There are three ways to say what is expected:
//!
//! - `test "…" { expect … }`, as `armistice test` judges it;
//! - below a line, `// error[code]: "words"` (or `warning`, `note`), where the words are what is underlined there, and
//!   `// verdict: LINE crossed by clause because 1, 2`, with `DRAFT:LINE` if there are several drafts; behind `because` stand all clauses the report names, behind
//!   `respected by silence` or `omission` the nearest ones;
//! - at the top, `// expects error [code] words`, where the code and the words of the message may be left out, and
//!   `// expects timeline CLAUSE completion 2026-01-01 00:00 .. 2026-03-31 24:00`, with `start` or `expiry` for the other ends, `DRAFT:CLAUSE` if there are several
//!   drafts, and nothing where no date is fixed; `// expects timeline contradiction` if no plan keeps to it.
//!
//! Where a warning or a note is expected at the top, lints are looked for too; `// lints: CODE, CODE` looks for these, and no other finding but an error is held against
//! what is expected.

mod below;

use armistice::{
    Dates, Diagnostic, End, Evidence, Finding, Input, NoLoader, Options, Project, Severity, Span,
};
use below::truces;
use libtest_mimic::{Arguments, Trial};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/trials");
    let mut trials: Vec<Trial> = truces(&folder)
        .into_iter()
        .map(|file| {
            let name = file.strip_prefix(&folder).expect("below the folder");
            let shown = file.strip_prefix(root).expect("below the root");
            let shown = shown.to_string_lossy().replace('\\', "/");
            let name = name.with_extension("").to_string_lossy().into_owned();
            let name = format!("trials::{}", name.replace(['/', '\\'], "::"));
            Trial::test(name, move || {
                let text = std::fs::read_to_string(&file)?;
                judge(&shown, &text).map_err(Into::into)
            })
        })
        .collect();
    trials.push(Trial::test("what_a_trial_must_notice", || {
        noticed().map_err(Into::into)
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A diagnostic that is expected.
struct Expected {
    /// The line that says so.
    says: usize,
    severity: String,
    code: Option<String>,
    /// The line it is to be on, with the words to be underlined; nothing: anywhere, with these words in its message.
    line: Option<usize>,
    words: String,
}

impl Expected {
    fn is(&self, project: &Project, d: &Diagnostic) -> bool {
        let words = match self.line {
            Some(line) => {
                line == project.place(d.at()).line && self.words == underlined(project, d.at())
            }
            None => d.message().contains(&self.words),
        };
        words
            && self.severity == d.severity().word()
            && self.code.as_ref().is_none_or(|c| c == d.code())
    }

    fn shown(&self) -> String {
        let code = self
            .code
            .as_ref()
            .map_or(String::new(), |c| format!("[{c}]"));
        match self.line {
            Some(line) => format!(
                "{}{code} on line {line} under `{}`",
                self.severity, self.words
            ),
            None => format!("{}{code} {}", self.severity, self.words)
                .trim_end()
                .to_owned(),
        }
    }
}

/// What the comments of a text expect.
#[derive(Default)]
struct Comments {
    diagnostics: Vec<Expected>,
    /// Each with its line.
    verdicts: Vec<(usize, String)>,
    timelines: Vec<(usize, String)>,
    unread: Vec<usize>,
    /// The lints that are looked for, by their codes; nothing: what is expected decides.
    lints: Vec<String>,
}

fn comments(text: &str) -> Comments {
    let mut out = Comments::default();
    // Comments below a line speak of that line, so comments do not count as one.
    let mut above = 0;
    for (n, line) in text.lines().enumerate() {
        let says = n + 1;
        let Some(comment) = line.trim_start().strip_prefix("// ") else {
            above = says;
            continue;
        };
        if let Some(rest) = comment.strip_prefix("verdict: ") {
            out.verdicts.push((says, rest.to_owned()));
        } else if let Some(rest) = comment.strip_prefix("lints: ") {
            out.lints = rest.split(", ").map(str::to_owned).collect();
        } else if let Some(rest) = comment.strip_prefix("expects timeline ") {
            out.timelines.push((says, rest.trim().to_owned()));
        } else if let Some((severity, rest)) = comment.strip_prefix("expects ").and_then(leveled) {
            let rest = rest.trim();
            let coded = rest.strip_prefix('[').and_then(|r| r.split_once(']'));
            out.diagnostics.push(Expected {
                says,
                severity,
                code: coded.map(|(code, _)| code.to_owned()),
                line: None,
                words: coded.map_or(rest, |(_, words)| words.trim()).to_owned(),
            });
        } else if comment.starts_with("expects ") {
            out.unread.push(says);
        } else if let Some((severity, rest)) = leveled(comment).filter(|(_, r)| r.starts_with('['))
        {
            match rest[1..]
                .split_once("]: \"")
                .and_then(|(c, w)| Some((c, w.strip_suffix('"')?)))
            {
                Some((code, words)) => out.diagnostics.push(Expected {
                    says,
                    severity,
                    code: Some(code.to_owned()),
                    line: Some(above),
                    words: words.to_owned(),
                }),
                None => out.unread.push(says),
            }
        }
    }
    out
}

/// The level a comment begins with, and the rest.
fn leveled(comment: &str) -> Option<(String, &str)> {
    [Severity::Error, Severity::Warning, Severity::Note]
        .iter()
        .find_map(|s| Some((s.word().to_owned(), comment.strip_prefix(s.word())?)))
        .filter(|(_, rest)| rest.is_empty() || rest.starts_with([' ', '[']))
}

/// Nothing, or what is wrong with a trial.
fn judge(path: &str, text: &str) -> Result<(), String> {
    let mut wrong = Vec::new();
    let mut above = 0;
    for part in text.split("\n// ----\n") {
        // Empty lines in place of the parts above it, so that places are those of the file.
        wrong.extend(judge_part(path, &format!("{}{part}\n", "\n".repeat(above))).err());
        above += part.matches('\n').count() + 2;
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

fn judge_part(path: &str, text: &str) -> Result<(), String> {
    let wanted = comments(text);
    let input = Input {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let project = Project::new(vec![input], false, &NoLoader);
    let lints = wanted
        .diagnostics
        .iter()
        .any(|e| e.line.is_none() && e.severity != "error")
        || !wanted.lints.is_empty();
    let looked_for = |d: &&Diagnostic| {
        wanted.lints.is_empty()
            || d.severity() == Severity::Error
            || wanted.lints.iter().any(|c| c == d.code())
    };
    let report = project
        .check(&Options::default().lints(lints))
        .map_err(|e| e.to_string())?;
    let outcomes = project.expectations();
    let mut wrong = Vec::new();
    if wanted.diagnostics.is_empty()
        && wanted.verdicts.is_empty()
        && wanted.timelines.is_empty()
        && outcomes.is_empty()
    {
        wrong.push(format!("{path}: nothing is expected of it"));
    }
    for line in &wanted.unread {
        wrong.push(format!("{path}:{line}: this is no way to expect something"));
    }
    for e in &wanted.diagnostics {
        if !report.diagnostics().iter().any(|d| e.is(&project, d)) {
            wrong.push(format!(
                "{path}:{}: expected {}, not found",
                e.says,
                e.shown()
            ));
        }
    }
    for d in report.diagnostics().iter().filter(looked_for) {
        if !wanted.diagnostics.iter().any(|e| e.is(&project, d)) {
            let found = format!(
                "unexpected {}[{}]: {}",
                d.severity().word(),
                d.code(),
                d.message()
            );
            wrong.push(excerpt(&project, d.at(), &found));
        }
    }
    for (says, verdict) in &wanted.verdicts {
        wrong.extend(
            verdict_wrong(&project, report.findings(), verdict)
                .map(|w| format!("{path}:{says}: {w}")),
        );
    }
    for (says, dates) in &wanted.timelines {
        wrong.extend(timeline_wrong(&project, dates).map(|w| format!("{path}:{says}: {w}")));
    }
    for o in &outcomes {
        if let Some(failure) = o.failure() {
            let said = format!("`{}` does not hold: {failure}", o.test());
            wrong.push(excerpt(&project, o.at(), &said));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

/// The first line of what a diagnostic underlines.
fn underlined(project: &Project, at: Span) -> &str {
    project.place(at).words.lines().next().unwrap_or("")
}

/// What is said of a place, with its line below, underlined.
fn excerpt(project: &Project, at: Span, said: &str) -> String {
    let place = project.place(at);
    let under = underlined(project, at).chars().count().max(1);
    let number = place.line.to_string();
    format!(
        "{}:{number}:{}: {said}\n  {number} | {}\n  {} | {}{}",
        place.path,
        place.column,
        project.line(at),
        " ".repeat(number.len()),
        " ".repeat(place.column - 1),
        "^".repeat(under)
    )
}

/// What is wrong with `LINE crossed by clause because 1`.
fn verdict_wrong(project: &Project, findings: &[Finding], verdict: &str) -> Option<String> {
    let (line, want) = verdict.split_once(' ').unwrap_or((verdict, ""));
    let (draft, line) = line
        .split_once(':')
        .map_or((None, line), |(d, l)| (Some(d), l));
    let Some(f) = findings
        .iter()
        .find(|f| f.line() == line && draft.is_none_or(|d| f.draft() == d))
    else {
        return Some(format!("expected `{want}`, but {line} has no verdict"));
    };
    let mut clauses: Vec<&str> = f.evidence().iter().map(Evidence::clause).collect();
    clauses.dedup();
    let cause = f.cause().map_or("", |c| c.word());
    let found = format!(
        "{} by {cause} because {}",
        f.verdict().word(),
        clauses.join(", ")
    );
    let found = found.trim_end_matches(" because ");
    (in_order(found) != in_order(want)).then(|| {
        let rule = excerpt(
            project,
            f.at(),
            &format!("found `{found}`: {}", f.message()),
        );
        format!("expected `{want}`\n{rule}")
    })
}

/// The clauses behind `because`, in one order: which of them comes first is told, and decides nothing.
fn in_order(verdict: &str) -> (&str, Vec<&str>) {
    let (said, clauses) = verdict.split_once(" because ").unwrap_or((verdict, ""));
    let mut clauses: Vec<&str> = clauses.split(", ").collect();
    clauses.sort_unstable();
    (said, clauses)
}

/// What is wrong with `CLAUSE completion EARLY .. LATE`, or with `contradiction`.
fn timeline_wrong(project: &Project, wanted: &str) -> Option<String> {
    let (of, rest) = wanted.split_once(' ').unwrap_or((wanted, ""));
    let (id, label) = of.split_once(':').map_or((None, of), |(d, l)| (Some(d), l));
    let Some(draft) = project.drafts().find(|d| id.is_none_or(|id| *d == id)) else {
        return Some(format!("there is no draft for `{wanted}`"));
    };
    let timeline = match project.timeline(draft, &[]) {
        Ok(timeline) => timeline,
        Err(refused) => return Some(refused.to_string()),
    };
    match timeline.contradiction() {
        Some(_) if label == "contradiction" => return None,
        None if label == "contradiction" => {
            return Some("expected a contradiction, but there are dates".to_owned());
        }
        None => {}
        Some(circle) => {
            let limit = |at: &Span| excerpt(project, *at, "this limit contradicts another one");
            let limits: Vec<String> = circle.iter().map(limit).collect();
            return Some(format!("expected `{wanted}`\n{}", limits.join("\n")));
        }
    }
    let (end, want) = rest.split_once(' ').unwrap_or((rest, ""));
    let end = match end {
        "start" => End::Start,
        "completion" => End::Completion,
        "expiry" => End::Expiry,
        _ => {
            return Some(format!(
                "`{end}` is neither `start` nor `completion` nor `expiry`"
            ));
        }
    };
    let Some(clause) = timeline.clause(label) else {
        return Some(format!("there is no clause {label}"));
    };
    let found = match timeline.dates(label, end) {
        None => "no such moment".to_owned(),
        Some(Dates {
            earliest, latest, ..
        }) => {
            let [early, late] = [earliest, latest].map(Option::unwrap_or_default);
            format!("{early} .. {late}").trim().to_owned()
        }
    };
    (found != want).then(|| {
        let at = excerpt(project, clause, &format!("found `{found}`"));
        format!("expected `{want}`\n{at}")
    })
}

/// A runner that notices nothing would let everything pass: texts that must fail, each with what must be said.
fn noticed() -> Result<(), String> {
    const DRAFT: &str = "state Averne;\nframework f \"t\" {\n  provision 1 \"a\" { Averne shall withdraw forces by 2026-03-31; }\n}\n\
         party Averne { red line A1 \"x\" { forbid that Averne shall withdraw forces; } }\n";
    let good = "// verdict: A1 crossed by clause because 1\n// expects timeline 1 completion .. 2026-03-31 24:00\ntest \"t\" { expect crossed A1 in f; }\n";
    judge("good", &format!("{DRAFT}{good}"))?;
    let bad = [
        ("", "nothing is expected"),
        (
            "// verdict: A1 respected by clause because 1\n",
            "found `crossed by clause because 1`",
        ),
        (
            "// verdict: A2 crossed by clause because 1\n",
            "A2 has no verdict",
        ),
        (
            "test \"t\" { expect respected A1 in f; }\n",
            "`t` does not hold",
        ),
        ("// expects error\n", "expected error, not found"),
        (
            "// expects error [unknown-name]\norganisation League { members: Norland; }\n// error[unknown-name]: \"Norlan\"\n",
            "under `Norlan`, not found",
        ),
        (
            "// verdict: A1 crossed by clause because 1\norganisation League { members: Norland; }\n",
            "7 | organisation League { members: Norland; }",
        ),
        ("// expects mistakes\n", "no way to expect"),
        (
            "// expects timeline 1 completion .. 2026-03-30 24:00\n",
            "found `.. 2026-03-31 24:00`",
        ),
        ("// expects timeline contradiction\n", "there are dates"),
    ];
    for (text, said) in bad {
        match judge("bad", &format!("{DRAFT}{text}")) {
            Err(wrong) if wrong.contains(said) => {}
            other => return Err(format!("`{said}` is not said of\n{text}but {other:?}")),
        }
    }
    Ok(())
}
