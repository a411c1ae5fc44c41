//! The command line: one file a subcommand. Only here are files read, things printed, and exit codes chosen.

mod baseline;
mod check;
mod choose;
pub(crate) mod clauses;
mod compare;
mod config;
mod diff;
mod drafts;
mod encoding;
mod explain;
mod fmt;
mod formats;
mod git;
mod init;
mod load;
#[cfg(feature = "lsp")]
mod lsp;
mod manual;
mod mend;
mod new;
mod options;
mod output;
mod packages;
mod progress;
mod render;
mod settings;
mod test;
mod timeline;
mod watch;
mod why;
mod words;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// Nothing at the fail level.
pub(crate) const GOOD: u8 = 0;
/// Findings at the fail level.
pub(crate) const FOUND: u8 = 1;
/// The job could not be done.
pub(crate) const FAILED: u8 = 2;
/// A limit was reached: undecided.
pub(crate) const UNDECIDED: u8 = 3;

/// Checks drafts of ceasefire frameworks against each party's stated red lines.
#[derive(Parser)]
#[command(
    name = "armistice",
    version,
    about,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 nothing at the fail level, 1 findings at the fail level, 2 the job could not be done, 3 undecided."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write down today's findings, so that `check` fails on new ones only
    Baseline(baseline::Baseline),
    /// Judge every draft against every party's red lines and goals
    Check(check::Check),
    /// Count which lines all drafts respect, which none does, and which no draft meets together
    CommonGround(compare::Compare),
    /// Set drafts side by side: every line against each, and their terms matter by matter
    Compare(compare::Compare),
    /// Write what completes commands in a shell
    Completions(manual::Completions),
    /// Show the settings in force and where they come from
    Config(settings::Settings),
    /// Show what changed in legal effect from one draft to another, and for whom
    Diff(diff::Diff),
    /// Explain a diagnostic code
    Explain(explain::Explain),
    /// Lay texts out in one way, with every comment where it stands
    Fmt(fmt::Fmt),
    /// Make a project that passes: a draft, two parties, a test and a workflow
    Init(init::Init),
    /// Answer an editor: mistakes, completion, meaning, places, names (language server)
    #[cfg(feature = "lsp")]
    Lsp(lsp::Lsp),
    /// Write the manual pages
    Man(manual::Manual),
    /// Write a clause of a usual family, to paste into a draft
    New(new::New),
    /// Count the packages of a bracketed draft, and which of them each party and all of them can accept
    Packages(packages::Packages),
    /// Write a draft as numbered articles in plain English: Markdown, HTML or Word
    Render(render::Render),
    /// Compare the expectations of `test` blocks with the verdicts
    Test(test::Test),
    /// Show when the steps of a draft can happen: the earliest and latest date of each
    Timeline(timeline::Timeline),
    /// Show why a line is crossed, open or respected in a draft
    Why(why::Why),
    /// Find words for what you would say, or everything about one word
    Words(words::Words),
}

/// From where on a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// A red line is crossed
    Crossed,
    /// A red line is crossed or open
    Open,
    /// As open, and any warning
    Warning,
    /// Source errors only
    Never,
}

/// What the command line cannot do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// A path that is not there, or is no readable text.
    #[error("{path}: {why}")]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// No draft could be found.
    #[error("{0}")]
    Usage(String),
    /// This program is wrong somewhere.
    #[error("a mistake in armistice itself: {0}")]
    Internal(String),
    /// The output could not be written.
    #[error("cannot write {path}: {source}")]
    Unwritable {
        /// The path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl From<crate::Refused> for Problem {
    fn from(refused: crate::Refused) -> Problem {
        Problem::Usage(refused.0)
    }
}

/// The command line as it describes itself.
fn command() -> clap::Command {
    formats::told(Arguments::command())
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let parsed = command()
        .try_get_matches()
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(a) => a,
        Err(e) => {
            // Help and version are no failure.
            let code = if e.use_stderr() { FAILED } else { GOOD };
            // What was typed comes back in the message: without its control characters.
            let text = e.to_string();
            let safe: Vec<_> = text.lines().map(crate::report::safe).collect();
            if safe.iter().zip(text.lines()).any(|(l, m)| l != m)
                || *crate::report::unheard(&text) != *text
            {
                output::report(&safe.join("\n"));
            } else {
                let _ = e.print();
            }
            return ExitCode::from(code);
        }
    };
    let done = match arguments.command {
        Command::Baseline(b) => b.run(),
        Command::Check(c) => c.run(),
        Command::Config(c) => c.run(),
        Command::CommonGround(c) => c.run(false),
        Command::Compare(c) => c.run(true),
        Command::Completions(c) => c.run(),
        Command::Diff(d) => d.run(),
        Command::Explain(e) => e.run(),
        Command::Fmt(f) => f.run(),
        Command::Init(i) => i.run(),
        #[cfg(feature = "lsp")]
        Command::Lsp(l) => l.run(),
        Command::Man(m) => m.run(),
        Command::New(n) => n.run(),
        Command::Packages(p) => p.run(),
        Command::Render(r) => r.run(),
        Command::Test(t) => t.run(),
        Command::Timeline(t) => t.run(),
        Command::Why(w) => w.run(),
        Command::Words(w) => w.run(),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            output::complain(&format!("armistice: {problem}"));
            ExitCode::from(FAILED)
        }
    }
}

/// How a report looks here: colours if somebody sees them, plain characters where the locale asks for them.
pub(crate) fn look(to_file: bool) -> crate::report::Look {
    use std::io::IsTerminal as _;
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let terminal = std::io::stdout().is_terminal() && !to_file;
    let colour = !set("NO_COLOR") && (set("CLICOLOR_FORCE") || terminal);
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|n| std::env::var(n).ok())
        .find(|v| !v.is_empty());
    let unicode =
        !terminal || locale.is_none_or(|l| l.to_lowercase().replace('-', "").contains("utf8"));
    // What somebody sets counts for more than how wide the window is.
    let set_width = || std::env::var("COLUMNS").ok()?.parse().ok();
    let window = || terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
    let width = if terminal {
        set_width().or_else(window).unwrap_or(110)
    } else {
        110
    };
    crate::report::Look {
        colour,
        unicode,
        width: width.clamp(60, 200),
    }
}
