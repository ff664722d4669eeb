//! Map layers (*lớp bản đồ*) that clusters are reviewed against: land use, rice, forests, rivers, roads. What a layer is
//! stands in the catalogue, one file each; which file of a supplier stands for it in which period is a fact; its shapes
//! lie in a store made of that file. Knows no cluster: the review asks from above.

mod actions;
mod catalogue;
mod model;
mod pages;
mod store;
mod stores;
mod versions;

use axum::extract::DefaultBodyLimit;
use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice};

pub use actions::{RECORD, VIEW};
pub use catalogue::{
    Class, Colour, Confidence, Distance, Geometry, Kind, Layer, LayerBasis, Pattern, Style, Text, all, find,
};
pub use model::{Quality, State};
pub use pages::MOST_FILE_BYTES;
pub use versions::{LayerVersion, Scorecard, in_force, scorecards, state};

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&VIEW, &RECORD],
        routes: || {
            vec![
                Route::get("/layers", &VIEW, pages::list).answers::<pages::LayersPage>(),
                Route::get("/layers/{code}", &VIEW, pages::show).answers::<pages::LayerPage>(),
                Route::get("/layers/{code}/files/{sha256}", &VIEW, pages::download),
                Route::get("/layers/{code}/versions/new", &RECORD, pages::new),
                Route::post("/layers/{code}/versions/new", &RECORD, pages::check)
                    .layered(DefaultBodyLimit::max(MOST_FILE_BYTES + 65_536)),
                Route::post("/layers/{code}/versions", &RECORD, pages::record),
                Route::get("/layers/{code}/versions/{from}/record", &RECORD, pages::edit),
                Route::post("/layers/{code}/versions/{from}/record", &RECORD, pages::correct),
            ]
        },
        citations: &[|reader, who, at, document| Box::pin(versions::citations(reader, who, at, document))],
        cell: |ui, table, column, value| match (table, column) {
            ("layer_version", "quality") => ui.find(&format!("layers.qualities.{}", value.as_str()?)),
            ("layer_version", "code") => Some(find(value.as_str()?)?.name.said(ui.lang()).to_owned()),
            _ => None,
        },
        kept: Some(|_, ui, table, row| {
            let hidden = |code: &str| find(code).is_some_and(|layer| !ui.may(layer.view()));
            let is_kept = table == "layer_version" && row["code"].as_str().is_some_and(hidden);
            Box::pin(std::future::ready(Ok(is_kept)))
        }),
        rail: &[RailEntry { word: "layers.title", href: "/layers", action: &VIEW, group: RailGroup::Base }],
        law: catalogue::check,
        rules: catalogue::rules,
        ..Slice::new("layers", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "layers-0001-versions", up: store::first }],
    tables: &[Table::of::<store::layer_version::Entity>("layer_version")],
    kept: &[],
    jobs: &[],
};
