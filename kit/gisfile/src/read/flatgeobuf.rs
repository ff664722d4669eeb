//! `FlatGeobuf` (flatgeobuf.org, version 3): a header, an index that is skipped, and features one after the other.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
};

use ::flatgeobuf::{
    ColumnType, Geometry, GeometryType, Header, size_prefixed_root_as_feature_with_opts,
    size_prefixed_root_as_header,
};
use flatbuffers::VerifierOptions;

use super::{Named, Out, Source, length, only_layer};
use crate::{Crs, Error, FaultKind, Id, Layer, Result, Rings};

const MAGIC_BYTES: u64 = 8;
/// Bytes of the number that says how long what follows is.
const SIZE_BYTES: usize = 4;
/// A node of the index: a box of four doubles and an offset.
const NODE_BYTES: u64 = 40;
/// Collections in collections.
const MAX_DEPTH: u8 = 16;
/// Parts of a feature may be the same bytes. Written out it is at most so many times as long: usual are a few times, since
/// tables alike share the list of their fields; a file made to fill the memory would have millions.
const MOST_REPEATED: usize = 16;
/// No table is shorter.
const TABLE_BYTES: usize = 4;

pub(super) fn read(source: &Source<'_>, mut out: Out<'_>) -> Result<Layer> {
    let name = only_layer(source)?;
    let mut file = File::open(source.path)?;
    let end = length(&mut file)?;
    let mut file = BufReader::new(file);
    file.seek(SeekFrom::Start(MAGIC_BYTES))?;
    let mut header = Vec::new();
    let mut at = MAGIC_BYTES;
    block(&mut file, &mut header, &mut at, end)?;
    let header = size_prefixed_root_as_header(&header)
        .map_err(|cause| Error::Damaged(format!("the header: {cause}")))?;
    let id_column = source.id_column.map(|wanted| id_column(&header, wanted)).transpose()?;
    let expected = header.features_count();
    out.sink.expect(expected);
    let index = index_bytes(expected, header.index_node_size().into())
        .filter(|bytes| *bytes <= end - at)
        .ok_or_else(|| Error::Damaged("an index longer than the file".to_owned()))?;
    at += index;
    file.seek(SeekFrom::Start(at))?;
    let (mut bytes, mut rings) = (Vec::new(), Rings::default());
    while at < end {
        block(&mut file, &mut bytes, &mut at, end)?;
        rings.clear();
        match size_prefixed_root_as_feature_with_opts(&limits(bytes.len()), &bytes) {
            Ok(feature) => {
                let named = match id_column {
                    None => Named::ByRow,
                    Some(column) => {
                        let columns = feature.columns().or(header.columns());
                        let kinds = columns.iter().flatten().map(|column| column.type_()).collect::<Vec<_>>();
                        let properties = feature.properties().map(|all| all.bytes()).unwrap_or_default();
                        property(properties, &kinds, column).map_or(Named::Nameless, Named::By)
                    }
                };
                rings.flattened = header.has_z() || header.has_m();
                let found = match feature.geometry() {
                    Some(shape) => geometry(&shape, header.geometry_type(), &mut rings, 0),
                    None => Err(FaultKind::Empty),
                };
                out.feature(named, found, &rings);
            }
            Err(cause) => out.feature(Named::ByRow, Err(FaultKind::Malformed(cause.to_string())), &rings),
        }
    }
    if out.rows < expected {
        return Err(Error::Damaged(format!("{} features, and the header says {expected}", out.rows)));
    }
    Ok(out.layer(name, crs(&header)))
}

/// How much of a feature of so many bytes is looked at.
fn limits(bytes: usize) -> VerifierOptions {
    VerifierOptions {
        max_tables: bytes / TABLE_BYTES * MOST_REPEATED,
        max_apparent_size: bytes.saturating_mul(MOST_REPEATED),
        ..VerifierOptions::default()
    }
}

/// Reads a size and that many bytes into the buffer, the size included.
fn block(file: &mut impl Read, buffer: &mut Vec<u8>, at: &mut u64, end: u64) -> Result<()> {
    let mut size = [0; SIZE_BYTES];
    file.read_exact(&mut size)?;
    *at += SIZE_BYTES as u64;
    let bytes = u32::from_le_bytes(size);
    if end - *at < u64::from(bytes) {
        return Err(Error::Damaged("the file ends early".to_owned()));
    }
    buffer.clear();
    buffer.extend(size);
    buffer.resize(SIZE_BYTES + bytes as usize, 0);
    file.read_exact(&mut buffer[SIZE_BYTES..])?;
    *at += u64::from(bytes);
    Ok(())
}

/// How long the packed tree is: the features, and above them every level with a node for each `node_size` of the one below.
/// None when that is more than any file has.
fn index_bytes(features: u64, node_size: u64) -> Option<u64> {
    if node_size == 0 || features == 0 {
        return Some(0);
    }
    // The writers of the format take 2 as the least, too.
    let node_size = node_size.max(2);
    let (mut level, mut nodes) = (features, features);
    while 1 < level {
        level = level.div_ceil(node_size);
        nodes = nodes.checked_add(level)?;
    }
    nodes.checked_mul(NODE_BYTES)
}

