//! The facts of enterprises and projects that rest on a document.

use std::collections::HashMap;

use documents::DocumentId;
use kit_base::{Actor, At, Result};
use kit_db::Reader;
use kit_web::Citation;

use crate::{
    ProjectId, VIEW,
    book::{Lease, visible},
    model::Coded,
};

/// What of the book of a day rests on the document, as far as the person may see.
pub(crate) fn citations<'a>(
    reader: &'a Reader,
    who: &'a Actor,
    at: At,
    source: DocumentId,
) -> std::pin::Pin<Box<dyn Future<Output = Result<Vec<Citation>>> + Send + 'a>> {
    Box::pin(async move {
        if !who.may_somewhere(&VIEW) {
            return Ok(Vec::new());
        }
        let book = visible(reader, who, at).await?;
        let fact = |record: &str, href: String, what: &str, from| Citation {
            record: record.to_owned(),
            href,
            what: what.to_owned(),
            from,
        };
        let mut found = Vec::new();
        for one in book.enterprises.iter().filter(|one| one.basis.source == source) {
            let href = format!("/enterprises/{}", one.code);
            found.push(fact(&one.name, href, "enterprises.cites.enterprise", one.basis.from));
        }
        let mut leases: HashMap<ProjectId, Vec<&Lease>> = HashMap::new();
        for lease in &book.leases {
            leases.entry(lease.project).or_default().push(lease);
        }
        for project in &book.projects {
            // One line for each project: a report speaks of hundreds, and of several facts of each.
            let own = [("enterprises.cites.project".to_owned(), &project.basis)].into_iter();
            let states = project.states.iter().map(|(state, basis)| (state.word(), basis));
            let workers = project.workers.iter().map(|(.., basis)| ("enterprises.workers".to_owned(), basis));
            let leases = leases.remove(&project.id).unwrap_or_default();
            let leases = leases.into_iter().map(|lease| ("enterprises.lease".to_owned(), &lease.basis));
            let first =
                own.chain(states).chain(leases).chain(workers).find(|(_, basis)| basis.source == source);
            let href = format!("/projects/{}", project.code);
            found.extend(first.map(|(what, basis)| fact(&project.name, href, &what, basis.from)));
        }
        Ok(found)
    })
}
