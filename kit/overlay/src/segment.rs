//! How two segments meet and where, decided on whole numbers: no tolerance.

use std::cmp::Ordering;

use crate::predicate::turn;
use crate::{Point, Rect};

/// From `from` to `to`.
#[inline]
pub(crate) fn vector(from: Point, to: Point) -> [i64; 2] {
    [0, 1].map(|axis| i64::from(to[axis]) - i64::from(from[axis]))
}

/// The box of a segment.
#[inline]
pub(crate) fn segment_box(a: Point, b: Point) -> Rect {
    [a[0].min(b[0]), a[1].min(b[1]), a[0].max(b[0]), a[1].max(b[1])]
}

/// Whether two boxes have a point in common.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "four comparisons without a jump cost less than jumps guessed wrong"
)]
pub(crate) fn boxes_meet(a: &Rect, b: &Rect) -> bool {
    (a[0] <= b[2]) & (b[0] <= a[2]) & (a[1] <= b[3]) & (b[1] <= a[3])
}

/// What two segments have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Meeting {
    Nothing,
    /// One point, inside both.
    Cross,
    /// One point, an end of at least one of them.
    Touch(Point),
    /// A piece of a line.
    Overlap(Point, Point),
}

/// How the segments `a` and `b` meet.
pub(crate) fn meet(a: [Point; 2], b: [Point; 2]) -> Meeting {
    let sides_of_b = [turn(a[0], a[1], b[0]), turn(a[0], a[1], b[1])].map(i64::signum);
    if sides_of_b[0] == sides_of_b[1] {
        return if sides_of_b[0] == 0 { meet_on_a_line(a, b) } else { Meeting::Nothing };
    }
    let sides_of_a = [turn(b[0], b[1], a[0]), turn(b[0], b[1], a[1])].map(i64::signum);
    if sides_of_a[0] == sides_of_a[1] {
        return Meeting::Nothing;
    }
    match (sides_of_b, sides_of_a) {
        ([0, _], _) => Meeting::Touch(b[0]),
        ([_, 0], _) => Meeting::Touch(b[1]),
        (_, [0, _]) => Meeting::Touch(a[0]),
        (_, [_, 0]) => Meeting::Touch(a[1]),
        _ => Meeting::Cross,
    }
}

/// As [`meet`], of segments on one line. Points of a line are ordered by x, then y.
fn meet_on_a_line(mut a: [Point; 2], mut b: [Point; 2]) -> Meeting {
    a.sort_unstable();
    b.sort_unstable();
    let (from, to) = (a[0].max(b[0]), a[1].min(b[1]));
    match from.cmp(&to) {
        Ordering::Less => Meeting::Overlap(from, to),
        Ordering::Equal => Meeting::Touch(from),
        Ordering::Greater => Meeting::Nothing,
    }
}

/// Where segments that cross ([`Meeting::Cross`]) do so, to within the rounding of `f64`.
pub(crate) fn crossing(a: [Point; 2], b: [Point; 2]) -> [f64; 2] {
    let (part, whole) = crossing_share(a, b);
    let share = float(part) / float(whole);
    [0, 1].map(|axis| f64::from(a[0][axis]) + share * (f64::from(a[1][axis]) - f64::from(a[0][axis])))
}

/// The point nearest to where segments cross whose coordinates are multiples of `step`, halves upwards: exact, so the same
/// whichever segment comes first.
pub(crate) fn rounded_crossing(a: [Point; 2], b: [Point; 2], step: i32) -> Point {
    let (part, whole) = crossing_share(a, b);
    let along = vector(a[0], a[1]);
    [0, 1].map(|axis| {
        // The coordinate is `exact / whole`.
        let exact = i128::from(a[0][axis]) * whole + part * i128::from(along[axis]);
        let steps = (2 * exact + i128::from(step) * whole).div_euclid(2 * i128::from(step) * whole);
        i32::try_from(steps).expect("a crossing lies within the segment") * step
    })
}

/// How far along `a` it meets the line of `b`, as a fraction with a positive denominator.
fn crossing_share(a: [Point; 2], b: [Point; 2]) -> (i128, i128) {
    let start = i128::from(turn(b[0], b[1], a[0]));
    let end = i128::from(turn(b[0], b[1], a[1]));
    let whole = start - end;
    (start * whole.signum(), whole.abs())
}

/// The nearest `f64`.
#[expect(
    clippy::cast_precision_loss,
    reason = "for places and areas that are shown; decisions are made on integers"
)]
pub(crate) fn float(value: i128) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_at_the_corners_of_the_grid_do_not_overflow() {
        let end = crate::frame::LIMIT - 1;
        let (a, b) = ([[-end, -end], [end, end]], [[-end, end], [end, -end]]);
        assert_eq!(meet(a, b), Meeting::Cross);
        assert_eq!(rounded_crossing(a, b, 1), [0, 0]);
        assert_eq!(meet(a, [[end, end], [end, -end]]), Meeting::Touch([end, end]));
    }

    #[test]
    fn a_crossing_half_way_between_two_grid_points_goes_up() {
        let (a, b) = ([[0, 0], [1, 1]], [[0, 1], [1, 0]]);
        for (a, b) in [(a, b), (b, a), ([a[1], a[0]], b), (a, [b[1], b[0]])] {
            assert_eq!(rounded_crossing(a, b, 1), [1, 1]);
            assert!(crossing(a, b).iter().all(|value| (value - 0.5).abs() < f64::EPSILON));
        }
    }

    #[test]
    fn segments_on_one_line_overlap_touch_or_miss() {
        let line = |from: i32, to: i32| [[from, 2 * from], [to, 2 * to]];
        assert_eq!(meet(line(0, 5), line(7, 3)), Meeting::Overlap([3, 6], [5, 10]));
        assert_eq!(meet(line(0, 5), line(5, 9)), Meeting::Touch([5, 10]));
        assert_eq!(meet(line(0, 5), line(6, 9)), Meeting::Nothing);
    }
}
