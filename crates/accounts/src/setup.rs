//! What is missing in how people and rights are set up (*kiểm tra cấu hình*). The rules are pure; the words come after.

use kit_base::{Action, Day, Result};
use kit_db::Reader;
use kit_web::{Gap, GapSeverity, Ui};
use places::Places;

use crate::{
    model::Right,
    staff::{Delegation, Post, Someone, Staff},
    words::{body_name, givable, labels, reach},
};

/// A delegation that ends within so many days is told, so that a new one can be written in time.
const SOON_DAYS: i64 = 7;

/// Something missing.
enum Found<'a> {
    /// Nobody holds the position.
    Vacant(&'a Post),
    /// Who holds it cannot sign in any more.
    HolderClosed(&'a Post, &'a Someone),
    /// The right is limited to a unit or a body that is no more.
    LimitEnded(&'a Post, &'a Right),
    /// No position that somebody holds may do it.
    NobodyMay(&'static Action),
    /// They may sign in and do nothing.
    NoPosition(&'a Someone),
    /// It ends soon.
    EndsSoon(&'a Delegation),
    /// Its giver does not hold the position any more, so that the deputy may nothing.
    GiverLeft(&'a Delegation),
}

/// All that is missing on a day.
fn find<'a>(staff: &'a Staff, places: &Places, actions: &[&'static Action], day: Day) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    let posts: Vec<_> = staff.posts.iter().filter(|post| post.stands(day)).collect();
    let works = |post: &Post| {
        post.holders_on(day).any(|holder| staff.person(holder.person).is_some_and(|p| p.is_active(day)))
    };
    for post in &posts {
        if post.holders_on(day).next().is_none() {
            found.push(Found::Vacant(post));
        }
        let closed = post.holders_on(day).filter_map(|holder| staff.person(holder.person));
        found.extend(closed.filter(|p| !p.is_active(day)).map(|person| Found::HolderClosed(post, person)));
        let ended = post.rights_on(day).filter(|right| limit_ended(right, post, places, day));
        found.extend(ended.map(|right| Found::LimitEnded(post, right)));
    }
    let may = |action: &Action| {
        posts.iter().any(|post| works(post) && post.rights_on(day).any(|right| right.names(action)))
    };
    found.extend(actions.iter().copied().filter(|action| !may(action)).map(Found::NobodyMay));
    let idle = staff.people.iter().filter(|person| person.is_active(day));
    let idle = idle.filter(|person| staff.held_by(person.id, day).next().is_none());
    found.extend(idle.map(Found::NoPosition));
    for one in staff.delegations.iter().filter(|one| one.holds(day)) {
        let giver = staff.person(one.giver).is_some_and(|giver| giver.is_active(day));
        let holds = staff.held_by(one.giver, day).any(|post| post.id == one.position);
        if !giver || !holds {
            found.push(Found::GiverLeft(one));
        } else if (one.to.date() - day.date()).num_days() <= SOON_DAYS {
            found.push(Found::EndsSoon(one));
        }
    }
    found
}

/// Whether a right is limited to what is no more on a day. Rights in a unit of the past still reach its ground, and
/// those of a body its followers; they are told so that they can be written anew.
fn limit_ended(right: &Right, post: &Post, places: &Places, day: Day) -> bool {
    let unit = right.unit.is_some_and(|unit| places.unit_on(unit, day).is_none());
    let body = right.body_of(post.body).is_some_and(|body| places.body_on(body, day).is_none());
    unit || body
}

/// The gaps of people and rights, in words.
pub(crate) async fn gaps(reader: &Reader, ui: &Ui) -> Result<Vec<Gap>> {
    let staff = Staff::load(reader, ui.at().known_at).await?;
    let places = Places::load(reader, ui.at().known_at).await?;
    let found = find(&staff, &places, &givable(ui), ui.at().as_of);
    Ok(found.iter().map(|one| in_words(ui, &staff, &places, one)).collect())
}

fn in_words(ui: &Ui, staff: &Staff, places: &Places, found: &Found<'_>) -> Gap {
    let position = |post: &Post| format!("{}, {}", post.title, body_name(ui, places, post.body));
    let page = |post: &Post| ui.href(&format!("/positions/{}", post.number));
    let gap = |severity, code: &'static str, what: String, href: String| Gap {
        severity,
        what,
        next: ui.t(format!("setup.{code}-next")),
        href,
        code,
    };
    let said = |code: &str, name: &str, text: String| ui.fill(&format!("setup.{code}"), name, text);
    let of = |one: &Delegation, code: &str| {
        let post = staff.post(one.position).map(|post| post.title.clone()).unwrap_or_default();
        let told = said(code, "giver", staff.name(one.giver)).replace("{deputy}", &staff.name(one.deputy));
        told.replace("{position}", &post).replace("{day}", &ui.day(one.to.previous()))
    };
    match *found {
        Found::Vacant(post) => {
            gap(GapSeverity::Medium, "vacant", said("vacant", "position", position(post)), page(post))
        }
        Found::HolderClosed(post, person) => {
            let what = said("holder-closed", "position", position(post)).replace("{person}", &person.name);
            gap(GapSeverity::High, "holder-closed", what, page(post))
        }
        Found::LimitEnded(post, right) => {
            let told =
                format!("{} · {}", labels(ui, &right.action).join(", "), reach(ui, right, post.body, places));
            let what = said("limit-ended", "position", position(post)).replace("{right}", &told);
            gap(GapSeverity::Low, "limit-ended", what, page(post))
        }
        Found::NobodyMay(action) => {
            let href = ui.href_with("/who-may", "action", action.name);
            gap(GapSeverity::High, "nobody-may", said("nobody-may", "action", ui.t(action.word())), href)
        }
        Found::NoPosition(person) => {
            let href = ui.href_of("/people", &person.login);
            gap(GapSeverity::Low, "no-position", said("no-position", "person", person.name.clone()), href)
        }
        Found::EndsSoon(one) => {
            gap(GapSeverity::Low, "ends-soon", of(one, "ends-soon"), ui.href("/delegations"))
        }
        Found::GiverLeft(one) => {
            gap(GapSeverity::High, "giver-left", of(one, "giver-left"), ui.href("/delegations"))
        }
    }
}
