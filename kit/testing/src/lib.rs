//! What the tests of every part share: both engines, an application without a network, the fixed people.
//!
//! Only tests depend on this crate. It knows no slice: a test hands over those it is about.
//!
//! ```text
//! for_each_engine(&[STORAGE], async |test| {
//!     let refused = test.act(&Actor::visitor(), &RECORD, subject(), async |tx| …).await;
//!     assert!(matches!(refused, Err(Error::SignedOut)));
//! })
//! .await;
//!
//! let app = TestApp::new(Engine::Sqlite, vec![clusters::slice()], acting::PEOPLE, on("2026-06-30")).await;
//! let mut lan = app.acting_as(&people::LAN.may_everywhere(&["cluster.*"]));
//! lan.get("/clusters").await.expect(200);
//! ```
#![expect(clippy::missing_panics_doc, reason = "a test stops where something is not as it should be")]

pub mod acting;
mod app;
mod browser;
mod database;
pub mod people;
mod server;

use kit_base::{Clock, Day};

pub use app::TestApp;
pub use browser::{Answer, Browser};
pub use database::{TestDb, TestPlace, engines, for_each_engine};

/// A clock that stands at nine in the morning of that day in Viet Nam.
#[must_use]
pub fn on(day: &str) -> Clock {
    Clock::standing_at(self::day(day).start().plus_seconds(9 * 3600))
}

/// The day written `2026-06-30`.
#[must_use]
pub fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|_| panic!("{text} is not a day"))
}
