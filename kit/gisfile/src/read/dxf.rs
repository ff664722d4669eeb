//! DXF of `AutoCAD` (Autodesk, *DXF Reference*): closed polylines and hatches of model space as polygons, by layer.
//!
//! A small reader of our own: the `dxf` package builds the whole drawing in memory and stops at the first entity it does not
//! know, while a boundary needs three kinds of entities and every broken one named. Drawings say nothing of a coordinate
//! system; of the unit they may. Lines, texts, points and blocks are no areas and are passed over.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead, BufReader},
};

use kit_charset::{Charset, Evidence};

use self::{
    entity::{Entity, Shape},
    pairs::{Pair, Pairs},
};
use super::{Named, Out, Source, choose, stem};
use crate::{Crs, CrsKind, Error, Id, Layer, Result, Rings};

mod arcs;
mod entity;
mod hatch;
mod pairs;

/// The only column.
const HANDLE: &str = "handle";

pub(super) fn read(source: &Source<'_>, mut out: Out<'_>) -> Result<Layer> {
    if let Some(wanted) = source.id_column.filter(|column| !column.eq_ignore_ascii_case(HANDLE)) {
        return Err(Error::NoColumn { wanted: wanted.to_owned(), columns: vec![HANDLE.to_owned()] });
    }
    let open = || Ok::<_, Error>(BufReader::new(File::open(source.path)?));
    let drawing = Drawing::look(open()?)?;
    let layers: Vec<(String, &Vec<u8>)> =
        drawing.layers.iter().map(|name| (text(name, drawing.charset), name)).collect();
    let (layer, raw_name) = choose(&layers, source.layer, |(name, _)| name)?;
    let mut rings = Rings::default();
    each_entity(open()?, |entity| {
        if entity.layer == **raw_name {
            rings.clear();
            let found = entity.polygons(&mut rings);
            let named = match (source.id_column, &entity.handle) {
                (None, _) => Named::ByRow,
                (Some(_), Some(handle)) => Named::By(Id::Text(handle.as_str().into())),
                (Some(_), None) => Named::Nameless,
            };
            out.feature(named, found, &rings);
        }
    })?;
    let name = if layer.is_empty() { stem(source.path) } else { layer.clone() };
    Ok(out.layer(name, Crs { kind: drawing.unit, ..Crs::UNKNOWN }))
}

/// What a first look finds.
struct Drawing {
    /// Layers with areas.
    layers: BTreeSet<Vec<u8>>,
    charset: Charset,
    unit: CrsKind,
}

impl Drawing {
    fn look(file: impl BufRead) -> Result<Self> {
        let mut drawing = Self { layers: BTreeSet::new(), charset: Charset::Utf8, unit: CrsKind::Unknown };
        let mut names = Evidence::default();
        let mut rings = Rings::default();
        let unit = each_entity(file, |entity| {
            names.add(&entity.layer);
            if entity.polygons(&mut rings).is_ok() {
                drawing.layers.insert(entity.layer.clone());
            }
            rings.clear();
        })?;
        drawing.charset = names.detection().charset;
        drawing.unit = unit;
        Ok(drawing)
    }
}

/// Reads the entities of model space that could be areas, and tells the unit of the drawing.
fn each_entity(file: impl BufRead, mut each: impl FnMut(&Entity)) -> Result<CrsKind> {
    let mut pairs = Pairs::new(file);
    let (mut section, mut unit, mut variable) = (Vec::new(), CrsKind::Unknown, Vec::new());
    // Of an old polyline, until its last vertex is read.
    let mut open: Option<Entity> = None;
    while let Some(Pair { code, value }) = pairs.next()? {
        match (code, value.as_slice()) {
            (0, b"SECTION" | b"ENDSEC") => section.clear(),
            (0, b"EOF") => return Ok(unit),
            (2, name) if section.is_empty() => section = name.to_vec(),
            (9, name) if section == b"HEADER" => variable = name.to_vec(),
            (70, number) if section == b"HEADER" && variable == b"$INSUNITS" => unit = unit_of(number),
            (0, kind) if section == b"ENTITIES" => {
                let entity = Entity::read(kind, &mut pairs)?;
                if let Some(polyline) = open.as_mut()
                    && !polyline.takes(&entity)
                {
                    each(polyline);
                    open = None;
                }
                match entity.shape {
                    _ if entity.is_on_paper => {}
                    Shape::Polyline => open = Some(entity),
                    Shape::Ring | Shape::Hatch => each(&entity),
                    Shape::Vertex | Shape::Other => {}
                }
            }
            _ => {}
        }
    }
    Err(Error::Damaged(format!("DXF line {}: the file ends early", pairs.line())))
}

/// `$INSUNITS`: 6 is metres. Any other value says nothing: templates, that of GDAL among them, have inches whatever is drawn.
fn unit_of(number: &[u8]) -> CrsKind {
    if number == b"6" { CrsKind::Metres } else { CrsKind::Unknown }
}

/// Text with the escapes of letters that its code page does not have: `\U+1EAF`.
fn text(bytes: &[u8], charset: Charset) -> String {
    let text = charset.decode(bytes);
    let mut parts = text.split("\\U+");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letter = part.get(..4).and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
        if let Some(letter) = letter {
            whole.push(letter);
            whole.push_str(&part[4..]);
        } else {
            whole.push_str("\\U+");
            whole.push_str(part);
        }
    }
    Charset::Utf8.decode(whole.as_bytes())
}

/// Whether a file begins as DXF in text: a comment, or the first section.
pub(super) fn is_text(start: &[u8]) -> bool {
    let mut lines = start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    matches!((lines.next(), lines.next()), (Some(b"0"), Some(b"SECTION")) | (Some(b"999"), Some(_)))
}

/// What a DXF in binary form begins with.
pub(super) const BINARY_START: &[u8] = b"AutoCAD Binary DXF\r\n\x1a\0";
