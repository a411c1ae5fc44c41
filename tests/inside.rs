//! What is tested of the library's inside; by topic, in the order of the pipeline. What is seen from outside has a program of its own (`suite.rs`), and so have
//! trials (`trials.rs`).

mod below;
mod fences;
mod grow;
/// Texts, their trees and their layout: reading, printing, formatting, mending.
mod language {
    mod fix;
    mod format;
    mod hostile;
    pub mod roundtrip;
}
#[expect(
    clippy::too_many_arguments,
    reason = "the evaluator hands down what it looks at by name, and stays as plain as the reference"
)]
mod oracle;
/// The vocabulary and the pages of the documentation.
mod project {
    mod docs;
    mod editors;
    mod offers;
    mod pages;
    mod phrasebook;
    mod reads;
    mod said;
}
/// Drafts side by side.
mod comparison {
    mod compare;
}
/// What people and other programs are given to read.
mod reports {
    mod formats;
    mod renderings;
    mod safety;
}
mod shape;
mod texts;
/// Dates and the orders of steps.
mod time {
    mod networks;
    mod timeline;
}
/// What lines come to, held against other ways to find it.
mod verdicts {
    mod agreement;
    pub mod choices;
    mod every_word;
    mod expectations;
    pub mod identity;
    mod laws;
    mod lints;
    mod mended;
    mod more_and_less;
    mod more_text;
    mod properties;
    mod remedies;
    mod sets;
    mod spellings;
    mod sums;
    mod waivers;
}
