//! A small reader of vector tiles (Mapbox Vector Tile 2.1), written from the specification and not from our writer.

use std::collections::BTreeMap;

use serde_json::Value;

/// A layer of a tile.
pub struct Layer {
    pub version: u64,
    pub extent: u64,
    pub features: Vec<Feature>,
}

/// A feature of a layer.
pub struct Feature {
    /// 1 point, 3 polygon.
    pub kind: u64,
    pub properties: BTreeMap<String, Value>,
    /// The rings of polygons, or points.
    pub parts: Vec<Vec<(i64, i64)>>,
}

impl Feature {
    /// A property that is text.
    pub fn text(&self, name: &str) -> &str {
        self.properties.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// Reads a tile.
pub fn read(tile: &[u8]) -> BTreeMap<String, Layer> {
    fields(tile)
        .into_iter()
        .filter(|(number, _)| *number == 3)
        .map(|(_, field)| layer(field.bytes()))
        .collect()
}

enum Field<'a> {
    Number(u64),
    Eight(f64),
    Bytes(&'a [u8]),
}

impl<'a> Field<'a> {
    fn number(&self) -> u64 {
        let Self::Number(number) = self else { panic!("no number") };
        *number
    }

    fn bytes(&self) -> &'a [u8] {
        let Self::Bytes(bytes) = self else { panic!("no bytes") };
        bytes
    }

    fn text(&self) -> String {
        String::from_utf8(self.bytes().to_vec()).unwrap()
    }

    /// Packed numbers.
    fn numbers(&self) -> Vec<u64> {
        let (mut rest, mut found) = (self.bytes(), Vec::new());
        while !rest.is_empty() {
            found.push(varint(&mut rest));
        }
        found
    }
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first().expect("a number goes on");
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return number;
        }
    }
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        let field = match key & 7 {
            0 => Field::Number(varint(&mut bytes)),
            1 => {
                let (eight, rest) = bytes.split_first_chunk().unwrap();
                bytes = rest;
                Field::Eight(f64::from_le_bytes(*eight))
            }
            2 => {
                let length = usize::try_from(varint(&mut bytes)).unwrap();
                let (content, rest) = bytes.split_at(length);
                bytes = rest;
                Field::Bytes(content)
            }
            other => panic!("wire type {other}"),
        };
        found.push((key >> 3, field));
    }
    found
}

fn layer(bytes: &[u8]) -> (String, Layer) {
    let all = fields(bytes);
    let of = |number: u64| all.iter().filter(move |(n, _)| *n == number).map(|(_, field)| field);
    let keys: Vec<_> = of(3).map(Field::text).collect();
    let values: Vec<_> = of(4).map(|field| value(field.bytes())).collect();
    let version = of(15).next().unwrap().number();
    let extent = of(5).next().map_or(4096, Field::number);
    let features = of(2).map(|field| feature(field.bytes(), &keys, &values)).collect();
    (of(1).next().unwrap().text(), Layer { version, extent, features })
}

fn value(bytes: &[u8]) -> Value {
    match fields(bytes).into_iter().next().unwrap() {
        (1, field) => field.text().into(),
        (3, Field::Eight(number)) => number.into(),
        (7, field) => (field.number() != 0).into(),
        (number, _) => panic!("a value of kind {number}"),
    }
}

fn feature(bytes: &[u8], keys: &[String], values: &[Value]) -> Feature {
    let all = fields(bytes);
    let of = |number: u64| all.iter().find(|(n, _)| *n == number).map(|(_, field)| field);
    let tags = of(2).map(Field::numbers).unwrap_or_default();
    let index = |tag: u64| usize::try_from(tag).unwrap();
    let pairs = tags.chunks(2).map(|pair| (keys[index(pair[0])].clone(), values[index(pair[1])].clone()));
    Feature {
        kind: of(3).unwrap().number(),
        properties: pairs.collect(),
        parts: parts(&of(4).unwrap().numbers()),
    }
}

/// Follows the commands: 1 move, 2 line, 7 close.
fn parts(numbers: &[u64]) -> Vec<Vec<(i64, i64)>> {
    let zigzag = |n: u64| (n >> 1).cast_signed() ^ -((n & 1).cast_signed());
    let (mut at, mut x, mut y) = (0, 0, 0);
    let mut found: Vec<Vec<(i64, i64)>> = Vec::new();
    while let Some(command) = numbers.get(at) {
        at += 1;
        let (kind, count) = (command & 7, command >> 3);
        if kind == 7 {
            continue;
        }
        for _ in 0..count {
            x += zigzag(numbers[at]);
            y += zigzag(numbers[at + 1]);
            at += 2;
            if kind == 1 {
                found.push(Vec::new());
            }
            found.last_mut().unwrap().push((x, y));
        }
    }
    found
}
