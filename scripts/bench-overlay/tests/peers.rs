//! The engine against another one, `i_overlay` with 64-bit integers, pair by pair.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::single::SingleFloatOverlay;
use overlay::{Options, Shape, intersect};

/// How far two areas may be apart, relative to the larger.
const TOLERANCE: f64 = 1e-6;
/// In square millimetres: of overlaps smaller than this the other engine, which rounds crossings, says too little.
const FLOOR: f64 = 10_000.0;

/// The rings around a point near by, so that nothing is lost to rounding.
fn contours(shape: &Shape<'_>, origin: [i32; 2]) -> Vec<Vec<[f64; 2]>> {
    let local = |point: &[i32; 2]| [f64::from(point[0] - origin[0]), f64::from(point[1] - origin[1])];
    shape.rings().map(|ring| ring.iter().map(local).collect()).collect()
}

fn area(shapes: &[Vec<Vec<[f64; 2]>>]) -> f64 {
    let ring = |ring: &Vec<[f64; 2]>| -> f64 {
        let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
        pairs.map(|(p, q)| p[0] * q[1] - p[1] * q[0]).sum::<f64>() / 2.0
    };
    shapes.iter().flatten().map(ring).sum::<f64>().abs()
}

#[test]
fn another_engine_finds_the_same_areas() {
    let province = bench_overlay::province(42, 60, 40);
    let (a, b) = (&province.clusters, &province.features);
    let overlaps = intersect(a, b, &Options { threads: 1, geometry: false });
    let mut ours = overlaps.pairs().iter().peekable();
    let (mut compared, mut wrong) = (0, Vec::new());
    for cluster in 0..a.len() {
        let rect = a.rect(cluster);
        for feature in 0..b.len() {
            let other = b.rect(feature);
            if other[0] > rect[2] || other[1] > rect[3] || other[2] < rect[0] || other[3] < rect[1] {
                continue;
            }
            let own = ours.next_if(|pair| (pair.a as usize, pair.b as usize) == (cluster, feature));
            let own = own.map_or(0.0, |pair| pair.area);
            let origin = [rect[0], rect[1]];
            let [subject, clip] = [a.shape(cluster), b.shape(feature)].map(|shape| contours(&shape, origin));
            let theirs = area(&subject.overlay_as::<i64>(&clip, OverlayRule::Intersect, FillRule::EvenOdd));
            compared += 1;
            if (own - theirs).abs() > TOLERANCE * own.max(theirs).max(FLOOR) {
                wrong.push(format!("{cluster} and {feature}: {own} here, {theirs} there"));
            }
        }
    }
    assert!(ours.next().is_none(), "a pair without candidates");
    assert!(1500 < compared, "{compared} pairs compared");
    assert!(wrong.is_empty(), "{} of {compared}\n{}", wrong.len(), wrong[..wrong.len().min(9)].join("\n"));
}

#[test]
fn a_layer_of_cells_with_shared_edges_does_not_overlap_itself() {
    let province = bench_overlay::province(7, 30, 2);
    let overlaps = overlay::intersect_self(&province.features, &Options { threads: 1, geometry: true });
    let cells = 30 * 30;
    assert!(overlaps.pairs().iter().all(|pair| cells <= pair.b), "two cells of the partition overlap");
    assert!(!overlaps.pairs().is_empty(), "other layers do overlap");
}

#[test]
fn the_parts_of_a_cluster_add_up_to_it() {
    let province = bench_overlay::province(3, 60, 60);
    let overlaps =
        intersect(&province.clusters, &province.features, &Options { threads: 1, geometry: false });
    let whole = intersect(&province.clusters, &province.clusters, &Options { threads: 1, geometry: false });
    // Every second cluster is a union of cells.
    for cluster in (1..60).step_by(2) {
        let cells = overlaps.pairs().iter().filter(|pair| pair.a == cluster && pair.b < 3600);
        let own = whole.pairs().iter().find(|pair| (pair.a, pair.b) == (cluster, cluster));
        let own = own.map_or(0.0, |pair| pair.area);
        let sum: f64 = cells.map(|pair| pair.area).sum();
        assert!((sum - own).abs() < 1e-9 * own, "{sum} of {own}");
    }
}
