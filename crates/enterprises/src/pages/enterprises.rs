//! The list of enterprises.

use std::collections::{BTreeSet, HashMap};

use axum::response::Response;
use clusters::{Cluster, ClusterId};
use kit_base::fold_vi;
use kit_sheets::Out;
use kit_web::{Listed, Page, Paging, Result, Template, Ui, text};
use serde::Serialize;
use utoipa::ToSchema;

use super::names;
use crate::{
    EnterpriseId, Kind, RECORD,
    book::{Book, Enterprise, Project, visible},
    model::Coded,
};

/// The enterprises that meet the conditions.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "enterprises.html")]
#[schema(as = EnterpriseList)]
pub(crate) struct EnterprisesPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// Enterprises before conditions.
    all: usize,
    rows: Vec<Row>,
    paging: Paging,
    #[serde(skip)]
    districts: Vec<(String, String)>,
}

/// An enterprise in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = EnterpriseRow)]
struct Row {
    code: String,
    name: String,
    kind: Kind,
    tax_code: Option<String>,
    country: String,
    /// Projects that count.
    projects: usize,
    /// The clusters they lie in.
    clusters: Vec<String>,
    origin: documents::Origin,
}

impl Page for EnterprisesPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }

    fn listed(&self) -> Option<Listed> {
        let ui = &self.ui;
        let columns = [
            ("code", "clusters.code"),
            ("name", "enterprises.name"),
            ("kind", "enterprises.kind"),
            ("tax_code", "enterprises.tax-code"),
            ("country", "enterprises.country"),
            ("projects", "enterprises.projects"),
            ("clusters", "clusters.title"),
            ("origin", "documents.origin"),
        ];
        let row = |row: &Row| {
            vec![
                text(&row.code),
                text(&row.name),
                text(ui.t(row.kind.word())),
                text(row.tax_code.clone().unwrap_or_default()),
                text(&row.country),
                Out::Number(u32::try_from(row.projects).unwrap_or(u32::MAX).into()),
                text(row.clusters.join("; ")),
                text(ui.t(row.origin.word())),
            ]
        };
        Some(Listed {
            title: ui.t("enterprises.title"),
            columns: columns.map(|(key, word)| (key, ui.t(word))).to_vec(),
            rows: self.rows.iter().map(row).collect(),
            shapes: None,
        })
    }
}

impl EnterprisesPage {
    fn district(&self) -> Option<&str> {
        let key = self.ui.param("district")?;
        self.districts.iter().find(|(of, _)| of == key).map(|(_, name)| name.as_str())
    }

    fn may_record(&self) -> bool {
        self.ui.may(&RECORD)
    }
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let book = visible(&reader, ui.actor(), ui.at()).await?;
    let names = names(&reader, &ui).await?;
    let mut projects: HashMap<EnterpriseId, Vec<&Project>> = HashMap::new();
    for project in book.projects.iter().filter(|project| project.is_counted()) {
        projects.entry(project.enterprise).or_default().push(project);
    }
    let within = in_district(&ui, &book);
    let of = |one: &Enterprise| projects.get(&one.id).map(Vec::as_slice).unwrap_or_default();
    let found: Vec<_> = book
        .enterprises
        .iter()
        .filter(|one| meets(&ui, one, of(one), within.as_ref()))
        .map(AsRef::as_ref)
        .collect();
    let paging = Paging::of(&ui, found.len());
    let row = |one: &Enterprise| {
        let mut clusters: Vec<_> = of(one)
            .iter()
            .filter_map(|project| names.get(&project.cluster))
            .map(|(_, name)| name.clone())
            .collect();
        clusters.sort();
        clusters.dedup();
        Row {
            code: one.code.clone(),
            name: one.name.clone(),
            kind: one.kind,
            tax_code: one.tax_code.as_ref().map(ToString::to_string),
            country: one.country.clone(),
            projects: of(one).len(),
            clusters,
            origin: one.basis.origin,
        }
    };
    let rows = paging.cut(found).into_iter().map(row).collect();
    let page =
        EnterprisesPage { all: book.enterprises.len(), rows, paging, districts: districts(&ui, &book), ui };
    Ok(page.answer())
}

/// Whether an enterprise with these projects meets all conditions of the address.
fn meets(
    ui: &Ui,
    enterprise: &Enterprise,
    projects: &[&Project],
    within: Option<&BTreeSet<ClusterId>>,
) -> bool {
    let found = ui.param("q").is_none_or(|text| {
        let wanted = fold_vi(text);
        enterprise.search.contains(&wanted)
            || enterprise.code.to_lowercase().contains(&wanted)
            || enterprise.tax_code.as_ref().is_some_and(|code| code.to_string().contains(&wanted))
    });
    let there = within.is_none_or(|within| projects.iter().any(|project| within.contains(&project.cluster)));
    let foreign = ui.param("fdi").is_none() || projects.iter().any(|project| project.foreign);
    found && there && foreign
}

/// The clusters in the district that is asked for; nothing when none is.
pub(super) fn in_district(ui: &Ui, book: &Book) -> Option<BTreeSet<ClusterId>> {
    let places = &book.register.places;
    let unit = places.unit_by_key(ui.param("district")?);
    let lies = |cluster: &Cluster| unit.is_some_and(|unit| cluster.lies_within(places, unit, ui.at().as_of));
    let clusters = book.register.clusters.iter().filter(|cluster| lies(cluster));
    Some(clusters.map(|cluster| cluster.id).collect())
}

/// Key and name of the districts that have clusters of the book.
pub(super) fn districts(ui: &Ui, book: &Book) -> Vec<(String, String)> {
    let places = &book.register.places;
    let units: BTreeSet<_> = book.register.clusters.iter().flat_map(|cluster| &cluster.units).collect();
    let districts = units.into_iter().filter_map(|unit| places.district_of(*unit, ui.at().as_of));
    let mut found: Vec<_> =
        districts.map(|unit| (places.key(unit.id).to_owned(), unit.name.clone())).collect();
    found.sort_by_cached_key(|(key, name)| (fold_vi(name), key.clone()));
    found.dedup();
    found
}
