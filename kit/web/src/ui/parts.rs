//! What templates call: words, numbers, links, the smallest parts of pages.

use std::fmt::Display;

use kit_base::{Area, Day, Instant, Message, fmt};
use kit_db::Value;

use super::{KEPT, Plain, TIMES, TabLink, Ui, address};
use crate::{Html, RailGroup, Route, assets, ruler::Ruler};

impl Ui {
    /// A word.
    #[must_use]
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.0.app.words().get(self.0.lang, key.as_ref()).to_owned()
    }

    /// A word, when there is one.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<String> {
        self.0.app.words().find(self.0.lang, key).map(str::to_owned)
    }

    /// A value in the unit of its figure, as people read it: counts whole, hectares with two decimals, billions of
    /// đồng and percentages with one.
    #[must_use]
    pub fn value(&self, value: Value) -> String {
        let digits = match value {
            Value::Count(_) => 0,
            Value::Area(_) => 2,
            Value::Money(_) | Value::Share { .. } => 1,
        };
        fmt::number(value.number(), digits, self.0.lang)
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
            "<a class=\"cm-fig\" data-card data-code=\"{}\" href=\"{}\">{}{unit}</a>",
            Html::text(code),
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
        let times = self.0.query.iter().filter(|(n, v)| KEPT.contains(&n.as_str()) && !v.is_empty());
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

    pub(super) fn timed<'a>(
        &'a self,
        path: &str,
        more: impl Iterator<Item = &'a (String, String)>,
    ) -> String {
        let times = self.0.query.iter().filter(|(n, v)| KEPT.contains(&n.as_str()) && !v.is_empty());
        let back = self.back_within(path);
        let all: Vec<_> = more.chain(times).cloned().chain(back).collect();
        address(path, all.iter())
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

    /// Whether lists may be taken along.
    #[must_use]
    pub fn may_export(&self) -> bool {
        self.may(&crate::EXPORT)
    }

    /// This list as a file: all its rows, as they are arranged here.
    #[must_use]
    pub fn exported(&self, suffix: &str) -> String {
        let page = ["page", "pick", "view"];
        let rest = self.0.query.iter().filter(|(name, _)| !page.contains(&name.as_str()));
        address(&format!("{}.{suffix}", self.0.path), rest)
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
        // Tiles show one day: the same ones serve every comparison.
        let times = self.0.query.iter().filter(|(n, v)| TIMES.contains(&n.as_str()) && !v.is_empty());
        address("/tiles/{z}/{x}/{y}.mvt", std::iter::once(&version).chain(times))
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

    /// As whom the person may work, where there is a choice.
    #[must_use]
    pub fn act_as(&self) -> &[crate::ActAs] {
        &self.0.identity.act_as
    }

    /// What stands in the search field.
    #[must_use]
    pub fn searched(&self) -> &str {
        if self.path() == "/search" { self.param("q").unwrap_or_default() } else { "" }
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

    /// The entries of the rail for the work itself, what waits before everything else.
    #[must_use]
    pub fn rail_work(&self) -> Vec<TabLink> {
        self.rail(RailGroup::First).into_iter().chain(self.rail(RailGroup::Work)).collect()
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
        Ruler::new(self.0.today, self.0.at.as_of, self.0.app.notches(), |key| self.t(key))
    }

    /// Whether a route of this address exists for the person: links to pages they may not open are left out.
    #[must_use]
    pub fn opens(&self, path: &str) -> bool {
        let route = |r: &&Route| r.path == path;
        self.0.app.routes().iter().find(route).is_some_and(|r| self.may(r.action))
    }
}
