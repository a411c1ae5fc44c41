//! How reports are written: every format once, which command has which, and what the ending of a file says.

use super::Problem;
use super::load::shown;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::Path;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, in a terminal
    Human,
    /// One line a finding
    Concise,
    /// Markdown
    Markdown,
    /// One HTML file to print or send
    Html,
    /// A Word file; needs -o
    Docx,
    /// A table for a spreadsheet
    Csv,
    /// JSON, contract version 1
    Json,
    /// JSON lines: the same objects, one a line
    Jsonl,
    /// A chart for a briefing
    Svg,
    /// SARIF 2.1.0: every verdict and diagnostic
    Sarif,
    /// SARIF without what is respected, waived or a goal: for GitHub, which takes every result for an alert
    SarifAlerts,
    /// Annotations of GitHub Actions
    Github,
    /// Code quality report of GitLab
    Gitlab,
    /// JUnit XML: a case for each line or expectation
    Junit,
    /// A short comment for a pull request, in Markdown
    Comment,
}

use Format::{
    Comment, Concise, Csv, Docx, Github, Gitlab, Html, Human, Json, Jsonl, Junit, Markdown, Sarif,
    SarifAlerts, Svg,
};

/// Reports that are pages, with their data.
const PAGED: &[Format] = &[Human, Markdown, Html, Docx, Json, Csv];

/// The commands that write reports, and their formats.
#[rustfmt::skip]
pub(super) const COMMANDS: &[(&str, &[Format])] = &[
    ("check", &[Human, Concise, Markdown, Html, Docx, Csv, Json, Jsonl, Sarif, SarifAlerts, Github, Gitlab, Junit, Comment]),
    ("common-ground", PAGED),
    ("compare", PAGED),
    ("diff", PAGED),
    ("packages", &[Human, Json]),
    ("render", &[Human, Markdown, Html, Docx]),
    ("test", &[Human, Concise, Json, Junit]),
    ("timeline", &[Human, Json, Svg, Markdown, Html, Csv]),
    ("why", &[Human, Markdown, Html, Json]),
    ("words", &[Human, Json]),
];

/// What the endings of files say. Any other ending says nothing.
const ENDINGS: &[(&str, Format)] = &[
    ("md", Markdown),
    ("markdown", Markdown),
    ("html", Html),
    ("htm", Html),
    ("docx", Docx),
    ("csv", Csv),
    ("json", Json),
    ("jsonl", Jsonl),
    ("ndjson", Jsonl),
    ("svg", Svg),
    ("sarif", Sarif),
    ("xml", Junit),
];

/// What is told on standard error, beside a report that has no place for it: nothing that is turned off, waived or known goes unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// The report says it.
    Nothing,
    /// How much is turned off, known or waived.
    Counts,
    /// And what is waived.
    CountsAndWaivers,
}

impl Format {
    /// What the report of this format has no place for.
    pub(crate) fn beside(self) -> Beside {
        match self {
            Human | Markdown | Html | Docx | Json | Svg | Github | Junit | Comment => {
                Beside::Nothing
            }
            Concise | Jsonl | Sarif => Beside::Counts,
            Csv | SarifAlerts | Gitlab => Beside::CountsAndWaivers,
        }
    }

    /// The word of the command line.
    fn word(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |v| v.get_name().to_owned())
    }

    /// The format that was asked for, else what the ending of the file says, else the one for a terminal.
    pub(super) fn of(
        command: &str,
        asked: Option<Format>,
        to: Option<&Path>,
    ) -> Result<Format, Problem> {
        let format = match (asked, to.and_then(|file| Some((file, by_ending(file)?)))) {
            (Some(format), _) => format,
            (None, Some((file, format))) => {
                let has = formats(command);
                if !has.contains(&format) {
                    let has: Vec<String> = has.iter().map(|f| f.word()).collect();
                    return Err(Problem::Usage(format!(
                        "{} asks for {} by its ending, and `{command}` has {}; `--format` prevails over the ending",
                        shown(file),
                        format.word(),
                        has.join(", ")
                    )));
                }
                format
            }
            (None, None) => Human,
        };
        if format == Docx && to.is_none() {
            return Err(Problem::Usage(
                "a Word file goes to a file: name it with `-o FILE.docx`".to_owned(),
            ));
        }
        Ok(format)
    }

    /// The table of formats promises what a command does not do.
    pub(super) fn missing(self) -> Problem {
        Problem::Internal(format!("nothing writes {} here", self.word()))
    }
}

fn formats(command: &str) -> &'static [Format] {
    COMMANDS
        .iter()
        .find(|(name, _)| *name == command)
        .map_or(&[], |(_, formats)| formats)
}

/// What the ending of a file says; that of `a.sarif.json` is `sarif`.
fn by_ending(file: &Path) -> Option<Format> {
    let name = file.file_name()?.to_str()?.to_lowercase();
    let name = name
        .strip_suffix(".json")
        .filter(|n| n.ends_with(".sarif"))
        .unwrap_or(&name);
    let ending = name.rsplit_once('.')?.1;
    ENDINGS
        .iter()
        .find(|(e, _)| *e == ending)
        .map(|(_, format)| *format)
}

/// Reads one of a command's formats, so that help, completions and refusals name these and no others.
fn parser(formats: &[Format]) -> impl TypedValueParser<Value = Format> + use<> {
    PossibleValuesParser::new(formats.iter().filter_map(Format::to_possible_value))
        .try_map(|word| Format::from_str(&word, false))
}

/// The command line, each command with the formats it has.
pub(super) fn told(command: clap::Command) -> clap::Command {
    COMMANDS.iter().fold(command, |all, (name, formats)| {
        all.mut_subcommand(name, |c| {
            c.mut_arg("format", |a| a.value_parser(parser(formats)))
        })
    })
}
