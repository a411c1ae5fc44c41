//! Everything that is tested from outside, in one program.

mod agreement;
mod architecture;
mod choices;
mod cli;
mod compare;
mod docs;
mod expectations;
mod fixtures;
mod fmt;
mod format;
mod formats;
mod grow;
mod hostile;
mod lints;
mod networks;
mod oracle;
mod pages;
mod properties;
mod renderings;
mod reports;
mod roundtrip;
mod shape;
mod since;
mod support;
mod timeline;
