//! What a slice hands over: lists and function pointers, nothing that runs by itself.

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc};

use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};
use kit_base::{Action, Actor, At, Day, Id, WordFile};
use kit_db::{Measure, Reader, Source, Storage};
use serde_json::Value as Json;
use utoipa::{PartialSchema, ToSchema};

use crate::{
    App, Askable, Besides, Check, Desk, Gaps, ImportKind, Notch, Rule, SavedViews, Search, Ui, Work,
};

/// The action of routes that anybody may ask for.
pub const PUBLIC: Action = Action::new("public");

/// The action of pages that everybody may open who is signed in.
pub const SIGNED_IN: Action = Action::new("signed-in");

/// Looking at maps: their pages, their tiles, and the maps beside lists.
pub const MAP_VIEW: Action = Action::new("map.view");

/// Everything a slice is, in one list.
#[derive(Clone, Copy)]
pub struct Slice {
    /// Its name, which is its folder's.
    pub name: &'static str,
    /// Its words in both languages.
    pub words: WordFile,
    /// Its tables, steps and jobs.
    pub storage: Storage,
    /// Its deeds and rights.
    pub actions: &'static [&'static Action],
    /// Its pages.
    pub routes: fn() -> Vec<Route>,
    /// Its figures.
    pub measures: &'static [Measure],
    /// Its rules about records.
    pub checks: &'static [Check],
    /// What waits for somebody in it, beside what the rules find.
    pub work: &'static [Work],
    /// Tabs it adds to records of slices below it.
    pub tabs: &'static [Tab],
    /// What it draws on maps.
    pub layers: &'static [MapLayer],
    /// Columns it adds to lists of records of slices below it.
    pub columns: &'static [Column],
    /// What it has to say beside figures.
    pub notes: &'static [FigureNotes],
    /// Which of its facts rest on a document.
    pub citations: &'static [Citations],
    /// What its records are called, for pages that know only their ids.
    pub names: &'static [Names],
    /// How a cell of its tables reads where it is a code or a size; nothing where its text says it all.
    pub cell: AuditCell,
    /// Whether a row of its tables is kept from somebody who may read the audit; nothing where none ever is.
    pub kept: Option<KeptRow>,
    /// What a unit that figures are narrowed to is called.
    pub scope: Option<ScopeName>,
    /// Kinds of its records that people may ask to have changed.
    pub askable: &'static [Askable],
    /// What it says at the head of pages of records of slices above it.
    pub beside: &'static [Besides],
    /// What waits at a desk, of whatever slice, for the list that is handed over with a position.
    pub desk: &'static [Desk],
    /// What it finds missing in how the installation is set up.
    pub gaps: &'static [Gaps],
    /// What the law sets of its field, from the data that its rules use, whatever the day.
    pub rules: fn() -> Vec<Rule>,
    /// Lists that people kept under a name.
    pub saved: &'static [SavedViews],
    /// Kinds of records that can be taken from files.
    pub imports: &'static [ImportKind],
    /// Its entries in the rail.
    pub rail: &'static [RailEntry],
    /// Days on the time ruler on which its world changed.
    pub notches: fn() -> Vec<Notch>,
    /// Reads its law and other data files; what is wrong in one, with file and line, stops the start.
    pub law: fn() -> std::result::Result<(), String>,
    /// What it finds among its records for the search field in the top bar.
    pub search: &'static [Search],
}

impl Slice {
    /// A slice that has only a name and words so far.
    #[must_use]
    pub const fn new(name: &'static str, vi: &'static str, en: &'static str) -> Self {
        Self {
            name,
            words: WordFile { name, vi, en },
            storage: Storage { migrations: &[], tables: &[], kept: &[], jobs: &[] },
            actions: &[],
            routes: Vec::new,
            measures: &[],
            checks: &[],
            work: &[],
            tabs: &[],
            layers: &[],
            columns: &[],
            notes: &[],
            citations: &[],
            names: &[],
            cell: |_, _, _, _| None,
            kept: None,
            scope: None,
            askable: &[],
            beside: &[],
            desk: &[],
            gaps: &[],
            rules: Vec::new,
            saved: &[],
            imports: &[],
            rail: &[],
            notches: Vec::new,
            law: || Ok(()),
            search: &[],
        }
    }
}

