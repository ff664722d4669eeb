//! The list of projects, with the sums of the rows that meet the conditions.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use axum::response::Response;
use clusters::ClusterId;
use kit_base::{Day, Money, fold_vi};
use kit_db::{Asked, Kept, Reader};
use kit_web::{
    Compared, Comparison, Heads, Listed, Odd, Page, Paging, Plain, Result, Table, Template, Ui, Uncompared,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Names, ProjectRow, billions,
    enterprises::{districts, in_district},
    names, project_row,
    rows::project_heads,
};
use crate::{
    RECORD_PROJECT, State, Vsic,
    book::{Book, Project, visible},
    model::Coded,
};

/// The projects that meet the conditions.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "projects.html")]
#[schema(as = ProjectList)]
pub(crate) struct ProjectsPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// Projects before conditions, those that are over included.
    all: usize,
    /// Projects that count, among those that meet the conditions.
    counted: usize,
    /// Sum of their registered capital, in billions of đồng.
    #[serde(rename = "capital_bn_vnd", serialize_with = "as_billions")]
    #[schema(value_type = f64)]
    registered: Money,
    /// How many of them have no known registered capital.
    capital_unknown: usize,
    /// Sum of their realised capital, in billions of đồng.
    #[serde(rename = "realised_bn_vnd", serialize_with = "as_billions")]
    #[schema(value_type = f64)]
    realised: Money,
    rows: Vec<ProjectRow>,
    /// What moved, when the list is compared with another day.
    compare: Option<Compared>,
    #[serde(skip)]
    table: Table,
    /// Projects in the list on the day of the page.
    #[serde(skip)]
    count: usize,
    paging: Paging,
    #[serde(skip)]
    clusters: Vec<(String, String)>,
    #[serde(skip)]
    districts: Vec<(String, String)>,
    #[serde(skip)]
    sectors: BTreeMap<String, String>,
}

impl Page for ProjectsPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }

    fn listed(&self) -> Option<Listed> {
        Some(self.table.listed(&self.ui, self.ui.t("enterprises.projects"), None))
    }
}

impl ProjectsPage {
    fn billions(&self, money: impl Plain<Money>) -> String {
        billions(&self.ui, money.plain())
    }

    fn states() -> Vec<State> {
        State::all()
    }

    /// The conditions that are set: parameter, word, and what was chosen.
    fn chosen(&self) -> Vec<(&'static str, String, String)> {
        let named = |list: &[(String, String)], key: &str| {
            list.iter().find(|(of, _)| of == key).map_or_else(|| key.to_owned(), |(_, name)| name.clone())
        };
        let mut found = Vec::new();
        for (name, word) in CONDITIONS {
            let Some(value) = self.ui.param(name) else { continue };
            let told = match name {
                "cluster" => named(&self.clusters, value),
                "district" => named(&self.districts, value),
                "sector" => self.sectors.get(value).cloned().unwrap_or_else(|| value.to_owned()),
                "state" => {
                    State::read(value).map_or_else(|_| value.to_owned(), |state| self.ui.t(state.word()))
                }
                "fdi" => self.ui.t("enterprises.yes"),
                _ => value.to_owned(),
            };
            found.push((name, self.ui.t(word), told));
        }
        found
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.ui.param(name) == Some(value)
    }

    fn may_record(&self) -> bool {
        self.ui.may(&RECORD_PROJECT)
    }
}

const CONDITIONS: [(&str, &str); 6] = [
    ("q", "clusters.words"),
    ("cluster", "clusters.cluster"),
    ("district", "clusters.district"),
    ("sector", "enterprises.sector"),
    ("state", "clusters.state"),
    ("fdi", "enterprises.foreign"),
];

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn as_billions<S: serde::Serializer>(money: &Money, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_f64(money.billions())
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let book = visible(&reader, ui.actor(), ui.at()).await?;
    let names = names(&reader, &ui).await?;
    let offered =
        OFFERED.get(&reader, Asked::by(&reader, ui.actor(), ui.at()), offered(&reader, &ui)).await?;
    let heads = Heads::chosen(&ui, project_heads(&ui));
    let mut found = wanted(&ui, &book, &names, ui.at().as_of);
    let mut beside = None;
    if let Some(then) = ui.then() {
        beside = Some(then_rows(&reader, &ui, &then).await?)
            .filter(|(all, _)| *all != 0)
            .map(|(_, rows)| (then, rows));
    }
    let (mut table, rows) = if let Some((then, before)) = beside {
        let rows = found.iter().map(|project| project_row(&ui, &book, &names, project)).collect();
        let comparison = Comparison::of(&ui, &then, &heads, rows, before);
        let standing: HashMap<_, _> = comparison.standing().into_iter().collect();
        found.retain(|project| standing.contains_key(project.code.as_str()));
        Table::compared(&ui, heads, comparison)
    } else {
        let paging = Paging::of(&ui, found.len());
        let shown = paging.cut(found.clone()).into_iter();
        let rows: Vec<_> = shown.map(|project| project_row(&ui, &book, &names, project)).collect();
        (Table::plain(&ui, heads, paging, &rows), rows)
    };
    let counted: Vec<_> = found.iter().filter(|project| project.is_counted()).collect();
    let registered = counted.iter().filter_map(|project| project.registered).sum();
    let realised = counted.iter().filter_map(|project| project.realised).sum();
    table.cards = true;
    table.order = ORDER;
    table.views = ui.saved_views(&reader).await?;
    table.uncompared = Uncompared::of(&ui, &table, book.projects.is_empty());
    table.foot = Some(foot(&ui, counted.len(), registered, realised));
    odd(&ui, &book, &offered.clusters, &mut table.odd);
    let page = ProjectsPage {
        all: book.projects.len(),
        counted: counted.len(),
        registered,
        capital_unknown: counted.iter().filter(|project| project.registered.is_none()).count(),
        realised,
        rows,
        count: found.len(),
        paging: table.paging.clone(),
        compare: table.compared.clone(),
        table,
        clusters: offered.clusters.clone(),
        districts: districts(&ui, &book),
        sectors: sectors(&ui, &offered.branches),
        ui,
    };
    Ok(page.answer())
}

