//! Sets against sets: candidates from the index, work shared out to threads, results in order whatever the threads do.

use std::ops::ControlFlow;

use rayon::prelude::*;

use crate::assemble::Parts;
use crate::overlaps::{Options, Overlaps, Pair, Source};
use crate::pair::Worker;
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
    sink: impl FnMut(std::ops::Range<usize>, Overlaps<'a>) -> ControlFlow<()>,
) {
    run(options, Job { a, b, geometry: options.geometry, upper: false }, sink);
}

/// Which features of a set share an area with one shape, on the same frame; `a` is 0 in every pair.
#[must_use]
pub fn intersect_one<'a>(shape: Shape<'a>, set: &'a PolygonSet, geometry: bool) -> Overlaps<'a> {
    let mut worker = Worker::default();
    let mut parts = Parts::default();
    let mut pairs = Vec::new();
    let rect = shape.rect();
    set.tree().query(&rect, &mut worker.found);
    let found = std::mem::take(&mut worker.found);
    worker.load(0, &shape, rect, shape.twice_area());
    pairs.extend(found.iter().filter_map(|&b| worker.overlap(set, b, geometry, &mut parts)));
    Overlaps { a: Source::One(shape), b: set, candidates: found.len() as u64, pairs, pieces: vec![parts] }
}

#[derive(Clone, Copy)]
struct Job<'a> {
    a: &'a PolygonSet,
    b: &'a PolygonSet,
    geometry: bool,
    /// Whether only pairs with `a < b` are wanted.
    upper: bool,
}

#[derive(Default)]
struct Share {
    candidates: u64,
    pairs: Vec<Pair>,
    parts: Parts,
}

impl Job<'_> {
    fn share(&self, worker: &mut Worker, features: std::ops::Range<usize>) -> Share {
        let mut share = Share::default();
        let mut found = std::mem::take(&mut worker.found);
        for a in features {
            let rect = self.a.rect(a);
            self.b.tree().query(&rect, &mut found);
            let number = u32::try_from(a).expect("a set holds fewer than 2^32 features");
            if self.upper {
                found.retain(|&b| number < b);
            }
            if found.is_empty() {
                continue;
            }
            share.candidates += found.len() as u64;
            worker.load(number, &self.a.shape(a), rect, self.a.twice_area(a));
            let overlaps =
                found.iter().filter_map(|&b| worker.overlap(self.b, b, self.geometry, &mut share.parts));
            share.pairs.extend(overlaps);
        }
        worker.found = found;
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
    mut sink: impl FnMut(std::ops::Range<usize>, Overlaps<'a>) -> ControlFlow<()>,
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
