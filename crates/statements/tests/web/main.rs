//! Statements and notes through HTTP, by the person at the browser, on both engines.

mod cards;
mod forms;
mod list;
mod world;
