//! What an intersection gives: pairs of features that share an area, and that area.

use crate::assemble::Parts;
use crate::{Point, PolygonSet, Shape};

/// What to compute, and on how many threads.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many threads; 0 for one on each processor.
    pub threads: usize,
    /// Whether the shapes of the overlaps are wanted, not only their areas.
    pub geometry: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: 0, geometry: true }
    }
}

/// How two features lie to each other, boundaries left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Each has an area that the other has not, or the pair is not decided.
    Partial,
    /// All of `a` lies in `b`.
    AWithinB,
    /// All of `b` lies in `a`.
    BWithinA,
    /// Both cover the same area.
    Equal,
}

/// Two features that share an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The number of the feature in the first set.
    pub a: u32,
    /// The number of the feature in the second set.
    pub b: u32,
    /// What they share, in square grid units. Positive.
    pub area: f64,
    /// The length of the boundary of what they share, in grid units.
    pub perimeter: f64,
    /// Whether it is all of one of them.
    pub relation: Relation,
    /// Where the geometry is: which [`Parts`], and which of them.
    pub(crate) piece: u32,
    pub(crate) first_part: u32,
    pub(crate) part_count: u32,
}

/// The pairs of two sets that share an area. Borrows the sets, since many overlaps are the whole of a feature.
#[derive(Debug, Clone)]
pub struct Overlaps<'a> {
    pub(crate) a: Source<'a>,
    pub(crate) b: &'a PolygonSet,
    pub(crate) candidates: u64,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) pieces: Vec<Parts>,
}

/// Where features of the first operand come from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    Set(&'a PolygonSet),
    One(Shape<'a>),
}

impl<'a> Source<'a> {
    fn shape(&self, feature: u32) -> Shape<'a> {
        match self {
            Self::Set(set) => set.shape(feature as usize),
            Self::One(shape) => *shape,
        }
    }
}

impl Overlaps<'_> {
    /// How many pairs have boxes that meet.
    #[must_use]
    pub fn candidates(&self) -> u64 {
        self.candidates
    }

    /// The pairs that share an area, in order of `a` and then of `b`.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// What a pair shares: polygons that are valid but for the rounding of crossings to `f64`; of what is narrower than that
    /// nothing is left, and its perimeter may be 0. Empty, too, when [`Options::geometry`] was not asked for and the overlap is not all of one
    /// of the two.
    #[must_use]
    pub fn geometry(&self, pair: &Pair) -> Geometry<'_> {
        let first = pair.first_part as usize;
        Geometry(match pair.relation {
            Relation::Partial => {
                Inner::Parts(&self.pieces[pair.piece as usize], first, first + pair.part_count as usize)
            }
            Relation::AWithinB => Inner::Shape(self.a.shape(pair.a)),
            Relation::BWithinA | Relation::Equal => Inner::Shape(self.b.shape(pair.b as usize)),
        })
    }
}

/// A polygon or multipolygon in grid coordinates, which at crossings have fractions.
#[derive(Debug, Clone, Copy)]
pub struct Geometry<'a>(Inner<'a>);

#[derive(Debug, Clone, Copy)]
enum Inner<'a> {
    Shape(Shape<'a>),
    Parts(&'a Parts, usize, usize),
}

impl<'a> Geometry<'a> {
    /// How many polygons.
    #[must_use]
    pub fn part_count(&self) -> usize {
        match self.0 {
            Inner::Shape(shape) => shape.part_count(),
            Inner::Parts(_, first, end) => end - first,
        }
    }

    /// The polygons.
    #[must_use]
    pub fn parts(&self) -> impl ExactSizeIterator<Item = Part<'a>> + use<'a> {
        let inner = self.0;
        (0..self.part_count()).map(move |part| Part(inner, part))
    }
}

/// A polygon: a shell and its holes.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a>(Inner<'a>, usize);

impl<'a> Part<'a> {
    /// Its rings: the shell, counter-clockwise, then holes, clockwise.
    #[must_use]
    pub fn rings(&self) -> impl ExactSizeIterator<Item = Ring<'a>> + use<'a> {
        let (inner, part) = (self.0, self.1);
        let count = match inner {
            Inner::Shape(shape) => shape.part(part).len(),
            Inner::Parts(parts, first, _) => parts.rings_of(first + part).len(),
        };
        (0..count).map(move |ring| match inner {
            Inner::Shape(shape) => Ring::Whole(shape.part(part).nth(ring).unwrap_or(&[])),
            Inner::Parts(parts, first, _) => {
                Ring::Exact(parts.ring(parts.rings_of(first + part).start + ring))
            }
        })
    }
}

/// A ring without the repeated last point.
#[derive(Debug, Clone, Copy)]
pub enum Ring<'a> {
    /// A ring of an operand, as it is.
    Whole(&'a [Point]),
    /// A ring that was drawn.
    Exact(&'a [[f64; 2]]),
}

impl<'a> Ring<'a> {
    /// How many points.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Whole(points) => points.len(),
            Self::Exact(points) => points.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its points in grid coordinates.
    #[must_use]
    pub fn points(&self) -> impl ExactSizeIterator<Item = [f64; 2]> + Clone + use<'a> {
        let ring = *self;
        (0..self.len()).map(move |at| match ring {
            Self::Whole(points) => points[at].map(f64::from),
            Self::Exact(points) => points[at],
        })
    }
}
