//! Overlays: intersections by our engine, the others by `i_overlay`, and whether they are what was expected.

use geo::Geometry;
use overlay::boolean::{Operation, apply, apply_on_grid, symmetric_difference_area};
use overlay::{Frame, Options, PolygonSet, Polygons, intersect};

use crate::judge::{self, Rings};
use crate::{Verdict, operands};

/// How much of the area of the larger operand a result may be off by.
const TOLERANCE: f64 = 1e-6;

/// Runs an operation: on the finest grid, or by snap rounding on the grid of a scale.
pub(crate) fn run(
    operation: Operation,
    a: &Geometry<f64>,
    b: &Geometry<f64>,
    expected: &Geometry<f64>,
    scale: Option<f64>,
) -> Result<Verdict, String> {
    let frame =
        scale.map_or_else(|| operands::finest_frame(&[a, b]), |scale| Frame { origin: [0.0; 2], scale });
    let [set_a, set_b] = sets(frame, a, b)?;
    let found = match (operation, scale) {
        (_, Some(_)) => {
            let rounded = apply_on_grid(operation, set_a.shape(0), set_b.shape(0));
            let ring = |ring: Vec<[i32; 2]>| ring.into_iter().map(|point| point.map(f64::from)).collect();
            Polygons {
                parts: rounded.parts.into_iter().map(|rings| rings.into_iter().map(ring).collect()).collect(),
            }
        }
        (Operation::Intersection, None) => intersection(&set_a, &set_b),
        (_, None) => apply(operation, set_a.shape(0), set_b.shape(0)),
    };
    let most = TOLERANCE * area(&set_a).max(area(&set_b));
    let wanted = operands::in_grid_units(frame, expected);
    let off = (found.area() - wanted.area()).abs().max(symmetric_difference_area(&found, &wanted));
    if off <= most {
        return Ok(Verdict::Passes);
    }
    // Snap rounding begins with rounded operands.
    let operands = match scale {
        Some(_) => [rings(&in_grid_units(&set_a)), rings(&in_grid_units(&set_b))],
        None => [a, b].map(|operand| rings(&operands::in_grid_units(frame, operand))),
    };
    Ok(arbitrate(operation, &operands, &rings(&found), &rings(&wanted), most))
}

/// Exact arithmetic decides: what is found must be right, and what is expected wrong.
fn arbitrate(
    operation: Operation,
    operands: &[Rings; 2],
    found: &Rings,
    wanted: &Rings,
    most: f64,
) -> Verdict {
    let [a, b] = operands;
    let off = |result: &Rings| judge::off(operation, a, b, result);
    let (found_off, wanted_off) = (off(found), off(wanted));
    let figures =
        format!("the result is off by {found_off:e}, the expectation by {wanted_off:e}, allowed is {most:e}");
    if found_off <= most && most < wanted_off {
        Verdict::Corrected(format!(
            "the expectation differs from exact arithmetic ({figures} square grid units)"
        ))
    } else {
        Verdict::Fails(format!("by exact arithmetic {figures} square grid units"))
    }
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

fn rings(polygons: &Polygons) -> Rings {
    polygons.parts.concat()
}
