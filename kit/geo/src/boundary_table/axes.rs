//! Which column is north, and what the numbers are.

use super::{Finding, FindingKind, headings::AxisName};

/// The order of the two columns of coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisOrder {
    /// Northing first, as Vietnamese papers have it: X, Y.
    NorthEast,
    /// Easting first, as programs have it.
    EastNorth,
}

/// Which column is north, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axes {
    /// The order that was taken.
    pub order: AxisOrder,
    /// What told it.
    pub told_by: ToldBy,
    /// The order that the headings name, or custom where there are none.
    pub expected: AxisOrder,
}

/// What tells the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// A person.
    Person,
    /// The size of the values: northings and eastings of Viet Nam do not meet.
    Values,
    /// The headings.
    Headings,
    /// Nothing: papers put the northing first.
    Custom,
}

/// What the coordinates are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A plane, taken for metres; whether it is metres the coordinate system tells.
    Metres,
    /// Longitude and latitude.
    Degrees,
}

/// From, to: both ends belong to it.
type Range = (f64, f64);

// Viet Nam with its islands: 8° to 24° N, 102° to 118° E.
const LATITUDE: Range = (8.0, 24.0);
const LONGITUDE: Range = (102.0, 118.0);
/// Northings of VN-2000 and UTM, and the y of web maps, which is a tenth more.
const NORTHING: Range = (850_000.0, 2_800_000.0);
/// Eastings within 350 km of a central meridian.
const EASTING: Range = (150_000.0, 850_000.0);
/// The x of web maps.
const WEB_X: Range = (11_300_000.0, 13_200_000.0);

/// North and east of one kind of coordinates.
const KINDS: [(Range, Range, Unit); 3] = [
    (LATITUDE, LONGITUDE, Unit::Degrees),
    (NORTHING, EASTING, Unit::Metres),
    (NORTHING, WEB_X, Unit::Metres),
];

pub(super) fn tell(
    pairs: &[[f64; 2]],
    heading: Option<[AxisName; 2]>,
    person: Option<AxisOrder>,
) -> (Axes, Unit) {
    let by_values = by_values(pairs);
    let by_heading = heading.map(by_heading);
    let expected = by_heading.unwrap_or(AxisOrder::NorthEast);
    let (order, told_by) = match (person, by_values, by_heading) {
        (Some(order), _, _) => (order, ToldBy::Person),
        (None, Some((order, _)), _) => (order, ToldBy::Values),
        (None, None, Some(order)) => (order, ToldBy::Headings),
        (None, None, None) => (AxisOrder::NorthEast, ToldBy::Custom),
    };
    (Axes { order, told_by, expected }, by_values.map_or(Unit::Metres, |(_, unit)| unit))
}

/// The middle of each column decides, so that one mistyped row does not.
fn by_values(pairs: &[[f64; 2]]) -> Option<(AxisOrder, Unit)> {
    let (first, second) = (median(pairs, 0)?, median(pairs, 1)?);
    let is = |value: f64, (from, to): Range| from <= value && value <= to;
    KINDS.iter().find_map(|(north, east, unit)| {
        let order = if is(first, *north) && is(second, *east) {
            AxisOrder::NorthEast
        } else if is(first, *east) && is(second, *north) {
            AxisOrder::EastNorth
        } else {
            return None;
        };
        Some((order, *unit))
    })
}

fn median(pairs: &[[f64; 2]], column: usize) -> Option<f64> {
    let mut values: Vec<f64> = pairs.iter().map(|pair| pair[column]).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// *X* is north on Vietnamese papers.
fn by_heading(names: [AxisName; 2]) -> AxisOrder {
    match names {
        [AxisName::East | AxisName::Y, _] | [_, AxisName::North | AxisName::X] => AxisOrder::EastNorth,
        _ => AxisOrder::NorthEast,
    }
}

pub(super) fn doubts(axes: Axes, unit: Unit, no_points: bool) -> Vec<Finding> {
    if no_points {
        return vec![Finding::of_table(FindingKind::NoPoints)];
    }
    let swapped = axes.told_by == ToldBy::Values && axes.order != axes.expected;
    let kinds = [
        swapped.then_some(FindingKind::AxesSwapped { taken: axes.order }),
        (axes.told_by == ToldBy::Custom).then_some(FindingKind::AxesAssumed),
        (unit == Unit::Degrees).then_some(FindingKind::InDegrees),
    ];
    kinds.into_iter().flatten().map(Finding::of_table).collect()
}
