//! Everything that is tested from outside: the program, the public face of the library, the repository. What needs the inside is in `inside.rs`, a part of the
//! library's own tests; trials are a program of their own (`trials.rs`).

mod fences;
/// Versions of a draft.
mod comparison {
    mod since;
}
/// What editors ask.
mod editor {
    mod client;
    mod session;
}
/// Texts that are laid out and mended.
mod language {
    mod fmt;
    mod mending;
}
/// Commands, rooms, what the library brings and what it shows.
mod project {
    mod architecture;
    mod command;
    mod crates;
    mod face;
    mod files;
    mod growth;
    mod init;
    mod manual;
    mod options;
    mod picture;
    mod sample;
    mod watch;
}
mod program;
