//! An entity of a drawing, as far as it can be an area.

use std::io::BufRead;

use super::{
    arcs::{Corner, ring},
    hatch::{self, Path},
    pairs::{Pair, Pairs},
};
use crate::{FaultKind, Result, Rings};

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `LWPOLYLINE`, or a whole old one.
    Ring,
    /// `POLYLINE`, whose corners follow as `VERTEX`.
    Polyline,
    /// One of them.
    Vertex,
    /// `HATCH`.
    Hatch,
    /// Anything else.
    Other,
}

#[derive(Debug, Clone)]
pub(super) struct Entity {
    pub(super) shape: Shape,
    pub(super) layer: Vec<u8>,
    pub(super) handle: Option<String>,
    /// On a sheet for printing, not in the drawing itself.
    pub(super) is_on_paper: bool,
    flags: i64,
    corners: Vec<Corner>,
    paths: Vec<Path>,
    has_height: bool,
    /// The drawing is seen from below: x runs the other way (the extrusion is 0, 0, −1).
    is_mirrored: bool,
}

const CLOSED: i64 = 1;
/// Meshes: a polygon mesh and a polyface mesh.
const MESHES: i64 = 16 | 64;
/// A corner of the frame of a spline, which the line does not go through.
const FRAME_VERTEX: i64 = 16;

impl Entity {
    /// Reads the groups that follow the kind, to the next entity.
    pub(super) fn read<R: BufRead>(kind: &[u8], pairs: &mut Pairs<R>) -> Result<Self> {
        let shape = match kind {
            b"LWPOLYLINE" => Shape::Ring,
            b"POLYLINE" => Shape::Polyline,
            b"VERTEX" => Shape::Vertex,
            b"HATCH" => Shape::Hatch,
            _ => Shape::Other,
        };
        let mut entity = Self {
            shape,
            layer: Vec::new(),
            handle: None,
            is_on_paper: false,
            flags: 0,
            corners: Vec::new(),
            paths: Vec::new(),
            has_height: false,
            is_mirrored: false,
        };
        while let Some(pair) = pairs.next_within()? {
            match pair.code {
                5 => entity.handle = Some(String::from_utf8_lossy(&pair.value).into_owned()),
                8 => entity.layer.clone_from(&pair.value),
                67 => entity.is_on_paper = pair.whole() == 1,
                230 => entity.is_mirrored = pair.number() < 0.0,
                91 if shape == Shape::Hatch => entity.paths = hatch::paths(pair.whole(), pairs)?,
                _ if shape != Shape::Other && shape != Shape::Hatch => entity.take(&pair),
                _ => {}
            }
        }
        Ok(entity)
    }

    fn take(&mut self, pair: &Pair) {
        match (pair.code, self.corners.last_mut()) {
            (70, _) => self.flags = pair.whole(),
            // The first point of an old polyline is only its height.
            (10, _) if self.shape != Shape::Polyline => self.corners.push(Corner::at_x(pair.number())),
            (20, Some(corner)) => corner.at[1] = pair.number(),
            (42, Some(corner)) => corner.bulge = pair.number(),
            (30 | 38, _) => self.has_height |= pair.number().abs() != 0.0,
            _ => {}
        }
    }

    /// Takes the next corner of an old polyline; the first entity that is none ends it and makes it a ring.
    pub(super) fn takes(&mut self, next: &Self) -> bool {
        if next.shape != Shape::Vertex {
            self.shape = Shape::Ring;
            return false;
        }
        if next.flags & FRAME_VERTEX == 0 {
            self.corners.extend(next.corners.iter().copied());
            self.has_height |= next.has_height;
        }
        true
    }

    /// The polygons it is.
    pub(super) fn polygons(&self, rings: &mut Rings) -> std::result::Result<(), FaultKind> {
        rings.flattened = self.has_height;
        match self.shape {
            Shape::Hatch => hatch::polygons(&self.paths, self.is_mirrored, rings),
            _ if self.flags & MESHES != 0 => Err(FaultKind::NotPolygon("mesh")),
            _ => {
                let is_closed = self.flags & CLOSED != 0;
                let returns = self.corners.first().map(|corner| corner.at)
                    == self.corners.last().map(|corner| corner.at);
                if !(is_closed || returns && 1 < self.corners.len()) {
                    return Err(FaultKind::NotPolygon("open line"));
                }
                rings.points(ring(&self.corners, self.is_mirrored));
                rings.end_ring();
                rings.end_part();
                Ok(())
            }
        }
    }
}
