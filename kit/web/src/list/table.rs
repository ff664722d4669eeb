//! A list as a table: its lines on the screen, with what they were on the day compared with, and the same for files.

use std::{borrow::Cow, collections::BTreeMap};

use kit_base::Day;
use kit_geo::Geometry;
use kit_sheets::Out;
use serde_json::Value as Json;

use super::{Change, Compared, Head, Heads, Met, Moved, Odd, meet};
use crate::{Html, Listed, Paging, SavedView, Ui, export, text};

/// What stands in a cell: as people see it, and as files and programs have it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// On the screen.
    pub html: Html,
    /// In files. Two cells are the same when this is.
    pub out: Out,
    /// In JSON.
    pub json: Json,
}

impl Shown {
    /// A cell that looks like this.
    #[must_use]
    pub fn new(html: Html, out: Out) -> Self {
        Self { html, json: export::json(&out), out }
    }

    /// A text; what is not known is `missing`.
    #[must_use]
    pub fn text(value: &str, missing: &Html) -> Self {
        Self::new(if value.is_empty() { missing.clone() } else { Html::text(value) }, text(value))
    }

    /// A number as people write it; what is not known is `missing`.
    #[must_use]
    pub fn number(value: Option<(f64, String)>, missing: &Html) -> Self {
        match value {
            Some((number, written)) => Self::new(Html::text(&written), Out::Number(number)),
            None => Self::new(missing.clone(), Out::Empty),
        }
    }

    /// A word that JSON has as a code.
    #[must_use]
    pub fn coded(self, code: impl Into<Json>) -> Self {
        Self { json: code.into(), ..self }
    }
}

/// A row of a list: what it is called, and what stands in each of its columns.
pub trait ListRow {
    /// Its key, the same on every day.
    fn key(&self) -> &str;
    /// What stands in a column.
    fn cell(&self, ui: &Ui, column: &Head) -> Shown;
    /// Where JSON says what became of it.
    fn moved(&mut self) -> &mut Moved;
    /// Whether it is shown as of less weight.
    fn is_muted(&self) -> bool {
        false
    }
}

/// A line of the table, with a cell for each column that is shown.
#[derive(Clone, Debug)]
pub struct Line {
    /// Key of the record.
    pub key: String,
    /// What became of it, in a list that is compared.
    pub change: Option<Change>,
    /// Whether it is shown as of less weight.
    pub muted: bool,
    cells: Vec<Shown>,
    /// What stood in the cells that changed.
    was: Vec<Option<Shown>>,
}

/// A cell of a line with its column.
pub struct Spot<'a> {
    /// The column.
    pub head: &'a Head,
    /// What stands there.
    pub cell: &'a Shown,
    /// What stood there, when that was something else.
    pub was: Option<&'a Shown>,
}

impl Spot<'_> {
    /// Whether a number stands there.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.cell.out, Out::Number(_)) && !self.head.unit.is_empty()
    }

    /// What stood there.
    #[must_use]
    pub fn old(&self) -> Html {
        self.was.map(|was| was.html.clone()).unwrap_or_default()
    }
}

/// Rows of two days brought together, those that the address asks for.
pub struct Comparison<R> {
    compared: Compared,
    rows: Vec<(R, Line)>,
}

/// Why a list is not compared although the address names a day, and another day to take.
#[derive(Clone, Debug)]
pub struct Uncompared {
    /// In words.
    pub text: String,
    /// The first day that can be compared with.
    pub first: Option<Day>,
}

impl Uncompared {
    /// The address names the very day of the page.
    #[must_use]
    pub fn same_day(ui: &Ui) -> Option<Self> {
        let day = ui.compare_day().filter(|_| ui.then().is_none())?;
        Some(Self { text: ui.fill("list.same-day", "day", ui.day(day)), first: None })
    }

    /// Why a list is not compared, when it is not although the address names a day and it has rows (`empty`).
    #[must_use]
    pub fn of(ui: &Ui, table: &Table, empty: bool) -> Option<Self> {
        match ui.then() {
            None => Self::same_day(ui),
            Some(_) if table.compared.is_some() || empty => None,
            Some(_) => Self::nothing_then(ui, None),
        }
    }

    /// Nothing is known of the day that the person may see.
    #[must_use]
    pub fn nothing_then(ui: &Ui, first: Option<Day>) -> Option<Self> {
        let day = ui.compare_day()?;
        Some(Self { text: ui.fill("list.nothing-then", "day", ui.day(day)), first })
    }
}

