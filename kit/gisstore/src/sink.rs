//! Takes what a reader of files finds, in the units of the file.

use kit_gisfile::{Bounds, Fault, FaultKind, Feature, Rings, Sink};

use crate::{Left, Reason};

/// The features of a file: their system is only known at its end.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) features: Vec<One>,
    pub(crate) left: Vec<Left>,
    pub(crate) bounds: Option<Bounds>,
}

/// A feature with its place in the file.
pub(crate) struct One {
    pub(crate) row: u64,
    pub(crate) id: String,
    pub(crate) rings: Rings,
}

impl Sink for Found {
    fn feature(&mut self, feature: &Feature<'_>) {
        let own = feature.bounds;
        self.bounds = Some(self.bounds.map_or(own, |all| {
            [all[0].min(own[0]), all[1].min(own[1]), all[2].max(own[2]), all[3].max(own[3])]
        }));
        self.features.push(One {
            row: feature.row,
            id: feature.id.to_string(),
            rings: feature.rings.clone(),
        });
    }

    fn fault(&mut self, fault: Fault) {
        let reason = match fault.kind {
            FaultKind::Empty => Reason::Empty,
            FaultKind::NotPolygon(_) => Reason::NotPolygon,
            FaultKind::NotFinite { .. } => Reason::NotFinite,
            FaultKind::OpenRing { .. } | FaultKind::ShortRing { .. } => Reason::Ring,
            FaultKind::NoId => Reason::NoName,
            FaultKind::Malformed(_) => Reason::Malformed,
        };
        self.left.push(Left { row: fault.row, id: fault.id.to_string(), reason, at: None });
    }
}
