//! The surroundings of a request: who asks, in which language, for which day.

mod back;
mod compare;
mod parts;

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use kit_base::{Action, Actor, At, Day, Error, FieldProblem, Instant, Lang};
use kit_db::Reader;

use crate::{App, Failure, Format, Identity, SIGNED_IN};

/// The surroundings of a request. Templates call it `ui`.
#[derive(Clone)]
pub struct Ui(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    app: App,
    identity: Identity,
    lang: Lang,
    today: Day,
    at: At,
    known_day: Option<Day>,
    compare: Option<(Day, Option<Day>)>,
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
/// The same, with the day that it is compared with.
const KEPT: [&str; 4] = ["as_of", "known_at", compare::DAY, compare::KNOWN];

impl Ui {
    /// Reads the surroundings; a date that cannot be read is kept as the problem of the request.
    pub(crate) fn read(app: &App, parts: &Parts, identity: Identity) -> Self {
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        // The form token is nobody's to read: pages show their address and lead back to it.
        let query = query.filter(|(name, _)| name != "csrf");
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
        let at = At::asked(as_of, known_day, today).unwrap_or_else(|problem| {
            bad_date = Some(problem);
            At { as_of: today, known_at: Instant::LATEST }
        });
        let compare = compare::asked(&query, today).unwrap_or_else(|problem| {
            bad_date = Some(problem);
            None
        });
        Self(Arc::new(Inner {
            app: app.clone(),
            identity,
            lang: cookie(&parts.headers, "lang").and_then(|code| code.parse().ok()).unwrap_or_default(),
            today,
            at,
            known_day,
            compare,
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

    /// A form that begins with what stands, with what the address says for its fields and for the document: a link can
    /// lead to a form that is filled with what somebody proposed. The person still sends it.
    #[must_use]
    pub fn filled(&self, standing: crate::Form) -> crate::Form {
        standing.filled(|name| self.param(name))
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

    /// The headers of the request.
    #[must_use]
    pub fn headers(&self) -> &axum::http::HeaderMap {
        &self.0.headers
    }

    /// A header of the request.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }

    /// The last of the values of a header: what the nearest proxy added, in a line of its own or behind a comma.
    #[must_use]
    pub fn last_of_header(&self, name: &str) -> Option<&str> {
        self.0.headers.get_all(name).iter().next_back()?.to_str().ok()?.rsplit(',').next().map(str::trim)
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
        (action == &SIGNED_IN && self.actor().is_signed_in()) || self.actor().may_somewhere(action)
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

impl FromRequestParts<App> for Ui {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let ui = parts.extensions.get::<Self>().cloned();
        let ui = ui.ok_or_else(|| Error::fault("read the request", "no surroundings"))?;
        match &ui.0.bad_date {
            Some(problem) => Err(Error::Invalid(vec![problem.clone()]).into()),
            None => Ok(ui),
        }
    }
}

/// A path with a query, which stands before an anchor; slashes and commas stay readable.
pub(crate) fn address<'a>(path: &str, query: impl Iterator<Item = &'a (String, String)>) -> String {
    let (path, anchor) = path.split_at(path.find('#').unwrap_or(path.len()));
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, value) in query.filter(|(_, value)| !value.is_empty()) {
        text.append_pair(name, value);
    }
    let text = text.finish().replace("%2F", "/").replace("%2C", ",");
    if text.is_empty() { format!("{path}{anchor}") } else { format!("{path}?{text}{anchor}") }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::address;

    fn check(path: &str, query: &[(&str, &str)], expect: &str) {
        let query: Vec<_> = query.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        assert_eq!(address(path, query.iter()), expect);
    }

    #[test]
    fn an_anchor_stays_at_the_end_of_an_address() {
        check("/plans/a#park-2", &[("as_of", "2024-04-22")], "/plans/a?as_of=2024-04-22#park-2");
        check("/plans/a#park-2", &[("as_of", "")], "/plans/a#park-2");
        check("/plans", &[("q", "a/b")], "/plans?q=a/b");
    }
}
