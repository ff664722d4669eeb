//! What documents state, as people look at it and enter it.

mod form;
mod list;

pub(crate) use form::{new, new_note, record, record_note};
pub(crate) use list::{Statements, list};
