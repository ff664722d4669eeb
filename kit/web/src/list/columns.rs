//! Which columns a list shows (*chọn cột*), and in which order: as its address says it, `columns=area_ha,state`.

use crate::{Html, TabLink, Ui};

/// The parameter with the columns.
const COLUMNS: &str = "columns";

/// A column that a list can show. The first one of a list names the record and always stands first.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its name in addresses, JSON and files.
    pub key: &'static str,
    /// Its heading.
    pub word: String,
    /// The same in files, where there is room for all of it; empty where it is the same.
    pub long: String,
    /// What it is counted in, in words; empty without a unit.
    pub unit: String,
    /// Classes of its cells: `n` for numbers, `wrap`, `cm-nw`, `cm-muted`.
    pub class: &'static str,
    /// What `sort=` calls it, when the list can be put in its order.
    pub sort: Option<&'static str>,
    /// Its place in a row on a phone, where the list has such places.
    pub place: Option<u8>,
    /// Whether it is shown when the address names no columns.
    pub usual: bool,
    /// Whether, unasked, it shows only where the table has the whole width.
    pub wide: bool,
}

impl Head {
    /// A usual column of text.
    #[must_use]
    pub fn new(key: &'static str, word: String) -> Self {
        Self {
            key,
            word,
            long: String::new(),
            unit: String::new(),
            class: "",
            sort: None,
            place: None,
            usual: true,
            wide: false,
        }
    }

    /// Its cells have these classes.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// Files call it so.
    #[must_use]
    pub fn long(self, long: String) -> Self {
        Self { long, ..self }
    }

    /// It is counted in that unit.
    #[must_use]
    pub fn unit(self, unit: String) -> Self {
        Self { unit, ..self }
    }

    /// The list can be put in its order.
    #[must_use]
    pub fn sorted(self, by: &'static str) -> Self {
        Self { sort: Some(by), ..self }
    }

    /// It has that place in a row on a phone.
    #[must_use]
    pub fn place(self, place: u8) -> Self {
        Self { place: Some(place), ..self }
    }

    /// It shows only where the table has the whole width.
    #[must_use]
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }

    /// It shows only when it is asked for; files have it, too.
    #[must_use]
    pub fn on_demand(self) -> Self {
        Self { usual: false, ..self }
    }

    /// Whether its cells are numbers.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.class.split(' ').any(|class| class == "n")
    }

    /// Its heading in a file, with the unit.
    #[must_use]
    pub fn whole(&self) -> String {
        let word = if self.long.is_empty() { &self.word } else { &self.long };
        if self.unit.is_empty() { word.clone() } else { format!("{word} ({})", self.unit) }
    }
}

/// The columns of a list, and which of them are shown.
#[derive(Clone, Debug)]
pub struct Heads {
    all: Vec<Head>,
    shown: Vec<usize>,
    chosen: bool,
    /// Columns that the address asks for and the list does not have.
    pub unknown: Vec<String>,
}

/// A column in the menu.
pub struct Choice<'a> {
    /// The column.
    pub head: &'a Head,
    /// Whether it is shown.
    pub shown: bool,
    /// This list with the column one place further to the left, when it can stand there.
    pub earlier: Option<TabLink>,
}

impl Heads {
    /// The columns that the address asks for, in its order; the usual ones when it names none that there is.
    #[must_use]
    pub fn chosen(ui: &Ui, all: Vec<Head>) -> Self {
        let asked = ui.params(COLUMNS);
        let mut shown = Vec::new();
        let mut unknown = Vec::new();
        for key in asked.iter().flat_map(|keys| keys.split(',')).map(str::trim).filter(|key| !key.is_empty())
        {
            match all.iter().position(|head| head.key == key) {
                Some(place) if place == 0 || shown.contains(&place) => {}
                Some(place) => shown.push(place),
                None => unknown.push(key.to_owned()),
            }
        }
        let chosen = !shown.is_empty();
        if !chosen {
            let usual = all.iter().enumerate().skip(1).filter(|(_, head)| head.usual);
            shown = usual.map(|(place, _)| place).collect();
        }
        Self { all, shown, chosen, unknown }
    }

    /// The column that names the record.
    #[must_use]
    pub fn first(&self) -> Option<&Head> {
        self.all.first()
    }

    /// Those shown beside the first one.
    pub fn others(&self) -> impl Iterator<Item = &Head> {
        self.shown.iter().filter_map(|place| self.all.get(*place))
    }

    /// All that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Head> {
        self.first().into_iter().chain(self.others())
    }

    /// Those that a file has: the ones chosen, else all there are.
    #[must_use]
    pub fn filed(&self) -> Vec<&Head> {
        if self.chosen { self.shown().collect() } else { self.all.iter().collect() }
    }

    /// Whether the address says which ones.
    #[must_use]
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// Classes of a column's cells: unasked, a wide one shows only where there is room.
    #[must_use]
    pub fn class_of(&self, head: &Head) -> String {
        let wide = if head.wide && !self.chosen { "full" } else { "" };
        [wide, head.class].join(" ").trim().to_owned()
    }

    /// How many are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shown.len() + 1
    }

    /// The menu: those shown in their order, then the others.
    #[must_use]
    pub fn menu(&self, ui: &Ui) -> Vec<Choice<'_>> {
        let shown = self.shown.iter().enumerate().filter_map(|(nr, place)| {
            let head = self.all.get(*place)?;
            let earlier = nr.checked_sub(1).map(|before| {
                let mut order = self.shown.clone();
                order.swap(before, nr);
                let keys: Vec<_> =
                    order.iter().filter_map(|place| self.all.get(*place)).map(|head| head.key).collect();
                let label = ui.fill("list.earlier", "column", &head.word);
                TabLink { href: ui.with(COLUMNS, keys.join(",")), label, current: false }
            });
            Some(Choice { head, shown: true, earlier })
        });
        let others = self.all.iter().enumerate().skip(1).filter(|(place, _)| !self.shown.contains(place));
        shown.chain(others.map(|(_, head)| Choice { head, shown: false, earlier: None })).collect()
    }
}

impl Ui {
    /// The column and direction that the list is in: `sort=-area` is by area, the largest first; `usual` unasked.
    #[must_use]
    pub fn order<'a>(&'a self, usual: &'a str) -> (&'a str, bool) {
        let by = self.param("sort").unwrap_or(usual);
        by.strip_prefix('-').map_or((by, false), |column| (column, true))
    }

    /// `descending` and the like for a column, when the list is in its order.
    #[must_use]
    pub fn sorted_by(&self, head: &Head, order: &str) -> Option<&'static str> {
        let (by, down) = self.order(order);
        (head.sort == Some(by)).then_some(if down { "descending" } else { "ascending" })
    }

    /// The arrow that shows it.
    #[must_use]
    pub fn sort_arrow(&self, head: &Head, order: &str) -> Html {
        match self.sorted_by(head, order) {
            Some("descending") => self.icon("arrow-narrow-down"),
            Some(_) => self.icon("arrow-narrow-up"),
            None => Html::default(),
        }
    }

    /// The list in the order of a column, the other way round when it is already; numbers begin with the largest.
    #[must_use]
    pub fn sort_link(&self, head: &Head, order: &str) -> String {
        let by = head.sort.unwrap_or_default();
        let down = match self.order(order) {
            (now, down) if now == by => !down,
            _ => head.is_number(),
        };
        self.with("sort", format!("{}{by}", if down { "-" } else { "" }))
    }
}
