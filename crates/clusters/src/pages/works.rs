//! The tab with what a cluster is besides its name, area and investor: types, parts, other areas, land use, the
//! infrastructure project, wastewater treatment; each with since when and by which document.

use std::collections::BTreeSet;

use axum::{extract::Path, response::Response};
use documents::{DocumentId, Origin};
use kit_base::Day;
use kit_web::{Page, Plain, Result, TabLink, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    fact_kind::{FactKind, LAND, billions},
    no_such,
};
use crate::{Based, RECORD, Register, State, register};

/// What is known of one cluster's land and works.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "cluster-works.html")]
pub(crate) struct WorksPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    code: String,
    name: String,
    facts: Vec<FactRow>,
    parts: Vec<PartRow>,
    #[serde(skip)]
    #[schema(ignore)]
    may_record: bool,
    #[serde(skip)]
    #[schema(ignore)]
    recorded: Option<String>,
}

/// A fact with its basis.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterWork)]
struct FactRow {
    /// Which fact.
    kind: String,
    #[serde(skip)]
    word: String,
    /// What is so, in words; nothing when it is not known.
    value: Option<String>,
    from: Option<Day>,
    origin: Option<Origin>,
    source_key: String,
    source: String,
}

/// A part of the cluster.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterPart)]
struct PartRow {
    part: String,
    name: String,
    area_ha: Option<f64>,
    states: Vec<State>,
    #[serde(skip)]
    area: String,
}

impl Page for WorksPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl WorksPage {
    fn tabs(&self) -> Vec<TabLink> {
        self.ui.tabs("cluster", &self.code)
    }

    fn state(&self, state: impl Plain<State>) -> kit_web::Html {
        super::life(&self.ui, Some(state.plain()))
    }

    /// The facts that may be recorded besides those that stand in a row, with their words.
    fn more(&self) -> Vec<(&'static str, String)> {
        let all = FactKind::ALL
            .iter()
            .filter(|(_, code)| ["state", "alias", "unit", "part", "part-state"].contains(code));
        all.map(|(kind, code)| (*code, self.ui.t(kind.word()))).collect()
    }
}

/// Since when, published or made up, and by which document; nothing when nothing is known.
type Rests = Option<(Option<Day>, Origin, DocumentId)>;

pub(crate) async fn works(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let Register { clusters, places } = register(&reader, ui.actor(), ui.at()).await?;
    let cluster = clusters.into_iter().find(|cluster| cluster.code == code).ok_or_else(|| no_such(&code))?;
    let works = crate::works(&reader, ui.at()).await?.get(&cluster.id).cloned().unwrap_or_default();
    let land = crate::land(&reader, ui.at()).await?.remove(&cluster.id);
    let mut rows: Vec<(FactKind, String, Option<String>, Rests)> = Vec::new();
    let mut add =
        |kind: FactKind, word: String, value: Option<String>, basis| rows.push((kind, word, value, basis));
    let based = |fact: &Based<()>| Some((Some(fact.from), fact.origin, fact.source));
    for flag in &works.flags {
        add(FactKind::Flag, ui.t(FactKind::Flag.word()), Some(ui.t(flag.is.word())), based(&flag.bare()));
    }
    if works.flags.is_empty() {
        add(FactKind::Flag, ui.t(FactKind::Flag.word()), None, None);
    }
    for (kind, of) in
        [(FactKind::Measured, crate::AreaKind::Measured), (FactKind::Reported, crate::AreaKind::Reported)]
    {
        let found = works.areas.iter().find(|area| area.is.0 == of);
        let value = found.map(|area| format!("{} {}", ui.ha(area.is.1), ui.unit("ha")));
        add(kind, ui.t(kind.word()), value, found.and_then(|area| based(&area.bare())));
    }
    for (_, word, of) in LAND {
        let area = land.as_ref().and_then(of);
        let basis =
            land.as_ref().filter(|_| area.is_some()).map(|land| (Some(land.from), land.origin, land.source));
        let value = area.map(|area| format!("{} {}", ui.ha(area), ui.unit("ha")));
        add(FactKind::Land, ui.t(word), value, basis);
    }
    let project = works.project.map(|project| match project.is {
        Some(money) => format!("{} {}", billions(&ui, money), ui.unit("bn_vnd")),
        None => ui.t("clusters.fact-approved"),
    });
    add(
        FactKind::Project,
        ui.t(FactKind::Project.word()),
        project,
        works.project.and_then(|p| based(&p.bare())),
    );
    let plant = works.wastewater.map(|plant| match plant.is {
        (status, Some(capacity)) => {
            format!("{}, {} {}", ui.t(status.word()), ui.number(capacity), ui.unit("m3_day"))
        }
        (status, None) => ui.t(status.word()),
    });
    let basis = works.wastewater.and_then(|plant| based(&plant.bare()));
    add(FactKind::Wastewater, ui.t(FactKind::Wastewater.word()), plant, basis);
    let sources: BTreeSet<_> = rows.iter().filter_map(|row| row.3.map(|basis| basis.2)).collect();
    let labels = documents::labels(&reader, ui.at().known_at, sources).await?;
    let facts = rows.into_iter().map(|(kind, word, value, basis)| {
        let (source_key, source) = basis.and_then(|basis| labels.get(&basis.2).cloned()).unwrap_or_default();
        FactRow {
            kind: kind.code().to_owned(),
            word,
            value,
            from: basis.and_then(|basis| basis.0),
            origin: basis.map(|basis| basis.1),
            source_key,
            source,
        }
    });
    let parts = works.parts.iter().map(|part| PartRow {
        part: part.part.clone(),
        name: part.name.clone(),
        area_ha: part.area.map(kit_base::Area::hectares),
        states: part.states.clone(),
        area: part.area.map_or_else(|| ui.t("measure.not-known"), |area| ui.ha(area)),
    });
    let subject = cluster.subject(&places, ui.today());
    let recorded = ui.param("recorded").and_then(|text| text.parse::<Day>().ok());
    let page = WorksPage {
        facts: facts.collect(),
        parts: parts.collect(),
        may_record: ui.actor().may(&RECORD, &subject),
        recorded: recorded.map(|day| ui.fill("clusters.recorded-from", "day", ui.day(day))),
        name: cluster.name.clone(),
        code,
        ui,
    };
    Ok(page.answer())
}
