//! People who are called so, for whoever may look at accounts.

use kit_base::Result;
use kit_db::Reader;
use kit_web::{Found, Hit, Ui, Wanted};

use crate::{actions::VIEW, model::Account, store::accounts};

pub(crate) async fn search(reader: &Reader, ui: &Ui, wanted: &Wanted) -> Result<Found> {
    let (places, day) = (places::known(reader, ui.at().known_at).await?, ui.at().as_of);
    let all = if ui.may(&VIEW) { accounts(reader, ui.at()).await? } else { Vec::new() };
    let hit = |rank, account: Account| Hit {
        rank,
        label: account.name.clone(),
        detail: account.position(&places, day),
        page: format!("/people/{}", account.login),
        code: account.login,
    };
    let rank = |one: &Account| wanted.rank(&one.name).or_else(|| wanted.rank(&one.login));
    Ok(wanted.found("people.title", all.into_iter(), rank, hit))
}
