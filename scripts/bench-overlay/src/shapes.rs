//! Blobs and ribbons.

use std::f64::consts::TAU;

use overlay::Point;

use crate::chance::Chance;

/// Waves a crooked line is made of.
const WAVES: i32 = 24;

/// The nearest whole number.
pub(crate) fn round(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a province is far smaller than the grid")]
    let whole = value.round() as i32;
    whole
}

/// A crooked value of a share of the way around, from −1 to 1.
fn crooked(chance: &mut Chance) -> impl Fn(f64) -> f64 + use<> {
    let waves: Vec<[f64; 3]> = (1..=WAVES)
        .map(|wave| [f64::from(wave), chance.around() / f64::from(wave).powf(1.4), TAU * chance.share()])
        .collect();
    let most: f64 = waves.iter().map(|[_, height, _]| height.abs()).sum();
    move |share| {
        waves.iter().map(|[wave, height, phase]| height * (wave * TAU * share + phase).cos()).sum::<f64>()
            / most
    }
}

fn around(chance: &mut Chance, middle: [f64; 2], radius: f64, count: i32) -> Vec<Point> {
    let far = crooked(chance);
    (0..count)
        .map(|step| {
            let share = f64::from(step) / f64::from(count);
            let (sin, cos) = (TAU * share).sin_cos();
            let radius = radius * (1.0 + 0.5 * far(share));
            [round(middle[0] + radius * cos), round(middle[1] + radius * sin)]
        })
        .collect()
}

fn middle(chance: &mut Chance, extent: i32) -> [f64; 2] {
    [0, 1].map(|_| chance.share() * f64::from(extent))
}

/// Something round, of about so many points.
pub(crate) fn blob(chance: &mut Chance, extent: i32, radius: i32, points: i32) -> Vec<Point> {
    let (middle, size) = (middle(chance, extent), 0.4 + chance.share());
    let count = points / 2 + chance.below(points) + 3;
    around(chance, middle, size * f64::from(radius), count)
}

/// The same, sometimes with holes in a circle around the middle.
pub(crate) fn blob_with_holes(chance: &mut Chance, extent: i32, radius: i32, points: i32) -> Vec<Vec<Point>> {
    let (middle, size) = (middle(chance, extent), f64::from(radius) * (0.4 + chance.share()));
    let count = points / 2 + chance.below(points) + 3;
    let mut rings = vec![around(chance, middle, size, count)];
    if chance.below(3) == 0 {
        let holes = 1 + chance.below(7);
        for hole in 0..holes {
            let (sin, cos) = (TAU * f64::from(hole) / f64::from(holes)).sin_cos();
            let at = [middle[0] + 0.3 * size * cos, middle[1] + 0.3 * size * sin];
            let count = 16 + chance.below(60);
            rings.push(around(chance, at, 0.07 * size, count));
        }
    }
    rings
}

/// A strip along a crooked line from one side to another: as a road with its verges.
pub(crate) fn ribbon(chance: &mut Chance, extent: i32, points: i32) -> Vec<Point> {
    let [x, y] = middle(chance, extent);
    let (line, half, across) = (crooked(chance), 8000.0 + 50_000.0 * chance.share(), chance.below(2) == 1);
    let count = points / 4 + chance.below(points / 2);
    let point = |step: i32, side: f64| {
        let share = f64::from(step) / f64::from(count);
        let at = [round(x + 5e6 * share), round(y + 4e5 * line(0.5 * share) + side)];
        if across { [at[1], at[0]] } else { at }
    };
    let there = (0..=count).map(|step| point(step, -half));
    there.chain((0..=count).rev().map(|step| point(step, half))).collect()
}
