//! The register as people work with it: the list with its map, a cluster, and the form to record what changed.

mod cluster;
mod columns;
mod compared;
mod conditions;
mod fact_boundary;
mod fact_kind;
mod facts;
mod form;
mod investor;
mod list;
mod row;
mod works;

pub(crate) use cluster::{ClusterPage, show};
pub use compared::{Moves, moved};
pub(crate) use facts::{edit_fact, record_fact};
pub(crate) use form::{edit, record};
pub(crate) use investor::{add_investor, new_investor};
pub(crate) use list::{ListPage, list};
pub(crate) use works::{WorksPage, works};

use kit_base::{Area, Error, Lang, Message};
use kit_web::{Html, Ui};
use places::Unit;
use serde::{Serialize, Serializer};

use crate::State;

/// A state as post and word.
fn life(ui: &Ui, state: Option<State>) -> Html {
    let Some(state) = state else {
        return Html(format!("<span class=\"cm-missing\">{}</span>", Html::text(&ui.t("clusters.no-state"))));
    };
    Html(format!(
        "<span class=\"cm-life\" data-life=\"{sign}\">{icon}{word}</span>",
        sign = state.sign(),
        icon = ui.icon(&format!("life-{}", state.sign())),
        word = Html::text(&ui.t(state.word()))
    ))
}

/// The name of a unit in a narrow column: *X. Hợp Thịnh*.
fn short_name(unit: &Unit, lang: Lang) -> String {
    if lang == Lang::En {
        return unit.name.clone();
    }
    let pairs = [
        ("Xã ", "X. "),
        ("Phường ", "P. "),
        ("Thị trấn ", "TT. "),
        ("Huyện ", ""),
        ("Thị xã ", "TX. "),
        ("Thành phố ", "TP. "),
    ];
    let found = pairs
        .iter()
        .find_map(|(long, short)| unit.name.strip_prefix(long).map(|name| format!("{short}{name}")));
    found.unwrap_or_else(|| unit.name.clone())
}

fn no_such(code: &str) -> Error {
    Error::NotFound(Message::new("clusters.no-such").with("code", code))
}

/// Areas in JSON are hectares; the exact number is in [`Area`].
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn hectares<S: Serializer>(area: &Area, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(area.hectares())
}

#[expect(clippy::ref_option, reason = "serde hands over references")]
fn maybe_hectares<S: Serializer>(area: &Option<Area>, serializer: S) -> Result<S::Ok, S::Error> {
    area.map(Area::hectares).serialize(serializer)
}
