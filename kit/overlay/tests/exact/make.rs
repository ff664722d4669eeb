//! Pairs of valid polygons and multipolygons in which nearly everything that can be degenerate is.

use crate::chance::Chance;
use crate::shape::{Shape, is_valid};

/// Makes a pair.
pub type Make = fn(&mut Chance) -> (Shape, Shape);

/// Kinds of pairs, by name.
pub const KINDS: [(&str, Make); 10] = [
    ("tiny grids", tiny),
    ("anywhere", anywhere),
    ("shared edges", shared_edges),
    ("equal", equal),
    ("touching", touching),
    ("holes equal to shells", hole_and_shell),
    ("slivers", slivers),
    ("multipolygons of cells", cells),
    ("stars", stars),
    ("combs", combs),
];

fn until_valid(chance: &mut Chance, mut make: impl FnMut(&mut Chance) -> Shape) -> Shape {
    loop {
        let shape = make(chance);
        if is_valid(&shape) {
            return shape;
        }
    }
}

fn ring_of(chance: &mut Chance, count: i32, size: i32) -> Vec<[i32; 2]> {
    (0..count).map(|_| [chance.within(0, size), chance.within(0, size)]).collect()
}

/// A polygon or two of few points, maybe with holes.
fn some(chance: &mut Chance, size: i32) -> Shape {
    let count = chance.within(3, 7);
    let mut shape = until_valid(chance, |chance| vec![vec![ring_of(chance, count, size)]]);
    for _ in 0..chance.within(0, 3) {
        let ring = ring_of(chance, 3, size);
        let mut more = shape.clone();
        if chance.one_in(2) {
            more.push(vec![ring]);
        } else {
            more[0].push(ring);
        }
        if is_valid(&more) {
            shape = more;
        }
    }
    shape
}

fn tiny(chance: &mut Chance) -> (Shape, Shape) {
    let size = chance.within(3, 8);
    (some(chance, size), some(chance, size))
}

fn anywhere(chance: &mut Chance) -> (Shape, Shape) {
    let size = chance.pick(&[1000, 50_000, 1_000_000, 30_000_000]);
    (some(chance, size), some(chance, size))
}

fn shared_edges(chance: &mut Chance) -> (Shape, Shape) {
    let size = chance.within(3, 8) * chance.pick(&[1, 1, 137]);
    let a = some(chance, size);
    let of_a = a[0][0].clone();
    let b = until_valid(chance, |chance| {
        let first = chance.below(7);
        let taken = 2 + chance.below(3);
        let mut ring: Vec<_> = of_a.iter().copied().cycle().skip(first).take(taken.min(of_a.len())).collect();
        let more = chance.within(1, 3);
        ring.extend(ring_of(chance, more, size));
        vec![vec![ring]]
    });
    (a, b)
}

fn equal(chance: &mut Chance) -> (Shape, Shape) {
    let size = chance.within(3, 8);
    // Twice as large, so that the middles of edges are whole.
    let a: Shape = some(chance, size)
        .iter()
        .map(|part| {
            part.iter().map(|ring| ring.iter().map(|point| point.map(|value| 2 * value)).collect()).collect()
        })
        .collect();
    let mut b = a.clone();
    for ring in b.iter_mut().flatten() {
        let (first, second) = (ring[0], ring[1]);
        ring.insert(1, [0, 1].map(|axis| i32::midpoint(first[axis], second[axis])));
        let by = chance.below(ring.len());
        ring.rotate_left(by);
    }
    if chance.one_in(3) && 1 < b[0].len() {
        b[0].pop();
    }
    b.reverse();
    (a, b)
}

fn touching(chance: &mut Chance) -> (Shape, Shape) {
    let size = chance.within(3, 8);
    let (a, mut b) = (some(chance, size), some(chance, size));
    let (to, from) = (a[0][0][0], b[0][0][chance.below(3)]);
    for point in b.iter_mut().flatten().flatten() {
        *point = [0, 1].map(|axis| point[axis] + to[axis] - from[axis]);
    }
    (a, b)
}

fn hole_and_shell(chance: &mut Chance) -> (Shape, Shape) {
    let b = some(chance, 6);
    let mut frame = vec![vec![vec![[-1, -1], [8, -1], [8, 8], [-1, 8]]]];
    frame[0].push(b[0][0].clone());
    if b.len() > 1 && chance.one_in(2) {
        frame[0].push(b[1][0].clone());
    }
    if chance.one_in(2) && b[0].len() > 1 {
        frame.push(vec![b[0][1].clone()]);
    }
    if is_valid(&frame) { (frame, b) } else { (b.clone(), b) }
}

