//! The surroundings of a request: who asks, in which language, for which day; and the small parts templates need.

use std::{fmt::Display, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use kit_base::{Action, Actor, Area, At, Day, Error, FieldProblem, Instant, Lang, Message, fmt};
use kit_db::Reader;

use crate::{App, Failure, Format, Html, Identity, RailGroup, Route, assets, ruler::Ruler};

/// The surroundings of a request. Templates call it `ui`.
#[derive(Clone)]
pub struct Ui(Arc<Inner>);

struct Inner {
    app: App,
    identity: Identity,
    lang: Lang,
    today: Day,
    at: At,
    known_day: Option<Day>,
    bad_date: Option<FieldProblem>,
    format: Format,
    partial: bool,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
}

/// An entry of a record's tabs.
pub struct TabLink {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: String,
    /// Whether it is the page itself.
    pub current: bool,
}

/// A value, or a reference to one: templates hand over both, and twice referenced ones from `if let`.
pub trait Plain<T> {
    /// The value itself.
    fn plain(self) -> T;
}

impl<T: Copy> Plain<T> for T {
    fn plain(self) -> T {
        self
    }
}

impl<T: Copy> Plain<T> for &T {
    fn plain(self) -> T {
        *self
    }
}

impl<T: Copy> Plain<T> for &&T {
    fn plain(self) -> T {
        **self
    }
}

/// Parameters that say for which day a page is, and stay when the reader goes on.
const TIMES: [&str; 2] = ["as_of", "known_at"];

impl Ui {
    /// Reads the surroundings; a date that cannot be read is kept as the problem of the request.
    pub(crate) fn read(app: &App, parts: &Parts, identity: Identity) -> Self {
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let query: Vec<(String, String)> =
            query.map(|(name, value)| (name.into_owned(), kit_base::compose(&value))).collect();
        let today = app.db().clock().today();
        let mut bad_date = None;
        let mut date = |name: &'static str| {
            let text = query.iter().find(|(n, value)| n == name && !value.is_empty())?;
            let problem = |message| bad_date = Some(FieldProblem::new(name, message));
            text.1.parse::<Day>().map_err(problem).ok()
        };
        let (as_of, known_day) = (date("as_of"), date("known_at"));
        Self(Arc::new(Inner {
            app: app.clone(),
            identity,
            lang: cookie(&parts.headers, "lang").and_then(|code| code.parse().ok()).unwrap_or_default(),
            today,
            at: At { as_of: as_of.unwrap_or(today), known_at: known_day.map_or(Instant::LATEST, Day::end) },
            known_day,
            bad_date,
            format: parts.extensions.get::<Format>().copied().unwrap_or_default(),
            partial: parts.headers.contains_key("hx-request"),
            path: parts.uri.path().to_owned(),
            query,
            headers: parts.headers.clone(),
        }))
    }

    /// The application.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// Who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.0.identity.actor
    }

    /// For which day, as known when.
    #[must_use]
    pub fn at(&self) -> At {
        self.0.at
    }

    /// Today in Viet Nam.
    #[must_use]
    pub fn today(&self) -> Day {
        self.0.today
    }

    /// The day of `known_at`, when the reader chose one.
    #[must_use]
    pub fn known_day(&self) -> Option<Day> {
        self.0.known_day
    }

    /// Whether the page shows another day than today, or less than is known.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.0.at.as_of != self.0.today || self.0.known_day.is_some_and(|day| day != self.0.today)
    }

    /// The form asked for.
    #[must_use]
    pub fn format(&self) -> Format {
        self.0.format
    }

    /// Whether only a part of the page is asked for.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.0.partial
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// Path of the request, without suffix.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Path and query, for coming back.
    #[must_use]
    pub fn here(&self) -> String {
        address(&self.0.path, self.0.query.iter().filter(|(name, _)| name != "draft"))
    }

    /// A parameter of the query that is not empty.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.0.query.iter().find(|(n, value)| n == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// All values of a parameter that may be given several times.
    #[must_use]
    pub fn params(&self, name: &str) -> Vec<String> {
        self.0
            .query
            .iter()
            .filter(|(n, value)| n == name && !value.is_empty())
            .map(|(_, v)| v.clone())
            .collect()
    }

    /// A header of the request.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }

    /// A snapshot to read from.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn read_db(&self) -> kit_base::Result<Reader> {
        self.0.app.db().read().await
    }

    /// Whether the person may do it somewhere.
    #[must_use]
    pub fn may(&self, action: &Action) -> bool {
        self.actor().may_somewhere(action)
    }

    /// What the person had typed before the session ended, when this page was opened to go on with it.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn draft(&self) -> kit_base::Result<Option<crate::Form>> {
        let (Some(key), Some(person)) = (self.param("draft"), &self.actor().person) else { return Ok(None) };
        let kept = (self.0.app.people().draft)(self.0.app.clone(), person.clone(), key.to_owned()).await?;
        Ok(kept.map(|body| crate::Form::read(body.as_bytes())))
    }
}

