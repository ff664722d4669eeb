//! The arrays of a set laid out along the Hilbert curve, for a store.

use std::ops::Range;

use crate::set::{Arrays, Head, small};

/// The same set with its features in the order of the search tree: neighbours on the map are neighbours in the file.
pub(crate) fn along_the_curve(old: &Arrays) -> Arrays {
    let mut places = vec![0; old.order.len()];
    let (mut points, mut chunks) =
        (Vec::with_capacity(old.points.len()), Vec::with_capacity(old.chunks.len()));
    let (mut rings, mut parts) = (Vec::with_capacity(old.rings.len()), Vec::with_capacity(old.parts.len()));
    let mut chunk_starts = Vec::with_capacity(old.chunk_starts.len());
    let mut heads: Vec<Head> = Vec::with_capacity(old.heads.len());
    rings.push(0);
    chunk_starts.push(0);
    let begin = |of: &Head, rings: &[u32], parts: &[u32], points: usize, chunks: usize| Head {
        part: small(parts.len()),
        ring: small(rings.len() - 1),
        point: small(points),
        chunk: small(chunks),
        ..*of
    };
    for &feature in old.order.iter() {
        places[feature as usize] = small(heads.len());
        let place = old.places[feature as usize] as usize;
        let [head, next] = [&old.heads[place], &old.heads[place + 1]];
        let new = begin(head, &rings, &parts, points.len(), chunks.len());
        // What counts from the old beginning of the feature, counted from the new one.
        let moved = |from: u32, to: u32| move |value: &u32| value - from + to;
        parts.extend(old.parts[range(head.part, next.part)].iter().map(moved(head.ring, new.ring)));
        let ends = range(head.ring + 1, next.ring + 1);
        rings.extend(old.rings[ends.clone()].iter().map(moved(head.point, new.point)));
        chunk_starts.extend(old.chunk_starts[ends].iter().map(moved(head.chunk, new.chunk)));
        points.extend_from_slice(&old.points[range(head.point, next.point)]);
        chunks.extend_from_slice(&old.chunks[range(head.chunk, next.chunk)]);
        heads.push(new);
    }
    let end = old.heads.last().map(|last| begin(last, &rings, &parts, points.len(), chunks.len()));
    heads.extend(end);
    parts.push(small(rings.len() - 1));
    Arrays {
        points: points.into(),
        rings: rings.into(),
        parts: parts.into(),
        heads: heads.into(),
        chunk_starts: chunk_starts.into(),
        chunks: chunks.into(),
        order: old.order.to_vec().into(),
        tree: old.tree.to_vec().into(),
        places: places.into(),
    }
}

fn range(first: u32, end: u32) -> Range<usize> {
    first as usize..end as usize
}
