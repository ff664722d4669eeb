//! Which coordinate system a shape without a trusted one may be in: proposals for a person, never a silent decision.
//!
//! Every system in use in Viet Nam is tried, and with it what goes wrong on the way: x and y changed over, another central
//! meridian, the shift between VN-2000 and WGS 84 left out, feet or millimetres for metres. Each proposal says where the shape
//! would lie. A wrong meridian moves a shape by tens of kilometres, which the area it belongs to shows; a missing shift moves
//! it by about 220 m, which only a place that is already known can show.

use std::cmp::Ordering;

use geo_types::{Coord, Rect};

use crate::{Crs, Datum, Projection, Srid};

mod reading;

pub use reading::{Reading, UnitOfLength};

/// What is known of a shape whose coordinate system is not.
#[derive(Debug, Clone, Copy)]
pub struct Unlocated<'a> {
    /// Some of its coordinates as they stand in the file: corners of its box, and points of features.
    pub points: &'a [Coord<f64>],
    /// Where it should lie, in degrees of WGS 84: the province, or better the commune.
    pub area: Rect<f64>,
    /// Central meridians of the area's own maps, in degrees east, the usual one first.
    pub meridians: &'a [f64],
    /// The middle of the same thing as it is already known, in degrees of WGS 84.
    pub known_place: Option<Coord<f64>>,
}

/// All that is plausible.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposals {
    /// The most plausible first. The usual meridians are among them wherever they lead.
    pub all: Vec<Proposal>,
    /// Whether the first is plausible and no other usual reading leads elsewhere in the area. A person confirms it all the
    /// same.
    pub is_clear: bool,
}

/// One way to read the coordinates, and where it leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposal {
    /// How the coordinates are read.
    pub reading: Reading,
    /// What speaks for the system.
    pub usage: Usage,
    /// The middle of the points, in degrees of WGS 84.
    pub centre: Coord<f64>,
    /// Whether the points lie in the area.
    pub placement: Placement,
    /// How far the middle is from the area, in metres; 0 inside.
    pub distance_m: f64,
    /// How far it is from the known place, in metres.
    pub from_known_m: Option<f64>,
}

/// How a system is used in the area, the most usual first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Usage {
    /// VN-2000 in a 3° zone with a meridian of the area: cadastral maps, decisions.
    LocalZone,
    /// Longitude and latitude of WGS 84: GPS, KML, `GeoJSON`.
    Degrees,
    /// VN-2000 in a 6° zone: maps of 1:25 000 and smaller.
    NationalZone,
    /// UTM on WGS 84: GPS receivers, satellite images.
    Utm,
    /// The plane of web maps.
    WebMap,
    /// Longitude and latitude of VN-2000.
    NationalDegrees,
    /// VN-2000 in a 3° zone with a meridian of other provinces.
    ForeignZone,
    /// A zone of the area, projected from WGS 84 without the shift of the datum.
    WithoutShift,
}

/// Where points lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Placement {
    /// All in the area.
    Inside,
    /// Some of them.
    Partly,
    /// None.
    Outside,
}

/// Outside the area by more than this only the usual meridians are shown.
const MOST_OUTSIDE_M: f64 = 50_000.0;
/// Readings that lead this close to one another do not contradict: they differ by the datum or by the scale of the zone.
const SAME_PLACE_M: f64 = 1_000.0;
/// Places of one thing by several surveys differ less; the shift of the datum is twice that.
const SURVEYED_APART_M: f64 = 100.0;

/// Tries every reading.
#[must_use]
pub fn propose(shape: &Unlocated<'_>) -> Proposals {
    let Some(middle) = middle(shape.points) else {
        return Proposals { all: Vec::new(), is_clear: false };
    };
    let mut all: Vec<Proposal> = readings(shape.meridians)
        .filter_map(|(reading, usage)| proposal(shape, middle, reading, usage))
        .collect();
    all.sort_by(by_plausibility);
    let is_clear = is_clear(&all);
    Proposals { all, is_clear }
}

/// Every reading that is worth trying.
fn readings(meridians: &[f64]) -> impl Iterator<Item = (Reading, Usage)> {
    let systems = Crs::ALL.iter().flat_map(move |crs| usages(crs, meridians));
    systems.flat_map(|(srid, datum, usage)| {
        let in_metres = !matches!(usage, Usage::Degrees | Usage::NationalDegrees | Usage::WebMap);
        let units =
            UnitOfLength::ALL.into_iter().filter(move |unit| in_metres || *unit == UnitOfLength::OfSystem);
        let readings = units
            .flat_map(move |unit| [false, true].map(|is_swapped| Reading { srid, datum, is_swapped, unit }));
        readings.map(move |reading| (reading, usage))
    })
}

