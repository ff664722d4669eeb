//! Polygons as a table to paste elsewhere.

use geo_types::{Coord, Polygon};

use super::{DecimalMark, distance};

/// What stands above the columns; the words are the caller's.
#[derive(Debug, Clone, Copy)]
pub struct Headings<'a> {
    /// The order: `STT`.
    pub order: &'a str,
    /// The northing: `X (m)`.
    pub x: &'a str,
    /// The easting: `Y (m)`.
    pub y: &'a str,
    /// The length of the edge to the next corner: `Cạnh (m)`.
    pub length: &'a str,
}

/// Decimals of a coordinate in metres: tables of cadastral maps have two, three lose nothing that matters.
const DECIMALS: usize = 3;
/// Decimals of a length.
const LENGTH_DECIMALS: usize = 2;

/// The outer rings as tables with tabs, order, northing, easting and length of the edge to the next corner; the first corner
/// is repeated at the end, as papers do. An empty line parts polygons; holes follow their polygon as further tables.
///
/// [`BoundaryTable::read`](super::BoundaryTable::read) gives the same rings back, to a millimetre.
#[must_use]
pub fn write(polygons: &[Polygon<f64>], headings: &Headings<'_>, mark: DecimalMark) -> String {
    let rings = polygons.iter().flat_map(crate::coords::rings);
    let tables: Vec<String> = rings.map(|ring| table(&ring.0, headings, mark)).collect();
    tables.join("\n")
}

fn table(ring: &[Coord<f64>], headings: &Headings<'_>, mark: DecimalMark) -> String {
    let number =
        |value: f64, decimals: usize| format!("{value:.decimals$}").replace('.', &mark.sign().to_string());
    let heading = format!("{}\t{}\t{}\t{}\n", headings.order, headings.x, headings.y, headings.length);
    let corners = ring.len().saturating_sub(1);
    let row = |(place, at): (usize, &Coord<f64>)| {
        // The last is the first again.
        let order = if place == corners { 1 } else { place + 1 };
        let length = ring.get(place + 1).map(|next| number(distance(*at, *next), LENGTH_DECIMALS));
        let [x, y] = [at.y, at.x].map(|value| number(value, DECIMALS));
        format!("{order}\t{x}\t{y}\t{}\n", length.unwrap_or_default())
    };
    [heading].into_iter().chain(ring.iter().enumerate().map(row)).collect()
}
