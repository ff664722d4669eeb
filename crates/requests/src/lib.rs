//! Requests to change a record (*đề nghị sửa*) by who may see it and not record it: a flag beside what stands, which
//! changes nothing by itself. It goes to the office that owns the record, and only its asker and that office see it. The
//! records' slices say what can be asked about ([`kit_web::Askable`]); this one knows none of them.

mod actions;
mod beside;
mod gaps;
mod model;
mod pages;
mod seed;
mod store;
mod visible;
mod work;

use kit_base::Id;
use kit_db::{Migration, Storage, Table};
use kit_web::{RailEntry, RailGroup, Route, Slice};

pub use actions::{ANSWER, MAKE, WITHDRAW};
pub use model::State;
pub use seed::{SeedRequest, read};

/// Marks the id of a request.
#[derive(Clone, Copy, Debug)]
pub enum RequestMark {}
/// The identity of a request.
pub type RequestId = Id<RequestMark>;

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[&MAKE, &ANSWER, &WITHDRAW],
        routes: || {
            vec![
                Route::get("/requests", &MAKE, pages::list).answers::<pages::RequestsPage>(),
                Route::get("/requests/new", &MAKE, pages::new),
                Route::post("/requests/new", &MAKE, pages::make),
                Route::get("/requests/{number}", &MAKE, pages::show).answers::<pages::RequestPage>(),
                Route::post("/requests/{number}/answer", &ANSWER, pages::answer),
                Route::post("/requests/{number}/withdraw", &WITHDRAW, pages::withdraw),
            ]
        },
        work: &[|reader, ui, actor| Box::pin(work::work(reader, ui, actor))],
        beside: &[beside::beside],
        citations: &[beside::citations],
        gaps: &[|reader, ui| Box::pin(gaps::gaps(reader, ui))],
        names: &[|reader, _| Box::pin(store::names(reader))],
        cell: |ui, table, column, value| match (table, column) {
            ("change_request_state", "state") => ui.find(&format!("requests.states.{}", value.as_str()?)),
            _ => None,
        },
        kept: Some(beside::kept),
        rail: &[RailEntry {
            word: "requests.title",
            href: "/requests",
            action: &MAKE,
            group: RailGroup::Work,
        }],
        ..Slice::new("requests", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

const STORAGE: Storage = Storage {
    migrations: &[Migration { name: "requests-0001-requests", up: store::first }],
    tables: &[
        Table::of::<store::change_request::Entity>("change_request"),
        Table::of::<store::change_request_version::Entity>("change_request_version"),
        Table::of::<store::change_request_state::Entity>("change_request_state"),
    ],
    kept: &[],
    jobs: &[],
};
