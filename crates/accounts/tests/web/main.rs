//! Accounts through HTTP, by the person at the browser, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod administration;
mod audit;
mod delegations;
mod people;
mod sessions;
mod sign_in;
mod world;
