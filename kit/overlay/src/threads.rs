//! Sets against sets: candidates from the index, work shared out to threads, results in order whatever the threads do.

use std::ops::{ControlFlow, Range};

use rayon::prelude::*;

use crate::overlaps::{Options, Overlaps, Pair, Source};
use crate::pair::{Share, Subject, Worker};
use crate::{PolygonSet, Shape};

/// Features of the first set that a thread takes at once.
const SHARE: usize = 16;

/// Features of the first set whose results are kept before they are handed on.
const BATCH: usize = 1024;

/// Which features of one set share an area with which of another, and what. Both must be on the same [`crate::Frame`]. It is
/// cheapest with the smaller set first.
///
/// # Panics
/// When the frames differ, or the system refuses to start threads.
#[must_use]
pub fn intersect<'a>(a: &'a PolygonSet, b: &'a PolygonSet, options: &Options) -> Overlaps<'a> {
    gather(a, b, options, Job { a, b, geometry: options.geometry, upper: false })
}

/// Which features of a set share an area: pairs with `a < b`.
///
/// # Panics
/// When the system refuses to start threads.
#[must_use]
pub fn intersect_self<'a>(set: &'a PolygonSet, options: &Options) -> Overlaps<'a> {
    gather(set, set, options, Job { a: set, b: set, geometry: options.geometry, upper: true })
}

/// Like [`intersect`], in pieces: `sink` is given the range of features of `a` that was done, and their overlaps, in order; it
/// may stop the work. For results that do not fit in memory, for progress, and to be cancelled.
///
/// # Panics
/// When the frames differ, or the system refuses to start threads.
pub fn intersect_each<'a>(
    a: &'a PolygonSet,
    b: &'a PolygonSet,
    options: &Options,
    sink: impl FnMut(Range<usize>, Overlaps<'a>) -> ControlFlow<()>,
) {
    run(options, Job { a, b, geometry: options.geometry, upper: false }, sink);
}

/// Which features of a set share an area with one shape, on the same frame; `a` is 0 in every pair.
#[must_use]
pub fn intersect_one<'a>(shape: Shape<'a>, set: &'a PolygonSet, geometry: bool) -> Overlaps<'a> {
    let mut found = Share::default();
    let subject = Subject { number: 0, shape, rect: shape.rect(), twice_area: shape.twice_area() };
    Worker::default().overlaps(&subject, set, 0, geometry, &mut found);
    let Share { candidates, pairs, parts } = found;
    Overlaps { a: Source::One(shape), b: set, candidates, pairs, pieces: vec![parts] }
}

#[derive(Clone, Copy)]
struct Job<'a> {
    a: &'a PolygonSet,
    b: &'a PolygonSet,
    geometry: bool,
    /// Whether only pairs with `a < b` are wanted.
    upper: bool,
}

impl Job<'_> {
    fn share(&self, worker: &mut Worker, features: Range<usize>) -> Share {
        let mut share = Share::default();
        for a in features {
            let number = u32::try_from(a).expect("a set holds fewer than 2^32 features");
            let subject = Subject {
                number,
                shape: self.a.shape(a),
                rect: self.a.rect(a),
                twice_area: self.a.head(a).twice_area,
            };
            let first = if self.upper { number + 1 } else { 0 };
            worker.overlaps(&subject, self.b, first, self.geometry, &mut share);
        }
        share
    }
}

fn gather<'a>(a: &'a PolygonSet, b: &'a PolygonSet, options: &Options, job: Job<'a>) -> Overlaps<'a> {
    let mut all = Overlaps { a: Source::Set(a), b, candidates: 0, pairs: Vec::new(), pieces: Vec::new() };
    run(options, job, |_, some| {
        all.candidates += some.candidates;
        let pieces = u32::try_from(all.pieces.len()).expect("fewer than 2^32 shares");
        all.pairs.extend(some.pairs.into_iter().map(|pair| Pair { piece: pair.piece + pieces, ..pair }));
        all.pieces.extend(some.pieces);
        ControlFlow::Continue(())
    });
    all
}

fn run<'a>(
    options: &Options,
    job: Job<'a>,
    mut sink: impl FnMut(Range<usize>, Overlaps<'a>) -> ControlFlow<()>,
) {
    assert_eq!(job.a.frame(), job.b.frame(), "two sets are compared on one frame");
    let pool = (options.threads != 1).then(|| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build();
        pool.expect("the system starts threads")
    });
    let mut worker = Worker::default();
    for begin in (0..job.a.len()).step_by(BATCH) {
        let batch = begin..job.a.len().min(begin + BATCH);
        let ranges: Vec<_> =
            batch.clone().step_by(SHARE).map(|first| first..batch.end.min(first + SHARE)).collect();
        let shares: Vec<Share> = match &pool {
            None => ranges.into_iter().map(|range| job.share(&mut worker, range)).collect(),
            Some(pool) => pool.install(|| {
                ranges
                    .into_par_iter()
                    .map_init(Worker::default, |worker, range| job.share(worker, range))
                    .collect()
            }),
        };
        let mut some = Overlaps {
            a: Source::Set(job.a),
            b: job.b,
            candidates: 0,
            pairs: Vec::new(),
            pieces: Vec::new(),
        };
        for (share, piece) in shares.into_iter().zip(0..) {
            some.candidates += share.candidates;
            some.pairs.extend(share.pairs.into_iter().map(|pair| Pair { piece, ..pair }));
            some.pieces.push(share.parts);
        }
        if sink(batch, some).is_break() {
            return;
        }
    }
}