/// A list as a table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its columns.
    pub heads: Heads,
    /// The lines of this page; of a file all.
    pub lines: Vec<Line>,
    /// What moved, when the list is compared.
    pub compared: Option<Compared>,
    /// Which lines of how many.
    pub paging: Paging,
    /// Why it is not compared although the address names a day.
    pub uncompared: Option<Uncompared>,
    /// What in its address means nothing.
    pub odd: Odd,
    /// The same list as people kept it under a name.
    pub views: Vec<SavedView>,
    /// Its order when the address names none: `-area`.
    pub order: &'static str,
    /// Whether a phone shows its rows as cards; otherwise rows can be picked.
    pub cards: bool,
    /// Sums under some of its columns, by their keys, and what they are of.
    pub foot: Option<(String, BTreeMap<&'static str, String>)>,
}

fn line<R: ListRow>(ui: &Ui, columns: &[&Head], row: &R) -> Line {
    Line {
        key: row.key().to_owned(),
        change: None,
        muted: row.is_muted(),
        cells: columns.iter().map(|head| row.cell(ui, head)).collect(),
        was: vec![None; columns.len()],
    }
}

/// The columns whose cells are needed: those of the screen, or those of a file.
fn columns<'a>(ui: &Ui, heads: &'a Heads) -> Vec<&'a Head> {
    if ui.format().is_file() { heads.filed() } else { heads.shown().collect() }
}

impl<R: ListRow> Comparison<R> {
    /// Compares the rows of the page's day with those of the day that `then` asks for, by the columns that are shown.
    #[must_use]
    pub fn of(ui: &Ui, then: &Ui, heads: &Heads, rows: Vec<R>, before: Vec<R>) -> Self {
        let columns = columns(ui, heads);
        let with_line = |ui: &Ui, rows: Vec<R>| -> Vec<(R, Line)> {
            rows.into_iter()
                .map(|row| (line(ui, &columns, &row), row))
                .map(|(line, row)| (row, line))
                .collect()
        };
        let met = meet(with_line(ui, rows), with_line(then, before), |(row, _)| row.key());
        let same = |a: &(R, Line), b: &(R, Line)| {
            let mut pairs = a.1.cells.iter().zip(&b.1.cells);
            pairs.all(|(now, then)| now.out == then.out)
        };
        let changes: Vec<_> = met.iter().map(|met| met.change(same)).collect();
        let day = ui.compare_day().unwrap_or(then.at().as_of);
        let compared = Compared::of(day, then.known_day(), changes.iter().copied());
        let wanted = |change: &Change| match ui.moved() {
            "all" => true,
            "moved" => *change != Change::Same,
            one => change.code() == one,
        };
        let rows = met.into_iter().zip(changes).filter(|(_, change)| wanted(change));
        let rows = rows.map(|(met, change)| compared_row(met, change, &columns)).collect();
        Self { compared, rows }
    }

    /// The keys of the rows that are in the list of the page's day, each with what became of it.
    #[must_use]
    pub fn standing(&self) -> Vec<(&str, Change)> {
        let told = self.rows.iter().filter_map(|(row, line)| Some((row.key(), line.change?)));
        told.filter(|(_, change)| *change != Change::Left).collect()
    }
}

fn compared_row<R: ListRow>(met: Met<(R, Line)>, change: Change, columns: &[&Head]) -> (R, Line) {
    let ((mut row, mut line), before) = match met {
        Met::Entered(one) | Met::Left(one) => (one, None),
        Met::Both(now, then) => (now, Some(then.1)),
    };
    line.change = Some(change);
    row.moved().change = Some(change);
    for (place, was) in before.map(|before| before.cells).unwrap_or_default().into_iter().enumerate() {
        let (Some(now), Some(head)) = (line.cells.get(place), columns.get(place)) else { continue };
        if now.out == was.out {
            continue;
        }
        row.moved().was.insert(head.key, was.json.clone());
        if let Some(slot) = line.was.get_mut(place) {
            *slot = Some(was);
        }
    }
    (row, line)
}

impl Table {
    /// The rows of this page as they stand.
    #[must_use]
    pub fn plain<R: ListRow>(ui: &Ui, heads: Heads, paging: Paging, rows: &[R]) -> Self {
        let shown = columns(ui, &heads);
        let lines = rows.iter().map(|row| line(ui, &shown, row)).collect();
        Self::of(heads, lines, paging, None)
    }

    /// The rows of this page beside what they were.
    #[must_use]
    pub fn compared<R: ListRow>(ui: &Ui, heads: Heads, found: Comparison<R>) -> (Self, Vec<R>) {
        let paging = Paging::of(ui, found.rows.len());
        let (rows, lines) = paging.cut(found.rows).into_iter().unzip();
        (Self::of(heads, lines, paging, Some(found.compared)), rows)
    }

