//! Judges a draft from a program: texts in memory, no files, no printing by the library.

use armistice::{Evidence, Input, NoLoader, Options, Project, Refused, Verdict};

const DRAFT: &str = r#"
state Averne; state Norland;
framework truce "A truce" {
  parties: Averne, Norland;
  provision 1 "Size" { Averne shall limit armed-forces to 40 thousand personnel; }
}
"#;

const LINES: &str = r#"
party Averne {
  red line A1 "No limit below fifty thousand" firm {
    forbid that Averne shall limit armed-forces unless to at least 50 thousand personnel;
  }
}
"#;

fn main() -> Result<(), Refused> {
    let input = |path: &str, text: &str| Input {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let project = Project::new(
        vec![
            input("talks/draft.truce", DRAFT),
            input("talks/averne.truce", LINES),
        ],
        false,
        &NoLoader,
    );
    let report = project.check(&Options::default())?;
    for finding in report.findings() {
        let clauses: Vec<&str> = finding.evidence().iter().map(Evidence::clause).collect();
        println!(
            "{} of {} is {} ({})",
            finding.line(),
            finding.party(),
            finding.verdict().word(),
            clauses.join(", ")
        );
    }
    assert_eq!(report.findings()[0].verdict(), Verdict::Crossed);
    Ok(())
}
