//! Tree to text: the way back from `build`, which proves that a tree holds what its text says. Tests alone use it: what people keep is laid out by `format`. It knows the tree and nothing of the parser; what it writes parses to an equal tree.

mod drafts;
mod layout;
mod positions;
mod sentences;
mod values;
mod world;

use super::tree::{File, Item};
use layout::{Doc, Flow};

/// Prints a tree as text that parses to an equal tree, spans aside.
///
/// Two blanks a level, one statement a line, a block of one statement on one line where it fits, long lines broken before phrases and after commas.
///
/// **Comments are not in the tree, so they are not printed**: files that people keep are laid out by `armistice fmt`. Nor does a tree hold what makes no
/// difference, which is printed in one way: `is` or `are`, `does` or `do`, a comma before a phrase, empty braces behind a noun; the demands of a line
/// stand before its dated blocks. A tree that no text parses to, made by hand or left over from a text with mistakes, may give a text that does not
/// parse.
pub(crate) fn print(file: &File) -> String {
    let mut out = String::new();
    let mut after_short = None;
    for item in &file.items {
        let doc = match item {
            Item::Use(path, _) => {
                let mut f = Flow::of("use");
                f.text(path);
                f.line()
            }
            Item::Entity(e) => world::entity(e),
            Item::Vocabulary(v) => world::vocabulary(v),
            Item::Framework(f) => drafts::framework(f),
            Item::Party(p) => positions::party(p),
            Item::Test(t) => positions::test(t),
        };
        // Declarations of a line each stand together; whatever has a block of lines stands apart.
        let short = doc.is_short();
        if after_short.is_some_and(|before| !(before && short)) {
            out.push('\n');
        }
        after_short = Some(short);
        doc.write(0, &mut out);
    }
    out
}
