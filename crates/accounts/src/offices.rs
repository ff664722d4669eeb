//! Whose desk something lies on (*cơ quan phải xử lý*): the bodies that have somebody who may do it today.

use std::collections::BTreeSet;

use kit_base::{Action, Actor, Grant, Result, Subject};
use kit_db::Reader;
use places::Places;

use crate::{
    model::{Account, as_known_now, body_name},
    store,
};

/// Everybody's positions of today with what they may do.
pub struct Offices(Vec<(String, Actor)>);

impl Offices {
    /// Reads who holds which position today.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`].
    pub async fn load(reader: &Reader) -> Result<Self> {
        let now = as_known_now(reader.today());
        let places = Places::load(reader, now.known_at).await?;
        let accounts = store::accounts(reader, now).await?;
        let held = |account: Account| {
            account
                .positions
                .into_iter()
                .filter(move |_| account.active)
                .map(|position| {
                    let rights = position.rights.iter();
                    let grants: Vec<Grant> =
                        rights.flat_map(|right| right.grants(position.body, &places, now.as_of)).collect();
                    let body = body_name(&places, position.body, now.as_of).to_owned();
                    (body, Actor { grants, ..Actor::visitor() })
                })
                .collect::<Vec<_>>()
        };
        Ok(Self(accounts.into_iter().flat_map(held).collect()))
    }

    /// The names of the bodies in which one person may do all of these deeds to the subject; none when nobody may.
    #[must_use]
    pub fn that_may(&self, actions: &[&Action], subject: &Subject) -> Vec<String> {
        let may = |actor: &Actor| actions.iter().all(|action| actor.may(action, subject));
        let names: BTreeSet<&String> =
            self.0.iter().filter(|(_, actor)| may(actor)).map(|(body, _)| body).collect();
        names.into_iter().cloned().collect()
    }
}
