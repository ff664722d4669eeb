//! Maps (*bản đồ*): vector tiles of the layers that the slices draw, the full map, and where a cluster lies. It owns no
//! table: what a person sees on a map is what the layers' slices let them see.

mod pages;
mod tiles;

pub use kit_web::MAP_VIEW as VIEW;
use kit_web::{RailEntry, RailGroup, Route, Slice, Tab};

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        actions: &[&VIEW],
        routes: || {
            vec![
                Route::get("/map", &VIEW, pages::map).answers::<pages::MapPage>(),
                Route::get("/tiles/{z}/{x}/{y}", &VIEW, tiles::tile),
                Route::get("/clusters/{code}/map", &VIEW, pages::place).answers::<pages::PlacePage>(),
            ]
        },
        tabs: &[Tab { record: "cluster", word: "atlas.place", path: "/clusters/{code}/map", action: &VIEW }],
        rail: &[RailEntry { word: "atlas.title", href: "/map", action: &VIEW, group: RailGroup::Work }],
        ..Slice::new("atlas", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}
