//! Two features against the exact judge, and what must hold of every operation on them.

use libfuzzer_sys::Corpus;
use overlay::boolean::{Operation, apply, apply_rounded, symmetric_difference_area, union_all};
use overlay::buffer::buffer;
use overlay::validity::check;
use overlay::{Options, PolygonSet, intersect, intersect_one, intersect_self};

use crate::draw::{Draw, mended};
use crate::exact::judge::{judge, set};
use crate::exact::shape::{Shape, is_valid};
use crate::exact::{oracle, valid};

const OPTIONS: Options = Options { threads: 1, geometry: true };

const OPERATIONS: [Operation; 4] =
    [Operation::Intersection, Operation::Union, Operation::Difference, Operation::SymmetricDifference];

/// Whether the region of an intersection is looked at, too, which is dear.
const REGION: u8 = 1;
/// Whether what is built on `i_overlay` is looked at.
const OPERATIONS_TOO: u8 = 2;
/// Whether the shapes are grown and shrunk.
const BUFFERS_TOO: u8 = 4;

/// # Panics
/// When anything is not as it must be.
pub fn run(bytes: &[u8]) -> Corpus {
    let mut draw = Draw::new(bytes);
    let (wanted, places) = (draw.byte(), draw.places());
    let drawn = [(), ()].map(|()| (draw.shape(places), usize::from(draw.byte())));
    nonsense_is_answered(&[&drawn[0].0, &drawn[1].0]);
    let [Some(a), Some(b)] = drawn.each_ref().map(|(shape, choice)| mended(shape, *choice)) else {
        return Corpus::Reject;
    };
    for (one, other) in [(&a, &b), (&b, &a), (&a, &a)] {
        if let Err(why) = judge(one, other, wanted & REGION != 0) {
            panic!("{why}\n{one:?}\n{other:?}");
        }
    }
    every_way_to_ask_gives_the_same(&a, &b);
    if wanted & OPERATIONS_TOO != 0 {
        operations_are_right(&a, &b);
    }
    if wanted & BUFFERS_TOO != 0 {
        let distance = f64::from(draw.byte().cast_signed());
        buffers_are_made(&a, distance);
    }
    Corpus::Keep
}

/// Shapes that are not valid: some answer, finite, and polygons of operations are valid all the same.
fn nonsense_is_answered(drawn: &[&Shape; 2]) {
    let both = set(drawn);
    let overlaps = intersect_self(&both, &OPTIONS);
    for pair in overlaps.pairs() {
        assert!(pair.area.is_finite() && pair.perimeter.is_finite(), "{pair:?}");
        let points =
            overlaps.geometry(pair).parts().flat_map(|part| part.rings()).flat_map(|ring| ring.points());
        points.flatten().for_each(|value| assert!(value.is_finite(), "{pair:?}"));
    }
    let rounded = apply_rounded(Operation::Union, both.shape(0), both.shape(1), 1);
    assert!(rounded.is_empty() || is_valid(&rounded.parts), "{rounded:?} of {drawn:?}");
}

fn every_way_to_ask_gives_the_same(a: &Shape, b: &Shape) {
    let (one, other, both) = (set(&[a]), set(&[b]), set(&[a, b]));
    let asked = [
        intersect(&one, &other, &OPTIONS),
        intersect_one(one.shape(0), &other, true),
        intersect_self(&both, &OPTIONS),
    ];
    let pairs = asked.each_ref().map(|overlaps| {
        let pair = overlaps.pairs().first()?;
        Some((pair.area.to_bits(), pair.perimeter.to_bits(), pair.relation))
    });
    assert!(pairs[0] == pairs[1] && pairs[0] == pairs[2], "{pairs:?}\n{a:?}\n{b:?}");
}

fn operations_are_right(a: &Shape, b: &Shape) {
    let (one, other) = (set(&[a]), set(&[b]));
    let (first, second) = (one.shape(0), other.shape(0));
    let slack = slack(a) + slack(b);
    for operation in OPERATIONS {
        let exact = exact_area(operation, a, b);
        let made = apply(operation, first, second);
        if let Err(why) = valid::check(&made.parts) {
            panic!("{operation:?}: {why}\n{made:?}\n{a:?}\n{b:?}");
        }
        let off = (made.area() - exact).abs();
        assert!(
            off <= slack * FINE + exact * 1e-12,
            "{operation:?}: {} for {exact}\n{a:?}\n{b:?}",
            made.area()
        );
        let rounded = apply_rounded(operation, first, second, 1);
        assert!(rounded.is_empty() || is_valid(&rounded.parts), "{operation:?}: {rounded:?}\n{a:?}\n{b:?}");
        let checked = grid_set(&rounded);
        assert!(check(checked.shape(0)).is_empty(), "{operation:?}: {rounded:?}\n{a:?}\n{b:?}");
        let off = (rounded.area() - exact).abs();
        assert!(off <= slack, "{operation:?}, rounded: {} for {exact}\n{a:?}\n{b:?}", rounded.area());
    }
    let (united, all) = (apply(Operation::Union, first, second), union_all([first, second]));
    assert!(symmetric_difference_area(&united, &all) <= slack * FINE, "{united:?} and {all:?}\n{a:?}\n{b:?}");
}

/// How far points lie from where they belong, in grid units, when they are rounded to a 2^-22nd of the grid.
const FINE: f64 = 1.0 / 2_097_152.0;

/// The area that is swept when every point of a boundary moves by a unit of the grid.
fn slack(shape: &Shape) -> f64 {
    let length = |ring: &Vec<[i32; 2]>| -> f64 {
        let edges = ring.iter().zip(ring.iter().cycle().skip(1));
        edges
            .map(|(p, q)| (f64::from(p[0]) - f64::from(q[0])).hypot(f64::from(p[1]) - f64::from(q[1])) + 2.0)
            .sum()
    };
    shape.iter().flatten().map(length).sum()
}

fn grid_set(polygons: &overlay::GridPolygons) -> PolygonSet {
    set(&[&polygons.parts])
}

fn exact_area(operation: Operation, a: &Shape, b: &Shape) -> f64 {
    let wide = |shape: &Shape| -> oracle::Rings {
        shape.iter().flatten().map(|ring| ring.iter().map(|point| point.map(i64::from)).collect()).collect()
    };
    oracle::area(&[&wide(a), &wide(b)], |inside| match operation {
        Operation::Intersection => inside[0] && inside[1],
        Operation::Union => inside[0] || inside[1],
        Operation::Difference => inside[0] && !inside[1],
        Operation::SymmetricDifference => inside[0] != inside[1],
    })
}

/// Grown it is no smaller, shrunk no larger.
fn buffers_are_made(shape: &Shape, distance: f64) {
    let set = set(&[shape]);
    let before = apply(Operation::Union, set.shape(0), set.shape(0)).area();
    let slack = slack(shape) * FINE;
    if let Ok(made) = buffer(set.shape(0), distance) {
        let right =
            if distance < 0.0 { made.area() <= before + slack } else { before - slack <= made.area() };
        assert!(right, "{} for {before} at {distance}\n{shape:?}", made.area());
    }
}
