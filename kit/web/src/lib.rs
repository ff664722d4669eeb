//! Pages, JSON and errors: one handler per page, one right per route, two languages, two times.
//!
//! A slice hands over plain data ([`Slice`]): its routes with their actions, its words, measures, map layers and what
//! it adds to other slices' pages. [`router`] turns the list into a server. No file here knows a domain word.

mod app;
mod askable;
mod assets;
mod beside;
mod drain;
mod etag;
mod export;
mod fact_form;
mod failure;
mod finding;
mod form;
mod guard;
mod html;
mod identity;
mod import;
mod list;
mod office;
mod openapi;
mod packed;
mod page;
mod paging;
mod ruler;
mod saved;
mod search;
mod server;
mod slice;
mod suffix;
pub mod system;
mod ui;
mod way;
mod work;

pub use app::{App, Config};
pub use askable::{Askable, AskedField, AskedSubjects, Standing, StandingFields};
pub use beside::{Beside, Besides};
pub use etag::cached;
pub use export::{DOWNLOAD, EXPORT, Listed, downloaded, out, percent_encoded, text};
pub use fact_form::{
    Basis as FormBasis, Clash, FactForm, Field, FieldInput, clash, clashes, is_clash, unless_clashed,
};
pub use failure::{Failure, Result};
pub use finding::{Check, Finding, Severity};
pub use form::{Form, Problems};
pub use html::Html;
pub use identity::{ActAs, Identity, People};
pub use import::{
    CellProblem, Checked, CheckedRow, Doing, FieldChange, FieldKind, ImportCheck, ImportField, ImportKind,
    ImportQuestion, ImportRequest, ImportRow, ImportUndo, ImportValue, ImportWrite, NEW_RECORD, RowState,
};
pub use list::{
    Change, Compared, Comparison, Head, Heads, ListRow, Met, Moved, Odd, Shown, Table, Uncompared, meet,
};
pub use office::{Desk, Gap, GapSeverity, Gaps, OpenMatter, Rule, RuleValue};
pub use openapi::openapi;
pub use packed::Packed;
pub use page::Page;
pub use paging::{PAGE_ROWS, Paging};
pub use ruler::Notch;
pub use saved::{SavedView, SavedViews};
pub use search::{Found, Hit, MOST_HITS, Rank, Search, Wanted};
pub use server::{router, service};
pub use slice::{
    AuditCell, Cell, Cells, Citation, Citations, Column, FigureNote, FigureNotes, KeptRow, MAP_VIEW,
    MapFeature, MapLayer, Names, PUBLIC, RailEntry, RailGroup, Route, SIGNED_IN, ScopeName, ScopeUnit, Slice,
    Tab, bounds,
};
pub use suffix::Format;
pub use ui::{Plain, TabLink, Ui};
pub use way::own_path;
pub use work::{Work, WorkItem};

pub use askama::Template;
