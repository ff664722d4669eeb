//! The judge: areas in exact rational arithmetic, slow and simple, sharing nothing with the engine.
//!
//! Operands are cut into slabs at every vertex and every crossing. Within a slab edges do not cross, so the area is a sum of
//! trapezia, each its width at the middle times the height of the slab.

use num_bigint::BigInt;
use overlay::boolean::Operation;

/// Rings, filled by the even-odd rule. Coordinates count as the exact binary fractions they are.
pub type Rings = Vec<Vec<[f64; 2]>>;

/// How much a result is off an operation on two operands: the area of their symmetric difference.
#[must_use]
pub fn off(operation: Operation, a: &Rings, b: &Rings, result: &Rings) -> f64 {
    area(&[a, b, result], |inside| holds(operation, inside[0], inside[1]) != inside[2])
}

/// The area of an operation on two operands.
#[must_use]
pub fn area_of(operation: Operation, a: &Rings, b: &Rings) -> f64 {
    area(&[a, b], |inside| holds(operation, inside[0], inside[1]))
}

fn holds(operation: Operation, in_a: bool, in_b: bool) -> bool {
    match operation {
        Operation::Intersection => in_a && in_b,
        Operation::Union => in_a || in_b,
        Operation::Difference => in_a && !in_b,
        Operation::SymmetricDifference => in_a != in_b,
    }
}

/// Coordinates are taken as whole multiples of 2^-`FINEST`: in full, down to magnitudes of 2^-68.
const FINEST: u32 = 120;
/// Binary digits kept behind the point of a trapezium, in units of the grid above.
const KEPT: u32 = 64;

type Whole = [BigInt; 2];

struct Edge {
    of: usize,
    low: Whole,
    high: Whole,
}

/// A height: numerator and positive denominator.
type Height = (BigInt, BigInt);

fn area(operands: &[&Rings], wanted: impl Fn(&[bool]) -> bool) -> f64 {
    let mut edges = Vec::new();
    for (of, ring) in
        operands.iter().enumerate().flat_map(|(of, rings)| rings.iter().map(move |ring| (of, ring)))
    {
        let points: Vec<Whole> = ring.iter().map(|point| point.map(whole)).collect();
        for (index, from) in points.iter().enumerate() {
            let to = &points[(index + 1) % points.len()];
            let (low, high) = if from[1] < to[1] { (from, to) } else { (to, from) };
            if low[1] != high[1] {
                edges.push(Edge { of, low: low.clone(), high: high.clone() });
            }
        }
    }
    let sum: BigInt =
        heights(&edges).windows(2).map(|slab| slab_area(slab, &edges, operands.len(), &wanted)).sum();
    to_f64(&sum) / 2_f64.powi(2 * FINEST.cast_signed() + KEPT.cast_signed())
}

/// A coordinate in units of 2^-[`FINEST`]; smaller digits, which no map has, are cut off.
fn whole(value: f64) -> BigInt {
    const FRACTION_BITS: u32 = 52;
    const EXPONENT_OF_ONE: i64 = 1023;
    let bits = value.to_bits();
    let exponent = i64::try_from((bits >> FRACTION_BITS) & 0x7ff).unwrap_or(0);
    let implied = u64::from(exponent > 0) << FRACTION_BITS;
    let mantissa = BigInt::from((bits & ((1 << FRACTION_BITS) - 1)) | implied);
    let shift = exponent.max(1) - EXPONENT_OF_ONE - i64::from(FRACTION_BITS) + i64::from(FINEST);
    let size = if shift < 0 { mantissa >> shift.unsigned_abs() } else { mantissa << shift.unsigned_abs() };
    if value.is_sign_negative() { -size } else { size }
}

fn to_f64(value: &BigInt) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

fn heights(edges: &[Edge]) -> Vec<Height> {
    let ends = edges.iter().flat_map(|edge| [&edge.low, &edge.high]);
    let mut heights: Vec<Height> = ends.map(|end| (end[1].clone(), BigInt::from(1))).collect();
    for (index, one) in edges.iter().enumerate() {
        heights.extend(edges[..index].iter().filter_map(|other| crossing(one, other)));
    }
    heights.sort_by(|one, other| (&one.0 * &other.1).cmp(&(&other.0 * &one.1)));
    heights.dedup_by(|one, other| &one.0 * &other.1 == &other.0 * &one.1);
    heights
}

