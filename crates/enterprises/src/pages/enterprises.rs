//! The list of enterprises.

use std::collections::{BTreeSet, HashMap};

use axum::response::Response;
use clusters::{Cluster, ClusterId};
use kit_base::{Day, fold_vi};
use kit_db::Reader;
use kit_web::{
    Compared, Comparison, Heads, Listed, Moved, Page, Paging, Result, Table, Template, Ui, Uncompared,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Names, names, rows::enterprise_heads};
use crate::{
    EnterpriseId, Kind, RECORD,
    book::{Book, Enterprise, Project, visible},
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
    rows: Vec<EnterpriseRow>,
    /// What moved, when the list is compared with another day.
    compare: Option<Compared>,
    #[serde(skip)]
    table: Table,
    /// Enterprises in the list on the day of the page.
    #[serde(skip)]
    count: usize,
    paging: Paging,
    #[serde(skip)]
    districts: Vec<(String, String)>,
}

/// An enterprise in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = EnterpriseRow)]
pub(super) struct EnterpriseRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) tax_code: Option<String>,
    pub(super) country: String,
    /// Projects that count.
    pub(super) projects: usize,
    /// The clusters they lie in.
    pub(super) clusters: Vec<String>,
    pub(super) origin: documents::Origin,
    /// What became of it since the day compared with.
    #[serde(flatten)]
    pub(super) moved: Moved,
}

impl Page for EnterprisesPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }

    fn listed(&self) -> Option<Listed> {
        Some(self.table.listed(&self.ui, self.ui.t("enterprises.title"), None))
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
    let projects = projects_of(&book);
    let heads = Heads::chosen(&ui, enterprise_heads(&ui));
    let mut found = wanted(&ui, &book, &projects, ui.at().as_of);
    let mut beside = None;
    if let Some(then) = ui.then() {
        beside = Some(then_rows(&reader, &ui, &then).await?)
            .filter(|(all, _)| *all != 0)
            .map(|(_, rows)| (then, rows));
    }
    let (mut table, rows) = if let Some((then, before)) = beside {
        let rows = found.iter().map(|one| row(one, &projects, &names)).collect();
        let comparison = Comparison::of(&ui, &then, &heads, rows, before);
        let standing: HashMap<_, _> = comparison.standing().into_iter().collect();
        found.retain(|one| standing.contains_key(one.code.as_str()));
        Table::compared(&ui, heads, comparison)
    } else {
        let paging = Paging::of(&ui, found.len());
        let shown = paging.cut(found.clone()).into_iter();
        let rows: Vec<_> = shown.map(|one| row(one, &projects, &names)).collect();
        (Table::plain(&ui, heads, paging, &rows), rows)
    };
    table.cards = true;
    table.order = ORDER;
    table.views = ui.saved_views(&reader).await?;
    table.uncompared = Uncompared::of(&ui, &table, book.enterprises.is_empty());
    let unit = |key: &str| book.register.places.unit_by_key(key).is_some();
    table.odd.unless(&ui, "district", "clusters.district", unit);
    table.odd.unless(&ui, "sort", "clusters.order", |by| ORDERS.contains(&by.trim_start_matches('-')));
    let page = EnterprisesPage {
        all: book.enterprises.len(),
        rows,
        count: found.len(),
        paging: table.paging.clone(),
        compare: table.compared.clone(),
        table,
        districts: districts(&ui, &book),
        ui,
    };
    Ok(page.answer())
}

/// By code, when the address names no order.
const ORDER: &str = "code";
const ORDERS: [&str; 3] = ["name", "code", "projects"];

/// The projects that count, by their enterprise.
type Projects<'a> = HashMap<EnterpriseId, Vec<&'a Project>>;

fn projects_of(book: &Book) -> Projects<'_> {
    let mut found = Projects::new();
    for project in book.projects.iter().filter(|project| project.is_counted()) {
        found.entry(project.enterprise).or_default().push(project);
    }
    found
}

/// The enterprises that meet the conditions, in the order asked for. `day` is that of the units' names.
fn wanted<'a>(ui: &Ui, book: &'a Book, projects: &Projects<'_>, day: Day) -> Vec<&'a Enterprise> {
    let within = in_district(ui, book, day);
    let of = |one: &Enterprise| projects.get(&one.id).map(Vec::as_slice).unwrap_or_default();
    let meets = |one: &&Enterprise| meets(ui, one, of(one), within.as_ref());
    let mut found: Vec<&Enterprise> = book.enterprises.iter().map(AsRef::as_ref).filter(meets).collect();
    let (by, down) = ui.order(ORDER);
    match by {
        "name" => found.sort_by_cached_key(|one| fold_vi(&one.name)),
        "projects" => found.sort_by_key(|one| of(one).len()),
        _ => {}
    }
    if down {
        found.reverse();
    }
    found
}

/// The rows of the day compared with, through the same door; and how many enterprises there were before conditions.
async fn then_rows(reader: &Reader, ui: &Ui, then: &Ui) -> Result<(usize, Vec<EnterpriseRow>)> {
    let book = visible(reader, ui.actor(), then.at()).await?;
    let names = names(reader, then).await?;
    let projects = projects_of(&book);
    let found = wanted(then, &book, &projects, ui.at().as_of);
    let rows = found.into_iter().map(|one| row(one, &projects, &names)).collect();
    Ok((book.enterprises.len(), rows))
}

fn row(one: &Enterprise, projects: &Projects<'_>, names: &Names) -> EnterpriseRow {
    let projects = projects.get(&one.id).map(Vec::as_slice).unwrap_or_default();
    let theirs = projects.iter().filter_map(|project| names.get(&project.cluster));
    let mut clusters: Vec<_> = theirs.map(|(_, name)| name.clone()).collect();
    clusters.sort();
    clusters.dedup();
    EnterpriseRow {
        code: one.code.clone(),
        name: one.name.clone(),
        kind: one.kind,
        tax_code: one.tax_code.as_ref().map(ToString::to_string),
        country: one.country.clone(),
        projects: projects.len(),
        clusters,
        origin: one.basis.origin,
        moved: Moved::default(),
    }
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
pub(super) fn in_district(ui: &Ui, book: &Book, day: Day) -> Option<BTreeSet<ClusterId>> {
    let places = &book.register.places;
    let unit = places.unit_by_key(ui.param("district")?);
    let lies = |cluster: &Cluster| unit.is_some_and(|unit| cluster.lies_within(places, unit, day));
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
