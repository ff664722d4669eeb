//! What must hold whatever the shapes: the answer moves, turns and swaps with the operands, and no thread changes it.

use std::ops::ControlFlow;

use overlay::{Frame, Options, PolygonSet, PolygonSetBuilder, Relation};

use crate::chance::Chance;
use crate::judge::set;
use crate::make::KINDS;
use crate::shape::Shape;

/// The farthest a coordinate may be from the origin.
const FAR: i32 = overlay::frame::LIMIT - 1;

const ONE_THREAD: Options = Options { threads: 1, geometry: true };

fn some_pairs(of_each: u64) -> impl Iterator<Item = (Shape, Shape)> {
    KINDS.into_iter().zip(1000..).flat_map(move |((_, make), seed)| {
        let mut chance = Chance(seed);
        (0..of_each).map(move |_| make(&mut chance)).collect::<Vec<_>>()
    })
}

fn moved(shape: &Shape, to: impl Fn([i32; 2]) -> [i32; 2]) -> Shape {
    let ring = |ring: &Vec<[i32; 2]>| ring.iter().map(|point| to(*point)).collect();
    shape.iter().map(|part| part.iter().map(ring).collect()).collect()
}

fn area(a: &Shape, b: &Shape) -> (f64, Option<Relation>) {
    let (a, b) = (set(&[a]), set(&[b]));
    let overlaps = overlay::intersect(&a, &b, &ONE_THREAD);
    overlaps.pairs().first().map_or((0.0, None), |pair| (pair.area, Some(pair.relation)))
}

fn same(one: (f64, Option<Relation>), other: (f64, Option<Relation>)) -> bool {
    one.1 == other.1 && (one.0 - other.0).abs() <= 1e-9 * one.0
}

#[test]
fn an_area_is_the_same_wherever_it_lies() {
    for (a, b) in some_pairs(150) {
        let here = area(&a, &b);
        let coordinates = || a.iter().chain(&b).flatten().flatten().flatten();
        let (least, most) = (*coordinates().min().unwrap(), *coordinates().max().unwrap());
        for by in [
            [FAR - most, FAR - most],
            [-FAR - least, FAR - most],
            [-FAR - least, -FAR - least],
            [1_000_003, 7],
        ] {
            let to = |point: [i32; 2]| [point[0] + by[0], point[1] + by[1]];
            let there = area(&moved(&a, to), &moved(&b, to));
            assert!(same(here, there), "{here:?} {there:?} by {by:?}\n{a:?}\n{b:?}");
        }
    }
}

#[test]
fn an_area_is_the_same_in_all_symmetries_of_the_square() {
    let turns: [fn([i32; 2]) -> [i32; 2]; 7] = [
        |[x, y]| [-y, x],
        |[x, y]| [-x, -y],
        |[x, y]| [y, -x],
        |[x, y]| [-x, y],
        |[x, y]| [x, -y],
        |[x, y]| [y, x],
        |[x, y]| [-y, -x],
    ];
    for (a, b) in some_pairs(150) {
        let here = area(&a, &b);
        for turn in turns {
            let there = area(&moved(&a, turn), &moved(&b, turn));
            assert!(same(here, there), "{here:?} {there:?}\n{a:?}\n{b:?}");
        }
    }
}

#[test]
fn the_operands_can_be_swapped() {
    for (a, b) in some_pairs(500) {
        let swapped = area(&b, &a);
        let relation = swapped.1.map(|relation| match relation {
            Relation::AWithinB => Relation::BWithinA,
            Relation::BWithinA => Relation::AWithinB,
            other => other,
        });
        let here = area(&a, &b);
        assert!(same(here, (swapped.0, relation)), "{here:?} {swapped:?}\n{a:?}\n{b:?}");
    }
}

fn many() -> (PolygonSet, PolygonSet) {
    let shapes: Vec<(Shape, Shape)> = some_pairs(30).collect();
    let (a, b): (Vec<_>, Vec<_>) = shapes.iter().map(|(a, b)| (a, b)).unzip();
    (set(&a), set(&b))
}

