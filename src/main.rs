//! The command line.
use armistice::model::{resolve, Unit};
use armistice::source::SourceSet;
fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let mut pre: Vec<String> = std::fs::read_dir("prelude").unwrap().map(|e| e.unwrap().path().display().to_string()).collect();
    pre.sort();
    pre.append(&mut paths);
    let mut set = SourceSet::default();
    let mut units = vec![];
    for path in pre {
        let text = std::fs::read_to_string(&path).unwrap();
        let id = set.add(path, text.clone(), false);
        let p = armistice::syntax::parse(id, &text);
        for d in &p.diagnostics { println!("{}", d.message); }
        units.push(Unit { source: id, errors: !p.diagnostics.is_empty(), file: p.file, broken: p.broken });
    }
    let (w, ds) = resolve(&units.iter().collect::<Vec<_>>());
    for d in &ds { 
        if d.severity == armistice::diagnostic::Severity::Warning && std::env::var("W").is_err() { continue }
        let p = set.position(d.at.span.source, d.at.span.start);
        println!("{}:{}:{}: {} {} | {:?}", set.get(d.at.span.source).path, p.line, p.column, d.code.slug(), d.message, d.help); }
    println!("{} drafts {} positions {} tests", w.drafts.len(), w.positions.len(), w.tests.len());
    for d in &w.drafts { println!("{} clauses {} parties {:?} broken {}", d.id, d.clauses.len(), d.parties.len(), d.broken); }

    if std::env::var("D").is_ok() { dbg(&w); }
    let t = std::time::Instant::now();
    let (n, fails) = armistice::verdict::expectations(&w);
    println!("held {n} failed {} in {:?}", fails.len(), t.elapsed());
    for f in fails { println!("  {}", f.message); }
}
#[allow(dead_code)]
fn dbg(w: &armistice::model::World) { for p in &w.positions { for l in &p.lines { println!("{} {} blocks {:?} broken {}", p.name, l.label, l.blocks.iter().map(|(d, x)| (d.is_some(), x.len())).collect::<Vec<_>>(), l.broken); } } }
