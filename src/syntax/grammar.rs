//! The parser made from `grammar/*.pest`. Nothing of it leaves `syntax`.
#![allow(missing_docs)]

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "grammar/tokens.pest"]
#[grammar = "grammar/values.pest"]
#[grammar = "grammar/sentences.pest"]
#[grammar = "grammar/world.pest"]
#[grammar = "grammar/vocabulary.pest"]
#[grammar = "grammar/drafts.pest"]
#[grammar = "grammar/positions.pest"]
pub(super) struct Grammar;
