//! Whose desk something lies on (*cơ quan phải xử lý*): the bodies that have somebody who may do it today.

use std::{collections::BTreeMap, sync::Arc};

use kit_base::{Action, Actor, Day, Result, Subject};
use kit_db::{Kept, Reader};
use kit_web::Ui;

use crate::{
    PersonId,
    model::{as_known_now, body_name},
    staff::{Absence, Holder, Staff},
};

/// Everybody's positions of today with what they may do, and who is not at their desk.
pub struct Offices {
    desks: Vec<Desk>,
    staff: Staff,
    today: Day,
}

static OFFICES: Kept<Day, Offices> = Kept::new(2);

/// A position that somebody holds today.
struct Desk {
    body: String,
    person: PersonId,
    actor: Actor,
}

impl Offices {
    /// Reads who holds which position today.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`].
    pub async fn load(reader: &Reader) -> Result<Arc<Self>> {
        OFFICES.get(reader, reader.today(), Self::read(reader)).await
    }

    async fn read(reader: &Reader) -> Result<Self> {
        let now = as_known_now(reader.today());
        let places = places::known_now(reader).await?;
        let (staff, today) = (Staff::load(reader, now.known_at).await?, now.as_of);
        let mut desks = Vec::new();
        for post in staff.posts.iter().filter(|post| post.stands(today)) {
            let actor = post.actor(&places, today);
            let works = |holder: &&Holder| staff.person(holder.person).is_some_and(|p| p.is_active(today));
            for holder in post.holders_on(today).filter(works) {
                let body = body_name(&places, post.body, today).to_owned();
                desks.push(Desk { body, person: holder.person, actor: actor.clone() });
            }
        }
        Ok(Self { desks, staff, today })
    }

    /// The bodies in which one person may do all of these deeds to the subject, each once; none when nobody may. Where
    /// everybody of a body who may is absent, it says until when, and who stands in.
    #[must_use]
    pub fn that_may(&self, ui: &Ui, actions: &[&Action], subject: &Subject) -> Vec<String> {
        let may = |desk: &&Desk| actions.iter().all(|action| desk.actor.may(action, subject));
        let mut found: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
        for desk in self.desks.iter().filter(may) {
            found.entry(&desk.body).or_default().push(desk.person);
        }
        found.into_iter().map(|(body, people)| self.told(ui, body, &people)).collect()
    }

    /// A body; with who is absent and who stands in, where nobody else is there.
    fn told(&self, ui: &Ui, body: &str, people: &[PersonId]) -> String {
        let absences: Vec<_> = people.iter().map(|person| self.staff.absence(*person, self.today)).collect();
        let absent: Option<Vec<&Absence>> = absences.into_iter().collect();
        let Some(absent) = absent.filter(|absent| !absent.is_empty()) else { return body.to_owned() };
        let each = absent.into_iter().map(|absence| self.absent_in_words(ui, absence));
        format!("{body} ({})", each.collect::<Vec<_>>().join("; "))
    }

    fn absent_in_words(&self, ui: &Ui, absence: &Absence) -> String {
        let until = ui.day(absence.to.previous());
        let told = match absence.deputy {
            Some(deputy) => ui.fill2("absences.until", "day", until, "deputy", self.staff.name(deputy)),
            None => ui.fill("absences.until-alone", "day", until),
        };
        format!("{} {told}", self.staff.name(absence.person))
    }
}
