//! A cluster in the list: what stands in each of its columns.

use std::collections::BTreeMap;

use documents::Origin;
use kit_base::Area;
use kit_web::{Head, Html, ListRow, Moved, Shown, Ui, text};
use places::Places;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{columns::Columns, conditions::chosen_states, life, short_name};
use crate::{Cluster, State};

/// A cluster in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterRow)]
pub(super) struct Row {
    pub(super) code: String,
    pub(super) name: String,
    state: Option<State>,
    /// All states that hold, the furthest first.
    states: Vec<State>,
    communes: Vec<String>,
    district: Option<String>,
    #[serde(rename = "area_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    area: Option<Area>,
    origin: Origin,
    /// What slices above the register compute for it, by key of the column.
    #[schema(value_type = Object)]
    columns: BTreeMap<&'static str, Json>,
    /// What became of it since the day compared with.
    #[serde(flatten)]
    moved: Moved,
    /// The same as cells.
    #[serde(skip)]
    #[schema(ignore)]
    cells: BTreeMap<&'static str, Shown>,
    #[serde(skip)]
    commune_text: String,
    #[serde(skip)]
    district_text: String,
}

/// The columns of the list.
pub(super) fn heads(ui: &Ui, columns: &Columns) -> Vec<Head> {
    let mut found = vec![
        Head::new("name", ui.t("clusters.cluster")).long(ui.t("clusters.name")).class("cm-nw").sorted("name"),
        Head::new("state", ui.t("clusters.stage")).sorted("state").place(3),
        Head::new("communes", ui.t("clusters.commune")).class("cm-nw").place(4),
        Head::new("district", ui.t("clusters.district-short"))
            .long(ui.t("clusters.district"))
            .class("cm-muted cm-nw")
            .wide(),
        Head::new("area_ha", ui.t("clusters.area-short"))
            .long(ui.t("clusters.area-decision-full"))
            .unit(ui.unit("ha"))
            .class("n")
            .sorted("area")
            .place(2),
    ];
    found.extend(columns.heads(ui));
    found.push(Head::new("code", ui.t("clusters.code")).class("cm-code").sorted("code").wide());
    found.push(Head::new("origin", ui.t("documents.origin")).class("cm-muted cm-nw").wide());
    found
}

/// The row of a cluster; `day` is that of the names of its units.
pub(super) fn row(ui: &Ui, cluster: &Cluster, places: &Places, columns: &Columns, day: kit_base::Day) -> Row {
    let mut units: Vec<_> = cluster.units.iter().filter_map(|unit| places.followed_on(*unit, day)).collect();
    units.dedup_by_key(|unit| unit.id);
    let district = cluster.units.first().and_then(|unit| places.district_of(*unit, day));
    Row {
        columns: columns.json(&cluster.code),
        cells: columns.cells(ui, &cluster.code),
        state: cluster.life(),
        states: cluster.states.iter().map(|stated| stated.state).collect(),
        commune_text: units.iter().map(|unit| short_name(unit, ui.lang())).collect::<Vec<_>>().join(", "),
        district_text: district.map_or(String::new(), |unit| short_name(unit, ui.lang())),
        communes: units.iter().map(|unit| unit.name.clone()).collect(),
        district: district.map(|unit| unit.name.clone()),
        area: cluster.area,
        origin: cluster.origin,
        code: cluster.code.clone(),
        name: cluster.name.clone(),
        moved: Moved::default(),
    }
}

impl ListRow for Row {
    fn key(&self) -> &str {
        &self.code
    }

    fn cell(&self, ui: &Ui, column: &Head) -> Shown {
        let missing = Html(format!("<span class=\"cm-missing\">{}</span>", ui.t("clusters.none-short")));
        let short = |short: &str, long: &str| {
            let html = if short.is_empty() { missing.clone() } else { Html::text(short) };
            Shown::new(html, text(long))
        };
        match column.key {
            "name" => {
                let href = ui.href_from_list(&self.code);
                let html = format!("<a href=\"{}\">{}</a>", Html::text(&href), Html::text(&self.name));
                Shown::new(Html(html), text(&self.name))
            }
            "state" => self.state_cell(ui),
            "communes" => short(&self.commune_text, &self.communes.join("; ")),
            "district" => short(&self.district_text, self.district.as_deref().unwrap_or_default()),
            "area_ha" => Shown::number(self.area.map(|area| (area.hectares(), ui.ha(area))), &missing),
            "code" => Shown::text(&self.code, &missing),
            "origin" => Shown::text(&ui.t(self.origin.word()), &missing).coded(code_of(self.origin)),
            other => self.cells.get(other).cloned().unwrap_or_else(|| Shown::text("", &missing)),
        }
    }

    fn moved(&mut self) -> &mut Moved {
        &mut self.moved
    }
}

impl Row {
    /// The main state; of the others those that are asked for, so that it is seen why the row is there.
    fn state_cell(&self, ui: &Ui) -> Shown {
        let beside = |state: &State| self.states.contains(state) && self.state != Some(*state);
        let also = chosen_states(ui).into_iter().filter(beside).map(|state| {
            let told = ui.fill("clusters.also", "state", ui.t(state.word()));
            format!(" <span class=\"cm-was\">{}</span>", Html::text(&told))
        });
        let html = Html(format!("{}{}", life(ui, self.state), also.collect::<String>()));
        let word = self.state.map_or(String::new(), |state| ui.t(state.word()));
        Shown::new(html, text(word)).coded(code_of(self.state))
    }
}

fn code_of(value: impl Serialize) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}