/// The height at which an edge crosses the line of another one. More heights than needed do no harm.
fn crossing(one: &Edge, other: &Edge) -> Option<Height> {
    if one.high[1] <= other.low[1] || other.high[1] <= one.low[1] {
        return None;
    }
    let minus = |u: &Whole, v: &Whole| [&u[0] - &v[0], &u[1] - &v[1]];
    let cross = |u: &Whole, v: &Whole| &u[0] * &v[1] - &u[1] * &v[0];
    let (along, aside) = (minus(&one.high, &one.low), minus(&other.high, &other.low));
    let (mut share, mut all) = (cross(&minus(&other.low, &one.low), &aside), cross(&along, &aside));
    if all < BigInt::ZERO {
        (share, all) = (-share, -all);
    }
    (BigInt::ZERO < share && share < all).then(|| (&one.low[1] * &all + share * &along[1], all))
}

/// In units of 2^-(2 [`FINEST`] + [`KEPT`]).
fn slab_area(slab: &[Height], edges: &[Edge], operands: usize, wanted: impl Fn(&[bool]) -> bool) -> BigInt {
    let [(low, low_all), (high, high_all)] = [&slab[0], &slab[1]];
    let scale = low_all * high_all;
    let rise = high * low_all - low * high_all;
    // The middle of the slab is at `middle / double`.
    let (middle, double) = (high * low_all + low * high_all, &scale * 2);
    let mut across: Vec<(usize, BigInt, BigInt)> = Vec::new();
    for edge in edges {
        if &double * &edge.low[1] < middle && middle < &double * &edge.high[1] {
            let climb = &edge.high[1] - &edge.low[1];
            // x of the edge at the middle is this by `climb` and `double`.
            let x = &double * &edge.low[0] * &climb
                + (&middle - &double * &edge.low[1]) * (&edge.high[0] - &edge.low[0]);
            across.push((edge.of, x, climb));
        }
    }
    across.sort_by(|one, other| (&one.1 * &other.2).cmp(&(&other.1 * &one.2)));
    let mut inside = vec![false; operands];
    let mut sum = BigInt::ZERO;
    for (of, x, climb) in &across {
        let before = wanted(&inside);
        inside[*of] = !inside[*of];
        let after = wanted(&inside);
        if before != after {
            let term = ((x * &rise) << KEPT) / (&double * &scale * climb);
            sum = if after { sum - term } else { sum + term };
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Vec<[f64; 2]> {
        vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    }

    #[test]
    fn areas_of_two_squares_are_exact() {
        let (a, b) = (vec![square(-1.5, -1.5, 3.0)], vec![square(1.0, 1.0, 2.0), square(2.0, 2.0, 0.5)]);
        let areas = [
            (Operation::Intersection, 0.25),
            (Operation::Union, 12.5),
            (Operation::Difference, 8.75),
            (Operation::SymmetricDifference, 12.25),
        ];
        for (operation, expected) in areas {
            assert!((area_of(operation, &a, &b) - expected).abs() < 1e-15, "{operation:?}");
        }
        assert!((off(Operation::Intersection, &a, &b, &vec![square(1.0, 1.0, 0.5)])).abs() < 1e-15);
        assert!((off(Operation::Intersection, &a, &b, &vec![square(0.0, 0.0, 1.0)]) - 1.25).abs() < 1e-15);
    }

    #[test]
    fn a_difference_in_the_last_digit_of_a_coordinate_is_seen() {
        let (tiny, a) = (f64::EPSILON, vec![square(0.0, 0.0, 1.0)]);
        let wider = vec![vec![[0.0, 0.0], [1.0 + tiny, 0.0], [1.0 + tiny, 1.0], [0.0, 1.0]]];
        assert!((area_of(Operation::SymmetricDifference, &a, &wider) - tiny).abs() < 1e-3 * tiny);
    }
}
