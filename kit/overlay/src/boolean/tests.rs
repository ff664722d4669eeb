//! Operations against areas that are added up slab by slab.

use super::*;
use crate::PolygonSet;
use crate::validity::check;
use crate::validity::tests::{Parts, Random, set_of, square};

const ALL: [Operation; 4] =
    [Operation::Intersection, Operation::Union, Operation::Difference, Operation::SymmetricDifference];

fn pair(a: Parts, b: Parts) -> PolygonSet {
    set_of(&[a, b])
}

/// The area of what an operation leaves of two shapes filled by the even-odd rule: cut at every vertex and crossing, it is
/// trapezoids.
pub(crate) fn area_by_slabs(operation: Operation, a: Shape<'_>, b: Shape<'_>) -> f64 {
    let edges: Vec<([[f64; 2]; 2], usize)> = [a, b]
        .iter()
        .enumerate()
        .flat_map(|(shape, rings)| {
            rings.rings().flat_map(move |ring| {
                (0..ring.len())
                    .map(move |i| ([ring[i], ring[(i + 1) % ring.len()]].map(|p| p.map(f64::from)), shape))
            })
        })
        .collect();
    let mut cuts: Vec<f64> = edges.iter().map(|(edge, _)| edge[0][0]).collect();
    for (i, (e, _)) in edges.iter().enumerate() {
        cuts.extend(edges[..i].iter().filter_map(|(f, _)| crossing_x(e, f)));
    }
    cuts.sort_by(f64::total_cmp);
    let mut area = 0.0;
    for slab in cuts.windows(2).filter(|slab| slab[1] - slab[0] > 1e-9) {
        let middle = f64::midpoint(slab[0], slab[1]);
        let spans = edges.iter().filter(|(edge, _)| (edge[0][0] < middle) != (edge[1][0] < middle));
        let mut heights: Vec<(f64, usize)> =
            spans.map(|(edge, shape)| (height(edge, middle), *shape)).collect();
        heights.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut inside = [false; 2];
        for ends in heights.windows(2) {
            inside[ends[0].1] ^= true;
            let [a, b] = inside;
            let wanted = match operation {
                Operation::Intersection => a && b,
                Operation::Union => a || b,
                Operation::Difference => a && !b,
                Operation::SymmetricDifference => a != b,
            };
            area += if wanted { (slab[1] - slab[0]) * (ends[1].0 - ends[0].0) } else { 0.0 };
        }
    }
    area
}

fn height(edge: &[[f64; 2]; 2], x: f64) -> f64 {
    edge[0][1] + (x - edge[0][0]) / (edge[1][0] - edge[0][0]) * (edge[1][1] - edge[0][1])
}

fn crossing_x(a: &[[f64; 2]; 2], b: &[[f64; 2]; 2]) -> Option<f64> {
    let cross = |u: [f64; 2], v: [f64; 2]| u[0] * v[1] - u[1] * v[0];
    let minus = |u: [f64; 2], v: [f64; 2]| [u[0] - v[0], u[1] - v[1]];
    let (along, other) = (minus(a[1], a[0]), minus(b[1], b[0]));
    let share = cross(minus(b[0], a[0]), other) / cross(along, other);
    (0.0 < share && share < 1.0).then_some(a[0][0] + share * along[0])
}

#[test]
fn four_operations_on_two_squares() {
    let set = pair(vec![vec![square(0, 0, 4)]], vec![vec![square(3, 3, 4)]]);
    let areas = ALL.map(|operation| apply(operation, set.shape(0), set.shape(1)).area());
    assert!(
        areas.iter().zip([1.0, 31.0, 15.0, 30.0]).all(|(area, expected)| (area - expected).abs() < 1e-9),
        "{areas:?}"
    );
    assert!((union(set.shape(0), set.shape(1)).area() - 31.0).abs() < 1e-9);
    assert!((difference(set.shape(0), set.shape(1)).area() - 15.0).abs() < 1e-9);
    assert!((symmetric_difference(set.shape(0), set.shape(1)).area() - 30.0).abs() < 1e-9);
}

#[test]
fn the_union_of_many_covers_once_what_several_cover() {
    let features: Vec<Parts> = (0..50).map(|i| vec![vec![square(i, 0, 10)]]).collect();
    let set = set_of(&features);
    let united = union_all((0..set.len()).map(|feature| set.shape(feature)));
    assert_eq!((united.parts.len(), united.parts[0].len()), (1, 1));
    assert!((united.area() - 590.0).abs() < 1e-9);
    assert!(union_all([]).is_empty());
}

#[test]
fn vertices_of_the_input_are_not_moved_even_at_the_corners_of_the_grid() {
    let end = crate::frame::LIMIT - 1;
    let corner = vec![[end, end], [end - 3, end], [end, end - 1]];
    let set = pair(vec![vec![corner.clone()]], vec![vec![square(-end, -end, 2)]]);
    let found = union(set.shape(0), set.shape(1));
    let all: Vec<[f64; 2]> = found.parts.iter().flatten().flatten().copied().collect();
    assert!(corner.iter().all(|point| all.contains(&point.map(f64::from))), "{all:?}");
}

#[test]
fn areas_of_random_shapes_valid_or_not_are_those_added_up_slab_by_slab() {
    let mut random = Random(3);
    for round in 0..2000 {
        let (a, b) = (random.parts(), random.parts());
        let set = pair(a.clone(), b.clone());
        let (first, second) = (set.shape(0), set.shape(1));
        for operation in ALL {
            let expected = area_by_slabs(operation, first, second);
            let found = apply(operation, first, second).area();
            assert!(
                (found - expected).abs() < 1e-4,
                "{round} {operation:?} {a:?} {b:?}: {found}, not {expected}"
            );
        }
    }
}

#[test]
fn rounded_results_are_valid_and_move_by_half_a_step_at_most() {
    let mut random = Random(5);
    for round in 0..2000 {
        let (a, b) = (random.parts(), random.parts());
        let set = pair(a.clone(), b.clone());
        let perimeter: f64 = [set.shape(0), set.shape(1)].iter().flat_map(Shape::rings).map(length).sum();
        let step = 1 + round % 3;
        for operation in ALL {
            let found = apply_rounded(operation, set.shape(0), set.shape(1), step);
            let mut builder = crate::PolygonSetBuilder::new(*set.frame());
            found.add_to(&mut builder);
            let defects = check(builder.finish().shape(0));
            assert!(defects.is_empty(), "{round} {operation:?} {a:?} {b:?}: {found:?} {defects:?}");
            let exact = area_by_slabs(operation, set.shape(0), set.shape(1));
            let most = f64::from(step) * perimeter;
            assert!((found.area() - exact).abs() <= most, "{round} {operation:?} {a:?} {b:?}");
            let coordinates = found.parts.iter().flatten().flatten().flatten();
            assert!(coordinates.clone().all(|value| value % step == 0));
        }
    }
}

fn length(ring: &[crate::Point]) -> f64 {
    let sides = (0..ring.len()).map(|i| {
        let [a, b] = [ring[i], ring[(i + 1) % ring.len()]].map(|point| point.map(f64::from));
        (a[0] - b[0]).hypot(a[1] - b[1])
    });
    sides.sum()
}
