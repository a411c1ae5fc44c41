//! The table of README.md: what is written there is read as it says.

use crate::inside::texts::{pages, single};
use armistice::diagnostic::Severity;
use armistice::report::{Look, page, rendered};
use std::fmt::Write as _;

const WORLD: &str = "state Averne; state Norland; state Lakeland; organisation League { members: Norland; } organisation Watch;
region Sorrel in Averne { region Town { holder: Averne; } region Hills { holder: Norland; } }
framework d \"D\" { parties: Averne, Norland; sides: Averne, Norland; dated: 2026-03-01;
";

#[test]
fn what_readme_writes_is_read_as_it_says() {
    let all = pages();
    let (_, readme) = all
        .iter()
        .find(|(name, _)| name == "README.md")
        .expect("it");
    let (_, table) = readme.split_once("| | you write | it reads |").expect("it");
    let mut text = WORLD.to_owned();
    let mut wanted = Vec::new();
    for row in table.lines().skip(2).take_while(|l| l.starts_with('|')) {
        let row = row.replace("\\|", "\u{1}");
        let cells: Vec<String> = row
            .split('|')
            .map(|c| c.trim().replace('\u{1}', "|"))
            .collect();
        let [_, number, write, read, _] = &cells[..] else {
            unreachable!("{row}");
        };
        let write = write.trim_matches('`');
        let (kind, body) = match write.split_once(" {") {
            Some((kind, rest)) if !kind.contains(' ') => (kind, format!("{{{rest}")),
            _ => ("provision", format!("{{ {write} }}")),
        };
        let _ = writeln!(text, "  {kind} {number} \"x\" {body}");
        wanted.push(read.clone());
    }
    text.push('}');
    let project = single(&text);
    let errors = project.diagnostics.iter();
    let errors: Vec<&String> = errors
        .filter(|d| d.severity == Severity::Error)
        .map(|d| &d.message)
        .collect();
    assert_eq!(errors, Vec::<&String>::new(), "{text}");
    let (world, draft) = project.draft("d").expect("the draft");
    let page = rendered::page(&world.vocabulary, draft, &project.sources, &[]);
    let look = Look {
        colour: false,
        unicode: true,
        width: 1000,
    };
    let said = page::text(&page, look);
    assert_eq!(wanted.len(), 15);
    for (n, read) in wanted.iter().enumerate() {
        let (_, article) = said
            .split_once(&format!("Article {}: x\n", n + 1))
            .expect("it");
        let line = article.lines().nth(1).expect("its text");
        assert_eq!(line, read);
    }
}
