//! Dates and the orders of steps.

mod networks;
mod timeline;
