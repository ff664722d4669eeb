//! Corners with arcs between them, drawn as short lines.

use std::f64::consts::{PI, TAU};

/// A corner, and how the line to the next one bulges: the tangent of a quarter of the arc's angle, positive against the clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Corner {
    pub(super) at: [f64; 2],
    pub(super) bulge: f64,
}

impl Corner {
    /// Before its y is read.
    pub(super) fn at_x(x: f64) -> Self {
        Self { at: [x, f64::NAN], bulge: 0.0 }
    }
}

/// Of an arc, in degrees: the middle of a line then lies within 4 mm of an arc of 100 m radius.
const STEP_DEG: f64 = 1.0;
/// A circle in such steps.
const MOST_STEPS: u32 = 360;

/// The closed ring.
pub(super) fn ring(corners: &[Corner], is_mirrored: bool) -> Vec<[f64; 2]> {
    let mut points = Vec::with_capacity(corners.len() + 1);
    for (place, corner) in corners.iter().enumerate() {
        points.push(corner.at);
        let next = corners[(place + 1) % corners.len()].at;
        if corner.bulge != 0.0 && corner.bulge.is_finite() {
            points.extend(bulged(corner.at, next, corner.bulge));
        }
    }
    if points.first() != points.last() || points.len() == 1 {
        points.extend(points.first().copied());
    }
    if is_mirrored {
        for [x, _] in &mut points {
            *x = -*x;
        }
    }
    points
}

/// The points of an arc between its ends.
fn bulged(from: [f64; 2], to: [f64; 2], bulge: f64) -> Vec<[f64; 2]> {
    let angle = 4.0 * bulge.atan();
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    // The centre lies on the middle line of the chord, so far from it to the left.
    let off = (1.0 - bulge * bulge) / (4.0 * bulge);
    let centre = [f64::midpoint(from[0], to[0]) - dy * off, f64::midpoint(from[1], to[1]) + dx * off];
    let start = (from[1] - centre[1]).atan2(from[0] - centre[0]);
    let radius = (from[0] - centre[0]).hypot(from[1] - centre[1]);
    let mut points = arc(centre, radius, start, angle);
    points.pop();
    if !points.is_empty() {
        points.remove(0);
    }
    points
}

/// The points of an arc with both its ends; angles in radians, counted against the clock.
pub(super) fn arc(centre: [f64; 2], radius: f64, start: f64, angle: f64) -> Vec<[f64; 2]> {
    let wanted = angle.abs().to_degrees() / STEP_DEG;
    let steps = (1..MOST_STEPS).find(|steps| wanted <= f64::from(*steps)).unwrap_or(MOST_STEPS);
    let at = |step: u32| {
        let (sin, cos) = (start + angle * f64::from(step) / f64::from(steps)).sin_cos();
        [centre[0] + radius * cos, centre[1] + radius * sin]
    };
    (0..=steps).map(at).collect()
}

/// The turn from one angle to another against the clock, in radians: a whole one when they are the same.
pub(super) fn turn(from: f64, to: f64) -> f64 {
    let turn = (to - from).rem_euclid(TAU);
    if turn < PI * 1e-9 { TAU } else { turn }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_half_circles_are_a_circle() {
        let corners = [([-10.0, 0.0], 1.0), ([10.0, 0.0], 1.0)].map(|(at, bulge)| Corner { at, bulge });
        let points = ring(&corners, false);
        assert_eq!((points.len(), points.first()), (361, points.last()));
        assert!(points.iter().all(|[x, y]| (x.hypot(*y) - 10.0).abs() < 1e-9));
        // A positive bulge runs against the clock: below the line that goes east.
        assert!(points[90][1] < -9.0, "{:?}", points[90]);
    }

    #[test]
    fn an_arc_to_the_right_bends_the_other_way_and_a_mirror_turns_x() {
        let corners = [([0.0, 0.0], -0.5), ([10.0, 0.0], 0.0), ([5.0, -5.0], 0.0)]
            .map(|(at, bulge)| Corner { at, bulge });
        let points = ring(&corners, false);
        let highest = points.iter().map(|[_, y]| *y).fold(f64::MIN, f64::max);
        // The height of the bow is the bulge times half the chord.
        assert!((highest - 2.5).abs() < 1e-3, "{highest}");
        assert!((ring(&corners, true)[1][0] + points[1][0]).abs() < 1e-12);
    }
}
