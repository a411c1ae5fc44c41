//! The program and the repository: commands, pages, rooms.

mod architecture;
mod command;
mod docs;
mod init;
mod manual;
mod pages;
mod sample;
mod watch;