/// By code, when the address names no order.
const ORDER: &str = "code";
const ORDERS: [&str; 4] = ["name", "code", "capital", "realised"];

/// The projects that meet the conditions, in the order asked for. `day` is that of the units' names.
fn wanted<'a>(ui: &Ui, book: &'a Book, names: &Names, day: Day) -> Vec<&'a Project> {
    let within = in_district(ui, book, day);
    let words = ui.param("q").map(fold_vi);
    let meets = |one: &&Project| meets(ui, (book, names), one, words.as_deref(), within.as_ref());
    let mut found: Vec<&Project> = book.projects.iter().map(AsRef::as_ref).filter(meets).collect();
    let (by, down) = ui.order(ORDER);
    match by {
        "name" => found.sort_by_cached_key(|project| fold_vi(&project.name)),
        "capital" => found.sort_by_key(|project| project.registered),
        "realised" => found.sort_by_key(|project| project.realised),
        _ => {}
    }
    if down {
        found.reverse();
    }
    found
}

/// The rows of the day compared with, through the same door; and how many projects there were before conditions.
async fn then_rows(reader: &Reader, ui: &Ui, then: &Ui) -> Result<(usize, Vec<ProjectRow>)> {
    let book = visible(reader, ui.actor(), then.at()).await?;
    let names = names(reader, then).await?;
    let found = wanted(then, &book, &names, ui.at().as_of);
    let rows = found.into_iter().map(|project| project_row(then, &book, &names, project)).collect();
    Ok((book.projects.len(), rows))
}

fn foot(
    ui: &Ui,
    count: usize,
    registered: Money,
    realised: Money,
) -> (String, BTreeMap<&'static str, String>) {
    let word = format!("{} {} {}", ui.t("enterprises.sum-counted"), ui.count(count), ui.t("unit.project"));
    let sums = [("capital_bn_vnd", registered), ("realised_bn_vnd", realised)];
    (word, sums.into_iter().map(|(key, sum)| (key, billions(ui, sum))).collect())
}

/// Tells what in the address means nothing: a cluster, a district, a branch or a state that there is not.
fn odd(ui: &Ui, book: &Book, clusters: &[(String, String)], odd: &mut Odd) {
    odd.unless(ui, "cluster", "clusters.cluster", |code| clusters.iter().any(|(of, _)| of == code));
    odd.unless(ui, "district", "clusters.district", |key| book.register.places.unit_by_key(key).is_some());
    odd.unless(ui, "state", "clusters.state", |code| State::read(code).is_ok());
    odd.unless(ui, "sort", "clusters.order", |by| ORDERS.contains(&by.trim_start_matches('-')));
}

/// Whether a project meets all conditions of the address.
fn meets(
    ui: &Ui,
    (book, names): (&Book, &Names),
    project: &Project,
    wanted: Option<&str>,
    within: Option<&BTreeSet<ClusterId>>,
) -> bool {
    let found = wanted.is_none_or(|wanted| {
        let enterprise = || book.enterprise(project.enterprise);
        project.search.contains(wanted)
            || project.code.to_lowercase().contains(wanted)
            || enterprise().is_some_and(|one| one.search.contains(wanted))
    });
    let cluster = || names.get(&project.cluster).map(|(code, _)| code.as_str());
    let there = within.is_none_or(|within| within.contains(&project.cluster));
    found
        && there
        && ui.param("cluster").is_none_or(|wanted| cluster() == Some(wanted))
        && ui
            .param("sector")
            .is_none_or(|wanted| project.vsic.as_ref().is_some_and(|vsic| vsic.division() == wanted))
        && ui.param("state").is_none_or(|wanted| project.life().map(Coded::code).as_deref() == Some(wanted))
        && (ui.param("fdi").is_none() || project.foreign)
}

fn clusters_of(book: &Book, names: &Names) -> Vec<(String, String)> {
    let clusters: HashSet<_> = book.projects.iter().map(|project| project.cluster).collect();
    let mut found: Vec<_> = clusters.iter().filter_map(|cluster| names.get(cluster)).cloned().collect();
    found.sort_by_cached_key(|(code, name)| (fold_vi(name), code.clone()));
    found.dedup();
    found
}

/// What there is to choose from in the conditions.
struct Offered {
    /// Code and name of the clusters that have projects.
    clusters: Vec<(String, String)>,
    branches: BTreeSet<Vsic>,
}

/// What some people may choose from.
static OFFERED: Kept<Asked, Offered> = Kept::new(6);

async fn offered(reader: &Reader, ui: &Ui) -> kit_base::Result<Offered> {
    let book = visible(reader, ui.actor(), ui.at()).await?;
    let branches: HashSet<&Vsic> = book.projects.iter().filter_map(|project| project.vsic.as_ref()).collect();
    Ok(Offered {
        clusters: clusters_of(&book, &*names(reader, ui).await?),
        branches: branches.into_iter().cloned().collect(),
    })
}

/// Divisions of the projects with their words.
fn sectors(ui: &Ui, branches: &BTreeSet<Vsic>) -> BTreeMap<String, String> {
    let named = |vsic: &Vsic| vsic.word().map_or_else(|| vsic.division().to_owned(), |word| ui.t(word));
    branches.iter().map(|vsic| (vsic.division().to_owned(), named(vsic))).collect()
}
