//! The command line.
use armistice::source::SourceId;
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let t = std::time::Instant::now();
        let p = armistice::syntax::parse(SourceId(0), &text);
        let e = t.elapsed();
        let w = armistice::syntax::parse_whole(SourceId(0), &text);
        let same = w.map(|w| format!("{w:?}") == format!("{:?}", p.file));
        println!("{path}: {} items, {} diags, {:?} {:.1} MB/s same {same:?}", p.file.items.len(), p.diagnostics.len(), e, text.len() as f64 / e.as_secs_f64() / 1e6);
        for d in p.diagnostics { println!("  {} {:?} {} | {:?} | {:?} {:?}", d.code.slug(), d.at.span, d.message, &text[d.at.span.start as usize..d.at.span.end as usize], d.help, d.edits.iter().map(|e| &e.text).collect::<Vec<_>>()); }
    }
}
