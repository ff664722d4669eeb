//! What waits, by whose turn it is.

use std::{collections::BTreeMap, sync::Arc};

use axum::response::Response;
use kit_base::Day;
use kit_sheets::Out;
use kit_web::{Format, Html, Listed, Page, Paging, Plain, Result, Severity, Template, Ui, text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{left_tag, severity_tag};
use crate::{
    gather::waiting,
    model::{Tab, sign},
    sums::Sorts,
    waiting::{Matter, Waiting},
};

/// What waits.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "work.html")]
#[schema(as = WorkList)]
pub(crate) struct WorkPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    tab: &'static str,
    #[serde(skip)]
    #[schema(ignore)]
    tabs: [(Tab, usize); Tab::ALL.len()],
    /// Sorts of what waits in this list, with how many of each.
    kinds: Vec<KindCount>,
    #[serde(skip)]
    #[schema(ignore)]
    desks: Vec<String>,
    rows: Vec<Row>,
    paging: Paging,
}

/// How many of a sort.
#[derive(Serialize, ToSchema)]
#[schema(as = WorkKind)]
struct KindCount {
    kind: &'static str,
    word: String,
    severity: Severity,
    count: usize,
}

/// Something that waits.
#[derive(Serialize, ToSchema)]
#[schema(as = WorkRow)]
struct Row {
    kind: &'static str,
    kind_word: String,
    severity: Severity,
    text: String,
    record: String,
    record_key: String,
    page: String,
    /// Where the person does something about it.
    form: Option<String>,
    #[serde(skip)]
    deed: String,
    /// The offices whose turn it is; none when nobody may do it.
    desk: Vec<String>,
    since: Day,
    /// So many days it lies there.
    days: i64,
    until: Option<Day>,
    /// The figure that is not right because of it.
    figure: Option<&'static str>,
    illustrative: bool,
    /// Why it does not apply, or did not when it said something else.
    reason: Option<String>,
    decided_by: Option<String>,
    /// Whether it came up again after somebody decided that it does not apply.
    reopened: bool,
    #[serde(skip)]
    decide: Option<String>,
}

impl Page for WorkPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }

    fn listed(&self) -> Option<Listed> {
        let ui = &self.ui;
        let columns = ["severity", "kind", "what", "record", "key", "desk", "since", "until", "reason"];
        let row = |row: &Row| {
            vec![
                text(ui.t(row.severity.word())),
                text(&row.kind_word),
                text(&row.text),
                text(&row.record),
                text(&row.record_key),
                text(row.desk.join("; ")),
                Out::Day(row.since),
                row.until.map_or(Out::Empty, Out::Day),
                text(row.reason.clone().unwrap_or_default()),
            ]
        };
        Some(Listed {
            title: ui.t("worklist.title"),
            columns: columns.map(|key| (key.into(), ui.t(format!("worklist.column.{key}")))).to_vec(),
            rows: self.rows.iter().map(row).collect(),
            shapes: None,
        })
    }
}

impl WorkPage {
    fn severity(&self, severity: impl Plain<Severity>) -> Html {
        severity_tag(&self.ui, severity.plain())
    }

    fn left(&self, until: impl Plain<Day>) -> Html {
        left_tag(&self.ui, until.plain())
    }

    fn waited(&self, row: &Row) -> String {
        let (day, days) = (self.ui.day(row.since), self.ui.number(row.days));
        self.ui.fill2("worklist.since", "day", day, "n", days)
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.ui.param(name) == Some(value)
    }

