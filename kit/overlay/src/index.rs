//! A packed Hilbert R-tree over the boxes of features (Kamel & Faloutsos 1993): made once, in two flat arrays, never changed.

use std::ops::Range;

use crate::Rect;

/// Children of a node: their boxes are four cache lines.
const FANOUT: usize = 16;

/// 2^32 features make 9 levels.
const MOST_LEVELS: usize = 9;

/// Bits of each coordinate of a place on the Hilbert curve.
const ORDER: u32 = 16;

/// A box that meets nothing and adds nothing to a union.
pub(crate) const EMPTY: Rect = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];

/// Whether two boxes have a point in common.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "four comparisons are cheaper than a branch that is hard to foretell"
)]
pub(crate) fn meets(a: &Rect, b: &Rect) -> bool {
    (a[0] <= b[2]) & (b[0] <= a[2]) & (a[1] <= b[3]) & (b[1] <= a[3])
}

/// The smallest box around two.
#[inline]
pub(crate) fn union(a: &Rect, b: &Rect) -> Rect {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Feature numbers along the Hilbert curve, and the boxes of the features in that order and then of each level of nodes above
/// them, the root last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tree<'a> {
    pub order: &'a [u32],
    pub boxes: &'a [Rect],
}

/// The two arrays of a [`Tree`] over these boxes.
pub(crate) fn build(rects: &[Rect]) -> (Vec<u32>, Vec<Rect>) {
    let order = hilbert_order(rects);
    let mut boxes: Vec<Rect> = order.iter().map(|&feature| rects[feature as usize]).collect();
    let mut level = 0..boxes.len();
    while level.len() > 1 {
        for first in level.clone().step_by(FANOUT) {
            let children = &boxes[first..level.end.min(first + FANOUT)];
            boxes.push(children.iter().fold(EMPTY, |all, child| union(&all, child)));
        }
        level = level.end..boxes.len();
    }
    (order, boxes)
}

/// How many boxes a tree over so many features has.
pub(crate) fn box_count(features: usize) -> usize {
    levels(features).last().map_or(0, |level| level.end)
}

/// The range of boxes of each level, features first.
fn levels(features: usize) -> impl Iterator<Item = Range<usize>> {
    let first = (0 < features).then_some(0..features);
    std::iter::successors(first, |level| {
        (1 < level.len()).then(|| level.end..level.end + level.len().div_ceil(FANOUT))
    })
}

impl Tree<'_> {
    /// Visits the features whose box meets `rect`, along the curve, with their boxes.
    pub fn visit(&self, rect: &Rect, mut visit: impl FnMut(u32, &Rect)) {
        let mut bounds = [(0, 0); MOST_LEVELS];
        let mut height = 0_usize;
        for (bound, level) in bounds.iter_mut().zip(levels(self.order.len())) {
            *bound = (level.start, level.end);
            height += 1;
        }
        if let Some(root) = height.checked_sub(1) {
            self.descend(&bounds[..root], bounds[root].0..bounds[root].1, bounds[root].0, rect, &mut visit);
        }
    }

    /// Looks at some nodes of a level that begins at `start`, above the levels `below`.
    fn descend(
        &self,
        below: &[(usize, usize)],
        nodes: Range<usize>,
        start: usize,
        rect: &Rect,
        visit: &mut impl FnMut(u32, &Rect),
    ) {
        let boxes = &self.boxes[nodes.clone()];
        if let Some((&(first, end), lower)) = below.split_last() {
            for (node, own) in nodes.zip(boxes) {
                if meets(own, rect) {
                    let child = first + (node - start) * FANOUT;
                    self.descend(lower, child..end.min(child + FANOUT), first, rect, visit);
                }
            }
        } else {
            for (feature, own) in self.order[nodes].iter().zip(boxes) {
                if meets(own, rect) {
                    visit(*feature, own);
                }
            }
        }
    }
}

/// Feature numbers in the order in which a Hilbert curve meets the middles of their boxes.
pub(crate) fn hilbert_order(rects: &[Rect]) -> Vec<u32> {
    let all = rects.iter().fold(EMPTY, |all, rect| union(&all, rect));
    let extent = [0, 1].map(|axis| all[axis + 2].wrapping_sub(all[axis]).max(1).unsigned_abs());
    let shift = (u32::BITS - (extent[0] | extent[1]).leading_zeros()).saturating_sub(ORDER);
    let mut keyed: Vec<(u32, u32)> = (0_u32..)
        .zip(rects)
        .map(|(feature, rect)| {
            let place = [0, 1].map(|axis| {
                let middle = i64::midpoint(rect[axis].into(), rect[axis + 2].into()) - i64::from(all[axis]);
                u32::try_from(middle >> shift).unwrap_or(0) & ((1 << ORDER) - 1)
            });
            (hilbert(place), feature)
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, feature)| feature).collect()
}

/// How far along the Hilbert curve a place lies. The curve is that of Hamilton's "Compact Hilbert indices" (2006) in two
/// dimensions: each pair of bits picks a quarter, and turns or mirrors what is within.
fn hilbert([mut x, mut y]: [u32; 2]) -> u32 {
    let mask = (1 << ORDER) - 1;
    let mut along = 0;
    for bit in (0..ORDER).rev() {
        let (right, upper) = ((x >> bit) & 1, (y >> bit) & 1);
        along = along << 2 | ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                (x, y) = (mask ^ x, mask ^ y);
            }
            (x, y) = (y, x);
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_from_neighbour_to_neighbour() {
        let mut places: Vec<[u32; 2]> = (0..32).flat_map(|x| (0..32).map(move |y| [x, y])).collect();
        places.sort_by_key(|&place| hilbert(place));
        for pair in places.windows(2) {
            assert_eq!(pair[0][0].abs_diff(pair[1][0]) + pair[0][1].abs_diff(pair[1][1]), 1, "{pair:?}");
        }
    }

    #[test]
    fn a_query_finds_what_a_look_at_every_box_finds() {
        for count in [0, 1, 2, 16, 17, 300, 5000] {
            let rects: Vec<Rect> = (0..count)
                .map(|number: i32| {
                    let (x, y) = (number.wrapping_mul(7919) % 1000, number.wrapping_mul(104_729) % 1000);
                    if number % 50 == 7 { EMPTY } else { [x, y, x + number % 60, y + number % 23] }
                })
                .collect();
            let (order, boxes) = build(&rects);
            assert_eq!(boxes.len(), box_count(rects.len()));
            let tree = Tree { order: &order, boxes: &boxes };
            let mut found = Vec::new();
            for asked in
                [[0, 0, 10, 10], [-500, 200, 500, 210], [999, 999, 999, 999], [-2000, -2000, 2000, 2000]]
            {
                found.clear();
                tree.visit(&asked, |feature, rect| {
                    assert_eq!(*rect, rects[feature as usize]);
                    found.push(feature);
                });
                found.sort_unstable();
                let looked: Vec<u32> = (0_u32..)
                    .zip(&rects)
                    .filter(|(_, rect)| meets(rect, &asked))
                    .map(|(number, _)| number)
                    .collect();
                assert_eq!(found, looked);
            }
        }
    }
}