/// A page or a deed with its address and its right.
#[derive(Clone)]
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// Path in the router's notation, for example `/clusters/{code}`.
    pub path: &'static str,
    /// What the person must be allowed somewhere to get in; deeds check the subject themselves.
    pub action: &'static Action,
    pub(crate) handler: MethodRouter<App>,
    pub(crate) schema: Option<Schemas>,
}

pub(crate) type Schemas = fn(&mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) -> String;

impl Route {
    /// A page.
    pub fn get<H: Handler<T, App>, T: 'static>(
        path: &'static str,
        action: &'static Action,
        handler: H,
    ) -> Self {
        Self { method: Method::GET, path, action, handler: on(MethodFilter::GET, handler), schema: None }
    }

    /// A deed, from a form.
    pub fn post<H: Handler<T, App>, T: 'static>(
        path: &'static str,
        action: &'static Action,
        handler: H,
    ) -> Self {
        Self { method: Method::POST, path, action, handler: on(MethodFilter::POST, handler), schema: None }
    }

    /// Puts a layer around this route alone, for example a larger limit for files.
    #[must_use]
    pub fn layered<L>(mut self, layer: L) -> Self
    where
        L: tower::Layer<axum::routing::Route> + Clone + Send + Sync + 'static,
        L::Service: tower::Service<axum::extract::Request> + Clone + Send + Sync + 'static,
        <L::Service as tower::Service<axum::extract::Request>>::Response:
            axum::response::IntoResponse + 'static,
        <L::Service as tower::Service<axum::extract::Request>>::Error:
            Into<std::convert::Infallible> + 'static,
        <L::Service as tower::Service<axum::extract::Request>>::Future: Send + 'static,
    {
        self.handler = self.handler.layer(layer);
        self
    }

    /// Says what the page's JSON looks like, for the API description.
    #[must_use]
    pub fn answers<P: ToSchema + PartialSchema>(mut self) -> Self {
        self.schema = Some(|schemas| {
            P::schemas(schemas);
            let name = P::name().into_owned();
            schemas.push((name.clone(), P::schema()));
            name
        });
        self
    }
}

/// A tab on the page of a record that belongs to a lower slice. Each tab is a route of its own, with its own JSON.
#[derive(Clone, Copy, Debug)]
pub struct Tab {
    /// The kind of record, for example `cluster`.
    pub record: &'static str,
    /// The key of its word.
    pub word: &'static str,
    /// Path with `{code}` in place of the record's key.
    pub path: &'static str,
    /// Who sees it.
    pub action: &'static Action,
}

/// A column in the list of records of a lower slice: what only the higher slice can compute, by key of the record.
#[derive(Clone, Copy)]
pub struct Column {
    /// The kind of record, for example `cluster`.
    pub record: &'static str,
    /// Its name in JSON and in addresses.
    pub key: &'static str,
    /// The key of its word.
    pub word: &'static str,
    /// Its cells as of a day, for the records the person may see. A record that is not there has an empty cell.
    pub cells: Cells,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number in the unit with that code.
    Value(kit_db::Value, &'static str),
    /// A word by its key, with the sign of a state.
    Word {
        /// The key.
        word: &'static str,
        /// The class that gives sign and colour, for example `operating`.
        sign: &'static str,
    },
}

/// Gives the cells of a column by key of the record.
pub type Cells = for<'a> fn(
    &'a Reader,
    &'a Actor,
    At,
) -> Pin<
    Box<dyn Future<Output = kit_base::Result<Arc<HashMap<String, Cell>>>> + Send + 'a>,
>;

/// Something to be said beside a figure: how it is to be read, or what a document says it is.
#[derive(Clone, Debug, serde::Serialize, ToSchema)]
pub struct FigureNote {
    /// In words.
    pub text: String,
    /// What a document states the figure to be, in the figure's unit.
    pub stated: Option<f64>,
    /// The document, in words.
    pub source: String,
    /// Its page.
    pub href: String,
}

