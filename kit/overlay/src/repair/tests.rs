//! What is proposed is valid, and is what the reading says.

use super::*;
use crate::PolygonSetBuilder;
use crate::boolean::Operation;
use crate::boolean::tests::area_by_slabs;
use crate::validity::tests::{Parts, Random, set_of, square};

fn readings(parts: Parts) -> Vec<(Reading, f64, usize, usize)> {
    let found = proposals(set_of(&[parts]).shape(0));
    found.iter().map(|p| (p.reading, p.area_after, p.polygons.parts.len(), p.polygons.ring_count())).collect()
}

#[test]
fn a_valid_feature_needs_no_proposal() {
    assert_eq!(readings(vec![vec![square(0, 0, 10), square(2, 2, 2)]]), []);
}

#[test]
fn a_bow_tie_becomes_two_triangles_by_either_reading() {
    let bow_tie = vec![[0, 0], [4, 4], [4, 0], [0, 4]];
    let found = proposals(set_of(&[vec![vec![bow_tie]]]).shape(0));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].parts_before, found[0].polygons.parts.len()), (1, 2));
    assert!(found[0].area_before.abs() < 1e-9 && (found[0].area_after - 8.0).abs() < 1e-9);
}

#[test]
fn parts_that_overlap_are_united_or_lose_what_they_share() {
    assert_eq!(
        readings(vec![vec![square(0, 0, 4)], vec![square(2, 2, 4)]]),
        [(Reading::EvenOdd, 24.0, 2, 2), (Reading::NonZero, 28.0, 1, 1)]
    );
}

#[test]
fn a_hole_outside_its_shell_becomes_a_part_or_goes() {
    assert_eq!(
        readings(vec![vec![square(0, 0, 4), square(10, 10, 2)]]),
        [(Reading::EvenOdd, 20.0, 2, 2), (Reading::NonZero, 16.0, 1, 1)]
    );
}

#[test]
fn a_spike_is_dropped_and_named() {
    let spiked = vec![[0, 0], [4, 0], [4, 4], [9, 4], [4, 4], [0, 4]];
    let found = proposals(set_of(&[vec![vec![spiked]]]).shape(0));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].dropped, [[[9.0, 4.0], [4.0, 4.0]]]);
    assert_eq!(found[0].polygons.parts[0][0].len(), 4);
}

#[test]
fn a_feature_without_area_is_proposed_to_be_nothing() {
    assert_eq!(readings(vec![vec![vec![[0, 0], [5, 5], [9, 9]]]]), [(Reading::EvenOdd, 0.0, 0, 0)]);
}

#[test]
fn proposals_for_random_shapes_are_valid_and_cover_the_ground_of_their_reading() {
    let mut random = Random(11);
    let mut count = 0;
    for round in 0..10_000 {
        let parts = random.parts();
        let set = set_of(&[parts.clone(), vec![]]);
        let perimeter = 40.0 * f64::from(u32::try_from(set.shape(0).rings().len()).unwrap());
        for proposal in proposals(set.shape(0)) {
            count += 1;
            let mut builder = PolygonSetBuilder::new(*set.frame());
            proposal.polygons.add_to(&mut builder);
            let defects = check(builder.finish().shape(0));
            assert!(defects.is_empty(), "{round} {parts:?}: {proposal:?} {defects:?}");
            if proposal.reading == Reading::EvenOdd {
                let exact = area_by_slabs(Operation::Union, set.shape(0), set.shape(1));
                assert!((proposal.area_after - exact).abs() < perimeter, "{round} {parts:?}: {proposal:?}");
            }
        }
    }
    assert!(10_000 < count, "many shapes are invalid: {count}");
}

#[test]
fn large_tangles_are_repaired_in_one_pass() {
    let mut random = Random(13);
    for points in [10, 30, 100, 300, 500] {
        let ring = (0..points).map(|_| [random.below(100_000), random.below(100_000)]).collect();
        let set = set_of(&[vec![vec![ring]]]);
        for proposal in proposals(set.shape(0)) {
            let mut builder = PolygonSetBuilder::new(*set.frame());
            proposal.polygons.add_to(&mut builder);
            let defects = check(builder.finish().shape(0));
            assert!(defects.is_empty(), "{points} points, {:?}: {defects:?}", proposal.reading);
        }
    }
}
