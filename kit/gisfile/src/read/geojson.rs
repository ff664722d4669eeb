//! `GeoJSON` (RFC 7946), a feature at a time, with the `crs` member that the standard has done away with and GDAL still writes.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader},
};

use serde::{
    Deserialize,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::{
    BYTE_ORDER_MARK, Named, Out, Source, only_layer,
    split::{Part, split},
};
use crate::{Crs, Error, FaultKind, Id, Layer, Result, Rings};

#[derive(Deserialize)]
struct Feature<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    geometry: Option<Geometry<'a>>,
    #[serde(borrow)]
    properties: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Geometry<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
    #[serde(borrow)]
    geometries: Option<Vec<Geometry<'a>>>,
}

pub(super) fn read(source: &Source<'_>, mut out: Out<'_>) -> Result<Layer> {
    let name = only_layer(source)?;
    let mut file = BufReader::new(File::open(source.path)?);
    if file.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
        file.consume(BYTE_ORDER_MARK.len());
    }
    let mut rings = Rings::default();
    let mut members = BTreeMap::new();
    // That no feature has the column shows only at the end.
    let mut column_seen = false;
    split(file, "features", |part| {
        match part {
            Part::Element(text) => {
                column_seen |= feature(text, source.id_column, &mut rings, &mut out);
            }
            Part::Member(name, value) => {
                members.insert(String::from_utf8_lossy(name).into_owned(), value.to_vec());
            }
        }
        Ok(())
    })?;
    let text = |name: &str| members.get(name).and_then(|value| serde_json::from_slice::<Value>(value).ok());
    match text("type").as_ref().and_then(Value::as_str) {
        Some("FeatureCollection") => {}
        // A lone feature, or a bare geometry.
        Some("Feature") => column_seen |= feature(&whole(&members), source.id_column, &mut rings, &mut out),
        Some(_) if members.contains_key("coordinates") || members.contains_key("geometries") => {
            let geometry = [br#"{"geometry":"#.as_slice(), &whole(&members), b"}"].concat();
            column_seen |= feature(&geometry, source.id_column, &mut rings, &mut out);
        }
        _ => return Err(Error::UnknownFormat),
    }
    match source.id_column {
        Some(wanted) if !column_seen && 0 < out.rows => {
            Err(Error::NoColumn { wanted: wanted.to_owned(), columns: Vec::new() })
        }
        _ => Ok(out.layer(name, crs(text("crs").as_ref()))),
    }
}

/// Members put together again.
fn whole(members: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let members: Vec<Vec<u8>> =
        members.iter().map(|(name, value)| [b"\"", name.as_bytes(), b"\":", value].concat()).collect();
    [b"{".as_slice(), &members.join(b",".as_slice()), b"}"].concat()
}

/// Hands a feature over, and tells whether it had the column of the id.
fn feature(text: &[u8], id_column: Option<&str>, rings: &mut Rings, out: &mut Out<'_>) -> bool {
    rings.clear();
    let read: Feature<'_> = match serde_json::from_slice(text) {
        Ok(read) => read,
        Err(cause) => {
            // Its name may be readable although its geometry is not; a feature without a readable name is told by its row.
            out.feature(Named::ByRow, Err(malformed(&cause)), rings);
            return false;
        }
    };
    let found = match &read.geometry {
        Some(shape) => geometry(shape, rings),
        None => Err(FaultKind::Empty),
    };
    let value =
        id_column.and_then(|column| member(read.properties?, column).or_else(|| own_id(&read, column)));
    let seen = value.is_some();
    let named = match (id_column, value) {
        (None, _) => Named::ByRow,
        (Some(_), Some(value)) => id(&value).map_or(Named::Nameless, Named::By),
        (Some(_), None) => Named::Nameless,
    };
    out.feature(named, found, rings);
    seen
}

/// A property by its name.
fn member(properties: &RawValue, column: &str) -> Option<Value> {
    let mut all: BTreeMap<String, &RawValue> = serde_json::from_str(properties.get()).ok()?;
    serde_json::from_str(all.remove(column)?.get()).ok()
}

/// The feature's own id, if it is asked for as `id`.
fn own_id(read: &Feature<'_>, column: &str) -> Option<Value> {
    (column == "id").then(|| serde_json::from_str(read.id?.get()).ok()).flatten()
}

fn id(value: &Value) -> Option<Id> {
    match value {
        Value::String(text) => Some(Id::Text(text.as_str().into())),
        Value::Number(number) => {
            Some(number.as_i64().map_or_else(|| Id::Text(number.to_string().into()), Id::Number))
        }
        _ => None,
    }
}

fn geometry(shape: &Geometry<'_>, rings: &mut Rings) -> std::result::Result<(), FaultKind> {
    let coordinates = shape.coordinates.map_or("null", RawValue::get);
    match shape.kind {
        "Polygon" => {
            let rings_of =
                serde_json::from_str::<Option<Vec<Ring>>>(coordinates).map_err(|cause| malformed(&cause))?;
            polygon(rings_of.unwrap_or_default(), rings);
        }
        "MultiPolygon" => {
            let parts = serde_json::from_str::<Option<Vec<Vec<Ring>>>>(coordinates)
                .map_err(|cause| malformed(&cause))?;
            for part in parts.unwrap_or_default() {
                polygon(part, rings);
            }
        }
        "GeometryCollection" => {
            for part in shape.geometries.iter().flatten() {
                geometry(part, rings)?;
            }
        }
        "Point" => return Err(FaultKind::NotPolygon("point")),
        "MultiPoint" => return Err(FaultKind::NotPolygon("points")),
        "LineString" => return Err(FaultKind::NotPolygon("line")),
        "MultiLineString" => return Err(FaultKind::NotPolygon("lines")),
        other => return Err(FaultKind::Malformed(format!("unknown geometry type {other}"))),
    }
    Ok(())
}

type Ring = Vec<Position>;

fn polygon(drawn: Vec<Ring>, rings: &mut Rings) {
    for ring in drawn {
        rings.flattened |= ring.iter().any(|position| position.more);
        rings.points(ring.into_iter().map(|position| position.at));
        rings.end_ring();
    }
    rings.end_part();
}

/// Two numbers; more are left out.
struct Position {
    at: [f64; 2],
    more: bool,
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> std::result::Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Position;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("two numbers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> std::result::Result<Position, A::Error> {
                let short = |count| serde::de::Error::invalid_length(count, &self);
                let x = numbers.next_element()?.ok_or_else(|| short(0))?;
                let y = numbers.next_element()?.ok_or_else(|| short(1))?;
                let mut more = false;
                while numbers.next_element::<IgnoredAny>()?.is_some() {
                    more = true;
                }
                Ok(Position { at: [x, y], more })
            }
        }
        input.deserialize_seq(Numbers)
    }
}

fn malformed(cause: &serde_json::Error) -> FaultKind {
    FaultKind::Malformed(cause.to_string())
}

/// The `crs` member of the draft of 2008; without one, what the standard means.
fn crs(member: Option<&Value>) -> Crs {
    match member.map(|crs| &crs["properties"]["name"]) {
        Some(Value::String(name)) => Crs::from_urn(name),
        Some(_) => Crs::UNKNOWN,
        None => Crs { assumed: true, ..Crs::wgs84() },
    }
}
