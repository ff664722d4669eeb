//! The pairs as rows of a table.

use kit_gisfile::{Column, ColumnKind, Id, Rings, Shape, Value, Writer};
use overlay::{Frame, Geometry, Overlaps, Pair, PolygonSet};

use crate::{Args, classify, prepare::Ready, stats::Stats};

/// The sets; without `b`, `a` against itself.
pub(crate) struct Sides<'a> {
    pub(crate) a: &'a Ready,
    pub(crate) b: Option<&'a Ready>,
}

impl<'a> Sides<'a> {
    pub(crate) fn b(&self) -> &'a Ready {
        self.b.unwrap_or(self.a)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &'a Ready> {
        std::iter::once(self.a).chain(self.b)
    }
}

/// The columns of pairs. Ids are numbers where all of a file are.
pub(crate) fn columns(sides: &Sides<'_>) -> [Column; 7] {
    let id_kind = |ids: &[Id]| {
        let numbers = ids.iter().all(|id| matches!(id, Id::Number(_)));
        if numbers { ColumnKind::Integer } else { ColumnKind::Text }
    };
    [
        Column { name: "a_id", kind: id_kind(&sides.a.ids) },
        Column { name: "b_id", kind: id_kind(&sides.b().ids) },
        Column { name: "area_m2", kind: ColumnKind::Real },
        Column { name: "share_a", kind: ColumnKind::Real },
        Column { name: "share_b", kind: ColumnKind::Real },
        Column { name: "width_m", kind: ColumnKind::Real },
        Column { name: "class", kind: ColumnKind::Text },
    ]
}

pub(crate) fn areas(set: &PolygonSet) -> Vec<f64> {
    (0..set.len()).map(|feature| set.area(feature)).collect()
}

/// The pairs as they are written.
pub(crate) struct Table {
    pub(crate) writer: Option<Writer>,
    pub(crate) kinds: [ColumnKind; 2],
    pub(crate) geometry: bool,
    /// Of the features of both sides, in square grid units.
    pub(crate) areas: [Vec<f64>; 2],
    pub(crate) frame: Frame,
    pub(crate) rings: Rings,
}

impl Table {
    pub(crate) fn add(
        &mut self,
        args: &Args,
        sides: &Sides<'_>,
        overlaps: &Overlaps<'_>,
        stats: &mut Stats,
    ) -> kit_gisfile::Result<()> {
        for pair in overlaps.pairs() {
            let areas = [self.areas[0][pair.a as usize], self.areas[1][pair.b as usize]];
            let measures = classify::measure(pair, areas, &self.frame, args.sliver_width);
            if measures.area_m2 < args.min_area {
                continue;
            }
            stats.pairs += 1;
            stats.area_m2 += measures.area_m2;
            if self.writer.is_some() {
                self.row(sides, pair, &measures, overlaps)?;
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        sides: &Sides<'_>,
        pair: &Pair,
        measures: &classify::Measures,
        overlaps: &Overlaps<'_>,
    ) -> kit_gisfile::Result<()> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let shape = if self.geometry {
            draw(&overlaps.geometry(pair), &self.frame, &mut self.rings);
            Shape::Polygons(&self.rings)
        } else {
            Shape::Nothing
        };
        let ids = [&sides.a.ids[pair.a as usize], &sides.b().ids[pair.b as usize]];
        let texts = [0, 1].map(|side| text(ids[side], self.kinds[side]));
        let id = |side: usize| match (ids[side], &texts[side]) {
            (_, Some(text)) => Value::Text(text),
            (Id::Number(number), None) => Value::Integer(*number),
            (Id::Text(text), None) => Value::Text(text),
        };
        let values = [
            id(0),
            id(1),
            Value::Real(measures.area_m2),
            Value::Real(measures.share_a),
            Value::Real(measures.share_b),
            Value::Real(measures.width_m),
            Value::Text(measures.class),
        ];
        writer.row(&values, shape)
    }
}

/// A number as a text, in a column that has texts too.
pub(crate) fn text(id: &Id, kind: ColumnKind) -> Option<String> {
    match id {
        Id::Number(number) if kind == ColumnKind::Text => Some(number.to_string()),
        Id::Number(_) | Id::Text(_) => None,
    }
}

/// Rings in metres, closed.
fn draw(geometry: &Geometry<'_>, frame: &Frame, rings: &mut Rings) {
    rings.clear();
    for part in geometry.parts() {
        for ring in part.rings() {
            let points = ring.points();
            let first = points.clone().take(1);
            rings.points(points.chain(first).map(|at| frame.metres(at)));
            rings.end_ring();
        }
        rings.end_part();
    }
}
