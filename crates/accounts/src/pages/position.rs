//! One position: what its holder may do, by function; who held it; who acts on its behalf.

use axum::{extract::Path, response::Response};
use kit_base::{Day, Error, Message};
use kit_db::Reader;
use kit_web::{Page, Result, Template, Ui};
use places::Places;
use serde::Serialize;
use utoipa::ToSchema;

use super::delegations::{DelegationRow, rows};
use crate::{
    positions::{GRANT, HOLD, POSITION},
    staff::Staff,
    words::{Documents, Group, body_name, groups, last_day},
};

/// One position.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "position.html")]
#[schema(as = Position)]
pub(crate) struct PositionPage {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    number: i64,
    title: String,
    body: String,
    from: Day,
    last_day: Option<Day>,
    document: Option<(String, String)>,
    /// Whether it stands on the day of the page.
    stands: bool,
    groups: Vec<Group>,
    /// Rights that have ended, or begin later.
    others: Vec<Group>,
    holders: Vec<HolderRow>,
    delegations: Vec<DelegationRow>,
}

/// Who held it, and when.
#[derive(Serialize, ToSchema)]
#[schema(as = PositionHolder)]
struct HolderRow {
    login: String,
    name: String,
    from: Day,
    last_day: Option<Day>,
    document: Option<(String, String)>,
    /// Whether they hold it on the day of the page.
    now: bool,
    /// Whether they may sign in.
    active: bool,
}

/// The position with this number, with everybody.
pub(super) async fn find(reader: &Reader, ui: &Ui, number: &str) -> Result<(Staff, usize)> {
    let staff = Staff::load(reader, ui.at().known_at).await?;
    let found = staff.posts.iter().position(|post| post.number.to_string() == number);
    let missing = || Error::NotFound(Message::new("positions.no-such").with("number", number));
    let at = found.ok_or_else(missing)?;
    Ok((staff, at))
}

/// `GET /positions/{number}`
pub(crate) async fn show(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (staff, at) = find(&reader, &ui, &number).await?;
    let post = &staff.posts[at];
    let places = Places::load(&reader, ui.at().known_at).await?;
    let delegated = staff.delegations.iter().map(|one| Some(one.source));
    let sources = post.sources().into_iter().chain(delegated).collect();
    let documents = Documents::load(&reader, &ui, sources).await?;
    let day = ui.at().as_of;
    let now = |id| post.rights_on(day).any(|right| right.id == id);
    let (standing, others) = (
        groups(&ui, post.rights_on(day), post.body, &places, &documents),
        groups(&ui, post.rights.iter().filter(|right| !now(right.id)), post.body, &places, &documents),
    );
    let holder = |holder: &crate::staff::Holder| {
        let person = staff.person(holder.person)?;
        Some(HolderRow {
            login: person.login.clone(),
            name: person.name.clone(),
            from: holder.from,
            last_day: last_day(holder.to),
            document: documents.name(holder.source),
            now: holder.holds(day),
            active: person.is_active(day),
        })
    };
    let holders = post.holders.iter().rev().filter_map(holder).collect();
    let own = staff.delegations.iter().filter(|one| one.position == post.id && day < one.to);
    let delegations = rows(&ui, &staff, &places, &documents, own);
    Ok(PositionPage {
        number: post.number,
        title: post.title.clone(),
        body: body_name(&ui, &places, post.body),
        from: post.from,
        last_day: last_day(post.to),
        document: documents.name(post.source),
        stands: post.stands(day),
        groups: standing,
        others,
        holders,
        delegations,
        ui,
    }
    .answer())
}

impl PositionPage {
    fn may_end(&self) -> bool {
        self.stands && self.ui.may(&POSITION)
    }

    fn may_hold(&self) -> bool {
        self.stands && self.ui.may(&HOLD)
    }

    fn may_give(&self) -> bool {
        self.stands && self.ui.may(&GRANT)
    }

    fn is_held(&self) -> bool {
        self.holders.iter().any(|holder| holder.now)
    }

    fn rights_count(&self) -> usize {
        self.groups.iter().map(|group| group.rights.len()).sum()
    }
}
