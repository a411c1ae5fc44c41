//! The public face of the library: what is in it, so that nothing comes or goes unseen, and what may not be in it.

use super::architecture::sources;

/// What is public: the compiler refuses a `pub` that nobody outside can reach, so that every item that has one is in the face. Fields and variants are, if
/// their type is.
fn public(text: &str) -> Vec<String> {
    const ITEMS: [&str; 6] = ["fn ", "struct ", "enum ", "trait ", "use ", "mod "];
    let mut out = Vec::new();
    let mut of = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("impl") {
            of = Some(line.trim_end_matches([' ', '{']).to_owned());
        }
        let Some(item) = line.trim_start().strip_prefix("pub ") else {
            continue;
        };
        if !ITEMS.iter().any(|word| item.starts_with(word)) {
            continue;
        }
        if line.starts_with("pub ") {
            of = None;
        }
        out.extend(of.take());
        let mut head = item.to_owned();
        while !head.ends_with(['{', ';']) {
            head.push(' ');
            head.push_str(lines.next().expect("an end").trim());
        }
        let types = ["struct ", "enum ", "trait "];
        out.push(head.trim_end_matches(['{', ';', ' ']).to_owned());
        if head.ends_with('{') && types.iter().any(|word| head.starts_with(word)) {
            let inside = lines.by_ref().take_while(|l| *l != "}").map(str::trim);
            let shown = inside.filter(|l| {
                let told = !l.starts_with("//") && !l.starts_with('#') && !l.is_empty();
                told && (!head.starts_with("struct ") || l.starts_with("pub "))
            });
            out.extend(shown.map(|l| format!("    {l}")));
        }
    }
    out
}

#[test]
fn the_face_is_as_it_was() {
    let mut shown = String::new();
    for (path, text) in sources() {
        let items = public(&text);
        if !items.is_empty() {
            let path = path.to_string_lossy().replace('\\', "/");
            shown.push_str(&format!("src/{path}\n"));
            shown.extend(items.iter().map(|i| format!("  {i}\n")));
        }
    }
    for foreign in ["CompactString", "SmallVec", "FxHash", "BigUint"] {
        assert!(
            !shown.contains(foreign),
            "{foreign} is in the face:\n{shown}"
        );
    }
    insta::assert_snapshot!(shown);
}
