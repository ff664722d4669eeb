//! The boundary paths of a `HATCH`: polylines, or edges one after the other.

use std::io::BufRead;

use super::{
    arcs::{Corner, arc, ring, turn},
    pairs::Pairs,
};
use crate::{FaultKind, Result, Rings};

/// A closed path, or what keeps it from being read.
pub(super) type Path = std::result::Result<Vec<[f64; 2]>, FaultKind>;

const POLYLINE_PATH: i64 = 2;
/// Paths of a text, which stand beside the area.
const TEXT_PATHS: i64 = 8 | 32;

/// Reads so many paths, the first group of which is next.
pub(super) fn paths<R: BufRead>(count: i64, pairs: &mut Pairs<R>) -> Result<Vec<Path>> {
    let mut paths: Vec<Builder> = Vec::new();
    let mut is_open = false;
    while let Some(pair) = pairs.next_within()? {
        match pair.code {
            92 => {
                paths.push(Builder::new(pair.whole()));
                is_open = true;
            }
            // How many objects it was drawn from: the end of a path, and of all paths when there are as many as there should be.
            97 if i64::try_from(paths.len()).is_ok_and(|read| count <= read) => break,
            97 => is_open = false,
            // The style of the hatch, which follows the paths.
            75 => break,
            code => {
                if let Some(path) = paths.last_mut().filter(|_| is_open) {
                    path.take(code, pair.number());
                }
            }
        }
    }
    Ok(paths.into_iter().filter_map(Builder::path).collect())
}

/// What was read of a path so far.
struct Builder {
    flags: i64,
    corners: Vec<Corner>,
    edges: Vec<Edge>,
}

/// An edge: its kind, and the groups that belong to it.
struct Edge {
    kind: f64,
    values: Vec<(u16, f64)>,
}

impl Builder {
    fn new(flags: i64) -> Self {
        Self { flags, corners: Vec::new(), edges: Vec::new() }
    }

    fn take(&mut self, code: u16, number: f64) {
        if self.flags & POLYLINE_PATH != 0 {
            match (code, self.corners.last_mut()) {
                (10, _) => self.corners.push(Corner::at_x(number)),
                (20, Some(corner)) => corner.at[1] = number,
                (42, Some(corner)) => corner.bulge = number,
                _ => {}
            }
        } else if code == 72 {
            self.edges.push(Edge { kind: number, values: Vec::new() });
        } else if let Some(edge) = self.edges.last_mut() {
            edge.values.push((code, number));
        }
    }

    fn path(self) -> Option<Path> {
        if self.flags & TEXT_PATHS != 0 {
            return None;
        }
        if self.flags & POLYLINE_PATH != 0 {
            return Some(Ok(ring(&self.corners, false)));
        }
        let points: std::result::Result<Vec<_>, _> = self.edges.iter().map(Edge::points).collect();
        Some(points.map(|edges| joined(&edges)))
    }
}

/// Kinds of edges.
const LINE: f64 = 1.0;
const ARC: f64 = 2.0;

impl Edge {
    fn points(&self) -> Path {
        let value = |wanted: u16| {
            self.values.iter().find(|(code, _)| *code == wanted).map_or(f64::NAN, |(_, number)| *number)
        };
        if (self.kind - LINE).abs() < 0.5 {
            return Ok(vec![[value(10), value(20)], [value(11), value(21)]]);
        }
        if (self.kind - ARC).abs() < 0.5 {
            let (start, end) = (value(50).to_radians(), value(51).to_radians());
            let angle = turn(start, end);
            // Counted with the clock, angles are mirrored at the x axis.
            let (start, angle) = if value(73) < 0.5 { (-start, -angle) } else { (start, angle) };
            return Ok(arc([value(10), value(20)], value(40), start, angle));
        }
        Err(FaultKind::NotPolygon("hatch with an ellipse or a spline"))
    }
}

/// Ends of edges closer than this part of the size of a path are one point: drawings have eight digits.
const SAME_PART: f64 = 1e-6;

/// Edges one after the other as a ring.
fn joined(edges: &[Vec<[f64; 2]>]) -> Vec<[f64; 2]> {
    let all = || edges.iter().flatten();
    let extent = |axis: usize| {
        let (min, max) =
            all().fold((f64::MAX, f64::MIN), |(min, max), at| (min.min(at[axis]), max.max(at[axis])));
        max - min
    };
    let same = extent(0).hypot(extent(1)) * SAME_PART;
    let is_same = |a: &[f64; 2], b: &[f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]) <= same;
    let mut ring: Vec<[f64; 2]> = Vec::new();
    for at in all() {
        if !ring.last().is_some_and(|last| is_same(last, at)) {
            ring.push(*at);
        }
    }
    while 1 < ring.len() && is_same(&ring[0], &ring[ring.len() - 1]) {
        ring.pop();
    }
    ring.extend(ring.first().copied());
    ring
}

/// Each is compared with each; a pattern that was broken up into more is no boundary.
const MOST_PATHS: usize = 2_000;

/// Paths as polygons: one inside an odd number of others is a hole of the smallest around it.
pub(super) fn polygons(
    paths: &[Path],
    is_mirrored: bool,
    rings: &mut Rings,
) -> std::result::Result<(), FaultKind> {
    if MOST_PATHS < paths.len() {
        return Err(FaultKind::Malformed(format!("a hatch of {} paths", paths.len())));
    }
    let mut drawn: Vec<Vec<[f64; 2]>> = paths.iter().cloned().collect::<std::result::Result<_, _>>()?;
    if is_mirrored {
        for [x, _] in drawn.iter_mut().flatten() {
            *x = -*x;
        }
    }
    let around = |inner: usize| -> Vec<usize> {
        (0..drawn.len()).filter(|outer| *outer != inner && contains(&drawn[*outer], &drawn[inner])).collect()
    };
    let arounds: Vec<Vec<usize>> = (0..drawn.len()).map(around).collect();
    let is_hole = |ring: usize| arounds[ring].len() % 2 == 1;
    for shell in (0..drawn.len()).filter(|ring| !is_hole(*ring)) {
        let holes = (0..drawn.len()).filter(|ring| {
            // Directly inside: the shell is around it, and it lies one deeper.
            is_hole(*ring)
                && arounds[*ring].contains(&shell)
                && arounds[*ring].len() == arounds[shell].len() + 1
        });
        for ring in [shell].into_iter().chain(holes) {
            rings.points(drawn[ring].iter().copied());
            rings.end_ring();
        }
        rings.end_part();
    }
    Ok(())
}

/// Whether the first point of a ring lies inside another.
fn contains(outer: &[[f64; 2]], inner: &[[f64; 2]]) -> bool {
    let Some([x, y]) = inner.first() else { return false };
    let meets = |edge: &&[[f64; 2]]| {
        let [a, b] = [edge[0], edge[1]];
        (a[1] <= *y) != (b[1] <= *y) && *x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    };
    outer.windows(2).filter(meets).count() % 2 == 1
}
