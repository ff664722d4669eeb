//! One feature against a set: what is computed for each pair, with the memory that is kept from pair to pair.

use crate::assemble::{Assembler, Parts};
use crate::cross::Crossings;
use crate::grid::{Grid, INSIDE, OUTSIDE, length};
use crate::measure::{Measure, measure};
use crate::order::Order;
use crate::overlaps::{Pair, Relation};
use crate::resolve::Resolver;
use crate::set::Head;
use crate::trace::{Outline, Tracer};
use crate::{PolygonSet, Rect, Shape};

/// The feature that others are compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub number: u32,
    pub shape: Shape<'a>,
    pub rect: Rect,
    pub twice_area: i64,
}

/// A feature it is compared with.
struct Other<'a> {
    number: u32,
    shape: Shape<'a>,
    head: &'a Head,
}

/// What has been found so far.
#[derive(Debug, Default)]
pub(crate) struct Share {
    pub candidates: u64,
    pub pairs: Vec<Pair>,
    pub parts: Parts,
}

/// Work space of a thread.
#[derive(Debug, Default)]
pub(crate) struct Worker {
    /// Features whose box meets that of the subject.
    found: Vec<(u32, Rect)>,
    grid: Grid,
    crossings: Crossings,
    order: Order,
    tracer: Tracer,
    outline: Outline,
    resolver: Resolver,
    assembler: Assembler,
}

impl Worker {
    /// The overlaps of a subject with the features of a set from number `first` on. Geometry is kept when it is wanted and is
    /// not that of one of the two.
    pub fn overlaps(
        &mut self,
        a: &Subject<'_>,
        set: &PolygonSet,
        first: u32,
        geometry: bool,
        share: &mut Share,
    ) {
        self.found.clear();
        let found = &mut self.found;
        set.tree().visit(&a.rect, |feature, rect| {
            if first <= feature {
                found.push((feature, *rect));
            }
        });
        if self.found.is_empty() {
            return;
        }
        share.candidates += self.found.len() as u64;
        // In the order of the pairs, and of the features in memory.
        self.found.sort_unstable_by_key(|(number, _)| *number);
        self.grid.load(&a.shape, a.rect);
        for at in 0..self.found.len() {
            let (number, rect) = self.found[at];
            let class = self.grid.class_of(&rect);
            if class == OUTSIDE {
                continue;
            }
            let b = Other { number, shape: set.shape(number as usize), head: set.head(number as usize) };
            let pair = if b.head.twice_area <= 0 || a.twice_area <= 0 {
                // Rings of no area, or turned inside out: not valid.
                None
            } else if class == INSIDE {
                Some(whole_b(a, &b))
            } else {
                self.overlap(a, &b, geometry, &mut share.parts)
            };
            share.pairs.extend(pair);
        }
    }

    fn overlap(&mut self, a: &Subject<'_>, b: &Other<'_>, geometry: bool, parts: &mut Parts) -> Option<Pair> {
        let shape = b.shape;
        self.crossings.find(&self.grid, &shape);
        self.order.sort(&self.crossings, &self.grid, &shape);
        let measure = measure(&self.crossings, &self.order, &self.grid, &shape);
        if !self.crossings.proper {
            let is_a = measure.whole == i128::from(a.twice_area);
            let is_b = measure.whole == i128::from(b.head.twice_area);
            if measure.whole <= 0 {
                return None;
            } else if is_b {
                let relation = if is_a { Relation::Equal } else { Relation::BWithinA };
                return Some(Pair { relation, ..whole_b(a, b) });
            } else if is_a {
                let length = (0..self.grid.ring_count()).map(|ring| self.grid.whole(ring).1).sum();
                return Some(pair(a, b, measure.twice_area, length, Relation::AWithinB));
            }
        }
        // Rings of one operand may touch each other; one ring of each cannot.
        let alone = self.order.rings_at_work().iter().all(|&count| count <= 1);
        let simple = alone && !self.crossings.touching;
        let Measure { twice_area, perimeter, .. } = measure;
        let mut pair = pair(a, b, twice_area, perimeter, Relation::Partial);
        if geometry || !simple {
            let first = parts.ends.len();
            self.tracer.trace(&self.crossings, &self.order, &self.grid, &shape, !simple, &mut self.outline);
            if simple || (alone && !self.crossings.on_edge && self.resolver.is_simple(&self.outline)) {
                let points = &self.outline.points;
                if self.outline.ends.len() == 1 {
                    parts.push_shell(points);
                } else {
                    self.assembler.assemble(self.outline.rings().zip(0..), |at| &points[at], parts);
                }
            } else {
                self.resolver.resolve(&self.outline);
                let resolver = &self.resolver;
                self.assembler.assemble(resolver.rings(), |at| resolver.point(at), parts);
            }
            if !simple {
                pair.perimeter = parts.perimeter(first);
            }
            pair.first_part = u32::try_from(first).expect("fewer than 2^32 parts");
            pair.part_count = u32::try_from(parts.ends.len() - first).expect("fewer than 2^32 parts");
        }
        Some(pair)
    }
}

fn pair(a: &Subject<'_>, b: &Other<'_>, twice_area: f64, perimeter: f64, relation: Relation) -> Pair {
    Pair {
        a: a.number,
        b: b.number,
        area: twice_area / 2.0,
        perimeter,
        relation,
        piece: 0,
        first_part: 0,
        part_count: 0,
    }
}

fn whole_b(a: &Subject<'_>, b: &Other<'_>) -> Pair {
    #[expect(clippy::cast_precision_loss, reason = "an area is a fraction anyway")]
    let twice_area = b.head.twice_area as f64;
    pair(a, b, twice_area, perimeter(&b.shape), Relation::BWithinA)
}

fn perimeter(shape: &Shape<'_>) -> f64 {
    let ring = |points: &[crate::Point]| -> f64 {
        let closing = points.first().zip(points.last()).map_or(0.0, |(first, last)| length(*last, *first));
        closing + points.windows(2).map(|pair| length(pair[0], pair[1])).sum::<f64>()
    };
    shape.rings().map(ring).sum()
}
