//! Reads as much of a vector tile (Mapbox Vector Tile 2.1, in protobuf) as the tests ask: which codes are in it.

use std::collections::BTreeSet;

/// The values of `key` in all layers whose name begins with `layer`.
pub fn texts(tile: &[u8], layer: &str, key: &str) -> BTreeSet<String> {
    let layers = fields(tile).into_iter().filter(|(number, _)| *number == 3);
    layers.flat_map(|(_, bytes)| layer_texts(bytes, layer, key)).collect()
}

fn layer_texts(bytes: &[u8], wanted: &str, key: &str) -> Vec<String> {
    let parts = fields(bytes);
    let of = |wanted: u64| parts.iter().filter(move |(number, _)| *number == wanted).map(|(_, part)| *part);
    let name = of(1).map(text).next().unwrap_or_default();
    if !name.starts_with(wanted) {
        return Vec::new();
    }
    let keys: Vec<String> = of(3).map(text).collect();
    let values: Vec<Option<String>> = of(4).map(value).collect();
    let mut found = Vec::new();
    for feature in of(2) {
        for (_, mut tags) in fields(feature).into_iter().filter(|(number, _)| *number == 2) {
            while !tags.is_empty() {
                let (of_key, of_value) = (index(&mut tags), index(&mut tags));
                if keys[of_key] == key {
                    found.extend(values[of_value].clone());
                }
            }
        }
    }
    found
}

/// A value that is a text.
fn value(bytes: &[u8]) -> Option<String> {
    fields(bytes).iter().find(|(number, _)| *number == 1).map(|(_, part)| text(part))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The fields of a message that carry bytes; numbers are passed over.
fn fields(mut bytes: &[u8]) -> Vec<(u64, &[u8])> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes);
        match tag & 7 {
            0 => drop(varint(&mut bytes)),
            1 => bytes = &bytes[8..],
            2 => {
                let length = index(&mut bytes);
                let (part, rest) = bytes.split_at(length);
                found.push((tag >> 3, part));
                bytes = rest;
            }
            5 => bytes = &bytes[4..],
            other => panic!("no such kind of field: {other}"),
        }
    }
    found
}

fn index(bytes: &mut &[u8]) -> usize {
    usize::try_from(varint(bytes)).unwrap()
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            break;
        }
    }
    number
}

#[test]
fn a_text_is_found_in_the_layer_it_is_in() {
    // Tile { layers: [{ name: "cluster", features: [{ tags: [0, 0] }], keys: ["code"], values: ["24-901"] }] }
    let layer = b"\x0a\x07cluster\x12\x04\x12\x02\x00\x00\x1a\x04code\x22\x08\x0a\x0624-901";
    let tile = [&[0x1a, u8::try_from(layer.len()).unwrap()], layer.as_slice()].concat();
    assert_eq!(texts(&tile, "cluster", "code"), ["24-901".to_owned()].into());
    assert!(texts(&tile, "unit", "code").is_empty() && texts(&tile, "cluster", "name").is_empty());
}