    /// The conditions that are set: parameter, word, and what was chosen.
    fn chosen(&self) -> Vec<(&'static str, String, String)> {
        let told = |name: &'static str| {
            let value = self.ui.param(name)?;
            let text = match name {
                "kind" => self.kinds.iter().find(|of| of.kind == value).map(|of| of.word.clone()),
                "severity" => self.ui.find(&format!("finding.severity.{value}")),
                _ => None,
            };
            let word = self.ui.t(format!("worklist.column.{name}"));
            Some((name, word, text.unwrap_or_else(|| value.to_owned())))
        };
        CONDITIONS.into_iter().filter_map(told).collect()
    }

    fn is_tab(&self, tab: impl Plain<Tab>) -> bool {
        tab.plain().code() == self.tab
    }

    fn is_dismissed_tab(&self) -> bool {
        self.is_tab(Tab::Dismissed)
    }

    fn sign(severity: impl Plain<Severity>) -> &'static str {
        sign(severity.plain())
    }

    fn severities() -> [Severity; 3] {
        Severity::ALL
    }
}

const CONDITIONS: [&str; 4] = ["kind", "severity", "desk", "key"];

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let all = waiting(&reader, &ui).await?;
    let tabs = Tab::ALL.map(|tab| (tab, all.count(tab)));
    // Who has nothing to do first sees what others have to do.
    let usual = tabs.iter().find(|(tab, count)| *tab != Tab::Soon && 0 < *count);
    let usual = usual.map_or(Tab::Mine, |(tab, _)| *tab);
    let wanted = ui.param("tab").and_then(|code| Tab::ALL.into_iter().find(|tab| tab.code() == code));
    let tab = wanted.unwrap_or(usual);
    let narrowed = CONDITIONS.iter().any(|name| ui.param(name).is_some());
    let found: Vec<&Arc<Waiting>> = all.of(tab).filter(|one| !narrowed || meets(&ui, one)).collect();
    let Sorts { kinds, desks } = all.sorts(tab);
    let paging = Paging::of(&ui, found.len());
    // Pages are paged, files hold all.
    let shown = if matches!(ui.format(), Format::Html | Format::Json) { paging.cut(found) } else { found };
    let rows = shown.into_iter().map(|one| row(&ui, one)).collect();
    let (kinds, desks) = (worst_first(&ui, kinds), desks.into_iter().collect());
    Ok(WorkPage { tab: tab.code(), tabs, kinds, desks, rows, paging, ui }.answer())
}

fn worst_first(ui: &Ui, kinds: BTreeMap<&'static str, (Arc<Waiting>, usize)>) -> Vec<KindCount> {
    let words = |(kind, (one, count)): (_, (Arc<Waiting>, _))| KindCount {
        kind,
        word: one.item(ui).kind_word,
        severity: one.severity(),
        count,
    };
    let mut kinds: Vec<_> = kinds.into_iter().map(words).collect();
    kinds.sort_by_key(|of| (of.severity, std::cmp::Reverse(of.count)));
    kinds
}

fn meets(ui: &Ui, one: &Waiting) -> bool {
    let is = |name: &str, own: &dyn Fn(&str) -> bool| ui.param(name).is_none_or(own);
    is("kind", &|kind| kind == one.kind())
        && is("severity", &|severity| severity == one.severity().code())
        && is("desk", &|desk| one.desk().iter().any(|own| own == desk))
        && is("key", &|key| one.record().1 == key || one.place() == Some(key))
}

fn row(ui: &Ui, one: &Waiting) -> Row {
    let (item, matter, decided) = (one.item(ui), one.matter(), one.decided());
    let (form, deed) = item.deed.unzip();
    Row {
        kind: item.kind,
        kind_word: item.kind_word,
        severity: item.severity,
        text: item.text,
        record: item.record.0,
        record_key: item.record.1,
        page: item.page,
        form,
        deed: deed.unwrap_or_default(),
        desk: item.desk,
        days: item.since.days_until(ui.at().as_of).max(0),
        since: item.since,
        until: item.until,
        figure: matter.and_then(Matter::figure),
        illustrative: matter.is_some_and(Matter::is_illustrative),
        reopened: decided.is_some_and(|decided| !decided.holds),
        decided_by: decided.map(|decided| decided.by.clone()),
        reason: decided.map(|decided| decided.reason.clone()),
        decide: matter.and_then(Matter::decide),
    }
}
