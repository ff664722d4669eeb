//! Plans (*quy hoạch*): the lists of industrial clusters and parks that a province has decided on. A plan has a stage on
//! each day, and rows with what it does to each cluster or park; the list in force on a day is that of the plan
//! approved then.

mod actions;
mod askable;
mod entry;
mod law;
mod lists;
pub mod measures;
mod model;
mod pages;
mod search;
mod seed;
mod store;

use kit_base::Id;
use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice, Tab};

pub use actions::{RECORD, VIEW};
pub use law::{Term, term};
pub use lists::{Lists, Plan, Row, lists};
pub use model::{Change, PlanKind, RowKind, Stage};
pub use seed::{Keys, SeedStep, read};

/// Marks the id of a plan.
#[derive(Clone, Copy, Debug)]
pub enum PlanMark {}
/// The identity of a plan.
pub type PlanId = Id<PlanMark>;

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&VIEW, &RECORD],
        search: &[|reader, ui, wanted| Box::pin(search::search(reader, ui, wanted))],
        routes: || {
            vec![
                Route::get("/plans", &VIEW, pages::all).answers::<pages::PlansPage>(),
                Route::get("/plans/new", &RECORD, pages::new_plan),
                Route::post("/plans/new", &RECORD, pages::create_plan),
                Route::get("/plans/{code}", &VIEW, pages::show).answers::<pages::PlanPage>(),
                Route::get("/plans/{code}/record", &RECORD, pages::edit_plan),
                Route::post("/plans/{code}/record", &RECORD, pages::record_plan),
                Route::get("/plans/{code}/rows/new", &RECORD, pages::new_row),
                Route::post("/plans/{code}/rows/new", &RECORD, pages::add_row),
                Route::get("/plans/{code}/rows/{kind}/{nr}", &RECORD, pages::edit_row),
                Route::post("/plans/{code}/rows/{kind}/{nr}", &RECORD, pages::record_row),
                Route::get("/clusters/{code}/plan", &VIEW, pages::of_cluster)
                    .answers::<pages::ClusterPlanPage>(),
            ]
        },
        measures: measures::ALL,
        tabs: &[Tab { record: "cluster", word: "plans.title", path: "/clusters/{code}/plan", action: &VIEW }],
        citations: &[lists::citations],
        askable: &[askable::PLANS],
        rail: &[RailEntry { word: "plans.title", href: "/plans", action: &VIEW, group: RailGroup::Work }],
        law: law::check,
        rules: law::rules,
        ..Slice::new("plans", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "plans-0001-lists", up: store::first }],
    tables: &[
        Table::of::<store::plan::Entity>("plan"),
        Table::of::<store::plan_version::Entity>("plan_version"),
        Table::of::<store::plan_row::Entity>("plan_row"),
        Table::of::<store::plan_row_unit::Entity>("plan_row_unit"),
    ],
    kept: &[],
    jobs: &[],
};
