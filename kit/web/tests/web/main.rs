//! What every page has from the kit, tried out on a slice made for it. No test here asks what an engine does, so
//! they run on the embedded one.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod answers;
mod errors;
mod surroundings;
mod trial;
