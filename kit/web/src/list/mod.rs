//! Lists that people work with: which columns, what moved since another day, and the same rows as a table for files.

mod columns;
mod compare;
mod odd;
mod table;

pub use columns::{Head, Heads};
pub use compare::{Change, Compared, Met, Moved, meet};
pub use odd::Odd;
pub use table::{Comparison, ListRow, Shown, Table, Uncompared};
