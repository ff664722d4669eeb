//! Area and perimeter of an overlap from its crossings, by Green's theorem.
//!
//! Twice the area of a region is the sum over its boundary of the *moment* `(p − o) × (q − o)` of each piece from `p` to `q`.
//! The boundary of an overlap is made of stretches of both operands between crossings. Whole edges and pieces that end at a
//! whole point have whole moments, summed exactly; only a piece up to a proper crossing has a fraction. So an overlap without a
//! proper crossing is exact, and whether there is an area is always decided exactly (two edges that cross properly have one
//! around the crossing). Fractions are summed in `f64` with a bound of the error and, where that is not good enough, again in
//! 128 bits (an adaptive filter in the sense of Shewchuk 1997).

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "whole points are whole; what is rounded is bounded and, where that matters, computed again"
)]

use crate::cross::{Crossing, Crossings};
use crate::grid::{Edge, Grid, length};
use crate::order::{Order, Span};
use crate::predicate::turn;
use crate::{Point, Shape};

/// The bound of the relative error that sums in `f64` must keep to be used.
const GOOD_ENOUGH: f64 = 1e-9;

/// Of the sum of magnitudes, how much rounding may have lost: some roundings in each term, each of 2^-53.
const LOST: f64 = 1.0 / (1_u64 << 48) as f64;

/// Binary digits of fractions in 128 bits.
const DIGITS: u32 = 62;

/// What an overlap measures.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Measure {
    /// Twice the area: exact, when there is no proper crossing.
    pub whole: i128,
    /// Twice the area.
    pub twice_area: f64,
    /// The length of the boundary, stretches of no width included.
    pub perimeter: f64,
}

/// Sums up an overlap.
pub(crate) fn measure(crossings: &Crossings, order: &Order, grid: &Grid, b: &Shape<'_>) -> Measure {
    let mut sum = Sum::default();
    for (ring, span) in order.a_rings.iter().enumerate() {
        sum.stretches_of_a(&crossings.list, &order.a[span.range()], span, grid, ring);
    }
    for (ring, span) in order.b_rings.iter().enumerate() {
        sum.stretches_of_b(&crossings.list, &order.b[span.range()], span, grid.origin, b, ring);
    }
    for crossing in &crossings.list {
        sum.crossing(crossing, grid, b);
    }
    let mut twice_area = sum.whole as f64 + sum.fraction;
    if crossings.proper && sum.magnitude * LOST > twice_area * GOOD_ENOUGH {
        twice_area = exactly(sum.whole, &crossings.list, grid, b);
    }
    Measure { whole: sum.whole, twice_area, perimeter: sum.length }
}

#[derive(Default)]
struct Sum {
    whole: i128,
    fraction: f64,
    magnitude: f64,
    length: f64,
}

impl Sum {
    fn stretches_of_a(&mut self, list: &[Crossing], order: &[u32], span: &Span, grid: &Grid, ring: usize) {
        let mut add = |(moment, length): (i128, f64), times: i8| {
            self.whole += i128::from(times) * moment;
            self.length += f64::from(times) * length;
        };
        if span.begins_inside {
            add(grid.whole(ring), 1);
        }
        for &at in order {
            let crossing = &list[at as usize];
            // Where b enters a, a leaves b: up to here it was inside.
            add(grid.before[crossing.a as usize + ring], if crossing.enters { 1 } else { -1 });
        }
    }

    fn stretches_of_b(
        &mut self,
        list: &[Crossing],
        order: &[u32],
        span: &Span,
        origin: Point,
        b: &Shape<'_>,
        ring: usize,
    ) {
        let (points, [first, _]) = (b.ring(ring), b.bounds(ring));
        let mut inside = span.begins_inside;
        let mut edge = 0;
        for end in order.iter().map(|&at| (list[at as usize].b - first) as usize).chain([points.len()]) {
            if inside {
                let stop = points.get(end).or(points.first());
                for (from, to) in points[edge..end].iter().zip(points[edge..end].iter().skip(1).chain(stop)) {
                    self.whole += i128::from(turn(origin, *from, *to));
                    self.length += length(*from, *to);
                }
            }
            inside = !inside;
            edge = end;
        }
    }

    /// The pieces of both edges from their beginning to a crossing: one is added, the other taken away.
    fn crossing(&mut self, crossing: &Crossing, grid: &Grid, b: &Shape<'_>) {
        let (a, b) = edges(crossing, grid, b);
        let sign = if crossing.enters { 1_i8 } else { -1 };
        let moments = [a, b].map(|edge| turn(grid.origin, edge.from, edge.to));
        if crossing.proper {
            let pieces = [moments[0] as f64 * crossing.along_a, moments[1] as f64 * crossing.along_b];
            self.fraction += f64::from(sign) * (pieces[0] - pieces[1]);
            self.magnitude += pieces[0].abs() + pieces[1].abs();
        } else {
            let at = crossing.at.map(|value| value as i32);
            let [of_a, of_b] = [a, b].map(|edge| i128::from(turn(grid.origin, edge.from, at)));
            self.whole += i128::from(sign) * (of_a - of_b);
        }
        self.length += f64::from(sign)
            * (length(a.from, a.to) * crossing.along_a - length(b.from, b.to) * crossing.along_b);
    }
}

fn edges(crossing: &Crossing, grid: &Grid, b: &Shape<'_>) -> (Edge, Edge) {
    (grid.edges[crossing.a as usize], b.edge(crossing.b))
}

/// The same sum with fractions of 62 binary digits: off by less than 2^-60 for each crossing.
fn exactly(mut whole: i128, list: &[Crossing], grid: &Grid, b: &Shape<'_>) -> f64 {
    let mut fractions = 0_i128;
    for crossing in list.iter().filter(|crossing| crossing.proper) {
        let (a, b) = edges(crossing, grid, b);
        let sign = if crossing.enters { 1 } else { -1 };
        let mut piece = |of: Edge, other: Edge, sign: i128| {
            let [from, to] = [of.from, of.to].map(|end| i128::from(turn(other.from, other.to, end)));
            let moment = i128::from(turn(grid.origin, of.from, of.to));
            let (numerator, denominator) = if from < to { (-from, to - from) } else { (from, from - to) };
            let product = moment * numerator;
            whole += sign * product.div_euclid(denominator);
            fractions += sign * ((product.rem_euclid(denominator) << DIGITS) / denominator);
        };
        piece(a, b, sign);
        piece(b, a, -sign);
    }
    whole += fractions >> DIGITS;
    let rest = (fractions & ((1 << DIGITS) - 1)) as f64 / (1_u64 << DIGITS) as f64;
    // A proper crossing has an area around it.
    (whole as f64 + rest).max(1.0 / (1_u64 << DIGITS) as f64)
}