/// The notes beside a figure of that code, in the words and at the dates of the page.
pub type FigureNotes =
    for<'a> fn(
        &'a Reader,
        &'a Ui,
        &'a str,
    ) -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<FigureNote>>> + Send + 'a>>;

/// Where an entry of the rail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RailGroup {
    /// What waits, before everything else.
    First,
    /// The work itself.
    Work,
    /// What the work rests on: units, documents, people, audit.
    Base,
}

/// An entry of the rail.
#[derive(Clone, Copy, Debug)]
pub struct RailEntry {
    /// The key of its word.
    pub word: &'static str,
    /// Its page.
    pub href: &'static str,
    /// Who sees it.
    pub action: &'static Action,
    /// Where it stands.
    pub group: RailGroup,
}

/// A fact that rests on a document.
#[derive(Clone, Debug, serde::Serialize, ToSchema)]
pub struct Citation {
    /// Name of the record.
    pub record: String,
    /// Page of the record.
    pub href: String,
    /// The key of the word for what is said of it.
    pub what: String,
    /// From when on.
    pub from: Day,
}

/// The facts that rest on a document, as far as the person may see their records.
pub type Citations = for<'a> fn(
    &'a Reader,
    &'a Actor,
    At,
    Id<Source>,
)
    -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<Citation>>> + Send + 'a>>;

/// The names of all records by their ids, as of a day; of what is no more, the last.
pub type Names =
    for<'a> fn(
        &'a Reader,
        At,
    ) -> Pin<Box<dyn Future<Output = kit_base::Result<HashMap<String, String>>> + Send + 'a>>;

/// The text of a cell: table, column, and what stands in it.
pub type AuditCell = fn(&Ui, &str, &str, &Json) -> Option<String>;

/// Whether a row is kept from the person who looks at the audit: its table, and what stands in it.
pub type KeptRow = for<'a> fn(
    &'a Reader,
    &'a Ui,
    &'a str,
    &'a Json,
) -> Pin<Box<dyn Future<Output = kit_base::Result<bool>> + Send + 'a>>;

/// What a unit with this key is called.
pub type ScopeName =
    for<'a> fn(
        &'a Reader,
        At,
        &'a str,
    ) -> Pin<Box<dyn Future<Output = kit_base::Result<Option<ScopeUnit>>> + Send + 'a>>;

/// A unit that figures are narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeUnit {
    /// Its name on the day, or the last it had.
    pub name: String,
    /// The same without its class: *Bắc Giang*.
    pub bare: String,
    /// Its last day, when it is no more on the day asked for.
    pub until: Option<Day>,
}

/// Something a layer draws, in the coordinate system of the installation.
#[derive(Clone, Debug)]
pub struct MapFeature {
    /// The geometry.
    pub geometry: kit_geo::Geometry,
    /// Texts and numbers that the style and the labels use.
    pub properties: Vec<(&'static str, Json)>,
}

type Features = for<'a> fn(
    &'a Reader,
    &'a Actor,
    At,
) -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<MapFeature>>> + Send + 'a>>;

/// A box in degrees as the map reads it: west, south, east, north. Without one, Viet Nam from end to end.
#[must_use]
pub fn bounds(around: Option<kit_geo::Rect>) -> String {
    let Some(around) = around else { return "102.1,8.3,109.5,23.4".to_owned() };
    let (min, max) = (around.min(), around.max());
    format!("{:.5},{:.5},{:.5},{:.5}", min.x, min.y, max.x, max.y)
}

/// A layer of vector tiles. Polygons also give a layer `<name>_point` (or `_label`) with a point inside each.
#[derive(Clone, Copy)]
pub struct MapLayer {
    /// Name of the layer in the tile.
    pub name: &'static str,
    /// Name of the layer of inner points.
    pub points: &'static str,
    /// What the polygons say of themselves; their points say all.
    pub on_shapes: &'static [&'static str],
    /// What it draws for this person at this time.
    pub features: Features,
}
