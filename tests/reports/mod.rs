//! What people and other programs are given to read.

mod formats;
mod renderings;
mod safety;
