//! The checker against small cases, and against a slow and simple judge on thousands of random shapes.

mod judge;

use super::{Defect, DefectKind, MOST_LISTED, check, check_set};
use crate::{Frame, Point, PolygonSet, PolygonSetBuilder};
use judge::Judge;

/// Parts, each of rings, each of points.
pub(crate) type Parts = Vec<Vec<Vec<Point>>>;

/// Kind, place, part and ring, part and ring it is in conflict with.
type Told = (DefectKind, [f64; 2], (u32, u32), Option<(u32, u32)>);

pub(crate) fn set_of(features: &[Parts]) -> PolygonSet {
    let mut builder = PolygonSetBuilder::new(Frame { origin: [0.0; 2], scale: 1.0 });
    for parts in features {
        builder.begin_feature();
        for rings in parts {
            builder.begin_part();
            for ring in rings {
                builder.ring(ring.iter().copied());
            }
        }
    }
    builder.finish()
}

pub(crate) fn square(x: i32, y: i32, side: i32) -> Vec<Point> {
    vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
}

fn defects(parts: Parts) -> Vec<Defect> {
    check(set_of(&[parts]).shape(0)).list
}

fn told(parts: Parts) -> Vec<Told> {
    defects(parts)
        .iter()
        .map(|defect| (defect.kind, defect.at, (defect.part, defect.ring), defect.other))
        .collect()
}

#[test]
fn a_polygon_with_a_hole_that_touches_its_shell_in_a_point_is_valid() {
    assert_eq!(told(vec![vec![square(0, 0, 10), vec![[0, 5], [3, 3], [3, 7]]]]), []);
    assert_eq!(told(vec![]), []);
    assert_eq!(told(vec![vec![]]), []);
}

#[test]
fn a_bow_tie_crosses_itself_at_a_place_between_grid_points() {
    let bow_tie = vec![[0, 0], [3, 3], [3, 0], [0, 3]];
    assert_eq!(told(vec![vec![bow_tie]]), [(DefectKind::RingCrossesItself, [1.5, 1.5], (0, 0), None)]);
}

#[test]
fn a_ring_that_crosses_itself_at_a_vertex_does_not_merely_touch() {
    let bow_tie = vec![[0, 0], [2, 2], [4, 4], [4, 0], [2, 2], [0, 4]];
    assert_eq!(told(vec![vec![bow_tie]]), [(DefectKind::RingCrossesItself, [2.0, 2.0], (0, 0), None)]);
    let hour_glass = vec![[0, 0], [2, 2], [4, 0], [4, 4], [2, 2], [0, 4]];
    assert_eq!(told(vec![vec![hour_glass]]), [(DefectKind::RingTouchesItself, [2.0, 2.0], (0, 0), None)]);
}

#[test]
fn a_spike_is_told_with_both_its_ends() {
    let spiked = vec![[0, 0], [4, 0], [4, 4], [9, 4], [4, 4], [0, 4]];
    let found = defects(vec![vec![spiked]]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].kind, found[0].at, found[0].to),
        (DefectKind::RingOverlapsItself, [9.0, 4.0], Some([4.0, 4.0]))
    );
}

#[test]
fn rings_that_collapse_are_told_and_judged_no_further() {
    let flat = vec![[5, 5], [6, 6], [7, 7], [6, 6]];
    assert_eq!(
        told(vec![vec![square(0, 0, 10), vec![[1, 1], [2, 2], [1, 1]], flat]]),
        [
            (DefectKind::TooFewPoints, [2.0, 2.0], (0, 1), None),
            (DefectKind::ZeroArea, [6.0, 6.0], (0, 2), None)
        ]
    );
}

#[test]
fn holes_outside_and_in_each_other_are_told_at_a_point_of_theirs() {
    assert_eq!(
        told(vec![vec![square(0, 0, 10), square(20, 20, 2), square(1, 1, 5), square(2, 2, 1)]]),
        [
            (DefectKind::HoleOutsideShell, [20.0, 22.0], (0, 1), None),
            (DefectKind::NestedHoles, [2.0, 3.0], (0, 3), Some((0, 2)))
        ]
    );
}

#[test]
fn a_part_may_lie_in_a_hole_of_another_but_not_in_its_interior() {
    let ring = || vec![square(0, 0, 30), square(10, 10, 10)];
    assert_eq!(told(vec![ring(), vec![square(12, 12, 2)]]), []);
    assert_eq!(
        told(vec![ring(), vec![square(1, 1, 2)]]),
        [(DefectKind::NestedParts, [1.0, 1.0], (1, 0), Some((0, 0)))]
    );
}

