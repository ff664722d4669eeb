//! Reading: file, coordinate system, grid, validity.

use std::{collections::BTreeMap, fs, path::Path};

use geo_types::{Coord, Geometry, LineString, MultiLineString};
use kit_geo::{GeoError, Srid};
use overlay::{
    Frame, Point, PolygonSet, PolygonSetBuilder,
    validity::{Defect, DefectKind, check_set},
};

use crate::{
    Left, MOST_LISTED, Reason, Refusal, Report, crs,
    sink::{Found, One},
};

/// The form of what is read. It changes when the same file would give another set, so that stores are made anew.
pub const FORM: u32 = 1;

/// What to read, and how.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file.
    pub path: &'a Path,
    /// The layer, where the file has several.
    pub layer: Option<&'a str>,
    /// The column that holds the names of the features.
    pub id_column: Option<&'a str>,
    /// The coordinate system, where the file names none or a wrong one.
    pub srid: Option<Srid>,
}

/// What a file gave.
#[derive(Debug)]
pub struct Loaded {
    /// Its valid features on the grid of [`frame`].
    pub set: PolygonSet,
    /// What each of them is called.
    pub names: Vec<String>,
    /// What was read and what was left out.
    pub report: Report,
}

/// The grid of all sets in a coordinate system, whatever lies in them: sets can be overlaid only on one grid.
///
/// # Errors
/// [`Refusal::UnknownCrs`].
pub fn frame(target: Srid) -> Result<Frame, Refusal> {
    let crs = kit_geo::Crs::find(target).map_err(|_| Refusal::UnknownCrs(target.to_string()))?;
    let (min, max) = (crs.domain().min(), crs.domain().max());
    Ok(Frame::millimetres_around([min.x, min.y], [max.x, max.y]))
}

/// Reads a file into `target`, a plane system in metres.
///
/// # Errors
/// What makes the file as a whole useless. A feature that cannot be used is left out and told in the report.
pub fn read(source: &Source<'_>, target: Srid) -> Result<Loaded, Refusal> {
    if fs::metadata(source.path).is_ok_and(|about| about.is_file() && about.len() == 0) {
        return Err(Refusal::EmptyFile);
    }
    let mut found = Found::default();
    let from = kit_gisfile::Source { path: source.path, layer: source.layer, id_column: source.id_column };
    let layer = kit_gisfile::read(&from, &mut found)?;
    if layer.rows == 0 {
        return Err(Refusal::NoFeatures);
    }
    let Found { features, mut left, bounds } = found;
    if features.is_empty() {
        return Err(nothing_left(layer.rows, &left));
    }
    let srid = crs::of(&layer.crs, source.srid, bounds)?;
    let (set, rows) = on_the_grid(&features, srid, target, &mut left)?;
    let (set, names) = valid(&set, &rows, &features, &mut left);
    if set.is_empty() {
        return Err(nothing_left(layer.rows, &left));
    }
    left.sort_by_key(|left| left.row);
    let left_out = left.len();
    left.truncate(MOST_LISTED);
    // What a format means when the file says nothing is not what the file says.
    let is_said = !layer.crs.assumed;
    let report = Report {
        layer: layer.name,
        crs: if is_said { layer.crs.label() } else { String::new() },
        srid: srid.0,
        overruled: is_said
            && source.srid.is_some()
            && crs::named(&layer.crs).is_some_and(|named| named != srid),
        rows: layer.rows,
        features: set.len(),
        left_out,
        flattened: layer.flattened,
        area_m2: (0..set.len()).map(|feature| set.frame().square_metres(set.area(feature))).sum(),
        bounds: around(&set),
        left,
    };
    Ok(Loaded { set, names, report })
}

/// All features whose points lie where both systems reach, and which of `features` each one is.
fn on_the_grid(
    features: &[One],
    from: Srid,
    target: Srid,
    left: &mut Vec<Left>,
) -> Result<(PolygonSet, Vec<usize>), Refusal> {
    let frame = frame(target)?;
    let mut builder = PolygonSetBuilder::new(frame);
    let mut rows = Vec::new();
    let mut grid: Vec<Point> = Vec::new();
    for (number, feature) in features.iter().enumerate() {
        let moved = match moved(feature, from, target) {
            Ok(moved) => moved,
            Err(error) => {
                left.push(out_of_domain(feature, &error)?);
                continue;
            }
        };
        builder.begin_feature();
        let mut rings = moved.0.iter();
        for part in feature.rings.parts() {
            builder.begin_part();
            for ring in rings.by_ref().take(part.len()) {
                grid.clear();
                for at in &ring.0 {
                    let point = frame.snap([at.x, at.y]);
                    grid.push(point.map_err(|far| Refusal::Fault(format!("{far:?} is off the grid")))?);
                }
                builder.ring(grid.iter().copied());
            }
        }
        rows.push(number);
    }
    Ok((builder.finish(), rows))
}

