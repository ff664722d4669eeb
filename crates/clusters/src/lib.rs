//! The register of industrial clusters (*cụm công nghiệp*): identity and code, names, decision areas, infrastructure
//! investors, the communes they lie in, their states and their shapes. Each is a dated fact with its document; what a
//! cluster *is* on a day is put together from them.

mod actions;
mod askable;
mod audit_rows;
mod boundary;
mod checks;
mod citations;
mod corners;
mod correction;
mod imports;
mod kinds;
mod land;
mod law;
mod layer;
mod life;
pub mod measures;
mod pages;
mod register;
mod search;
mod seed;
mod store;
mod timeline;
mod withdraw;
mod works;
mod write;

use kit_base::Id;
use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice, Tab};

pub use actions::{Basis, Dated, Fact, Line, RECORD, VIEW, Version, create, record_many};
pub use boundary::{Boundary, boundary, boundary_versions};
pub use imports::bare_name;
pub use kinds::{AreaKind, BoundaryMethod, BoundaryQuality, Flag, Wastewater};
pub use land::{Land, land};
pub use law::{RuleSet, rule_sets};
pub use life::{InvestorKind, Precision, Sign, State};
pub use pages::{Moves, moved};
pub use register::{Cluster, Register, Stated, find, names, register};
pub use works::{Based, Part, Works, works};
pub use write::{LandUse, Work};

pub use seed::{Keys, SeedCluster, SeedFact, read};

/// Marks the id of a cluster.
#[derive(Clone, Copy, Debug)]
pub enum ClusterMark {}
/// The identity of a cluster.
pub type ClusterId = Id<ClusterMark>;

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&VIEW, &RECORD],
        routes: || {
            vec![
                Route::get("/clusters", &VIEW, pages::list).answers::<pages::ListPage>(),
                Route::get("/clusters/{code}", &VIEW, pages::show).answers::<pages::ClusterPage>(),
                Route::get("/clusters/{code}/record", &RECORD, pages::edit),
                Route::post("/clusters/{code}/record", &RECORD, pages::record),
                Route::get("/bodies/new", &places::RECORD_BODY, pages::new_investor),
                Route::post("/bodies/new", &places::RECORD_BODY, pages::add_investor),
                Route::get("/clusters/{code}/works", &VIEW, pages::works).answers::<pages::WorksPage>(),
                Route::get("/clusters/{code}/facts/{fact}", &RECORD, pages::edit_fact),
                Route::post("/clusters/{code}/facts/{fact}", &RECORD, pages::record_fact),
            ]
        },
        measures: measures::ALL,
        checks: checks::ALL,
        tabs: &[Tab {
            record: "cluster",
            word: "clusters.works",
            path: "/clusters/{code}/works",
            action: &VIEW,
        }],
        layers: &[layer::CLUSTERS],
        citations: &[citations::citations],
        names: &[|reader, at| Box::pin(audit_rows::names(reader, at))],
        cell: audit_rows::cell,
        imports: &[imports::CLUSTERS],
        askable: &[askable::CLUSTERS],
        rail: &[RailEntry {
            word: "clusters.title",
            href: "/clusters",
            action: &VIEW,
            group: RailGroup::Work,
        }],
        notches: law::notches,
        law: law::check,
        rules: law::rules,
        search: &[|reader, ui, wanted| Box::pin(search::search(reader, ui, wanted))],
        ..Slice::new("clusters", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[
        Migration { name: "clusters-0001-register", up: store::first },
        Migration { name: "clusters-0002-land-and-works", up: store::second },
        Migration { name: "clusters-0003-how-boundaries-came-to-be", up: store::third },
    ],
    tables: &[
        Table::of::<store::cluster::Entity>("cluster"),
        Table::of::<store::cluster_version::Entity>("cluster_version"),
        Table::of::<store::cluster_alias::Entity>("cluster_alias"),
        Table::of::<store::cluster_unit::Entity>("cluster_unit"),
        Table::of::<store::cluster_state::Entity>("cluster_state"),
        Table::of::<store::cluster_shape::Entity>("cluster_shape"),
        Table::of::<store::cluster_part::Entity>("cluster_part"),
        Table::of::<store::part_state::Entity>("part_state"),
        Table::of::<store::cluster_area::Entity>("cluster_area"),
        Table::of::<store::cluster_land::Entity>("cluster_land"),
        Table::of::<store::cluster_flag::Entity>("cluster_flag"),
        Table::of::<store::cluster_project::Entity>("cluster_project"),
        Table::of::<store::cluster_wastewater::Entity>("cluster_wastewater"),
    ],
    kept: &[],
    jobs: &[],
};
