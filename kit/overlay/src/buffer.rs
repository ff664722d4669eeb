//! A feature grown or shrunk by a distance.

use i_overlay::core::overlay::IntOverlayOptions;
use i_overlay::i_float::int::angle::Angle;
use i_overlay::mesh::int::arc::ArcOptions;
use i_overlay::mesh::int::outline::offset::IntOutlineOffset;
use i_overlay::mesh::int::style::{IntLineJoin, IntOutlineStyle};

use crate::engine::{self, Path};
use crate::holes::reassign_holes;
use crate::{Polygons, Shape};

/// A buffer that would reach beyond what the engine can compute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TooFar(pub f64);

/// A 64th of a turn between the points of an arc: the chord is nearer to the centre than the arc by 1.2 thousandths of the
/// radius. (PostGIS takes a 32nd.)
const ARC_STEP: Angle = Angle::from_bits(1 << 26);

/// Everything within `distance` grid units of a valid shape, with round corners; with a negative distance, everything inside it
/// that is at least so far from its boundary.
pub fn buffer(shape: Shape<'_>, distance: f64) -> Result<Polygons, TooFar> {
    if !distance.is_finite() {
        return Err(TooFar(distance));
    }
    let arcs = ArcOptions { max_step: ARC_STEP, ..ArcOptions::default() };
    let style = IntOutlineStyle::new(engine::raise_length(distance)).line_join(IntLineJoin::Round(arcs));
    let paths: Vec<Path> = shape.rings().map(engine::raise_ring).collect();
    paths.validate_outline(&style).map_err(|_| TooFar(distance))?;
    let outline = paths.outline_custom(&style, IntOverlayOptions::ogc()).map_err(|_| TooFar(distance))?;
    Ok(engine::lower(&reassign_holes(outline)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boolean::union;
    use crate::validity::tests::{set_of, square};

    #[test]
    fn a_square_grows_by_its_sides_and_four_quarters_of_a_circle_and_shrinks_by_its_sides() {
        let set = set_of(&[vec![vec![square(0, 0, 10_000)]]]);
        let circle = std::f64::consts::PI * 1e6;
        let grown = buffer(set.shape(0), 1000.0).unwrap().area();
        assert!((grown - (1e8 + 4e7 + circle)).abs() < 0.002 * circle, "{grown}");
        let shrunk = buffer(set.shape(0), -1000.0).unwrap().area();
        assert!((shrunk - 6.4e7).abs() < 1.0, "{shrunk}");
        assert!(buffer(set.shape(0), -6000.0).unwrap().is_empty());
    }

    #[test]
    fn a_hole_is_filled_by_a_buffer_wider_than_half_of_it_and_parts_grow_together() {
        let set = set_of(&[vec![vec![square(0, 0, 100), square(40, 40, 20)], vec![square(110, 0, 10)]]]);
        assert_eq!(buffer(set.shape(0), 4.0).unwrap().parts.iter().flatten().count(), 3);
        assert_eq!(buffer(set.shape(0), 11.0).unwrap().parts.iter().flatten().count(), 1);
        let same = buffer(set.shape(0), 0.0).unwrap().area();
        assert!((same - union(set.shape(0), set.shape(0)).area()).abs() < 1e-6);
    }

    #[test]
    fn a_distance_beyond_all_bounds_is_refused() {
        let set = set_of(&[vec![vec![square(0, 0, 10)]]]);
        assert_eq!(buffer(set.shape(0), 1e300), Err(TooFar(1e300)));
        assert!(buffer(set.shape(0), f64::NAN).is_err());
    }
}