#[test]
fn parts_that_share_a_segment_overlap_only_on_the_same_side_of_it() {
    let kinds = |second: Vec<Point>| {
        defects(vec![vec![square(0, 0, 4)], vec![second]])
            .iter()
            .map(|defect| defect.kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(square(4, 1, 2)), [DefectKind::RingsShareSegment]);
    assert_eq!(kinds(square(2, 1, 2)), [DefectKind::OverlappingParts]);
    assert_eq!(kinds(vec![[2, 1], [9, 2], [2, 3]]), [DefectKind::OverlappingParts; 2]);
    assert_eq!(kinds(square(4, 4, 4)), []);
}

#[test]
fn a_ring_given_twice_is_told_once_wherever_it_begins() {
    let hole = square(1, 1, 3);
    let mut again = hole.clone();
    again.rotate_left(2);
    again.reverse();
    assert_eq!(
        told(vec![vec![square(0, 0, 10), hole, again]]),
        [(DefectKind::RepeatedRing, [1.0, 4.0], (0, 2), Some((0, 1)))]
    );
}

#[test]
fn a_chain_of_holes_from_side_to_side_disconnects_the_interior() {
    let left = vec![[0, 5], [5, 4], [5, 6]];
    let right = vec![[5, 5], [10, 5], [7, 7]];
    assert_eq!(
        told(vec![vec![square(0, 0, 10), left, right]]),
        [(DefectKind::InteriorDisconnected, [10.0, 5.0], (0, 2), Some((0, 0)))]
    );
}

#[test]
fn holes_that_all_touch_in_one_point_disconnect_nothing() {
    let petals = [[[4, 9], [6, 9]], [[9, 6], [9, 4]], [[6, 1], [4, 1]]];
    let holes = petals.map(|[a, b]| vec![[5, 5], a, b]);
    assert_eq!(told(vec![[vec![square(0, 0, 10)], holes.to_vec()].concat()]), []);
}

#[test]
fn no_more_defects_are_listed_than_a_person_can_read_but_all_are_counted() {
    let teeth = 60;
    let comb = |at: fn(i32, i32) -> Point| {
        let mut points: Vec<Point> =
            (0..2 * teeth).map(|i| at(2 * i + 5, if i % 2 == 0 { 0 } else { 1000 })).collect();
        points.push(at(1000, -10));
        points.push(at(-20, -10));
        points
    };
    let found = check(set_of(&[vec![vec![comb(|x, y| [x, y]), comb(|x, y| [y, x])]]]).shape(0));
    assert_eq!(found.list.len(), MOST_LISTED);
    assert!(10_000 < found.more, "a crossing for each pair of teeth: {}", found.more);
}

#[test]
fn checking_a_set_finds_the_same_with_any_number_of_threads() {
    let mut random = Random(7);
    let features: Vec<Parts> = (0..2000).map(|_| random.parts()).collect();
    let set = set_of(&features);
    let one = check_set(&set, 1);
    assert!(one.len() > 100);
    assert_eq!(one, check_set(&set, 3));
    for (feature, defects) in one {
        assert_eq!(defects, check(set.shape(feature)));
    }
}

#[test]
fn random_shapes_are_valid_exactly_when_a_slow_and_simple_judge_says_so() {
    let mut random = Random(1);
    let (mut valid, mut invalid) = (0, 0);
    for round in 0..60_000 {
        let parts = random.parts();
        let set = set_of(std::slice::from_ref(&parts));
        let found = check(set.shape(0));
        let judge = Judge::new(set.shape(0));
        assert_eq!(found.is_empty(), judge.is_valid(), "round {round}: {parts:?}: {found:?}");
        judge.assert_all_self_meetings_are_told(&found.list);
        if found.is_empty() { valid += 1 } else { invalid += 1 }
    }
    assert!(2_000 < valid && 2_000 < invalid, "both happen: {valid} and {invalid}");
}

/// Numbers that look random and are the same in every run (Marsaglia's xorshift).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: i32) -> i32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i32::try_from((self.0 >> 33) % u64::from(end.unsigned_abs())).unwrap()
    }

    fn ring(&mut self, from: Point, size: i32) -> Vec<Point> {
        let count = 3 + self.below(4);
        (0..count).map(|_| [from[0] + self.below(size + 1), from[1] + self.below(size + 1)]).collect()
    }

    /// Small shapes on a grid of 9, so that everything touches: mostly triangles in a frame, or free rings.
    pub(crate) fn parts(&mut self) -> Parts {
        let parts = 1 + self.below(2);
        (0..parts).map(|_| self.part()).collect()
    }

    fn part(&mut self) -> Vec<Vec<Point>> {
        let size = 2 + self.below(7);
        let from = [self.below(9 - size), self.below(9 - size)];
        let shell = if self.below(3) == 0 { self.ring(from, size) } else { square(from[0], from[1], size) };
        let holes = self.below(4);
        let mut rings = vec![shell];
        for _ in 0..holes {
            let corner =
                |random: &mut Self| [from[0] + random.below(size + 1), from[1] + random.below(size + 1)];
            let near = corner(self);
            let by = |random: &mut Self, axis: usize| near[axis] + random.below(3) - 1;
            rings.push((0..3).map(|_| [by(self, 0), by(self, 1)]).collect());
        }
        rings
    }
}