    fn of(heads: Heads, lines: Vec<Line>, paging: Paging, compared: Option<Compared>) -> Self {
        let mut odd = Odd::default();
        for column in &heads.unknown {
            odd.tell("list.column", column);
        }
        let (uncompared, views, order, cards, foot) = (None, Vec::new(), "", false, None);
        Self { heads, lines, compared, paging, uncompared, odd, views, order, cards, foot }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The parts of the legend: what, how many, this list with them alone, and whether it is so.
    #[must_use]
    pub fn legend(&self, ui: &Ui) -> Vec<(Change, usize, String, bool)> {
        let Some(compared) = &self.compared else { return Vec::new() };
        let part = |change: Change| {
            let on = ui.moved() == change.code();
            (change, compared.count(change), ui.with("moved", change.code()), on)
        };
        Change::MOVES.into_iter().map(part).collect()
    }

    /// Whether only what moved is shown, of any kind.
    #[must_use]
    pub fn shows(&self, ui: &Ui, what: &str) -> bool {
        ui.moved() == what
    }

    /// The file that says the same: the code, which finds the record again, then the columns. A row that left has no
    /// value on the day of the list, so that sums over a column leave it out; what it was stands beside.
    #[must_use]
    pub fn listed(&self, ui: &Ui, title: String, shapes: Option<Vec<Option<Geometry>>>) -> Listed {
        let heads = self.heads.filed();
        let places: Vec<(usize, &Head)> =
            heads.into_iter().enumerate().filter(|(_, head)| head.key != "code").collect();
        let old: Vec<_> = places
            .iter()
            .copied()
            .filter(|(place, _)| self.lines.iter().any(|line| line.had(*place)))
            .collect();
        let mut columns: Vec<(Cow<'static, str>, String)> = vec![("code".into(), ui.t("list.code"))];
        columns.extend(places.iter().map(|(_, head)| (head.key.into(), head.whole())));
        if let Some(compared) = &self.compared {
            columns.push(("change".into(), ui.t("list.change")));
            let day = ui.day(compared.day);
            columns.extend(old.iter().map(|(_, head)| {
                let word = ui.fill2("list.column-then", "column", head.whole(), "day", &day);
                (format!("was_{}", head.key).into(), word)
            }));
        }
        let row = |line: &Line| {
            let mut cells = vec![text(&line.key)];
            cells.extend(places.iter().map(|(place, _)| line.now(*place)));
            if let Some(change) = line.change {
                cells.push(text(ui.t(change.word())));
                cells.extend(old.iter().map(|(place, _)| line.then(*place)));
            }
            cells
        };
        let rows: Vec<_> = self.lines.iter().map(row).collect();
        let shapes = shapes.map(|mut shapes| {
            shapes.resize(rows.len(), None);
            shapes
        });
        Listed { title, columns, rows, shapes }
    }
}

impl Line {
    /// Its cells with their columns, the first one apart.
    pub fn spots<'a>(&'a self, heads: &'a Heads) -> impl Iterator<Item = Spot<'a>> {
        let cells = self.cells.iter().zip(&self.was);
        heads.shown().zip(cells).map(|(head, (cell, was))| Spot { head, cell, was: was.as_ref() })
    }

    /// What changed in columns that show only where there is room.
    pub fn unseen<'a>(&'a self, heads: &'a Heads) -> impl Iterator<Item = Spot<'a>> {
        self.spots(heads).filter(|spot| spot.was.is_some() && heads.class_of(spot.head).starts_with("full"))
    }

    /// What is told of it: that it stayed as it was is not.
    #[must_use]
    pub fn told(&self) -> Option<Change> {
        self.change.filter(|change| *change != Change::Same)
    }

    /// Whether it is no longer in the list.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.change == Some(Change::Left)
    }

    /// What a file says of the day of the list; of a row that left only its name.
    fn now(&self, place: usize) -> Out {
        let cell = self.cells.get(place).filter(|_| place == 0 || !self.has_left());
        cell.map_or(Out::Empty, |cell| cell.out.clone())
    }

    /// What a file says of the day compared with, where that was something else.
    fn then(&self, place: usize) -> Out {
        let cell = if self.has_left() {
            self.cells.get(place)
        } else {
            self.was.get(place).and_then(Option::as_ref)
        };
        cell.map_or(Out::Empty, |cell| cell.out.clone())
    }

    fn had(&self, place: usize) -> bool {
        (place != 0 || !self.has_left()) && self.then(place) != Out::Empty
    }
}