/// What templates call.
impl Ui {
    /// A word.
    #[must_use]
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.0.app.words().get(self.0.lang, key.as_ref()).to_owned()
    }

    /// A sentence.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        self.0.app.words().say(self.0.lang, message)
    }

    /// A sentence with one gap.
    #[must_use]
    pub fn fill(&self, key: &str, name: &str, text: impl Display) -> String {
        self.t(key).replace(&format!("{{{name}}}"), &text.to_string())
    }

    /// A sentence with two gaps.
    #[must_use]
    pub fn fill2(&self, key: &str, a: &str, first: impl Display, b: &str, second: impl Display) -> String {
        self.fill(key, a, first).replace(&format!("{{{b}}}"), &second.to_string())
    }

    /// An icon of the sprite; decoration, so a word stands beside it.
    #[must_use]
    pub fn icon(&self, name: &str) -> Html {
        Html(format!(
            "<svg class=\"cm-i\" aria-hidden=\"true\"><use href=\"{}#{name}\"/></svg>",
            self.asset("icons.svg")
        ))
    }

    /// A figure that opens its card.
    #[must_use]
    pub fn figure(&self, code: &str, scope: Option<&str>, text: &str, unit: &str) -> Html {
        let query = scope.map(|unit| ("unit".to_owned(), unit.to_owned()));
        let href = self.timed(&format!("/measures/{code}"), query.iter());
        let unit = if unit.is_empty() { String::new() } else { format!("<i>\u{a0}{}</i>", Html::text(unit)) };
        Html(format!(
            "<a class=\"cm-fig\" data-card href=\"{}\">{}{unit}</a>",
            Html::text(&href),
            Html::text(text)
        ))
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::href(name)
    }

    /// A whole number.
    #[must_use]
    pub fn count(&self, count: impl Plain<usize>) -> String {
        fmt::count(count.plain(), self.0.lang)
    }

    /// A place in a list, without thousands marks surprising anybody.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of entries stay far below 2^53")]
    pub fn number(&self, number: impl Plain<i64>) -> String {
        fmt::number(number.plain() as f64, 0, self.0.lang)
    }

    /// Hectares without unit, two decimals.
    #[must_use]
    pub fn ha(&self, area: impl Plain<Area>) -> String {
        fmt::hectares(area.plain(), 2, self.0.lang)
    }

    /// A day.
    #[must_use]
    pub fn day(&self, day: impl Plain<Day>) -> String {
        fmt::day(day.plain(), self.0.lang)
    }

    /// Day and time.
    #[must_use]
    pub fn moment(&self, instant: impl Plain<Instant>) -> String {
        fmt::moment(instant.plain(), self.0.lang)
    }

    /// The dates the reader chose, for forms that lead to another page.
    #[must_use]
    pub fn times(&self) -> Vec<(String, String)> {
        let times = self.0.query.iter().filter(|(n, v)| TIMES.contains(&n.as_str()) && !v.is_empty());
        times.cloned().collect()
    }

    /// This page in the other language.
    #[must_use]
    pub fn other_language(&self) -> String {
        let next = ("next".to_owned(), self.here());
        address(&format!("/language/{}", self.t("shell.other-code")), std::iter::once(&next))
    }

    /// The word of a figure's unit.
    #[must_use]
    pub fn unit(&self, code: &str) -> String {
        self.t(format!("unit.{code}"))
    }

    /// The label of an action.
    #[must_use]
    pub fn action_word(&self, action: &str) -> String {
        self.t(format!("action.{action}"))
    }

    /// The page of a figure.
    #[must_use]
    pub fn href_measure(&self, code: &str) -> String {
        self.href(&format!("/measures/{code}"))
    }

    /// All deeds done to a record.
    #[must_use]
    pub fn audit_of(&self, kind: &str, key: &str) -> String {
        let query = [("kind".to_owned(), kind.to_owned()), ("key".to_owned(), key.to_owned())];
        address("/audit", query.iter())
    }

    /// Another page of the same rows.
    #[must_use]
    pub fn page_link(&self, page: usize) -> String {
        let set = ("page".to_owned(), page.to_string());
        let rest = self.0.query.iter().filter(|(n, _)| n != "page");
        address(&self.0.path, rest.chain([&set]))
    }

    /// A link that keeps the dates.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        self.timed(path, std::iter::empty())
    }

    /// The page of a record, keeping the dates.
    #[must_use]
    pub fn href_of(&self, list: &str, key: &str) -> String {
        self.href(&format!("{list}/{key}"))
    }

    /// A link with one more parameter that keeps the dates.
    #[must_use]
    pub fn href_with(&self, path: &str, name: &str, value: &str) -> String {
        self.timed(path, std::iter::once(&(name.to_owned(), value.to_owned())))
    }

    fn timed<'a>(&'a self, path: &str, more: impl Iterator<Item = &'a (String, String)>) -> String {
        let times = self.0.query.iter().filter(|(n, v)| TIMES.contains(&n.as_str()) && !v.is_empty());
        address(path, more.chain(times))
    }

    /// This page with a parameter set. Paging starts anew.
    #[must_use]
    pub fn with(&self, name: &str, value: impl Display) -> String {
        let set = (name.to_owned(), value.to_string());
        let rest = self.0.query.iter().filter(|(n, _)| n != name && n != "page");
        address(&self.0.path, rest.chain([&set]))
    }

    /// This page without a parameter. Paging starts anew.
    #[must_use]
    pub fn without(&self, name: &str) -> String {
        address(&self.0.path, self.0.query.iter().filter(|(n, _)| n != name && n != "page"))
    }

    /// This page on the day of today, as known now.
    #[must_use]
    pub fn as_of_today(&self) -> String {
        address(&self.0.path, self.0.query.iter().filter(|(n, _)| !TIMES.contains(&n.as_str())))
    }

    /// The parameters a form on this page must carry along, apart from its own.
    #[must_use]
    pub fn carried(&self, own: &[&str]) -> Vec<(String, String)> {
        let kept =
            self.0.query.iter().filter(|(n, _)| !own.contains(&n.as_str()) && n != "page" && n != "draft");
        kept.cloned().collect()
    }

    /// The address of map tiles for this day in the state `head` of the facts; the braces are the map's.
    #[must_use]
    pub fn tiles(&self, head: &str) -> String {
        let version = ("v".to_owned(), head.chars().take(12).collect::<String>());
        self.timed("/tiles/{z}/{x}/{y}.mvt", std::iter::once(&version))
    }

    /// The hidden field every form sends back.
    #[must_use]
    pub fn csrf(&self) -> Html {
        Html(format!("<input type=\"hidden\" name=\"csrf\" value=\"{}\">", self.0.identity.csrf))
    }

    /// The token itself, for forms that send files.
    #[must_use]
    pub fn csrf_token(&self) -> &str {
        &self.0.identity.csrf
    }

    /// The date chip's text.
    #[must_use]
    pub fn chip(&self) -> String {
        self.day(self.0.at.as_of)
    }

    /// The page that the search field leads to and the field's word, when the person may search.
    #[must_use]
    pub fn search(&self) -> Option<(&'static str, String)> {
        let found = self.0.app.slices().iter().find_map(|slice| slice.search);
        found.filter(|(path, _)| self.opens(path)).map(|(path, word)| (path, self.t(word)))
    }

    /// The page to sign in on.
    #[must_use]
    pub fn sign_in(&self) -> &'static str {
        self.0.app.people().sign_in
    }

    /// Name under the logo.
    #[must_use]
    pub fn installation(&self) -> &str {
        &self.0.app.config().installation
    }

    /// Whether the data are the demo's.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.0.app.config().demo
    }

    /// The entries of the rail for the work itself.
    #[must_use]
    pub fn rail_work(&self) -> Vec<TabLink> {
        self.rail(RailGroup::Work)
    }

    /// The entries of the rail for what the work rests on.
    #[must_use]
    pub fn rail_base(&self) -> Vec<TabLink> {
        self.rail(RailGroup::Base)
    }

    fn rail(&self, group: RailGroup) -> Vec<TabLink> {
        let entries = self.0.app.slices().iter().flat_map(|slice| slice.rail);
        let entries = entries.filter(|entry| entry.group == group && self.may(entry.action));
        entries.map(|entry| self.link(entry.href, entry.word, true)).collect()
    }

    /// The tabs that other slices add to a record.
    #[must_use]
    pub fn tabs(&self, record: &str, code: &str) -> Vec<TabLink> {
        let tabs = self.0.app.slices().iter().flat_map(|slice| slice.tabs);
        let tabs = tabs.filter(|tab| tab.record == record && self.may(tab.action));
        tabs.map(|tab| self.link(&tab.path.replace("{code}", code), tab.word, false)).collect()
    }

    fn link(&self, href: &str, word: &str, and_below: bool) -> TabLink {
        let path = self.0.path.as_str();
        let below =
            and_below && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/') && href != "/");
        TabLink { href: self.href(href), label: self.t(word), current: path == href || below }
    }

    /// The time ruler.
    #[must_use]
    pub fn ruler(&self) -> Ruler {
        Ruler::new(self.0.today, self.0.at.as_of, self.0.app.notches())
    }

    /// Whether a route of this address exists for the person: links to pages they may not open are left out.
    #[must_use]
    pub fn opens(&self, path: &str) -> bool {
        let route = |r: &&Route| r.path == path;
        self.0.app.routes().iter().find(route).is_some_and(|r| self.may(r.action))
    }
}

impl FromRequestParts<App> for Ui {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let ui = parts.extensions.get::<Self>().cloned();
        let ui = ui.ok_or_else(|| Error::fault("read the request", "no surroundings"))?;
        match &ui.0.bad_date {
            Some(problem) => Err(Failure(Error::Invalid(vec![problem.clone()]))),
            None => Ok(ui),
        }
    }
}

/// A path with a query; slashes and commas stay readable.
fn address<'a>(path: &str, query: impl Iterator<Item = &'a (String, String)>) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, value) in query.filter(|(_, value)| !value.is_empty()) {
        text.append_pair(name, value);
    }
    let text = text.finish().replace("%2F", "/").replace("%2C", ",");
    if text.is_empty() { path.to_owned() } else { format!("{path}?{text}") }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}
