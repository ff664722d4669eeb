//! The projects of a cluster, and whether it operates (*dự án thứ cấp*).

use axum::{extract::Path, response::Response};
use kit_base::{Error, Message, Money};
use kit_db::{Scope, Value};
use kit_web::{Html, Page, Paging, Plain, Result, TabLink, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ProjectRow, billions, hectares, life, names, project_row};
use crate::{
    State, Use,
    book::{Book, scoped},
    use_of_clusters::uses_of,
};

/// The projects of a cluster.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "cluster-projects.html")]
#[schema(as = ClusterProjects)]
pub(crate) struct ClusterProjectsPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    code: String,
    name: String,
    /// Whether a project in it counts (row 15).
    operating: bool,
    /// Whether something is produced in it: the second reading.
    producing: bool,
    /// Whether a source says that it operates.
    claimed_operating: bool,
    /// Projects that count.
    counted: usize,
    leased_ha: f64,
    /// Of industrial land by detailed plan, in percent.
    occupancy_pct: Option<f64>,
    rows: Vec<ProjectRow>,
    paging: Paging,
    #[serde(skip)]
    leased: String,
    #[serde(skip)]
    occupancy: Option<String>,
}

impl Page for ClusterProjectsPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl ClusterProjectsPage {
    fn tabs(&self) -> Vec<TabLink> {
        self.ui.tabs("cluster", &self.code)
    }

    fn life(&self, state: impl Plain<Option<State>>) -> Html {
        life(&self.ui, state.plain())
    }

    fn billions(&self, money: impl Plain<Money>) -> String {
        billions(&self.ui, money.plain())
    }

    /// Where the sources and the records, or the two readings, say different things.
    fn differences(&self) -> Vec<&'static str> {
        let all = [
            (self.claimed_operating && !self.operating, "enterprises.differs.claimed"),
            (!self.claimed_operating && self.operating, "enterprises.differs.not-claimed"),
            (self.operating && !self.producing, "enterprises.differs.not-producing"),
        ];
        all.into_iter().filter(|(differs, _)| *differs).map(|(_, word)| word).collect()
    }
}

pub(crate) async fn of_cluster(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut book = Book::clone(&*scoped(&reader, ui.actor(), ui.at(), &Scope::default()).await?);
    book.register.clusters.retain(|cluster| cluster.code == code);
    let missing = || Error::NotFound(Message::new("clusters.no-such").with("code", &code));
    let cluster = book.register.clusters.first().ok_or_else(missing)?.id;
    let land = clusters::land(&reader, ui.at()).await?;
    let of: Use = uses_of(&book, &land).into_iter().next().ok_or_else(missing)?;
    let names = names(&reader, &ui).await?;
    let rows: Vec<_> = book.projects.iter().filter(|project| project.cluster == cluster).collect();
    let paging = Paging::of(&ui, rows.len());
    let occupancy = of.share(of.industrial()).map(Value::number);
    let page = ClusterProjectsPage {
        operating: of.operates(),
        producing: of.produces(),
        claimed_operating: of.claimed,
        counted: of.projects,
        leased_ha: of.leased.hectares(),
        leased: hectares(&ui, of.leased),
        occupancy_pct: occupancy,
        occupancy: occupancy.map(|percent| kit_base::fmt::number(percent, 1, ui.lang())),
        rows: paging.cut(rows).into_iter().map(|project| project_row(&ui, &book, &names, project)).collect(),
        paging,
        name: of.name,
        code,
        ui,
    };
    Ok(page.answer())
}
