//! The pages of docs/diagnostics: what is called wrong gets this code and no other error, what is called right gets none.

use crate::inside::texts::{blocks, single};
use armistice::Options;
use armistice::diagnostic::{Code, Severity};

#[test]
fn pages_show_what_they_say() {
    let mut failures = Vec::new();
    let mut shown = 0;
    for code in Code::ALL {
        let slug = code.slug();
        let page = code.page();
        if !page.starts_with(&format!("# {slug}\n")) {
            failures.push(format!("{slug}: no title"));
        }
        let wrong = blocks(page, "truce wrong");
        let right = blocks(page, "truce right");
        if wrong.is_empty() && page.contains("No example of one text.") {
            continue;
        }
        if wrong.len() != 1 || right.len() != 1 {
            failures.push(format!(
                "{slug}: {} wrong and {} right examples",
                wrong.len(),
                right.len()
            ));
            continue;
        }
        shown += 1;
        let found = single(&wrong[0]).judged(&with_lints()).diagnostics;
        if !found.iter().any(|d| d.code == *code && d.help.is_some()) {
            failures.push(format!(
                "{slug}: the wrong example does not show it with help, but {:?}",
                found
                    .iter()
                    .map(|d| (d.code.slug(), &d.message))
                    .collect::<Vec<_>>()
            ));
        }
        for d in found
            .iter()
            .filter(|d| d.code != *code && d.severity == Severity::Error)
        {
            failures.push(format!(
                "{slug}: the wrong example also shows {}: {}",
                d.code.slug(),
                d.message
            ));
        }
        for d in single(&right[0])
            .judged(&with_lints())
            .diagnostics
            .iter()
            .filter(|d| d.code == *code || d.severity == Severity::Error)
        {
            failures.push(format!(
                "{slug}: the right example shows {}: {}",
                d.code.slug(),
                d.message
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(shown >= 45, "only {shown} pages have examples");
}

fn with_lints() -> Options {
    Options {
        lints: true,
        ..Options::default()
    }
}
