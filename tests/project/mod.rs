//! The program and the repository: commands, pages, rooms.

mod architecture;
mod command;
mod crates;
mod docs;
mod init;
mod manual;
mod options;
mod pages;
mod sample;
mod watch;
