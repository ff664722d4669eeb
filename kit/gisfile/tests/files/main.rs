//! Every reader on files that are right and files that are not: the feature is named, the rest goes on.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod bad;
mod dxf;
mod flatgeobuf;
mod formats;
mod kml;
mod make;
mod points;
mod shapefile;
mod unusable;
mod writers;

use std::path::Path;

use kit_gisfile::{Fault, FaultKind, Feature, Layer, Result, Sink, Source, read};

/// What a reader handed over, in short.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    /// Row, id, and the number of points of every ring of every part.
    features: Vec<(u64, String, Vec<Vec<usize>>)>,
    faults: Vec<(u64, String, FaultKind)>,
    expected: Option<u64>,
}

impl Seen {
    /// Ids of features, and of faults.
    fn ids(&self) -> (Vec<&str>, Vec<&str>) {
        (
            self.features.iter().map(|(_, id, _)| id.as_str()).collect(),
            self.faults.iter().map(|(_, id, _)| id.as_str()).collect(),
        )
    }

    fn kinds(&self) -> Vec<&FaultKind> {
        self.faults.iter().map(|(_, _, kind)| kind).collect()
    }
}

impl Sink for Seen {
    fn expect(&mut self, features: u64) {
        self.expected = Some(features);
    }

    fn feature(&mut self, feature: &Feature<'_>) {
        let shape = feature.rings.parts().map(|part| part.map(<[_]>::len).collect()).collect();
        self.features.push((feature.row, feature.id.to_string(), shape));
    }

    fn fault(&mut self, fault: Fault) {
        self.faults.push((fault.row, fault.id.to_string(), fault.kind));
    }
}

fn seen(path: &Path) -> (Seen, Layer) {
    seen_by(path, None, None).unwrap()
}

fn seen_by(path: &Path, layer: Option<&str>, id_column: Option<&str>) -> Result<(Seen, Layer)> {
    let mut seen = Seen::default();
    let layer = read(&Source { path, layer, id_column }, &mut seen)?;
    Ok((seen, layer))
}

fn refused(path: &Path) -> String {
    seen_by(path, None, None).unwrap_err().to_string()
}
