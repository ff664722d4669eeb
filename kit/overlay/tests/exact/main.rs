//! Intersections against exact rational arithmetic, on pairs in which everything that can be degenerate is.

#![expect(clippy::unwrap_used, clippy::float_cmp, reason = "a test may stop; areas that are exact are equal")]

mod chance;
mod judge;
mod make;
mod oracle;
mod properties;
mod shape;
mod valid;

use chance::Chance;
use judge::judge;
use make::KINDS;

/// Of so many pairs one is also looked at as a region: is the geometry the intersection, point for point?
const REGIONS: u64 = 10;

fn run(count: u64) {
    let mut failures = Vec::new();
    for (number, (name, make)) in (0_u64..).zip(KINDS) {
        let mut chance = Chance(number);
        let mut with_area = 0;
        for case in 0..count / KINDS.len() as u64 {
            let (a, b) = make(&mut chance);
            assert!(shape::is_valid(&a) && shape::is_valid(&b), "{name} {case}: {a:?} {b:?}");
            match judge(&a, &b, case.is_multiple_of(REGIONS)) {
                Ok(area) => with_area += u64::from(area > 0.0),
                Err(why) => failures.push(format!("{name} {case}: {why}\n  {a:?}\n  {b:?}")),
            }
        }
        assert!(0 < with_area, "{name}: no pair has an area");
    }
    assert!(
        failures.is_empty(),
        "{} failures\n{}",
        failures.len(),
        failures[..failures.len().min(8)].join("\n")
    );
}

/// All 100,000, or as many as `OVERLAY_PAIRS` says.
#[test]
fn every_intersection_is_that_of_exact_arithmetic() {
    run(std::env::var("OVERLAY_PAIRS").map_or(100_000, |count| count.parse().unwrap()));
}

/// Found by the fuzzer: a spike of 150 units of area in 16 million of length, which ends in a corner of the other operand.
#[test]
fn an_overlap_narrower_than_f64_can_tell_has_an_area_and_no_outline() {
    let parts = [
        vec![[7_340_020, 7_340_031], [-5_242_873, 2_097_159], [7_340_013, 7_340_026]],
        vec![
            [7_340_013, 7_340_026],
            [-3_145_721, 7],
            [7_340_025, 7_340_029],
            [7_340_039, 7_340_037],
            [7_340_032, 7_340_034],
        ],
        vec![[7_340_024, 7_340_034], [7_340_020, 7_340_031], [7_340_039, 7_340_039]],
    ];
    let a: shape::Shape = parts.into_iter().map(|ring| vec![ring]).collect();
    let b = vec![vec![vec![[-8_388_601, -8_388_601], [7_340_024, 7_340_034], [-8_388_616, -8_388_616]]]];
    assert!(shape::is_valid(&a) && shape::is_valid(&b));
    assert!(0.0 < judge(&a, &b, true).unwrap());
    let (a, b) = (judge::set(&[&a]), judge::set(&[&b]));
    let overlaps = overlay::intersect(&a, &b, &overlay::Options::default());
    assert_eq!(overlaps.geometry(&overlaps.pairs()[0]).part_count(), 0);
}
