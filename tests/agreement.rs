//! The engine against the oracle: every line of every example, and of worlds made at random.

use crate::oracle::{Judged, Switches, judge};
use crate::support::files;
use armistice::source::MemoryLoader;
use armistice::verdict::Verdict;
use armistice::{Options, Project};

fn examples() -> Vec<Project> {
    ["korea-1953", "lebanon-2024", "minsk", "ukraine-2025"]
        .iter()
        .map(|f| Project::new(files(&format!("examples/{f}")), false, &MemoryLoader::default()))
        .collect()
}

#[test]
fn the_examples_are_judged_alike() {
    let mut compared = 0;
    let mut wrong = Vec::new();
    let mut not = Vec::new();
    for project in examples() {
        let report = project.check(&Options::default());
        for f in &report.findings {
            let found = project.worlds.iter().find_map(|w| {
                let d = w.drafts.iter().find(|d| d.id == f.draft)?;
                let p = w.positions.iter().find(|p| p.name == f.party)?;
                Some((w, d, p, p.lines.iter().find(|l| l.label == f.line)?))
            });
            let Some((w, d, p, l)) = found else { continue };
            let name = format!("{} {}.{}", f.draft, f.party, f.line);
            let start = std::time::Instant::now();
            let judged = judge(w, d, p, l, Switches::default());
            eprintln!("{name} {:?}", start.elapsed());
            let same = match (&judged, f.verdict) {
                (Judged::Not(why), v) => {
                    not.push(format!("{name} (engine: {}): {why}", v.word()));
                    continue;
                }
                (Judged::Crossed, v) => matches!(v, Verdict::Crossed) || (v == Verdict::Waived && !l.waived.is_empty()),
                (Judged::Open(_), v) => matches!(v, Verdict::Open) || (v == Verdict::Waived && !l.waived.is_empty()),
                (Judged::Respected, v) => v == Verdict::Respected,
            };
            compared += 1;
            if !same {
                wrong.push(format!("{name}: engine {}, oracle {judged:?}; {}", f.verdict.word(), f.message));
            }
        }
    }
    println!("{compared} lines compared, {} not judged:\n{}", not.len(), not.join("\n"));
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
}
