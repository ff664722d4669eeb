//! Overlays: intersections by our engine, the others by `i_overlay`, and whether they are what was expected.

use geo::Geometry;
use overlay::boolean::{Operation, apply, apply_rounded, symmetric_difference_area};
use overlay::{Frame, Options, PolygonSet, Polygons, intersect};

use crate::{Verdict, judge, operands};

/// How much of the area of the larger operand a result may be off by.
const TOLERANCE: f64 = 1e-6;

/// Runs an operation: on the finest grid or, with a scale, by snap rounding to so many units. Where nothing is expected, exact
/// arithmetic alone decides.
pub(crate) fn run(
    operation: Operation,
    a: &Geometry<f64>,
    b: &Geometry<f64>,
    expected: Option<&Geometry<f64>>,
    scale: Option<f64>,
) -> Result<Verdict, String> {
    let (frame, found) = match scale {
        Some(scale) => rounded(operation, a, b, scale)?,
        None => exact(operation, a, b)?,
    };
    let [a, b] = [a, b].map(|operand| operands::in_grid_units(frame, operand));
    let wanted = expected.map(|expected| operands::in_grid_units(frame, expected));
    let most = TOLERANCE * even_odd_area(&a).max(even_odd_area(&b));
    if wanted.as_ref().is_some_and(|wanted| symmetric_difference_area(&found, wanted) <= most) {
        return Ok(Verdict::Passes);
    }
    // Exact arithmetic decides: what is found must be right, and what is expected wrong.
    let [a, b, found] = [a, b, found].map(|polygons| polygons.parts.concat());
    let found_off = judge::off(operation, &a, &b, &found);
    let Some(wanted) = wanted else {
        let figures = format!("by exact arithmetic it is off by {found_off:e} of {most:e} square grid units");
        return Ok(if found_off <= most {
            Verdict::Corrected(format!("nothing is expected; {figures}"))
        } else {
            Verdict::Fails(figures)
        });
    };
    let wanted_off = judge::off(operation, &a, &b, &wanted.parts.concat());
    let figures =
        format!("off by {found_off:e}, the expectation by {wanted_off:e} of {most:e} square grid units");
    Ok(if found_off <= most && most < wanted_off {
        Verdict::Corrected(format!("the expectation differs from exact arithmetic: the result is {figures}"))
    } else {
        Verdict::Fails(format!("by exact arithmetic the result is {figures}"))
    })
}

fn exact(operation: Operation, a: &Geometry<f64>, b: &Geometry<f64>) -> Result<(Frame, Polygons), String> {
    let frame = operands::finest_frame(&[a, b]);
    let [a, b] = sets(frame, a, b)?;
    let found = match operation {
        Operation::Intersection => intersection(&a, &b),
        _ => apply(operation, a.shape(0), b.shape(0)),
    };
    Ok((frame, found))
}

fn rounded(
    operation: Operation,
    a: &Geometry<f64>,
    b: &Geometry<f64>,
    scale: f64,
) -> Result<(Frame, Polygons), String> {
    let (frame, units) = operands::finest_frame_within(scale, &[a, b]);
    let set = |geometry| operands::on_grid(frame, geometry).ok_or("a coordinate that fits on no grid");
    let found = apply_rounded(operation, set(a)?.shape(0), set(b)?.shape(0), units);
    let ring = |ring: Vec<[i32; 2]>| ring.into_iter().map(|point| point.map(f64::from)).collect();
    let parts = found.parts.into_iter().map(|rings| rings.into_iter().map(ring).collect()).collect();
    Ok((frame, Polygons { parts }))
}

fn even_odd_area(polygons: &Polygons) -> f64 {
    symmetric_difference_area(polygons, &Polygons::default())
}

/// Whether the areas of all operations on two operands fit together.
pub(crate) fn areas_add_up(a: &Geometry<f64>, b: &Geometry<f64>) -> Result<bool, String> {
    let [a, b] = sets(operands::finest_frame(&[a, b]), a, b)?;
    let (first, second) = (a.shape(0), b.shape(0));
    let (area_a, area_b) = (area(&a), area(&b));
    let most = TOLERANCE * area_a.max(area_b);
    let common = intersection(&a, &b).area();
    let union = apply(Operation::Union, first, second).area();
    let only_a = apply(Operation::Difference, first, second).area();
    let only_b = apply(Operation::Difference, second, first).area();
    let either = apply(Operation::SymmetricDifference, first, second).area();
    let pairs = [
        (area_a, common + only_a),
        (area_b, common + only_b),
        (union, area_a + area_b - common),
        (either, union - common),
    ];
    Ok(pairs.iter().all(|(left, right)| (left - right).abs() <= most))
}

fn sets(frame: Frame, a: &Geometry<f64>, b: &Geometry<f64>) -> Result<[PolygonSet; 2], String> {
    let set = |geometry| {
        let set = operands::on_grid(frame, geometry).ok_or("a coordinate that fits on no grid")?;
        Ok::<_, String>(operands::mended(set))
    };
    Ok([set(a)?, set(b)?])
}

fn intersection(a: &PolygonSet, b: &PolygonSet) -> Polygons {
    let overlaps = intersect(a, b, &Options { threads: 1, geometry: true });
    let parts = overlaps.pairs().iter().flat_map(|pair| overlaps.geometry(pair).parts().collect::<Vec<_>>());
    Polygons { parts: parts.map(|part| part.rings().map(|ring| ring.points().collect()).collect()).collect() }
}

fn in_grid_units(set: &PolygonSet) -> Polygons {
    let shape = set.shape(0);
    let ring = |ring: &[[i32; 2]]| ring.iter().map(|point| point.map(f64::from)).collect();
    Polygons { parts: (0..shape.part_count()).map(|part| shape.part(part).map(ring).collect()).collect() }
}

fn area(set: &PolygonSet) -> f64 {
    in_grid_units(set).area()
}