/// The rings of a feature in the other system, part after part. From a system to itself points are still looked at.
fn moved(feature: &One, from: Srid, target: Srid) -> Result<MultiLineString, GeoError> {
    let rings = feature.rings.parts().flatten();
    let line = |ring: &[[f64; 2]]| LineString(ring.iter().map(|[x, y]| Coord { x: *x, y: *y }).collect());
    let rings = MultiLineString(rings.map(line).collect());
    if from == target {
        let domain = kit_geo::Crs::find(target)?.domain();
        let (min, max) = (domain.min(), domain.max());
        let points = rings.0.iter().flat_map(|ring| &ring.0);
        let outside = |at: &&Coord| !(min.x <= at.x && at.x <= max.x && min.y <= at.y && at.y <= max.y);
        return match points.clone().position(|at| outside(&at)).zip(points.clone().find(outside)) {
            Some((position, at)) => Err(GeoError::OutOfDomain { position, x: at.x, y: at.y, srid: target }),
            None => Ok(rings),
        };
    }
    match kit_geo::transform(&Geometry::MultiLineString(rings), from, target)? {
        Geometry::MultiLineString(moved) => Ok(moved),
        _ => Ok(MultiLineString(Vec::new())),
    }
}

fn out_of_domain(feature: &One, error: &GeoError) -> Result<Left, Refusal> {
    let GeoError::OutOfDomain { x, y, .. } = *error else { return Err(Refusal::Fault(error.to_string())) };
    let (row, id) = (feature.row, feature.id.clone());
    Ok(Left { row, id, reason: Reason::OutOfDomain, at: Some([x, y]) })
}

/// The valid features of a set, with what they are called.
fn valid(
    set: &PolygonSet,
    rows: &[usize],
    features: &[One],
    left: &mut Vec<Left>,
) -> (PolygonSet, Vec<String>) {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let defects: BTreeMap<usize, Defect> = check_set(set, threads)
        .into_iter()
        .filter_map(|(feature, defects)| Some((feature, *defects.list.first()?)))
        .collect();
    let mut builder = PolygonSetBuilder::new(*set.frame());
    let mut names = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let feature = &features[*row];
        if let Some(defect) = defects.get(&number) {
            let at = Some(set.frame().metres(defect.at));
            let (row, id) = (feature.row, feature.id.clone());
            left.push(Left { row, id, reason: reason(defect.kind), at });
            continue;
        }
        let shape = set.shape(number);
        builder.begin_feature();
        for part in 0..shape.part_count() {
            builder.begin_part();
            shape.part(part).for_each(|ring| builder.ring(ring.iter().copied()));
        }
        names.push(feature.id.clone());
    }
    (builder.finish(), names)
}

const fn reason(kind: DefectKind) -> Reason {
    match kind {
        DefectKind::TooFewPoints | DefectKind::ZeroArea => Reason::NoArea,
        DefectKind::RingCrossesItself | DefectKind::RingTouchesItself | DefectKind::RingOverlapsItself => {
            Reason::CrossesItself
        }
        DefectKind::RepeatedRing
        | DefectKind::RingsCross
        | DefectKind::RingsShareSegment
        | DefectKind::HoleOutsideShell
        | DefectKind::NestedHoles
        | DefectKind::NestedParts
        | DefectKind::OverlappingParts
        | DefectKind::InteriorDisconnected => Reason::RingsConflict,
    }
}

fn nothing_left(rows: u64, left: &[Left]) -> Refusal {
    let count = |reason: &Reason| left.iter().filter(|left| left.reason == *reason).count();
    let reason = Reason::ALL.into_iter().max_by_key(count).unwrap_or(Reason::Empty);
    Refusal::NothingLeft { rows, reason }
}

/// The box around a set, in metres.
fn around(set: &PolygonSet) -> [f64; 4] {
    let rects = (0..set.len()).map(|feature| set.rect(feature));
    let all = rects.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let [min_x, min_y, max_x, max_y] = all.unwrap_or_default().map(f64::from);
    let (min, max) = (set.frame().metres([min_x, min_y]), set.frame().metres([max_x, max_y]));
    [min[0], min[1], max[0], max[1]]
}
