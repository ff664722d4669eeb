//! Enterprises and their projects in industrial clusters (*doanh nghiệp, dự án thứ cấp*): what they are, their states,
//! the land they lease and who works for them, all dated; and what follows for the clusters: whether they operate, and
//! how full they are.

mod actions;
mod askable;
mod balance;
mod book;
mod checks;
mod citations;
mod codes;
mod columns;
mod forms;
mod imports;
mod law;
pub mod measures;
mod model;
mod pages;
mod readings;
mod search;
mod seed;
mod seed_row;
mod store;
mod tax_code;
mod use_of_clusters;
mod vsic;

use kit_base::Id;
use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice, Tab};

pub use actions::{
    Dated, EnterpriseTold, Fact, LeaseTold, ProjectTold, RECORD, RECORD_PROJECT, VIEW, record_many,
};
pub use book::{Basis, Book, Enterprise, Lease, Project, visible};
pub use model::{Coded, Kind, LeaseKind, Series, State, Tenure};
pub use seed::{Keys, SeedFiles, SeedStep, steps};
pub use tax_code::TaxCode;
pub use use_of_clusters::{Grounds, Use, uses};
pub use vsic::Vsic;

/// Marks the id of an enterprise.
#[derive(Clone, Copy, Debug)]
pub enum EnterpriseMark {}
/// The identity of an enterprise.
pub type EnterpriseId = Id<EnterpriseMark>;

/// Marks the id of a project.
#[derive(Clone, Copy, Debug)]
pub enum ProjectMark {}
/// The identity of a project.
pub type ProjectId = Id<ProjectMark>;

/// Marks the id of a lease.
#[derive(Clone, Copy, Debug)]
pub enum LeaseMark {}
/// The identity of a lease.
pub type LeaseId = Id<LeaseMark>;

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&VIEW, &RECORD, &RECORD_PROJECT],
        search: &[
            |reader, ui, wanted| Box::pin(search::enterprises(reader, ui, wanted)),
            |reader, ui, wanted| Box::pin(search::projects(reader, ui, wanted)),
        ],
        routes: || {
            vec![
                Route::get("/enterprises", &VIEW, pages::list_enterprises)
                    .answers::<pages::EnterprisesPage>(),
                Route::get("/enterprises/{code}", &VIEW, pages::show_enterprise)
                    .answers::<pages::EnterprisePage>(),
                Route::get("/projects", &VIEW, pages::list_projects).answers::<pages::ProjectsPage>(),
                Route::get("/projects/{code}", &VIEW, pages::show_project).answers::<pages::ProjectPage>(),
                Route::get("/enterprises/new", &RECORD, forms::new_enterprise),
                Route::post("/enterprises/new", &RECORD, forms::add_enterprise),
                Route::get("/enterprises/{code}/record", &RECORD, forms::edit_enterprise),
                Route::post("/enterprises/{code}/record", &RECORD, forms::record_enterprise),
                Route::get("/projects/new", &RECORD_PROJECT, forms::new_project),
                Route::post("/projects/new", &RECORD_PROJECT, forms::add_project),
                Route::get("/projects/{code}/record", &RECORD_PROJECT, forms::edit_project),
                Route::post("/projects/{code}/record", &RECORD_PROJECT, forms::record_project),
                Route::get("/projects/{code}/state", &RECORD_PROJECT, forms::edit_state),
                Route::post("/projects/{code}/state", &RECORD_PROJECT, forms::record_state),
                Route::get("/projects/{code}/leases", &RECORD_PROJECT, forms::edit_lease),
                Route::post("/projects/{code}/leases", &RECORD_PROJECT, forms::record_lease),
                Route::get("/projects/{code}/workers", &RECORD_PROJECT, forms::edit_workers),
                Route::post("/projects/{code}/workers", &RECORD_PROJECT, forms::record_workers),
                Route::get("/clusters/{code}/projects", &VIEW, pages::of_cluster)
                    .answers::<pages::ClusterProjectsPage>(),
                Route::get("/clusters/{code}/land", &VIEW, pages::land).answers::<pages::LandPage>(),
            ]
        },
        measures: measures::ALL,
        checks: checks::ALL,
        tabs: &[
            Tab {
                record: "cluster",
                word: "enterprises.secondary",
                path: "/clusters/{code}/projects",
                action: &VIEW,
            },
            Tab {
                record: "cluster",
                word: "enterprises.land.title",
                path: "/clusters/{code}/land",
                action: &VIEW,
            },
        ],
        columns: columns::ALL,
        citations: &[citations::citations],
        askable: &[askable::PROJECTS, askable::ENTERPRISES],
        rail: &[
            RailEntry {
                word: "enterprises.projects",
                href: "/projects",
                action: &VIEW,
                group: RailGroup::Work,
            },
            RailEntry {
                word: "enterprises.title",
                href: "/enterprises",
                action: &VIEW,
                group: RailGroup::Work,
            },
        ],
        imports: imports::ALL,
        law: law::check,
        rules: law::rules,
        ..Slice::new("enterprises", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[
        Migration { name: "enterprises-0001-book", up: store::first },
        Migration { name: "enterprises-0002-leases-by-project", up: store::leases_by_project },
    ],
    tables: &[
        Table::of::<store::enterprise::Entity>("enterprise"),
        Table::of::<store::enterprise_version::Entity>("enterprise_version"),
        Table::of::<store::project::Entity>("project"),
        Table::of::<store::project_version::Entity>("project_version"),
        Table::of::<store::project_state::Entity>("project_state"),
        Table::of::<store::lease::Entity>("lease"),
        Table::of::<store::lease_version::Entity>("lease_version"),
        Table::of::<store::worker_count::Entity>("worker_count"),
    ],
    kept: &[],
    jobs: &[],
};
