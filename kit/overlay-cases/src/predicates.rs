//! Predicates: validity by our checker, relations by `geo`.

use geo::{Geometry, Relate};
use overlay::validity::check;

use crate::operands;

/// Whether a geometry is valid: coordinates are numbers, and the checker finds nothing.
pub(crate) fn is_valid(geometry: &Geometry<f64>) -> bool {
    let frame = operands::finest_frame(&[geometry]);
    operands::on_grid(frame, geometry).is_some_and(|set| check(set.shape(0)).is_empty())
}

/// A relation by its name; nothing, if the name is not known.
pub(crate) fn relate(name: &str, a: &Geometry<f64>, b: &Geometry<f64>, pattern: &str) -> Option<bool> {
    let matrix = a.relate(b);
    Some(match name {
        "intersects" => matrix.is_intersects(),
        "disjoint" => matrix.is_disjoint(),
        "contains" => matrix.is_contains(),
        "within" => matrix.is_within(),
        "covers" => matrix.is_covers(),
        "coveredby" => matrix.is_coveredby(),
        "crosses" => matrix.is_crosses(),
        "overlaps" => matrix.is_overlaps(),
        "touches" => matrix.is_touches(),
        "equalstopo" => matrix.is_equal_topo(),
        "relate" => matrix.matches(pattern).ok()?,
        _ => return None,
    })
}
