//! One feature against others: what is computed for a pair, with the memory that is kept from pair to pair.

use crate::assemble::{Assembler, Parts};
use crate::cross::Crossings;
use crate::grid::{Grid, INSIDE, OUTSIDE, length};
use crate::measure::measure;
use crate::order::Order;
use crate::overlaps::{Pair, Relation};
use crate::resolve::Resolver;
use crate::trace::{Outline, Tracer};
use crate::{PolygonSet, Rect, Shape};

/// Work space of a thread.
#[derive(Debug, Default)]
pub(crate) struct Worker {
    grid: Grid,
    a: u32,
    a_twice_area: i64,
    crossings: Crossings,
    order: Order,
    tracer: Tracer,
    outline: Outline,
    resolver: Resolver,
    assembler: Assembler,
    pub found: Vec<u32>,
}

impl Worker {
    /// Takes the feature that others are compared with.
    pub fn load(&mut self, number: u32, shape: &Shape<'_>, rect: Rect, twice_area: i64) {
        self.a = number;
        self.a_twice_area = twice_area;
        self.grid.load(shape, rect);
    }

    /// The overlap with a feature whose box meets that of the one loaded, if it has an area. Its geometry goes into `parts`
    /// when it is wanted and is not that of one of the two.
    pub fn overlap(&mut self, set: &PolygonSet, b: u32, geometry: bool, parts: &mut Parts) -> Option<Pair> {
        let shape = set.shape(b as usize);
        let rect = set.rect(b as usize);
        let b_twice_area = set.twice_area(b as usize);
        match self.grid.class_of(&rect) {
            OUTSIDE => return None,
            INSIDE => return Some(self.pair(b, b_twice_area as f64, perimeter(&shape), Relation::BWithinA)),
            _ => {}
        }
        self.crossings.find(&self.grid, &shape);
        self.order.sort(&self.crossings, &self.grid, &shape);
        let measure = measure(&self.crossings, &self.order, &self.grid, &shape);
        if !self.crossings.proper {
            if measure.whole <= 0 {
                return None;
            }
            let is_a = measure.whole == i128::from(self.a_twice_area);
            let is_b = measure.whole == i128::from(b_twice_area);
            if is_a || is_b {
                let relation = match (is_a, is_b) {
                    (true, true) => Relation::Equal,
                    (true, false) => Relation::AWithinB,
                    _ => Relation::BWithinA,
                };
                let length = if is_b { perimeter(&shape) } else { self.perimeter_of_a() };
                return Some(self.pair(b, measure.twice_area, length, relation));
            }
        }
        let mut pair = self.pair(b, measure.twice_area, measure.perimeter, Relation::Partial);
        let simple = !self.crossings.touching && self.grid.ring_count() == 1 && shape.ring_count() == 1;
        if geometry || !simple {
            self.tracer.trace(&self.crossings, &self.order, &self.grid, &shape, &mut self.outline);
            let first = parts.parts.len();
            if simple {
                let ends = self.outline.ends.iter().map(|&end| end as usize);
                let begins = std::iter::once(0).chain(ends.clone());
                let points = &self.outline.points;
                self.assembler.assemble(
                    begins.zip(ends).map(|(begin, end)| begin..end).zip(0..),
                    |at| &points[at],
                    parts,
                );
            } else {
                self.resolver.resolve(&self.outline);
                let resolver = &self.resolver;
                self.assembler.assemble(resolver.rings(), |at| resolver.point(at), parts);
                pair.perimeter = self.resolver.perimeter();
            }
            pair.first_part = u32::try_from(first).expect("fewer than 2^32 parts");
            pair.part_count = u32::try_from(parts.parts.len() - first).expect("fewer than 2^32 parts");
        }
        Some(pair)
    }

    fn pair(&self, b: u32, twice_area: f64, perimeter: f64, relation: Relation) -> Pair {
        Pair {
            a: self.a,
            b,
            area: twice_area / 2.0,
            perimeter,
            relation,
            piece: 0,
            first_part: 0,
            part_count: 0,
        }
    }

    fn perimeter_of_a(&self) -> f64 {
        (0..self.grid.ring_count()).map(|ring| self.grid.whole(ring).1).sum()
    }
}

fn perimeter(shape: &Shape<'_>) -> f64 {
    let ring = |points: &[crate::Point]| -> f64 {
        let closing = points.first().zip(points.last()).map_or(0.0, |(first, last)| length(*last, *first));
        closing + points.windows(2).map(|pair| length(pair[0], pair[1])).sum::<f64>()
    };
    shape.rings().map(ring).sum()
}
