//! Operands on a grid of their own: as fine as fits.

use geo::{Coord, CoordsIter, Geometry, LineString, Polygon};
use overlay::frame::LIMIT;
use overlay::repair::proposals;
use overlay::validity::check;
use overlay::{Frame, Point, PolygonSet, PolygonSetBuilder, Polygons};

/// The polygons of a geometry; points and lines have no area and are left out.
pub(crate) fn polygons(geometry: &Geometry<f64>) -> Vec<Polygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => vec![polygon.clone()],
        Geometry::MultiPolygon(parts) => parts.0.clone(),
        Geometry::GeometryCollection(members) => members.iter().flat_map(polygons).collect(),
        _ => Vec::new(),
    }
}

/// The rings of a polygon, shell first; a ring without points, which WKT can write, is none.
fn of_polygon(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).filter(|ring| !ring.0.is_empty())
}

fn points(ring: &LineString<f64>) -> Vec<[f64; 2]> {
    ring.0.iter().map(|at| [at.x, at.y]).collect()
}

/// The finest grid that holds all coordinates and has a power of ten of units to each unit of a coarser one around the
/// origin, and that number.
pub(crate) fn finest_frame_within(scale: f64, geometries: &[&Geometry<f64>]) -> (Frame, i32) {
    const MOST_DIGITS: i32 = 6;
    let all = geometries.iter().flat_map(|geometry| geometry.coords_iter());
    let farthest = all.fold(0.0, |farthest: f64, at| farthest.max(at.x.abs()).max(at.y.abs())) * scale;
    let digits = (0..=MOST_DIGITS).rev().find(|digits| farthest * 10_f64.powi(*digits) < f64::from(LIMIT));
    let units = 10_i32.pow(digits.unwrap_or(0).unsigned_abs());
    (Frame { origin: [0.0; 2], scale: scale * f64::from(units) }, units)
}

/// The finest grid that holds all coordinates: of decimal fractions if they all lie on it, else of binary ones.
pub(crate) fn finest_frame(geometries: &[&Geometry<f64>]) -> Frame {
    let all = || geometries.iter().flat_map(|geometry| geometry.coords_iter());
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for Coord { x, y } in all() {
        low = [low[0].min(x), low[1].min(y)];
        high = [high[0].max(x), high[1].max(y)];
    }
    let extent = (high[0] - low[0]).max(high[1] - low[1]);
    if !extent.is_finite() || extent <= 0.0 {
        return Frame { origin: [0.0; 2], scale: 1.0 };
    }
    // The middle, on a coarse decimal grid, is at most half the extent off: 1.0 and not 0.5 leaves room for it.
    let coarse = 10_f64.powf(extent.log10().floor());
    let origin = [0, 1].map(|axis| (f64::midpoint(low[axis], high[axis]) / coarse).round() * coarse);
    let most = f64::from(LIMIT - 1) / extent;
    let decimal = Frame { origin, scale: 10_f64.powf(most.log10().floor()) };
    let lies_on_grid = |at: Coord<f64>| {
        [at.x - origin[0], at.y - origin[1]].iter().all(|value| {
            let grid = value * decimal.scale;
            (grid - grid.round()).abs() < 1e-3
        })
    };
    if all().all(lies_on_grid) { decimal } else { Frame { origin, scale: most.log2().floor().exp2() } }
}

/// A set with one feature, the geometry, on a grid. Nothing, if a coordinate is no number or beyond the grid.
pub(crate) fn on_grid(frame: Frame, geometry: &Geometry<f64>) -> Option<PolygonSet> {
    let mut builder = PolygonSetBuilder::new(frame);
    builder.begin_feature();
    for polygon in polygons(geometry) {
        if polygon.exterior().0.is_empty() {
            continue;
        }
        builder.begin_part();
        for ring in of_polygon(&polygon) {
            let snapped: Option<Vec<Point>> =
                points(ring).into_iter().map(|at| frame.snap(at).ok()).collect();
            builder.ring(snapped?);
        }
    }
    Some(builder.finish())
}

/// The set, or what the even-odd rule makes of it if it is not valid.
pub(crate) fn mended(set: PolygonSet) -> PolygonSet {
    if check(set.shape(0)).is_empty() {
        return set;
    }
    match proposals(set.shape(0)).first() {
        Some(proposal) => {
            let mut builder = PolygonSetBuilder::new(*set.frame());
            proposal.polygons.add_to(&mut builder);
            builder.finish()
        }
        None => set,
    }
}

/// A geometry in grid units, not snapped.
pub(crate) fn in_grid_units(frame: Frame, geometry: &Geometry<f64>) -> Polygons {
    let local = |at: &[f64; 2]| [0, 1].map(|axis| (at[axis] - frame.origin[axis]) * frame.scale);
    let ring = |ring: &LineString<f64>| points(ring).iter().map(local).collect();
    let parts = polygons(geometry);
    Polygons { parts: parts.iter().map(|polygon| of_polygon(polygon).map(ring).collect()).collect() }
}
