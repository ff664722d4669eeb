//! The features of a set, shared out among threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Checker, Defects};
use crate::PolygonSet;

/// Features a thread takes at once: few enough that all threads end together, enough that they seldom ask.
const BATCH: usize = 256;

/// The defects of every feature that has some, in the order of the features. `threads` of 0 is taken as 1.
#[must_use]
pub fn check_set(set: &PolygonSet, threads: usize) -> Vec<(usize, Defects)> {
    let next = AtomicUsize::new(0);
    let work = || check_batches(set, &next);
    let mut found = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut found = work();
        for other in others {
            found.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        found
    });
    found.sort_unstable_by_key(|(feature, _)| *feature);
    found
}

fn check_batches(set: &PolygonSet, next: &AtomicUsize) -> Vec<(usize, Defects)> {
    let mut checker = Checker::default();
    let mut found = Vec::new();
    loop {
        let first = next.fetch_add(BATCH, Ordering::Relaxed);
        if set.len() <= first {
            return found;
        }
        for feature in first..set.len().min(first + BATCH) {
            let defects = checker.check(set.shape(feature));
            if !defects.is_empty() {
                found.push((feature, defects));
            }
        }
    }
}
