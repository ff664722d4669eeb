//! A table of boundary points (bảng toạ độ ranh giới) as people paste it, read as polygons with everything doubtful named.
//!
//! Papers list a boundary as rows of *order, X, Y*, where X is the **northing** and Y the **easting**, and people copy it
//! out of Word, Excel or PDF with whatever stands around it. [`BoundaryTable::read`] takes it as it comes and never fails:
//! what cannot be read, or looks wrong, is a [`Finding`] with its row. Words for findings are the caller's.

use geo_types::{Coord, LineString, Polygon};

mod axes;
mod check;
mod crossings;
mod findings;
mod headings;
mod number;
mod parts;
mod points;
mod rings;
mod rows;
mod stacked;
mod write;

pub use axes::{Axes, AxisOrder, ToldBy, Unit};
pub use findings::{AreaDifference, Finding, FindingKind, Unreadable, compare_area};
pub use number::DecimalMark;
pub use rows::Row;
pub use write::{Headings, write};

/// The most rows that are read: a hundred pages, and still checked in a moment.
pub const MOST_ROWS: usize = 10_000;

/// What a pasted table says.
#[derive(Debug, Clone, PartialEq)]
pub struct BoundaryTable {
    /// The polygons, in the order of the table.
    pub parts: Vec<Part>,
    /// Which column is north, and how that is known.
    pub axes: Axes,
    /// What the coordinates are counted in.
    pub unit: Unit,
    /// Kinh tuyến trục in degrees east, when a line of the table names it: `kinh tuyến trục 107°00'`.
    pub central_meridian: Option<f64>,
    /// Lines of text that are neither headings nor titles, with their row.
    pub notes: Vec<(u32, String)>,
    /// All that is doubtful: first of the table, then of each part.
    pub findings: Vec<Finding>,
}

/// One polygon of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The line above it that is no heading: `Khu 1`.
    pub title: Option<String>,
    /// Its corners in the order of the table, without the row that repeats the first.
    pub vertices: Vec<Vertex>,
    /// Whether and how exactly the table comes back to the first corner.
    pub closure: Closure,
}

/// A corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Vertex {
    /// The row, from 1.
    pub row: u32,
    /// What the table calls it, else its place in the part, from 1.
    pub name: String,
    /// Where it is: x east, y north.
    pub at: Coord<f64>,
    /// Lengths that stand in its row or alone below it, as they are written, in the table's unit.
    pub lengths: Vec<f64>,
}

/// How a part ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Closure {
    /// The first corner is not repeated; the last edge is understood.
    Understood,
    /// The last row is the first corner again, this far from it (sai số khép), in the table's unit.
    Repeated {
        /// The row, from 1.
        row: u32,
        /// How far it lies from the first corner.
        error: f64,
    },
}

impl BoundaryTable {
    /// Reads text as it was pasted.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::from_rows(&stacked::unstack(rows::rows(text)), None)
    }

    /// As [`read`](Self::read), where a person has said which column is which.
    #[must_use]
    pub fn read_in_order(text: &str, order: AxisOrder) -> Self {
        Self::from_rows(&stacked::unstack(rows::rows(text)), Some(order))
    }

    /// Reads the cells of a sheet.
    #[must_use]
    pub fn read_rows(rows: &[Row]) -> Self {
        Self::from_rows(rows, None)
    }

    fn from_rows(rows: &[Row], order: Option<AxisOrder>) -> Self {
        let too_long = (MOST_ROWS < rows.len()).then_some(FindingKind::TooLong { rows: rows.len() });
        let rows = &rows[..rows.len().min(MOST_ROWS)];
        let (lines, unreadable) = points::lines(rows);
        let mut findings: Vec<Finding> =
            too_long.into_iter().map(Finding::of_table).chain(unreadable).collect();
        let heading = headings::axis_names(rows);
        let pairs: Vec<[f64; 2]> = lines.iter().filter_map(points::Line::pair).collect();
        let (axes, unit) = axes::tell(&pairs, heading, order);
        findings.extend(axes::doubts(axes, unit, pairs.is_empty()));
        let (parts, notes) = parts::parts(lines, axes.order);
        findings.extend(check::check(&parts, unit));
        Self { parts, axes, unit, central_meridian: headings::central_meridian(rows), notes, findings }
    }

    /// The polygons that have an area.
    pub fn polygons(&self) -> impl Iterator<Item = Polygon<f64>> {
        self.parts.iter().filter_map(Part::polygon)
    }

    /// The areas of all parts together, in square metres; none in degrees.
    #[must_use]
    pub fn area_m2(&self) -> Option<f64> {
        (self.unit == Unit::Metres).then(|| self.parts.iter().map(Part::area).sum())
    }
}

impl Part {
    /// The ring, closed; none with fewer than three corners.
    #[must_use]
    pub fn polygon(&self) -> Option<Polygon<f64>> {
        (LEAST_VERTICES <= self.vertices.len()).then(|| Polygon::new(self.ring(), Vec::new()))
    }

    /// The area, in squares of the table's unit.
    #[must_use]
    pub fn area(&self) -> f64 {
        crate::measure::ring_area(&self.ring())
    }

    /// The length of the boundary, in the table's unit.
    #[must_use]
    pub fn perimeter(&self) -> f64 {
        (0..self.vertices.len()).map(|edge| self.edge_length(edge)).sum()
    }

    /// The ends of an edge: from the corner of that index, counted from 0, to the next, the last to the first.
    fn edge(&self, edge: usize) -> [Coord<f64>; 2] {
        let next = (edge + 1) % self.vertices.len();
        [self.vertices[edge].at, self.vertices[next].at]
    }

    fn edge_length(&self, edge: usize) -> f64 {
        let [from, to] = self.edge(edge);
        distance(from, to)
    }

    fn ring(&self) -> LineString<f64> {
        self.vertices.iter().chain(self.vertices.first()).map(|vertex| vertex.at).collect()
    }
}

/// Corners of a triangle.
const LEAST_VERTICES: usize = 3;

fn distance(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

#[cfg(test)]
mod tests;
