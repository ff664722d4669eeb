//! Rows told apart: points, lengths of edges that stand alone, words.

use super::{
    Finding, FindingKind, Row, Unreadable, headings,
    number::{self, DecimalMark},
};

/// What a row is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Line {
    /// A corner: what the table calls it, its two coordinates in the order of the columns, other numbers behind them.
    Point { row: u32, label: Option<Label>, pair: [f64; 2], lengths: Vec<f64> },
    /// A lone number between two corners: the length of their edge.
    Length(f64),
    /// Words that are no heading.
    Text { row: u32, text: String },
}

/// The name of a corner: `M12` is `M` and 12.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) prefix: String,
    pub(super) number: Option<u32>,
}

impl Line {
    pub(super) fn pair(&self) -> Option<[f64; 2]> {
        match self {
            Self::Point { pair, .. } => Some(*pair),
            Self::Length(_) | Self::Text { .. } => None,
        }
    }
}

impl Label {
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim();
        let prefix = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = text[prefix.len()..].parse().ok();
        Self { text: text.to_owned(), prefix: prefix.to_owned(), number }
    }

    /// Whether this one follows the other in counting.
    pub(super) fn continues(&self, before: &Self) -> bool {
        self.prefix == before.prefix
            && self.number.is_some()
            && self.number == before.number.map(|number| number + 1)
    }
}

/// From here on a number is a coordinate in a plane and neither an order nor the length of an edge: in Viet Nam eastings
/// begin at some 160 km and northings at 890 km.
pub(super) const LEAST_PLANE: f64 = 100_000.0;

/// A table in a plane has at least one good row among so many with numbers; more may be broken, or words about areas.
const MOST_BROKEN: usize = 4;

/// A cell read as far as it can be.
struct Cell<'a> {
    text: &'a str,
    value: Option<f64>,
}

impl Cell<'_> {
    fn is_large(&self) -> bool {
        self.value.is_some_and(|value| LEAST_PLANE <= value.abs())
    }
}

