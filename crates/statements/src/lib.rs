//! What documents state of figures (*số liệu đã công bố*), set beside what the records make as they were known on that
//! day and as they are known now; and notes on how a figure is to be read. Nothing here enters a figure.

mod actions;
mod exact;
mod model;
mod notes;
mod pages;
mod seed;
mod store;

use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice};

pub use actions::{RECORD, VIEW};
pub use model::{Qualifier, Stated};
pub use seed::{SeedFiles, SeedStep, steps};

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&VIEW, &RECORD],
        routes: || {
            vec![
                Route::get("/statements", &VIEW, pages::list).answers::<pages::Statements>(),
                Route::get("/statements/new", &RECORD, pages::new),
                Route::post("/statements/new", &RECORD, pages::record),
                Route::get("/statements/notes/new", &RECORD, pages::new_note),
                Route::post("/statements/notes/new", &RECORD, pages::record_note),
            ]
        },
        notes: &[notes::beside],
        citations: &[notes::citations],
        rail: &[RailEntry {
            word: "statements.title",
            href: "/statements",
            action: &VIEW,
            group: RailGroup::Base,
        }],
        ..Slice::new("statements", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "statements-0001-statements", up: store::first }],
    tables: &[
        Table::of::<store::statement::Entity>("statement"),
        Table::of::<store::figure_note::Entity>("figure_note"),
    ],
    kept: &[],
    jobs: &[],
};
