//! Administrative units (*đơn vị hành chính*) and bodies (*cơ quan*) through time: what stood on a day, and who
//! follows whom. Old Bắc Giang had ten districts and 209 communes; since 1 July 2025 there are 99 communes and no
//! district, and every fact of the past must still be found under the names of its day and of today.

mod actions;
mod beginnings;
mod citations;
mod known_now;
mod layer;
mod model;
mod names;
mod pages;
mod search;
mod seed;
mod store;

use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice};

pub use actions::{RECORD_BODY, REORGANISE, VIEW, add_investor};
pub use beginnings::Reorganised;
pub use known_now::{known, known_now};
pub use layer::{boxes, extent};
pub use model::{Body, Places, Succession, Unit, UnitKind};
pub use search::rank;
pub use seed::{SeedFiles, SeedIds, SeedStep, Sources, steps};

/// Marks the id of a unit.
#[derive(Clone, Copy, Debug)]
pub enum UnitMark {}
/// The identity of an administrative unit.
pub type UnitId = kit_base::Id<UnitMark>;

/// Marks the id of a body.
#[derive(Clone, Copy, Debug)]
pub enum BodyMark {}
/// The identity of a body.
pub type BodyId = kit_base::Id<BodyMark>;

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&VIEW, &REORGANISE, &RECORD_BODY],
        search: &[|reader, ui, wanted| Box::pin(search::search(reader, ui, wanted))],
        routes: || {
            vec![
                Route::get("/units", &VIEW, pages::list).answers::<pages::Units>(),
                Route::get("/units/{key}", &VIEW, pages::show).answers::<pages::UnitPage>(),
                Route::get("/bodies", &VIEW, pages::bodies).answers::<pages::Bodies>(),
            ]
        },
        layers: &[layer::UNITS],
        citations: &[citations::citations],
        names: &[|reader, at| Box::pin(names::names(reader, at))],
        cell: names::cell,
        scope: Some(|reader, at, key| Box::pin(names::scope(reader, at, key))),
        rail: &[
            RailEntry { word: "units.title", href: "/units", action: &VIEW, group: RailGroup::Base },
            RailEntry { word: "bodies.title", href: "/bodies", action: &VIEW, group: RailGroup::Base },
        ],
        ..Slice::new("places", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "places-0001-units-and-bodies", up: store::first }],
    tables: &[
        Table::of::<store::unit::Entity>("unit"),
        Table::of::<store::unit_version::Entity>("unit_version"),
        Table::of::<store::unit_succession::Entity>("unit_succession"),
        Table::of::<store::unit_shape::Entity>("unit_shape"),
        Table::of::<store::body::Entity>("body"),
        Table::of::<store::body_version::Entity>("body_version"),
        Table::of::<store::body_succession::Entity>("body_succession"),
    ],
    kept: &[],
    jobs: &[],
};
