//! Bytes to features: few places, so that vertices meet, edges lie on edges, and rings touch.

use overlay::repair::proposals;
use overlay::validity::check;

use crate::exact::judge::set;
use crate::exact::shape::{Shape, is_valid};

/// Bytes taken one after the other; zeros when there are no more.
pub struct Draw<'a> {
    bytes: &'a [u8],
    /// Rings drawn so far, to be drawn again.
    rings: Vec<Vec<[i32; 2]>>,
}

/// Where points may lie.
#[derive(Debug, Clone, Copy)]
pub enum Places {
    /// On a grid of 16 × 16, this far apart.
    Grid(i32),
    /// Anywhere between −128 and 127.
    Small,
    /// Within 8 units of the points of such a grid: nearly on an edge. Farther apart than a thousand, crossings would differ by
    /// less than `f64` tells, and outlines touch themselves by rounding alone.
    Near(i32),
}

/// From such a byte on, a ring is one that has been drawn before.
const AGAIN: u8 = 0xe0;

impl<'a> Draw<'a> {
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, rings: Vec::new() }
    }

    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first
    }

    /// A number from 0 on, less than `count`.
    pub fn below(&mut self, count: u8) -> u8 {
        self.byte() % count
    }

    pub fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn places(&mut self) -> Places {
        match self.below(8) {
            0 | 1 => Places::Grid(1),
            2 => Places::Grid(1000),
            3 => Places::Grid(1 << 26),
            4 | 5 => Places::Small,
            6 => Places::Near(1 << 6),
            _ => Places::Near(1 << 10),
        }
    }

    /// Up to three parts of up to three rings of up to ten points; maybe not valid.
    pub fn shape(&mut self, places: Places) -> Shape {
        (0..=self.below(3)).map(|_| (0..=self.below(3)).map(|_| self.ring(places)).collect()).collect()
    }

    fn ring(&mut self, places: Places) -> Vec<[i32; 2]> {
        let count = self.byte();
        if AGAIN <= count && !self.rings.is_empty() {
            return self.rings[usize::from(count) % self.rings.len()].clone();
        }
        let mut ring: Vec<_> = (0..3 + count % 8).map(|_| self.point(places)).collect();
        ring.dedup();
        while 1 < ring.len() && ring.first() == ring.last() {
            ring.pop();
        }
        self.rings.push(ring.clone());
        ring
    }

    fn point(&mut self, places: Places) -> [i32; 2] {
        // From −8 to 7 each.
        let halves = |byte: u8| [byte >> 4, byte & 0xf].map(|half| i32::from(half) - 8);
        match places {
            Places::Grid(step) => halves(self.byte()).map(|value| value * step),
            Places::Small => [self.byte(), self.byte()].map(|byte| i32::from(byte.cast_signed())),
            Places::Near(step) => {
                let ([x, y], [dx, dy]) = (halves(self.byte()), halves(self.byte()));
                [x * step + dx, y * step + dy]
            }
        }
    }
}

/// Points of an operand for the judge, whose time grows with their cube.
const MOST_POINTS: usize = 60;

/// The shape, if it is valid, else one of the proposals to mend it; none where nothing is left, or it is too much.
///
/// # Panics
/// When a proposal is not valid, or is made for a valid shape, or two judges of validity differ.
#[must_use]
pub fn mended(shape: &Shape, choice: usize) -> Option<Shape> {
    let drawn = set(&[shape]);
    let valid = check(drawn.shape(0)).is_empty();
    assert_eq!(valid, is_valid(shape), "is {shape:?} valid? {:?}", check(drawn.shape(0)));
    let all = proposals(drawn.shape(0));
    assert_eq!(valid, all.is_empty(), "proposals for {shape:?}: {all:?}");
    for proposal in &all {
        let parts = &proposal.polygons.parts;
        assert!(is_valid(parts), "{:?} makes {parts:?} of {shape:?}", proposal.reading);
    }
    let taken = if valid { shape.clone() } else { all[choice % all.len()].polygons.parts.clone() };
    let points: usize = taken.iter().flatten().map(Vec::len).sum();
    (0 < points && points <= MOST_POINTS).then_some(taken)
}
