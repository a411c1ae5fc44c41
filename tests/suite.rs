//! Tests.

mod architecture;
mod expectations;
mod support;