#[test]
fn threads_batches_and_single_shapes_give_the_same() {
    let (a, b) = many();
    let whole = overlay::intersect(&a, &b, &ONE_THREAD);
    assert!(1000 < whole.pairs().len());
    let order: Vec<_> = whole.pairs().iter().map(|pair| (pair.a, pair.b)).collect();
    assert!(order.is_sorted());

    let threaded = overlay::intersect(&a, &b, &Options { threads: 3, geometry: true });
    assert_eq!(whole.candidates(), threaded.candidates());
    assert_eq!(whole.pairs().len(), threaded.pairs().len());
    for (one, other) in whole.pairs().iter().zip(threaded.pairs()) {
        assert_eq!((one.a, one.b, one.relation), (other.a, other.b, other.relation));
        assert_eq!(
            (one.area.to_bits(), one.perimeter.to_bits()),
            (other.area.to_bits(), other.perimeter.to_bits())
        );
        let points = |geometry: overlay::Geometry<'_>| -> Vec<[f64; 2]> {
            geometry.parts().flat_map(|part| part.rings()).flat_map(|ring| ring.points()).collect()
        };
        assert_eq!(points(whole.geometry(one)), points(threaded.geometry(other)));
    }

    let (mut pairs, mut next) = (0, 0);
    overlay::intersect_each(&a, &b, &ONE_THREAD, |range, some| {
        assert_eq!(range.start, next);
        next = range.end;
        pairs += some.pairs().len();
        ControlFlow::Continue(())
    });
    assert_eq!((pairs, next), (whole.pairs().len(), a.len()));

    for feature in (0..a.len()).step_by(10) {
        let one = overlay::intersect_one(a.shape(feature), &b, true);
        let found: Vec<_> = one.pairs().iter().map(|pair| (pair.b, pair.area)).collect();
        let wanted = whole.pairs().iter().filter(|pair| pair.a as usize == feature);
        assert_eq!(found, wanted.map(|pair| (pair.b, pair.area)).collect::<Vec<_>>());
    }
}

#[test]
fn work_stops_when_it_is_told_to() {
    let (a, b) = many();
    let mut calls = 0;
    overlay::intersect_each(&a, &b, &ONE_THREAD, |_, _| {
        calls += 1;
        ControlFlow::Break(())
    });
    assert_eq!(calls, 1);
}

#[test]
fn a_set_against_itself_has_each_pair_once() {
    let (a, _) = many();
    let whole = overlay::intersect(&a, &a, &ONE_THREAD);
    let upper: Vec<_> =
        whole.pairs().iter().filter(|pair| pair.a < pair.b).map(|pair| (pair.a, pair.b, pair.area)).collect();
    let own = overlay::intersect_self(&a, &ONE_THREAD);
    assert_eq!(own.pairs().iter().map(|pair| (pair.a, pair.b, pair.area)).collect::<Vec<_>>(), upper);
    for feature in 0..u32::try_from(a.len()).unwrap() {
        let itself = whole.pairs().iter().find(|pair| (pair.a, pair.b) == (feature, feature)).unwrap();
        assert_eq!(itself.relation, Relation::Equal);
    }
}

#[test]
fn empty_sets_and_empty_features_overlap_nothing() {
    let (a, _) = many();
    let mut builder = PolygonSetBuilder::new(*a.frame());
    let none = builder_of(&[]);
    builder.begin_feature();
    builder.begin_feature();
    builder.begin_part();
    builder.ring([]);
    builder.begin_feature();
    builder.begin_part();
    builder.ring([[1, 1]]);
    builder.ring([[1, 1], [5, 5]]);
    let empty = builder.finish();
    for (one, other) in
        [(&a, &none), (&none, &a), (&none, &none), (&a, &empty), (&empty, &a), (&empty, &empty)]
    {
        assert!(overlay::intersect(one, other, &ONE_THREAD).pairs().is_empty());
    }
}

fn builder_of(rings: &[Vec<[i32; 2]>]) -> PolygonSet {
    let mut builder = PolygonSetBuilder::new(Frame { origin: [0.0, 0.0], scale: 1000.0 });
    for ring in rings {
        builder.begin_feature();
        builder.begin_part();
        builder.ring(ring.iter().copied());
    }
    builder.finish()
}

#[test]
fn rings_that_are_not_valid_give_some_answer() {
    let mut chance = Chance(7);
    for size in [3, 8, 1000, FAR] {
        let rings: Vec<Vec<[i32; 2]>> = (0..200)
            .map(|number| {
                let count = chance.within(1, 12) + if number % 40 == 0 { 100 } else { 0 };
                (0..count).map(|_| [chance.within(-size, size), chance.within(-size, size)]).collect()
            })
            .collect();
        let set = builder_of(&rings);
        let overlaps = overlay::intersect(&set, &set, &ONE_THREAD);
        assert!(overlaps.pairs().iter().all(|pair| pair.area.is_finite() && pair.perimeter.is_finite()));
        assert!(!overlaps.pairs().is_empty());
    }
}