fn geometry(
    shape: &Geometry<'_>,
    by_header: GeometryType,
    rings: &mut Rings,
    depth: u8,
) -> std::result::Result<(), FaultKind> {
    // The header says it for all, or leaves it to each; members of a collection always say it themselves.
    let kind = if by_header == GeometryType::Unknown { shape.type_() } else { by_header };
    match kind {
        GeometryType::Polygon => polygon(shape, rings),
        GeometryType::MultiPolygon | GeometryType::GeometryCollection if depth == MAX_DEPTH => {
            Err(FaultKind::Malformed("collections are nested too deep".to_owned()))
        }
        GeometryType::MultiPolygon | GeometryType::GeometryCollection => {
            for part in shape.parts().into_iter().flatten() {
                // Parts of a multipolygon need not say that they are polygons.
                let of_part = if kind == GeometryType::MultiPolygon {
                    GeometryType::Polygon
                } else {
                    GeometryType::Unknown
                };
                geometry(&part, of_part, rings, depth + 1)?;
            }
            Ok(())
        }
        GeometryType::Point => Err(FaultKind::NotPolygon("point")),
        GeometryType::MultiPoint => Err(FaultKind::NotPolygon("points")),
        GeometryType::LineString => Err(FaultKind::NotPolygon("line")),
        GeometryType::MultiLineString => Err(FaultKind::NotPolygon("lines")),
        GeometryType::Unknown => Err(FaultKind::Malformed("a geometry without a type".to_owned())),
        GeometryType::PolyhedralSurface | GeometryType::TIN | GeometryType::Triangle => {
            Err(FaultKind::NotPolygon("surface"))
        }
        _ => Err(FaultKind::NotPolygon("curve")),
    }
}

fn polygon(shape: &Geometry<'_>, rings: &mut Rings) -> std::result::Result<(), FaultKind> {
    let (points, _) = shape.xy().map(|xy| xy.bytes()).unwrap_or_default().as_chunks::<16>();
    let point = |bytes: &[u8; 16]| {
        let (numbers, _) = bytes.as_chunks::<8>();
        [f64::from_le_bytes(numbers[0]), f64::from_le_bytes(numbers[1])]
    };
    if points.is_empty() {
        return Ok(());
    }
    // A single ring need not say where it ends.
    let ends: Vec<u32> = shape.ends().map(|ends| ends.iter().collect()).unwrap_or_default();
    let mut first = 0;
    let only = u32::try_from(points.len()).unwrap_or(u32::MAX);
    for end in if ends.is_empty() { vec![only] } else { ends } {
        let ring = points.get(first..end as usize).ok_or_else(|| {
            FaultKind::Malformed(format!("a ring from point {first} to {end} of {}", points.len()))
        })?;
        rings.points(ring.iter().map(point));
        rings.end_ring();
        first = end as usize;
    }
    rings.end_part();
    Ok(())
}

fn id_column(header: &Header<'_>, wanted: &str) -> Result<usize> {
    let names: Vec<&str> = header.columns().iter().flatten().map(|column| column.name()).collect();
    names.iter().position(|name| *name == wanted).ok_or_else(|| Error::NoColumn {
        wanted: wanted.to_owned(),
        columns: names.iter().map(|name| (*name).to_owned()).collect(),
    })
}

/// The value of a column: properties are pairs of the column's number and its value, those without one left out.
fn property(mut bytes: &[u8], kinds: &[ColumnType], wanted: usize) -> Option<Id> {
    while let Some((number, rest)) = bytes.split_first_chunk::<2>() {
        let column = usize::from(u16::from_le_bytes(*number));
        let kind = *kinds.get(column)?;
        let (size, rest) = match kind {
            ColumnType::Byte | ColumnType::UByte | ColumnType::Bool => (1, rest),
            ColumnType::Short | ColumnType::UShort => (2, rest),
            ColumnType::Int | ColumnType::UInt | ColumnType::Float => (4, rest),
            ColumnType::Long | ColumnType::ULong | ColumnType::Double => (8, rest),
            _ => {
                let (size, rest) = rest.split_first_chunk::<4>()?;
                (u32::from_le_bytes(*size) as usize, rest)
            }
        };
        let (value, rest) = rest.split_at_checked(size)?;
        if column == wanted {
            return id(kind, value);
        }
        bytes = rest;
    }
    None
}

fn id(kind: ColumnType, value: &[u8]) -> Option<Id> {
    let signed = |bytes: &[u8]| {
        // As many bytes as the type has, the sign carried on.
        let fill = if bytes.last().is_some_and(|byte| *byte & 0x80 != 0) { 0xff } else { 0 };
        let mut whole = [fill; 8];
        whole[..bytes.len()].copy_from_slice(bytes);
        i64::from_le_bytes(whole)
    };
    let unsigned = |bytes: &[u8]| {
        let mut whole = [0; 8];
        whole[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(whole)
    };
    Some(match kind {
        ColumnType::Byte | ColumnType::Short | ColumnType::Int | ColumnType::Long => {
            Id::Number(signed(value))
        }
        ColumnType::UByte | ColumnType::UShort | ColumnType::UInt | ColumnType::ULong => {
            let number = unsigned(value);
            i64::try_from(number).map_or_else(|_| Id::Text(number.to_string().into()), Id::Number)
        }
        ColumnType::Float => Id::Text(f32::from_le_bytes(value.try_into().ok()?).to_string().into()),
        ColumnType::Double => Id::Text(f64::from_le_bytes(value.try_into().ok()?).to_string().into()),
        ColumnType::Bool => Id::Text((value != [0]).to_string().into()),
        _ => Id::Text(String::from_utf8_lossy(value).into()),
    })
}

fn crs(header: &Header<'_>) -> Crs {
    let Some(said) = header.crs() else { return Crs::UNKNOWN };
    let by_text = said.wkt().map_or(Crs::UNKNOWN, Crs::from_wkt);
    if said.code() == 0 {
        return by_text;
    }
    let by_code = Crs::from_code(said.org().unwrap_or("EPSG"), &said.code().to_string());
    let kind = if by_text.is_unknown() { by_code.kind } else { by_text.kind };
    let name = by_text.name.or(by_code.name).or(said.name().map(str::to_owned));
    Crs { code: by_code.code, name, kind, definition: by_text.definition, assumed: false }
}
