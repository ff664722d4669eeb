//! The land of a cluster: whether it adds up (*quỹ đất*), and what is leased of it.

use axum::{extract::Path, response::Response};
use documents::Origin;
use kit_base::{Area, Error, Message};
use kit_db::Scope;
use kit_web::{Page, Plain, Result, TabLink, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Source, hectares, labels, source};
use crate::{
    balance::{Identity, Rule, Verdict, balance},
    book::{Lease, scoped},
};

/// The balance of a cluster's land.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "cluster-land.html")]
#[schema(as = ClusterLand)]
pub(crate) struct LandPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    code: String,
    name: String,
    /// The document of the division of the land, when it is known.
    source: Option<Source>,
    origin: Option<Origin>,
    identities: Vec<IdentityRow>,
    leases: Vec<LeaseRow>,
}

/// What must hold between terms, and whether it does.
#[derive(Serialize, ToSchema)]
#[schema(as = LandIdentity)]
struct IdentityRow {
    rule: Rule,
    terms: Vec<TermRow>,
    /// Nothing when terms are not known.
    holds: Option<bool>,
    /// Key of the word of the term that is off.
    off: Option<&'static str>,
    /// By how much, in hectares; below nothing when it is too small.
    off_ha: Option<f64>,
    /// Keys of the words of the terms that are not known.
    missing: Vec<&'static str>,
}

/// A term.
#[derive(Serialize, ToSchema)]
#[schema(as = LandTerm)]
struct TermRow {
    word: &'static str,
    #[serde(rename = "area_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    value: Option<Area>,
}

/// A lease in force.
#[derive(Serialize, ToSchema)]
#[schema(as = LandLease)]
struct LeaseRow {
    code: String,
    project_code: String,
    project: String,
    area_ha: f64,
    #[serde(skip)]
    area: String,
    source: Source,
    origin: Origin,
}

impl Page for LandPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl LandPage {
    fn tabs(&self) -> Vec<TabLink> {
        self.ui.tabs("cluster", &self.code)
    }

    fn area(&self, area: impl Plain<Area>) -> String {
        hectares(&self.ui, area.plain())
    }

    /// The sign between terms: the first stands before `=` or `≤`.
    fn sign(row: &IdentityRow, at: impl Plain<usize>) -> &'static str {
        match (row.rule, at.plain()) {
            (_, 0) => "",
            (Rule::AtMost, _) => "≤",
            (_, 1) => "=",
            (Rule::Difference, _) => "−",
            (Rule::Sum, _) => "+",
        }
    }

    /// Whether it holds, in words.
    fn verdict(&self, row: &IdentityRow) -> String {
        let ui = &self.ui;
        if let (Some(off), Some(by)) = (row.off, row.off_ha) {
            let key = if by < 0.0 { "enterprises.land.too-small" } else { "enterprises.land.too-large" };
            let by = kit_base::fmt::number(by.abs(), 2, ui.lang());
            return ui.fill2(key, "term", ui.t(off), "n", by);
        }
        if row.holds.is_none() {
            let missing: Vec<_> = row.missing.iter().map(|word| ui.t(word)).collect();
            return ui.fill("enterprises.land.unknown", "terms", missing.join(", "));
        }
        ui.t("enterprises.land.holds")
    }
}

pub(crate) async fn land(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let book = scoped(&reader, ui.actor(), ui.at(), &Scope::default()).await?;
    let missing = || Error::NotFound(Message::new("clusters.no-such").with("code", &code));
    let cluster = book.register.clusters.iter().find(|cluster| cluster.code == code).ok_or_else(missing)?;
    let land = clusters::land(&reader, ui.at()).await?.remove(&cluster.id);
    let leases: Vec<_> = book.leases.iter().filter(|lease| lease.cluster == cluster.id).collect();
    let areas: Vec<_> = leases.iter().map(|lease| lease.area).collect();
    let sources = leases.iter().map(|lease| lease.basis.source).chain(land.map(|land| land.source));
    let labels = labels(&reader, &ui, sources).await?;
    let lease_row = |lease: &&std::sync::Arc<Lease>| {
        let project = book.projects.iter().find(|project| project.id == lease.project);
        LeaseRow {
            code: lease.code.clone(),
            project_code: project.map(|project| project.code.clone()).unwrap_or_default(),
            project: project.map(|project| project.name.clone()).unwrap_or_default(),
            area_ha: lease.area.hectares(),
            area: hectares(&ui, lease.area),
            source: source(lease.basis.source, &labels),
            origin: lease.basis.origin,
        }
    };
    let page = LandPage {
        name: cluster.name.clone(),
        source: land.map(|land| source(land.source, &labels)),
        origin: land.map(|land| land.origin),
        identities: balance(cluster.area, land.as_ref(), &areas).into_iter().map(row).collect(),
        leases: leases.iter().map(lease_row).collect(),
        code,
        ui,
    };
    Ok(page.answer())
}

fn row(identity: Identity) -> IdentityRow {
    let Identity { rule, terms, verdict } = identity;
    let terms = terms.into_iter().map(|term| TermRow { word: term.word, value: term.value }).collect();
    let (holds, off, missing) = match verdict {
        Verdict::Holds => (Some(true), None, Vec::new()),
        Verdict::Off(word, by) => (Some(false), Some((word, by.hectares())), Vec::new()),
        Verdict::Unknown(missing) => (None, None, missing),
    };
    IdentityRow { rule, terms, holds, off: off.map(|(word, _)| word), off_ha: off.map(|(_, by)| by), missing }
}
