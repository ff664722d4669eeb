//! What is right about the intersection of two shapes: area, relation, perimeter and geometry, against exact arithmetic.
//!
//! The fuzzer of the engine (`fuzz/`) asks it, too.

use overlay::{Frame, Geometry, Options, PolygonSet, PolygonSetBuilder, Relation};

use super::{oracle, shape::Shape, valid};

/// How far an area may be from the exact one, relative to it.
const TOLERANCE: f64 = 1e-6;

/// A set of these features on a grid.
pub fn set(shapes: &[&Shape]) -> PolygonSet {
    let mut builder = PolygonSetBuilder::new(Frame { origin: [0.0, 0.0], scale: 1000.0 });
    for shape in shapes {
        builder.begin_feature();
        for part in *shape {
            builder.begin_part();
            for ring in part {
                builder.ring(ring.iter().copied());
            }
        }
    }
    builder.finish()
}

fn wide(shape: &Shape) -> oracle::Rings {
    shape.iter().flatten().map(|ring| ring.iter().map(|point| point.map(i64::from)).collect()).collect()
}

fn polygons(geometry: &Geometry<'_>) -> Vec<valid::Polygon> {
    geometry.parts().map(|part| part.rings().map(|ring| ring.points().collect()).collect()).collect()
}

/// What is wrong with the intersection of two shapes; the area, when nothing is.
pub fn judge(a: &Shape, b: &Shape, region: bool) -> Result<f64, String> {
    let (set_a, set_b) = (set(&[a]), set(&[b]));
    let exact = oracle::area(&[&wide(a), &wide(b)], |inside| inside[0] && inside[1]);
    let overlaps = overlay::intersect(&set_a, &set_b, &Options { threads: 1, geometry: true });
    let Some(pair) = overlaps.pairs().first() else {
        return if exact == 0.0 { Ok(0.0) } else { Err(format!("nothing found of {exact}")) };
    };
    let close = |area: f64| (area - exact).abs() <= TOLERANCE * exact;
    if !close(pair.area) {
        return Err(format!("area {} for {exact}", pair.area));
    }
    let whole = |shape: &Shape| oracle::area(&[&wide(shape)], |inside| inside[0]);
    let relation = match (exact == whole(a), exact == whole(b)) {
        (true, true) => Relation::Equal,
        (true, false) => Relation::AWithinB,
        (false, true) => Relation::BWithinA,
        (false, false) => Relation::Partial,
    };
    if pair.relation != relation {
        return Err(format!("{:?} for {relation:?}", pair.relation));
    }
    let polygons = polygons(&overlaps.geometry(pair));
    let plain = overlay::intersect(&set_a, &set_b, &Options { threads: 1, geometry: false });
    if (plain.pairs()[0].area, plain.pairs()[0].perimeter) != (pair.area, pair.perimeter) {
        return Err("another area or perimeter without geometry".into());
    }
    judge_geometry(&polygons, pair.area, pair.perimeter, extent(a).max(extent(b)))?;
    if region && !polygons.is_empty() {
        judge_region(&polygons, a, b, pair.perimeter)?;
    }
    Ok(exact)
}

/// The largest coordinate.
fn extent(shape: &Shape) -> f64 {
    shape.iter().flatten().flatten().flatten().map(|value| f64::from(value.abs())).fold(0.0, f64::max)
}

fn judge_geometry(polygons: &[valid::Polygon], area: f64, perimeter: f64, extent: f64) -> Result<(), String> {
    valid::check(polygons)?;
    // Crossings of edges as long as the operands are rounded to f64: points are off by so much, and a boundary
    // sweeps its length times that.
    let off = extent * 32.0 * f64::EPSILON;
    if polygons.is_empty() {
        // As long as the operands, narrower than the rounding: both sides are one.
        return if area <= extent * off { Ok(()) } else { Err(format!("no geometry for {area}")) };
    }
    let (mut twice, mut length) = (0.0, 0.0);
    for ring in polygons.iter().flatten() {
        // From its own first point: parts may lie far from each other.
        let origin = ring[0];
        for (p, q) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            twice += (p[0] - origin[0]) * (q[1] - origin[1]) - (p[1] - origin[1]) * (q[0] - origin[0]);
            length += (q[0] - p[0]).hypot(q[1] - p[1]);
        }
    }
    if (twice / 2.0 - area).abs() > TOLERANCE * area + perimeter * off {
        return Err(format!("the geometry has {} for {area}", twice / 2.0));
    }
    if (length - perimeter).abs() > 1e-9 * length + off {
        return Err(format!("the geometry is {length} long for {perimeter}"));
    }
    Ok(())
}

/// The symmetric difference of the geometry and the true intersection is nothing but rounding.
fn judge_region(polygons: &[valid::Polygon], a: &Shape, b: &Shape, perimeter: f64) -> Result<(), String> {
    // Coordinates with fractions to 20 binary digits, so that the oracle stays in whole numbers.
    let scale = 1 << 20;
    let fine = |shape: &Shape| -> oracle::Rings {
        wide(shape)
            .iter()
            .map(|ring| ring.iter().map(|point| point.map(|value| value * scale)).collect())
            .collect()
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "rounded on purpose")]
    let drawn: oracle::Rings = polygons
        .iter()
        .flatten()
        .map(|ring| {
            ring.iter().map(|point| point.map(|value| (value * scale as f64).round() as i64)).collect()
        })
        .collect();
    let wrong = oracle::area(&[&fine(a), &fine(b), &drawn], |inside| (inside[0] && inside[1]) != inside[2]);
    #[expect(clippy::cast_precision_loss, reason = "a power of two")]
    let (wrong, rounding) = (wrong / (scale as f64 * scale as f64), perimeter / scale as f64);
    if wrong <= 2.0 * rounding { Ok(()) } else { Err(format!("{wrong} lie in one only")) }
}
