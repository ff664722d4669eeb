//! Documents (*văn bản*): decisions, letters, minutes and web pages that facts rest on. A document has an identity, what
//! is known of it (number, day, issuer, title), and files that are kept under the hash of their content.

mod actions;
mod files;
mod model;
mod naming;
mod pages;
mod rules;
mod search;
mod seed;
mod store;

use axum::extract::DefaultBodyLimit;
use kit_base::Id;
use kit_db::{Migration, Source, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, SIGNED_IN, Slice};

pub use actions::{ATTACH, RECORD, VIEW};
pub use model::{Document, Kind, MOST_FILE_BYTES, Origin};
pub use naming::{Named, choices, chosen, describe, named};
pub use seed::{SeedDocument, read};
pub use store::{Known, all, labels};

/// The identity of a document: what facts point to.
pub type DocumentId = Id<Source>;

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&VIEW, &RECORD, &ATTACH],
        search: &[|reader, ui, wanted| Box::pin(search::search(reader, ui, wanted))],
        routes: || {
            vec![
                Route::get("/documents", &VIEW, pages::list).answers::<pages::Documents>(),
                Route::get("/documents/new", &RECORD, pages::new),
                Route::post("/documents/new", &RECORD, pages::create),
                Route::get("/rules", &SIGNED_IN, rules::show).answers::<rules::Rules>(),
                Route::get("/documents/{key}", &VIEW, pages::show).answers::<pages::DocumentPage>(),
                Route::post("/documents/{key}/files", &ATTACH, files::attach)
                    .layered(DefaultBodyLimit::max(MOST_FILE_BYTES + 4096)),
                Route::get("/documents/{key}/files/{sha256}", &VIEW, files::download),
            ]
        },
        names: &[|reader, at| Box::pin(store::names(reader, at.known_at))],
        cell: |ui, table, column, value| match (table, column) {
            ("document_version", "kind") => ui.find(&format!("documents.kinds.{}", value.as_str()?)),
            // Every fact says so, in whatever table it stands.
            (_, "origin") => ui.find(&format!("origin.{}", value.as_str()?)),
            _ => None,
        },
        rail: &[
            RailEntry { word: "documents.title", href: "/documents", action: &VIEW, group: RailGroup::Base },
            RailEntry { word: "rules.rail", href: "/rules", action: &VIEW, group: RailGroup::Base },
        ],
        ..Slice::new("documents", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "documents-0001-documents", up: store::first }],
    tables: &[
        Table::of::<store::document::Entity>("document"),
        Table::of::<store::document_version::Entity>("document_version"),
        Table::of::<store::document_file::Entity>("document_file"),
    ],
    kept: &[],
    jobs: &[],
};