/// A system on its own datum, and zones of VN-2000 that are met on WGS 84 too.
fn usages(crs: &'static Crs, meridians: &[f64]) -> Vec<(Srid, Datum, Usage)> {
    let own = |usage| (crs.srid, crs.datum, usage);
    let on_wgs84 = |usage| (crs.srid, Datum::Wgs84, usage);
    match crs.projection {
        Projection::Geographic if crs.datum == Datum::Wgs84 => vec![own(Usage::Degrees)],
        Projection::Geographic => vec![own(Usage::NationalDegrees)],
        Projection::WebMercator => vec![own(Usage::WebMap)],
        Projection::TransverseMercator { width_deg: 6, .. } => {
            vec![own(Usage::NationalZone), on_wgs84(Usage::Utm)]
        }
        Projection::TransverseMercator { central_meridian, .. } => {
            if meridians.iter().any(|local| (local - central_meridian).abs() < SAME_MERIDIAN_DEG) {
                vec![own(Usage::LocalZone), on_wgs84(Usage::WithoutShift)]
            } else {
                vec![own(Usage::ForeignZone)]
            }
        }
    }
}

/// Meridians are whole quarters of a degree.
const SAME_MERIDIAN_DEG: f64 = 0.01;

fn proposal(shape: &Unlocated<'_>, middle: Coord<f64>, reading: Reading, usage: Usage) -> Option<Proposal> {
    let centre = reading.place(middle).ok()?;
    let is_inside = |at: &Coord<f64>| reading.place(*at).is_ok_and(|at| covers(shape.area, at));
    let inside = shape.points.iter().filter(|at| is_inside(at)).count();
    let placement = match inside {
        0 => Placement::Outside,
        all if all == shape.points.len() => Placement::Inside,
        _ => Placement::Partly,
    };
    let distance_m = distance_m(centre, nearest(shape.area, centre));
    let shown = placement != Placement::Outside || usage == Usage::LocalZone || distance_m < MOST_OUTSIDE_M;
    let from_known_m = shape.known_place.map(|known| self::distance_m(centre, known));
    shown.then_some(Proposal { reading, usage, centre, placement, distance_m, from_known_m })
}

/// In the area before outside; where a place is known, near it; as units are met; as the system is used; by distance.
fn by_plausibility(a: &Proposal, b: &Proposal) -> Ordering {
    // So many hundred metres: within them the usual reading is better than the nearer one.
    let hundreds = |one: &Proposal| one.from_known_m.map_or(0.0, |off| (off / SURVEYED_APART_M).floor());
    let order = a.placement.cmp(&b.placement).then(hundreds(a).total_cmp(&hundreds(b)));
    let order = order.then(a.reading.unit.cmp(&b.reading.unit)).then(a.usage.cmp(&b.usage));
    order.then(a.reading.is_swapped.cmp(&b.reading.is_swapped)).then(a.distance_m.total_cmp(&b.distance_m))
}

fn is_clear(all: &[Proposal]) -> bool {
    let Some((first, others)) = all.split_first() else { return false };
    let is_usual = |one: &Proposal| one.usage < Usage::ForeignZone && one.placement != Placement::Outside;
    let contradicts = |one: &&Proposal| match (first.from_known_m, one.from_known_m) {
        (Some(_), Some(off)) => off < SURVEYED_APART_M && one.usage != first.usage,
        _ => is_usual(one) && SAME_PLACE_M < distance_m(first.centre, one.centre),
    };
    let is_plausible = match first.from_known_m {
        // Near what is known also a missing shift may be the clear answer.
        Some(off) => off < SURVEYED_APART_M,
        None => first.placement == Placement::Inside && is_usual(first),
    };
    is_plausible && !others.iter().any(|one| contradicts(&one))
}

/// The middle value of each coordinate, which a broken point does not move; none without a finite point.
fn middle(points: &[Coord<f64>]) -> Option<Coord<f64>> {
    let middle = |value: fn(&Coord<f64>) -> f64| {
        let mut values: Vec<f64> = points.iter().map(value).filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1)?;
        Some(f64::midpoint(values[last / 2], values[last.div_ceil(2)]))
    };
    Some(Coord { x: middle(|at| at.x)?, y: middle(|at| at.y)? })
}

fn covers(area: Rect<f64>, at: Coord<f64>) -> bool {
    nearest(area, at) == at
}

fn nearest(area: Rect<f64>, at: Coord<f64>) -> Coord<f64> {
    Coord { x: at.x.clamp(area.min().x, area.max().x), y: at.y.clamp(area.min().y, area.max().y) }
}

/// Metres between two places in degrees, on a sphere and as if it were flat between them: good to 1 % within a province.
fn distance_m(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let shrink = f64::midpoint(a.y, b.y).to_radians().cos();
    ((a.x - b.x) * shrink).hypot(a.y - b.y) * METRES_PER_DEGREE
}

/// Of a meridian: 6 371 008.8 m (IUGG mean radius) × π / 180.
const METRES_PER_DEGREE: f64 = 111_195.08;

#[cfg(test)]
mod tests;
