//! On which side: the only question about coordinates that the engine asks, answered exactly.
//!
//! Degenerate positions (a vertex on an edge, edges that lie on each other) are decided by Simulation of Simplicity
//! (Edelsbrunner & Mücke 1990): the second operand is thought to be shifted by (ε, ε²) for an ε smaller than every difference
//! of the grid. After the shift no vertex of one lies on an edge of the other, so that an orientation is never zero and every
//! algorithm above has one case only. What has an area does not change; what has none is removed from the result again.

use crate::Point;

/// Twice the signed area of the triangle: positive when `at` lies left of the line from `from` to `to`.
///
/// Coordinates differ by less than 2^31 ([`crate::frame::LIMIT`]), products stay below 2^62 and their difference below 2^63.
/// The arithmetic wraps, so that a damaged store gives nonsense and not a panic.
#[inline]
pub(crate) fn turn(from: Point, to: Point, at: Point) -> i64 {
    let along = [difference(to[0], from[0]), difference(to[1], from[1])];
    let aside = [difference(at[0], from[0]), difference(at[1], from[1])];
    (along[0] * aside[1]).wrapping_sub(along[1] * aside[0])
}

#[inline]
fn difference(to: i32, from: i32) -> i64 {
    i64::from(to.wrapping_sub(from))
}

/// Whether a shifted point is left of an edge that is not shifted; `turn` is their [`turn`].
#[inline]
pub(crate) fn shifted_point_is_left(turn: i64, from: Point, to: Point) -> bool {
    if turn != 0 {
        return turn > 0;
    }
    // turn + ε² Δx − ε Δy
    if from[1] == to[1] { from[0] < to[0] } else { to[1] < from[1] }
}

/// Whether a point that is not shifted is left of a shifted edge; `turn` is their [`turn`].
#[inline]
pub(crate) fn point_is_left_of_shifted(turn: i64, from: Point, to: Point) -> bool {
    if turn != 0 {
        return turn > 0;
    }
    if from[1] == to[1] { to[0] < from[0] } else { from[1] < to[1] }
}

/// Whether a point lies in the box of an edge: on a point of its line, whether it lies on the edge.
#[inline]
pub(crate) fn in_box_of(from: Point, to: Point, at: Point) -> bool {
    [0, 1].iter().all(|&axis| from[axis].min(to[axis]) <= at[axis] && at[axis] <= from[axis].max(to[axis]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::LIMIT;

    #[test]
    fn a_turn_is_exact_at_the_corners_of_the_range() {
        let far = LIMIT - 1;
        let corners =
            [[-far, -far], [far, -far], [far, far], [-far, far], [0, 0], [far - 1, far], [-far, 1 - far]];
        for from in corners {
            for to in corners {
                for at in corners {
                    let wide = |value: i32| i128::from(value);
                    let exact = (wide(to[0]) - wide(from[0])) * (wide(at[1]) - wide(from[1]))
                        - (wide(to[1]) - wide(from[1])) * (wide(at[0]) - wide(from[0]));
                    assert_eq!(i128::from(turn(from, to, at)), exact, "{from:?} {to:?} {at:?}");
                }
            }
        }
    }

    #[test]
    fn a_point_on_a_line_is_on_the_side_to_which_the_shift_takes_it() {
        for (from, to) in [
            ([0, 0], [4, 0]),
            ([4, 0], [0, 0]),
            ([0, 0], [0, 4]),
            ([0, 4], [0, 0]),
            ([0, 0], [4, 4]),
            ([4, 4], [0, 0]),
        ] {
            // A thousandth and a millionth, in millionths.
            let big = |point: Point| point.map(|value| value * 1_000_000);
            let shifted = [from[0] * 1_000_000 + 1000, from[1] * 1_000_000 + 1];
            let left = turn(big(from), big(to), shifted) > 0;
            assert_eq!(shifted_point_is_left(0, from, to), left, "{from:?} {to:?}");
            assert_eq!(point_is_left_of_shifted(0, from, to), !left, "{from:?} {to:?}");
        }
    }
}
