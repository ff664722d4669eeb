//! Edges cut where they cross, with all cuts on the grid, in one pass that always ends.
//!
//! Rounding crossings to the grid moves edges a little, and moved edges can cross others anew: repeating that need not end.
//! Snap rounding moves every edge to the centre of every *hot* square of the grid it passes through (one that holds a vertex
//! or a crossing). Edges then meet at vertices only, no vertex changes sides of an edge, and none moves farther than half a
//! unit. (Greene and Yao 1986; Hobby, *Practical segment intersection with finite precision output*, 1999; Guibas and Marimont
//! 1998 for the proof.)

use std::cmp::Ordering;
use std::ops::ControlFlow;

use crate::edges::Edges;
use crate::segment::{Meeting, meet, rounded_crossing};
use crate::{Point, Shape};

/// A ring with a vertex wherever it meets another edge.
#[derive(Debug, Clone)]
pub(crate) struct RoundedRing {
    /// The number of its shape among those given.
    pub(crate) shape: usize,
    pub(crate) part: usize,
    /// 0 for a shell.
    pub(crate) number: usize,
    pub(crate) points: Vec<Point>,
}

/// The rings of all shapes, in their order, but for those without points, on a grid of `step`.
pub(crate) fn snap_round(shapes: &[Shape<'_>], step: i32) -> Vec<RoundedRing> {
    assert!(0 < step, "a grid has a positive step");
    let edges = Edges::of_all(shapes);
    let mut stops = Vec::new();
    for hot in hot_points(&edges, step) {
        let near = [hot[0] - step, hot[1] - step, hot[0] + step, hot[1] + step];
        edges.search(
            |rect| crate::segment::boxes_meet(rect, &near),
            |_, edge| {
                if let Some(enters) = enters(edges.edge(edge), hot, step) {
                    stops.push(Stop { edge, enters, hot });
                }
            },
        );
    }
    stops.sort_unstable_by(|a, b| a.edge.cmp(&b.edge).then_with(|| a.enters.cmp_as_low(&b.enters)));
    let owners = shapes
        .iter()
        .enumerate()
        .flat_map(|(shape, rings)| rings.rings().filter(|ring| !ring.is_empty()).map(move |_| shape));
    let rings = edges.rings().iter().zip(owners);
    rings
        .map(|(ring, shape)| {
            let from = stops.partition_point(|stop| stop.edge < ring.edges.start);
            let to = stops.partition_point(|stop| stop.edge < ring.edges.end);
            let mut points: Vec<Point> = stops[from..to].iter().map(|stop| stop.hot).collect();
            points.dedup();
            if points.len() > 1 && points.first() == points.last() {
                points.pop();
            }
            RoundedRing { shape, part: ring.part, number: ring.number, points }
        })
        .collect()
}

/// The grid points nearest to all vertices and all crossings.
fn hot_points(edges: &Edges, step: i32) -> Vec<Point> {
    let vertices = (0..edges.rings().len()).flat_map(|ring| edges.ring_points(ring));
    let mut hot: Vec<Point> = vertices.map(|point| point.map(|value| nearest(value, step))).collect();
    let _ = edges.pairs(|e, f| {
        let (e, f) = (edges.edge(e), edges.edge(f));
        if meet(e, f) == Meeting::Cross {
            hot.push(rounded_crossing(e, f, step));
        }
        ControlFlow::Continue(())
    });
    hot.sort_unstable();
    hot.dedup();
    hot
}

/// The nearest multiple of `step`, halves upwards.
fn nearest(value: i32, step: i32) -> i32 {
    let (value, step) = (i64::from(value), i64::from(step));
    let steps = (2 * value + step).div_euclid(2 * step);
    i32::try_from(steps * step).expect("a step is far smaller than the grid")
}

/// A hot square an edge passes through.
struct Stop {
    edge: usize,
    enters: Bound,
    hot: Point,
}

/// A bound on how far along an edge: a fraction with a positive denominator, itself included or not.
#[derive(Debug, Clone, Copy)]
struct Bound {
    part: i64,
    whole: i64,
    open: bool,
}

impl Bound {
    fn cmp_value(&self, other: &Self) -> Ordering {
        (i128::from(self.part) * i128::from(other.whole))
            .cmp(&(i128::from(other.part) * i128::from(self.whole)))
    }

    /// Of two lower bounds, the one that leaves more is less.
    fn cmp_as_low(&self, other: &Self) -> Ordering {
        self.cmp_value(other).then(self.open.cmp(&other.open))
    }

    /// Of two upper bounds, the one that leaves less is less.
    fn cmp_as_high(&self, other: &Self) -> Ordering {
        self.cmp_value(other).then(other.open.cmp(&self.open))
    }
}

/// Where an edge enters the square around a grid point, if it does. A square holds its left and lower side and not the other
/// two, so that squares cover every place once, as rounding halves upwards does.
fn enters(edge: [Point; 2], hot: Point, side: i32) -> Option<Bound> {
    let mut low = Bound { part: 0, whole: 1, open: false };
    let mut high = Bound { part: 1, whole: 1, open: false };
    for axis in 0..2 {
        // Doubled, the sides lie on the grid.
        let [start, end, centre] = [edge[0], edge[1], hot].map(|point| 2 * i64::from(point[axis]));
        let side = i64::from(side);
        let (step, to_low, to_high) = (end - start, centre - side - start, centre + side - start);
        let (first, last) = match step.cmp(&0) {
            Ordering::Greater => (
                Bound { part: to_low, whole: step, open: false },
                Bound { part: to_high, whole: step, open: true },
            ),
            Ordering::Less => (
                Bound { part: -to_high, whole: -step, open: true },
                Bound { part: -to_low, whole: -step, open: false },
            ),
            Ordering::Equal if to_low <= 0 && 0 < to_high => continue,
            Ordering::Equal => return None,
        };
        if low.cmp_as_low(&first).is_lt() {
            low = first;
        }
        if last.cmp_as_high(&high).is_lt() {
            high = last;
        }
    }
    match low.cmp_value(&high) {
        Ordering::Less => Some(low),
        Ordering::Equal => (!low.open && !high.open).then_some(low),
        Ordering::Greater => None,
    }
}
