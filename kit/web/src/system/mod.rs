//! The pages that come with the kit itself: figures and where they come from, the audit, languages, licences.

mod about;
mod audit;
mod audit_row;
mod audit_sight;
mod hindsight;
mod measures;
mod search;
mod since;

pub use measures::{Doubt, doubts, scope_name};
pub use since::{Then, then};

use kit_base::Action;

use crate::{DOWNLOAD, EXPORT, PUBLIC, RailEntry, RailGroup, Route, SIGNED_IN, Slice};

/// Asking for figures.
pub const MEASURE_VIEW: Action = Action::new("measure.view");
/// Reading who did what.
pub const AUDIT_VIEW: Action = Action::new("audit.view");

/// The kit's own words.
#[must_use]
pub fn words() -> kit_base::WordFile {
    slice().words
}

pub(crate) fn slice() -> Slice {
    Slice {
        actions: &[&MEASURE_VIEW, &AUDIT_VIEW, &EXPORT, &DOWNLOAD],
        routes: || {
            vec![
                Route::get("/measures", &MEASURE_VIEW, measures::list).answers::<measures::Catalogue>(),
                Route::get("/measures/{code}", &MEASURE_VIEW, measures::show).answers::<measures::Card>(),
                Route::get("/search", &SIGNED_IN, search::search).answers::<search::Results>(),
                Route::get("/audit", &AUDIT_VIEW, audit::list).answers::<audit::Entries>(),
                Route::get("/audit/{seq}", &AUDIT_VIEW, audit::show).answers::<audit::Deed>(),
                Route::get("/language/{code}", &PUBLIC, about::language),
                Route::get("/about", &PUBLIC, about::about),
                Route::get("/health", &PUBLIC, about::health),
                Route::get("/openapi", &PUBLIC, about::openapi),
            ]
        },
        search: &[|_, ui, wanted| Box::pin(async { Ok(search::figures(ui, wanted)) })],
        rail: &[
            RailEntry {
                word: "measure.title",
                href: "/measures",
                action: &MEASURE_VIEW,
                group: RailGroup::Work,
            },
            RailEntry { word: "audit.title", href: "/audit", action: &AUDIT_VIEW, group: RailGroup::Base },
        ],
        ..Slice::new("kit", include_str!("../../locales/vi.toml"), include_str!("../../locales/en.toml"))
    }
}
