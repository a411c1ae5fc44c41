//! Drafts side by side, and versions of one.

mod compare;
mod since;
