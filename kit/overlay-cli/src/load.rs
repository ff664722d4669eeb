//! From a file to a set on the grid, a feature at a time.

use std::collections::{HashMap, HashSet};

use kit_gisfile::{Bounds, Fault, Feature, Id, Layer, Rings, Sink};
use overlay::{Frame, Point, PolygonSetBuilder};

use crate::{
    findings::{Finding, What},
    progress::Progress,
};

/// Features that are looked at before the origin of the grid is laid among them.
const LOOKED_AT: usize = 256;

/// What a file gave.
pub(crate) struct Loaded {
    pub(crate) layer: Layer,
    /// The set, yet without its index.
    pub(crate) builder: PolygonSetBuilder,
    /// What each feature of the set is called.
    pub(crate) ids: Vec<Id>,
    /// Where each feature of the set stands in the file.
    pub(crate) rows: Vec<u64>,
    pub(crate) findings: Vec<Finding>,
    /// The box of all features, in the units of the file.
    pub(crate) bounds: Option<Bounds>,
}

/// Puts features on a grid: on that given, else on one around the first features.
pub(crate) struct Loader<'p> {
    progress: Progress<'p>,
    builder: Option<PolygonSetBuilder>,
    waiting: Vec<(Id, u64, Rings, Bounds)>,
    ids: Vec<Id>,
    rows: Vec<u64>,
    findings: Vec<Finding>,
    bounds: Option<Bounds>,
    /// The ring that is being added.
    grid: Vec<Point>,
}

impl<'p> Loader<'p> {
    pub(crate) fn new(frame: Option<Frame>, progress: Progress<'p>) -> Self {
        Self {
            progress,
            builder: frame.map(PolygonSetBuilder::new),
            waiting: Vec::new(),
            ids: Vec::new(),
            rows: Vec::new(),
            findings: Vec::new(),
            bounds: None,
            grid: Vec::new(),
        }
    }

    /// What came together. Ids that repeat are found here.
    pub(crate) fn finish(mut self, layer: Layer) -> Loaded {
        if self.builder.is_none() {
            self.lay_grid();
        }
        self.find_repeated();
        self.findings.sort_by_key(|finding| finding.row);
        // Without any feature any grid will do.
        let origin = Frame::millimetres_around([0.0; 2], [0.0; 2]);
        let builder = self.builder.unwrap_or_else(|| PolygonSetBuilder::new(origin));
        let Self { ids, rows, findings, bounds, .. } = self;
        Loaded { layer, builder, ids, rows, findings, bounds }
    }

    /// Lays the origin in the middle of the features seen so far: of their middles, the median, since one of them may lie
    /// anywhere by mistake.
    fn lay_grid(&mut self) {
        let median = |axis: usize| {
            let mut middles: Vec<f64> = self
                .waiting
                .iter()
                .map(|(_, _, _, box_of)| f64::midpoint(box_of[axis], box_of[axis + 2]))
                .collect();
            middles.sort_by(f64::total_cmp);
            middles.get(middles.len() / 2).copied()
        };
        let (Some(x), Some(y)) = (median(0), median(1)) else { return };
        self.builder = Some(PolygonSetBuilder::new(Frame::millimetres_around([x, y], [x, y])));
        for (id, row, rings, bounds) in std::mem::take(&mut self.waiting) {
            self.add(&Feature { row, id: &id, rings: &rings, bounds });
        }
    }

    fn add(&mut self, feature: &Feature<'_>) {
        let Some(builder) = &mut self.builder else { return };
        let frame = *builder.frame();
        let [min_x, min_y, max_x, max_y] = feature.bounds;
        let far = [[min_x, min_y], [max_x, max_y]].into_iter().find(|corner| !frame.reaches(*corner));
        if let Some(far) = far {
            self.findings.push(Finding { row: feature.row, id: feature.id.clone(), what: What::TooFar(far) });
            return;
        }
        builder.begin_feature();
        for part in feature.rings.parts() {
            builder.begin_part();
            for ring in part {
                frame.snap_all(ring, &mut self.grid);
                builder.ring(self.grid.iter().copied());
            }
        }
        self.ids.push(feature.id.clone());
        self.rows.push(feature.row);
    }

    fn find_repeated(&mut self) {
        // Rows and keys only ever grow.
        let grows = self.ids.windows(2).all(|pair| matches!(pair, [Id::Number(a), Id::Number(b)] if a < b));
        if grows {
            return;
        }
        let mut first: HashMap<&Id, usize> = HashMap::with_capacity(self.ids.len());
        let mut repeated = HashSet::new();
        for (feature, id) in self.ids.iter().enumerate() {
            if let Some(before) = first.get(id) {
                repeated.extend([*before, feature]);
            } else {
                first.insert(id, feature);
            }
        }
        let told = repeated.into_iter().map(|feature| Finding {
            row: self.rows[feature],
            id: self.ids[feature].clone(),
            what: What::Repeated,
        });
        self.findings.extend(told);
    }
}

impl Sink for Loader<'_> {
    fn expect(&mut self, features: u64) {
        self.progress.expect(features);
    }

    fn feature(&mut self, feature: &Feature<'_>) {
        self.progress.at(feature.row);
        self.bounds = Some(self.bounds.map_or(feature.bounds, |all| join(all, feature.bounds)));
        if self.builder.is_some() {
            self.add(feature);
            return;
        }
        self.waiting.push((feature.id.clone(), feature.row, feature.rings.clone(), feature.bounds));
        if self.waiting.len() == LOOKED_AT {
            self.lay_grid();
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.findings.push(Finding { row: fault.row, id: fault.id, what: What::Fault(fault.kind) });
    }
}

fn join(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}
