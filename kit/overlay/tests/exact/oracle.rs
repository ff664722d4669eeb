//! The judge: even-odd areas of combinations of polygons in exact rational arithmetic, by horizontal slabs.
//!
//! Between two successive heights at which a vertex lies or two edges cross, edges do not cross; each slab is a row of
//! trapezia, and a trapezium has the width at its middle times its height. Nothing is shared with the engine.

use num_bigint::BigInt;

/// Rings of one operand with whole coordinates.
pub type Rings = Vec<Vec<[i64; 2]>>;

/// Binary digits behind the point of the sum; each term is exact before it is cut off there.
const DIGITS: usize = 160;

struct Edge {
    of: usize,
    low: [i64; 2],
    high: [i64; 2],
}

/// The area of where `wanted` says so, told for each operand whether one is inside.
pub fn area(operands: &[&Rings], wanted: impl Fn(&[bool]) -> bool) -> f64 {
    let mut edges = Vec::new();
    for (of, rings) in operands.iter().enumerate() {
        for ring in *rings {
            for (index, &from) in ring.iter().enumerate() {
                let to = ring[(index + 1) % ring.len()];
                let (low, high) = if from[1] < to[1] { (from, to) } else { (to, from) };
                if low[1] != high[1] {
                    edges.push(Edge { of, low, high });
                }
            }
        }
    }
    let heights = heights(operands, &edges);
    let mut sum = BigInt::ZERO;
    for slab in heights.windows(2) {
        sum += slab_area(&slab[0], &slab[1], &edges, operands.len(), &wanted);
    }
    let cut: BigInt = sum >> (DIGITS - 80);
    to_f64(&cut) / 2_f64.powi(80)
}

fn to_f64(value: &BigInt) -> f64 {
    value.to_string().parse().unwrap()
}

/// A height: numerator and positive denominator.
type Height = (BigInt, BigInt);

fn heights(operands: &[&Rings], edges: &[Edge]) -> Vec<Height> {
    let mut heights: Vec<Height> = operands
        .iter()
        .flat_map(|rings| rings.iter().flatten())
        .map(|point| (BigInt::from(point[1]), BigInt::from(1)))
        .collect();
    for (index, one) in edges.iter().enumerate() {
        for other in &edges[index + 1..] {
            heights.extend(crossing(one, other));
        }
    }
    heights.sort_by(|one, other| (&one.0 * &other.1).cmp(&(&other.0 * &one.1)));
    heights.dedup_by(|one, other| &one.0 * &other.1 == &other.0 * &one.1);
    heights
}

fn crossing(one: &Edge, other: &Edge) -> Option<Height> {
    let cross = |u: [i128; 2], v: [i128; 2]| u[0] * v[1] - u[1] * v[0];
    let step =
        |from: [i64; 2], to: [i64; 2]| [0, 1].map(|axis| i128::from(to[axis]) - i128::from(from[axis]));
    let (u, v) = (step(one.low, one.high), step(other.low, other.high));
    let determinant = cross(u, v);
    let share = cross(step(one.low, other.low), v);
    if determinant == 0 {
        return None;
    }
    let (share, determinant) = if determinant < 0 { (-share, -determinant) } else { (share, determinant) };
    // Only on `one`: more heights than needed do no harm.
    (0 < share && share < determinant).then(|| {
        let numerator = BigInt::from(one.low[1]) * determinant + BigInt::from(share) * u[1];
        (numerator, BigInt::from(determinant))
    })
}

/// In units of 2^-[`DIGITS`].
fn slab_area(
    low: &Height,
    high: &Height,
    edges: &[Edge],
    operands: usize,
    wanted: impl Fn(&[bool]) -> bool,
) -> BigInt {
    let rise = &high.0 * &low.1 - &low.0 * &high.1;
    let scale = &low.1 * &high.1;
    // The middle is `middle / (2 scale)`.
    let middle = &high.0 * &low.1 + &low.0 * &high.1;
    let double = &scale * 2;
    let mut across: Vec<(usize, BigInt, i64)> = Vec::new();
    for edge in edges {
        if &double * edge.low[1] < middle && middle < &double * edge.high[1] {
            let (run, climb) = (edge.high[0] - edge.low[0], edge.high[1] - edge.low[1]);
            // x of the edge at the middle, times `climb` and `double`.
            let x = &double * edge.low[0] * climb + (&middle - &double * edge.low[1]) * run;
            across.push((edge.of, x, climb));
        }
    }
    across.sort_by(|one, other| (&one.1 * other.2).cmp(&(&other.1 * one.2)));
    let mut inside = vec![false; operands];
    let mut sum = BigInt::ZERO;
    for (of, x, climb) in &across {
        let before = wanted(&inside);
        inside[*of] = !inside[*of];
        let after = wanted(&inside);
        if before != after {
            let term = ((x * &rise) << DIGITS) / (&double * &scale * *climb);
            if after { sum -= term } else { sum += term }
        }
    }
    sum
}
