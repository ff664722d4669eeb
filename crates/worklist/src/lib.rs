//! What waits for whom (*việc cần xử lý*): what the rules of all slices find, what is asked, what is due, each with the
//! desk on which it lies and since when; and the same for who leads. The rules are the slices' own
//! ([`kit_web::Check`]); kept here is only what people decide about a finding.

mod actions;
mod beside;
mod desk;
mod gather;
mod model;
mod pages;
mod store;
mod sums;
mod waiting;

use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, SIGNED_IN, Slice, system::MEASURE_VIEW};

pub use actions::{DISMISS, REOPEN};
pub use gather::{Waits, waiting};
pub use model::Tab;
pub use waiting::{Matter, Waiting};

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&DISMISS, &REOPEN],
        routes: || {
            vec![
                Route::get("/work", &SIGNED_IN, pages::list).answers::<pages::WorkPage>(),
                Route::get("/work/finding", &DISMISS, pages::ask),
                Route::post("/work/finding/dismiss", &DISMISS, pages::dismiss),
                Route::post("/work/finding/reopen", &REOPEN, pages::reopen),
                Route::get("/overview", &MEASURE_VIEW, pages::overview).answers::<pages::OverviewPage>(),
            ]
        },
        beside: &[beside::beside],
        desk: &[desk::desk],
        rail: &[
            RailEntry { word: "worklist.title", href: "/work", action: &SIGNED_IN, group: RailGroup::First },
            RailEntry {
                word: "worklist.overview.title",
                href: "/overview",
                action: &MEASURE_VIEW,
                group: RailGroup::First,
            },
        ],
        cell: |ui, table, column, value| match (table, column) {
            ("finding_dismissal", "check_code") => ui.find(&format!("check.{}.name", value.as_str()?)),
            _ => None,
        },
        ..Slice::new("worklist", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "worklist-0001-dismissals", up: store::first }],
    tables: &[Table::of::<store::finding_dismissal::Entity>("finding_dismissal")],
    kept: &[],
    jobs: &[],
};