/// From 1 to 10 mm wide, some 1 km long.
fn slivers(chance: &mut Chance) -> (Shape, Shape) {
    let sliver = |chance: &mut Chance| {
        until_valid(chance, |chance| {
            let (length, lean) = (chance.within(800_000, 1_000_000), chance.within(-20, 20));
            let begin = [chance.within(-20, 20), chance.within(-12, 12)];
            let mut ring = vec![begin];
            for _ in 0..chance.within(0, 2) {
                let share = chance.within(1, 99);
                ring.push([
                    begin[0] + length / 100 * share,
                    begin[1] + lean * share / 100 - chance.within(0, 1),
                ]);
            }
            ring.push([begin[0] + length, begin[1] + lean]);
            ring.push([begin[0] + length + chance.within(-9, 9), begin[1] + lean + chance.within(1, 10)]);
            ring.push([begin[0] + chance.within(-9, 9), begin[1] + chance.within(1, 10)]);
            if chance.one_in(2) {
                for point in &mut ring {
                    point.swap(0, 1);
                }
            }
            vec![vec![ring]]
        })
    };
    let a = sliver(chance);
    let mut b = if chance.one_in(5) { anywhere(chance).0 } else { sliver(chance) };
    if chance.one_in(2) && b[0].len() == 1 {
        b[0][0].rotate_left(1);
    }
    (a, b)
}

/// Squares of a grid that meet at corners at most, so that each is a part; some with a hole.
fn cells(chance: &mut Chance) -> (Shape, Shape) {
    let make = |chance: &mut Chance| {
        until_valid(chance, |chance| {
            let (size, off) = (chance.within(1, 3) * 2, chance.within(0, 2));
            let mut shape = Shape::new();
            for column in 0..3 {
                for row in 0..3 {
                    if (column + row) % 2 != 0 || chance.one_in(4) {
                        continue;
                    }
                    let square = |inset: i32| {
                        let (x, y) = (column * size + off, row * size + off);
                        vec![
                            [x + inset, y + inset],
                            [x + size - inset, y + inset],
                            [x + size - inset, y + size - inset],
                            [x + inset, y + size - inset],
                        ]
                    };
                    shape.push(vec![square(0)]);
                    if 3 < size && chance.one_in(2) {
                        shape.last_mut().unwrap().push(square(1));
                        if 4 < size && chance.one_in(2) {
                            shape.push(vec![vec![
                                square(1)[0],
                                [column * size + off + 3, row * size + off + 1],
                                square(1)[2],
                            ]]);
                        }
                    }
                }
            }
            if shape.is_empty() { some(chance, 6) } else { shape }
        })
    };
    (make(chance), make(chance))
}

fn stars(chance: &mut Chance) -> (Shape, Shape) {
    let size = chance.pick(&[6, 40, 5000]);
    let star = |chance: &mut Chance| {
        until_valid(chance, |chance| {
            let count = 2 * chance.within(3, 8);
            let ring = (0..count).map(|number| {
                let angle = f64::from(number) * std::f64::consts::TAU / f64::from(count);
                let far = f64::from(if number % 2 == 0 { size } else { chance.within(1, size) });
                #[expect(clippy::cast_possible_truncation, reason = "small")]
                [(far * angle.cos()).round() as i32, (far * angle.sin()).round() as i32]
            });
            vec![vec![ring.collect()]]
        })
    };
    let (a, mut b) = (star(chance), star(chance));
    let by = [chance.within(-1, 1), chance.within(-1, 1)];
    for point in b.iter_mut().flatten().flatten() {
        *point = [point[0] + by[0], point[1] + by[1]];
    }
    (a, b)
}

/// Teeth upwards against teeth downwards.
fn combs(chance: &mut Chance) -> (Shape, Shape) {
    let comb = |chance: &mut Chance, up: bool| {
        until_valid(chance, |chance| {
            let teeth = chance.within(2, 8);
            let mut ring = vec![[0, -1]];
            let mut x = 0;
            for _ in 0..teeth {
                let (width, gap, height) = (chance.within(0, 2), chance.within(1, 2), chance.within(1, 9));
                ring.extend([[x, 0], [x, height], [x + width, height], [x + width, 0]]);
                x += width + gap;
            }
            ring.push([x, 0]);
            ring.push([x, -1]);
            ring.dedup();
            if !up {
                for point in &mut ring {
                    *point = [point[1] - 1, 8 - point[0]];
                }
            }
            vec![vec![ring]]
        })
    };
    let across = chance.one_in(2);
    let (a, mut b) = (comb(chance, true), comb(chance, across));
    let by = chance.within(-3, 3);
    if across {
        b.iter_mut().flatten().flatten().for_each(|point| *point = [point[0] + by, 9 - point[1]]);
    }
    (a, b)
}
