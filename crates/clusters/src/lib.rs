//! The register of industrial clusters (*cụm công nghiệp*): identity and code, names, decision areas, infrastructure
//! investors, the communes they lie in, their states and their shapes. Each is a dated fact with its document; what a
//! cluster *is* on a day is put together from them.

mod actions;
mod imports;
mod law;
mod layer;
mod life;
pub mod measures;
mod pages;
mod register;
mod seed;
mod store;
mod timeline;

use kit_base::Id;
use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice};

pub use actions::{RECORD, VIEW};
pub use law::{RuleSet, rule_sets};
pub use life::{InvestorKind, Precision, State};
pub use register::{Cluster, Register, Stated, find, register, shape};

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
            ]
        },
        measures: measures::ALL,
        layers: &[layer::CLUSTERS],
        citations: &[register::citations],
        imports: &[imports::CLUSTERS],
        rail: &[RailEntry {
            word: "clusters.title",
            href: "/clusters",
            action: &VIEW,
            group: RailGroup::Work,
        }],
        notches: law::notches,
        law: law::check,
        search: Some(("/clusters", "clusters.search")),
        ..Slice::new("clusters", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "clusters-0001-register", up: store::first }],
    tables: &[
        Table::of::<store::cluster::Entity>("cluster"),
        Table::of::<store::cluster_version::Entity>("cluster_version"),
        Table::of::<store::cluster_alias::Entity>("cluster_alias"),
        Table::of::<store::cluster_unit::Entity>("cluster_unit"),
        Table::of::<store::cluster_state::Entity>("cluster_state"),
        Table::of::<store::cluster_shape::Entity>("cluster_shape"),
    ],
    jobs: &[],
};