/// All rows, and findings about those that look like points and are none.
pub(super) fn lines(rows: &[Row]) -> (Vec<Line>, Vec<Finding>) {
    let mark = decimal_mark(rows);
    let cells: Vec<Vec<Cell<'_>>> = rows.iter().map(|row| read(row, mark)).collect();
    let large = |row: &[Cell<'_>]| row.iter().filter(|cell| cell.is_large()).count();
    let with_numbers = cells.iter().filter(|row| 2 <= numbers(row)).count();
    // Numbers as large as coordinates in a plane are known by their size wherever they stand. Degrees and a local system
    // are not, there the place decides.
    let planar = cells.iter().filter(|row| 2 <= large(row)).count();
    let by_size = 0 < planar && with_numbers <= MOST_BROKEN * planar;
    let is_counted = with_numbers < 2 * cells.iter().filter(|row| 3 <= numbers(row)).count();
    let mut blocks = Blocks::default();
    let mut findings = Vec::new();
    for (row, cells) in rows.iter().zip(&cells) {
        let found = if by_size { by_size_of(cells) } else { by_place(cells, is_counted) };
        if found.is_empty() {
            blocks.other(row, cells, by_size, &mut findings);
        }
        // Points side by side are two columns of a page: each column is read down before the next.
        for (block, point) in found.into_iter().enumerate() {
            match point {
                Some((label, pair, lengths)) => {
                    blocks.add(block, Line::Point { row: row.number, label, pair, lengths });
                }
                None => findings.push(Finding::of_table(FindingKind::MoreCoordinates { row: row.number })),
            }
        }
    }
    (blocks.lines(), findings)
}

#[derive(Default)]
struct Blocks(Vec<Vec<Line>>);

impl Blocks {
    fn add(&mut self, block: usize, line: Line) {
        while self.0.len() <= block {
            self.0.push(Vec::new());
        }
        self.0[block].push(line);
    }

    /// A row that is no point.
    fn other(&mut self, row: &Row, cells: &[Cell<'_>], by_size: bool, findings: &mut Vec<Finding>) {
        let filled: Vec<&Cell<'_>> = cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        if headings::is_heading(row) {
            return;
        }
        if let [Cell { value: Some(value), .. }] = filled.as_slice()
            && value.abs() < LEAST_PLANE
        {
            return self.add(0, Line::Length(*value));
        }
        match why(&filled, by_size) {
            Some(why) => {
                let text = row.text();
                findings.push(Finding::of_table(FindingKind::UnreadableRow { row: row.number, text, why }));
            }
            None => self.add(0, Line::Text { row: row.number, text: row.text() }),
        }
    }

    fn lines(self) -> Vec<Line> {
        self.0.into_iter().flatten().collect()
    }
}

/// Why a row that looks like a point is none; nothing for a row of words.
fn why(filled: &[&Cell<'_>], by_size: bool) -> Option<Unreadable> {
    // A sentence with numbers in it, about the area for example, is no point.
    let words =
        filled.iter().filter(|cell| cell.value.is_none()).flat_map(|cell| cell.text.split_whitespace());
    let sentence = 1 < words.filter(|word| word.chars().all(char::is_alphabetic)).count();
    let with_digits = |cell: &&&Cell<'_>| cell.text.bytes().any(|byte| byte.is_ascii_digit());
    let counted = filled.iter().filter(with_digits).count();
    if sentence || counted < 2 {
        return None;
    }
    if let Some(broken) = filled.iter().skip(1).filter(with_digits).find(|cell| cell.value.is_none()) {
        return Some(Unreadable::NotANumber(broken.text.to_owned()));
    }
    let coordinates =
        filled.iter().filter(|cell| if by_size { cell.is_large() } else { cell.value.is_some() }).count();
    Some(if coordinates == 0 { Unreadable::NoCoordinates } else { Unreadable::OneCoordinate })
}

type Point = (Option<Label>, [f64; 2], Vec<f64>);

/// Points of a row by the size of numbers. `None` stands for coordinates beyond the first two that are no further point: the
/// same corner in a second system.
fn by_size_of(cells: &[Cell<'_>]) -> Vec<Option<Point>> {
    let large: Vec<usize> = (0..cells.len()).filter(|at| cells[*at].is_large()).collect();
    let pairs = large.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let mut points = Vec::new();
    let mut from = 0;
    for pair in pairs {
        let label = label(&cells[from..pair[0]]);
        // The first point may be without a name; a further one without a name is no point of its own.
        if !points.is_empty() && label.is_none() {
            points.push(None);
            return points;
        }
        let end = large.iter().find(|at| pair[1] < **at).map_or(cells.len(), |next| next.saturating_sub(1));
        let values = |at: usize| cells[at].value.unwrap_or_default();
        points.push(Some((
            label,
            [values(pair[0]), values(pair[1])],
            lengths(&cells[pair[1] + 1..end.max(pair[1] + 1)]),
        )));
        from = end.max(pair[1] + 1);
    }
    if odd && !points.is_empty() {
        points.push(None);
    }
    points
}

/// The point of a row by the place of numbers: of three and more the first is the order. Where most rows have an order, one
/// that begins with one of two numbers lacks a coordinate.
fn by_place(cells: &[Cell<'_>], is_counted: bool) -> Vec<Option<Point>> {
    let numbers: Vec<usize> = (0..cells.len()).filter(|at| cells[*at].value.is_some()).collect();
    let (start, named) = match numbers.as_slice() {
        [order, _, _, ..] if *order == 0 || cells[..*order].iter().all(|cell| cell.text.is_empty()) => {
            (1, numbers[1])
        }
        [order, _] if is_counted && cells[..*order].iter().all(|cell| cell.text.is_empty()) => {
            return Vec::new();
        }
        [_, _, ..] => (0, numbers[0]),
        _ => return Vec::new(),
    };
    let value = |at: usize| cells[numbers[at]].value.unwrap_or_default();
    let rest = lengths(&cells[numbers[start + 1] + 1..]);
    vec![Some((label(&cells[..named]), [value(start), value(start + 1)], rest))]
}

/// The last filled cell before the coordinates: papers put the number of the row before the name of the point.
fn label(cells: &[Cell<'_>]) -> Option<Label> {
    cells.iter().rev().map(|cell| cell.text).find(|text| !text.is_empty()).map(Label::of)
}

fn lengths(cells: &[Cell<'_>]) -> Vec<f64> {
    cells.iter().filter_map(|cell| cell.value).collect()
}

fn numbers(cells: &[Cell<'_>]) -> usize {
    cells.iter().filter(|cell| cell.value.is_some()).count()
}

fn read(row: &Row, mark: Option<DecimalMark>) -> Vec<Cell<'_>> {
    let value = |text: &str| number::plain(text).and_then(|text| number::value(&text, mark));
    row.cells.iter().map(|cell| Cell { text: cell.trim(), value: value(cell) }).collect()
}

/// What most of the numbers show that can be read in one way only.
fn decimal_mark(rows: &[Row]) -> Option<DecimalMark> {
    let shown =
        rows.iter().flat_map(|row| &row.cells).filter_map(|cell| number::shown(&number::plain(cell)?));
    let (mut points, mut commas) = (0, 0);
    for mark in shown {
        match mark {
            DecimalMark::Point => points += 1,
            DecimalMark::Comma => commas += 1,
        }
    }
    match points.cmp(&commas) {
        std::cmp::Ordering::Greater => Some(DecimalMark::Point),
        std::cmp::Ordering::Less => Some(DecimalMark::Comma),
        std::cmp::Ordering::Equal => None,
    }
}
