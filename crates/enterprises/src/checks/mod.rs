//! What is missing or doubtful in the book of enterprises. One file each; the list is explicit.

mod land_not_known;
mod land_off;
mod lease_ends;
mod no_capital;
mod no_project_state;
mod no_tax_code;
mod no_vsic;
mod no_workers;

use std::collections::HashMap;

use clusters::Land;
use documents::Origin;
use kit_base::{Actor, At, Day, Result, Subject};
use kit_db::{Reader, Scope};
use kit_web::{Check, Finding};

use crate::{
    Book, Project, Use,
    book::{Basis, visible},
    use_of_clusters::uses,
};

/// All rules of the slice.
pub(crate) const ALL: &[Check] = &[
    land_off::CHECK,
    land_not_known::CHECK,
    no_project_state::CHECK,
    no_capital::CHECK,
    no_workers::CHECK,
    lease_ends::CHECK,
    no_tax_code::CHECK,
    no_vsic::CHECK,
];

/// The projects of which it is so, and what that rests on; each is mended in its form `form`.
async fn projects(
    reader: &Reader,
    who: &Actor,
    at: At,
    form: &str,
    rests_on: fn(&Project) -> Option<&Basis>,
) -> Result<Vec<Finding>> {
    let book = visible(reader, who, at).await?;
    let places = Places::of(&book, reader.today());
    let found = book.projects.iter().filter_map(|project| Some((project, rests_on(project)?)));
    Ok(found.map(|(project, basis)| places.finding(project, form, basis)).collect())
}

/// Where projects lie, so that this is not searched for each of them.
struct Places<'a> {
    book: &'a Book,
    clusters: HashMap<clusters::ClusterId, Subject>,
}

impl<'a> Places<'a> {
    fn of(book: &'a Book, today: Day) -> Self {
        let register = &book.register;
        let pair = |cluster: &clusters::Cluster| (cluster.id, cluster.subject(&register.places, today));
        Self { book, clusters: register.clusters.iter().map(|cluster| pair(cluster)).collect() }
    }

    fn finding(&self, project: &Project, form: &str, basis: &Basis) -> Finding {
        let cluster = self.clusters.get(&project.cluster);
        let subject = self.book.subject_in(project, cluster.cloned());
        let page = format!("/projects/{}", project.code);
        let found = Finding::new(subject, page.clone(), format!("{page}/{form}"), basis.from);
        let place = cluster.map(|cluster| cluster.key.clone());
        Finding { place, illustrative: basis.origin == Origin::Illustrative, ..found }
    }
}

/// The clusters of which it is so, with what is to be told of each.
async fn clusters_by_use(
    reader: &Reader,
    who: &Actor,
    at: At,
    form: &str,
    tell: fn(&Use) -> Option<Told>,
) -> Result<Vec<Finding>> {
    let register = clusters::register(reader, who, at).await?;
    let uses = uses(reader, who, at, &Scope::default()).await?;
    let told: HashMap<&str, Told> =
        uses.iter().filter_map(|of| Some((of.code.as_str(), tell(of)?))).collect();
    let today = reader.today();
    let found = register.clusters.iter().filter_map(|cluster| {
        let told = told.get(cluster.code.as_str())?;
        let page = format!("/clusters/{}", cluster.code);
        let form = format!("{page}/{form}");
        let since = told.since.unwrap_or(cluster.from);
        let found = Finding::new(cluster.subject(&register.places, today), page, form, since);
        let (gaps, illustrative) = (told.gaps.clone(), told.illustrative);
        Some(Finding { gaps, illustrative, place: Some(cluster.code.clone()), ..found })
    });
    Ok(found.collect())
}

/// What is told of the use of a cluster.
#[derive(Clone, Default)]
struct Told {
    gaps: Vec<(&'static str, kit_web::Standing)>,
    /// Since when; nothing for as long as the cluster stands as it is.
    since: Option<Day>,
    illustrative: bool,
}

impl Told {
    fn by(land: &Land) -> Self {
        Self { since: Some(land.from), illustrative: land.origin == Origin::Illustrative, ..Self::default() }
    }
}
