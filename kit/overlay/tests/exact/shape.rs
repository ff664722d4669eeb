//! Shapes of the judge, and whether they are valid.
//!
//! The fuzzer of the engine (`fuzz/`) uses this file and those it asks.

use super::valid;

/// Parts, each a shell and holes, with whole coordinates.
pub type Shape = Vec<Vec<Vec<[i32; 2]>>>;

fn polygons(shape: &Shape) -> Vec<valid::Polygon> {
    shape
        .iter()
        .map(|part| {
            part.iter()
                .enumerate()
                .map(|(number, ring)| {
                    turned(ring, number == 0).iter().map(|point| point.map(f64::from)).collect()
                })
                .collect()
        })
        .collect()
}

pub fn is_valid(shape: &Shape) -> bool {
    shape.iter().flatten().all(|ring| twice_area(ring) != 0) && valid::check(&polygons(shape)).is_ok()
}

fn turned(ring: &[[i32; 2]], shell: bool) -> Vec<[i32; 2]> {
    let mut ring = ring.to_vec();
    if (twice_area(&ring) > 0) != shell {
        ring.reverse();
    }
    ring
}

fn twice_area(ring: &[[i32; 2]]) -> i128 {
    let wide = |point: [i32; 2]| point.map(i128::from);
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    pairs.map(|(&p, &q)| (wide(p), wide(q))).map(|(p, q)| p[0] * q[1] - p[1] * q[0]).sum()
}
