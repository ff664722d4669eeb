//! Taking records from files (*nhập dữ liệu*). A slice says what it takes ([`kit_web::ImportKind`]); here a file becomes rows by
//! a mapping of its columns, is checked without writing anything, and is written as one deed that names its document.
//! An import keeps its file, and can be taken back as a whole until somebody changes what it wrote.

mod actions;
mod drafts;
mod model;
mod pages;
mod prepare;
mod report;
mod store;

use axum::extract::DefaultBodyLimit;
use kit_db::{Dump, Job, Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice};

pub use actions::{Outcome, RUN, UNDO, run, undo_number};
pub use model::{Mapping, Told, guess, mapping_problems, read_mapping, tell};
pub use prepare::{Counts, Prepared, document, kind, open, prepare};

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&RUN, &UNDO],
        routes: || {
            vec![
                Route::get("/imports", &RUN, pages::list).answers::<pages::Imports>(),
                Route::get("/imports/new", &RUN, pages::new),
                Route::post("/imports/new", &RUN, pages::take)
                    .layered(DefaultBodyLimit::max(kit_sheets::MOST_BYTES + 65_536)),
                Route::get("/imports/templates/{kind}", &RUN, pages::template),
                Route::get("/imports/drafts/{id}", &RUN, pages::columns),
                Route::post("/imports/drafts/{id}", &RUN, pages::map),
                Route::get("/imports/drafts/{id}/check", &RUN, pages::check),
                Route::post("/imports/drafts/{id}/check", &RUN, pages::answer),
                Route::get("/imports/drafts/{id}/findings", &RUN, pages::findings),
                Route::post("/imports/drafts/{id}/write", &RUN, pages::write),
                Route::get("/imports/{number}", &RUN, pages::show),
                Route::get("/imports/{number}/file", &RUN, pages::file),
                Route::post("/imports/{number}/undo", &UNDO, pages::undo),
            ]
        },
        rail: &[RailEntry { word: "imports.title", href: "/imports", action: &RUN, group: RailGroup::Base }],
        ..Slice::new("imports", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "imports-0001-imports", up: store::first }],
    tables: &[
        Table::of::<store::import::Entity>("import"),
        Table::of::<store::import_record::Entity>("import_record"),
        Table::of::<store::import_undo::Entity>("import_undo"),
    ],
    kept: &[Dump::of::<store::import_mapping::Entity>("import_mapping")],
    jobs: &[Job {
        kind: "import.sweep",
        after: None,
        every_seconds: Some(86_400),
        run: |run| Box::pin(drafts::sweep(run)),
    }],
};
