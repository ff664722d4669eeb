//! Files as they should not be: each is refused by a kind of its own, and nothing is half read.

use std::fs;

use kit_gisfile::{Error, boundary_table};

use crate::{
    make::{dbf, packed, shape_record, shapes, square},
    refused, seen_by,
};

#[test]
fn an_empty_file_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    for content in [b"".as_slice(), b"\n \r\n", b"\xef\xbb\xbf"] {
        fs::write(&path, content).unwrap();
        assert!(matches!(seen_by(&path, None, None), Err(Error::EmptyFile)));
        assert!(content.len() == 3 || matches!(boundary_table(&path), Err(Error::EmptyFile)));
    }
}

#[test]
fn a_truncated_archive_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let shp = shapes(5, &[shape_record(5, &[square(0.0, 0.0, 1.0)], 0)]);
    packed(&path, &[("a.shp", &shp), ("a.dbf", &dbf("ma", &["1"]))]);
    let whole = fs::read(&path).unwrap();
    for length in [4, 30, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(refused(&path).starts_with("damaged: zip: "), "{length}: {}", refused(&path));
    }
    // An entry that was spoilt on the way.
    let mut spoilt = whole;
    let at = spoilt.windows(5).position(|some| some == b"a.shp").unwrap() + 15;
    spoilt[at] ^= 0xff;
    fs::write(&path, spoilt).unwrap();
    assert!(seen_by(&path, None, None).is_err());
}

const BOMB_BYTES: u32 = 3 << 30;

#[test]
fn an_archive_made_to_fill_a_machine_is_refused_before_it_is_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    for (name, file) in [("a.shp", "a.zip"), ("doc.kml", "a.kmz"), ("xl/worksheets/sheet1.xml", "a.xlsx")] {
        let path = folder.path().join(file);
        packed(&path, &[(name, b"small")]);
        // What it unpacks to stands in the directory at the end, 24 bytes into its entry.
        let mut bytes = fs::read(&path).unwrap();
        let entry = bytes.windows(4).position(|some| some == b"PK\x01\x02").unwrap();
        bytes[entry + 24..entry + 28].copy_from_slice(&BOMB_BYTES.to_le_bytes());
        fs::write(&path, bytes).unwrap();
        let error = if file == "a.xlsx" {
            boundary_table(&path).unwrap_err()
        } else {
            seen_by(&path, None, None).unwrap_err()
        };
        assert!(
            matches!(error, Error::TooLarge { bytes, .. } if bytes == u64::from(BOMB_BYTES)),
            "{file}: {error}"
        );
    }
}

#[test]
fn files_of_a_shapefile_that_are_missing_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    let shp = shapes(5, &[shape_record(5, &[square(0.0, 0.0, 1.0)], 0)]);
    fs::write(&path, &shp).unwrap();
    assert!(matches!(seen_by(&path, None, Some("ma")), Err(Error::MissingPart("dbf"))));
    // The index alone has the header of a Shapefile.
    let record_bytes = u32::try_from(shp.len() - 108).unwrap();
    let index = [&shp[..100], &50_u32.to_be_bytes(), &(record_bytes / 2).to_be_bytes()].concat();
    let index = [&index[..24], &54_u32.to_be_bytes(), &index[28..]].concat();
    fs::write(&path, index).unwrap();
    assert!(matches!(seen_by(&path, None, None), Err(Error::MissingPart("shp"))));
}

#[test]
fn a_column_in_old_letters_is_told_with_the_layer() {
    let folder = tempfile::tempdir().unwrap();
    let names = [b"H\xb5 Giang".as_slice(), b"S\xacn \xa7\xe9ng", b"L\xf4c Ng\xb9n"];
    let mut table = dbf("ten", &["", "", ""]);
    for (row, name) in names.iter().enumerate() {
        let at = table.len() - (3 - row) * 11 + 1;
        table[at..at + name.len()].copy_from_slice(name);
    }
    let shape = shape_record(5, &[square(0.0, 0.0, 1.0)], 0);
    let shp = shapes(5, &[shape.clone(), shape.clone(), shape]);
    let (plain, zip) = (folder.path().join("a.shp"), folder.path().join("a.zip"));
    fs::write(&plain, &shp).unwrap();
    fs::write(folder.path().join("a.dbf"), &table).unwrap();
    packed(&zip, &[("a.shp", &shp), ("a.dbf", &table)]);
    for path in [plain, zip] {
        let (seen, layer) = seen_by(&path, None, Some("ten")).unwrap();
        assert_eq!(seen.ids().0, ["Hà Giang", "Sơn Động", "Lục Ngạn"]);
        let found = layer.letters.unwrap();
        assert_eq!((found.charset, found.is_sure()), (kit_gisfile::Charset::Tcvn3, true));
    }
}

#[test]
fn text_that_was_spoilt_anywhere_is_read_or_refused_and_never_stops_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut outcomes = [0; 2];
    for (file, text) in [("a.kml", crate::kml::sample()), ("a.dxf", crate::dxf::sample())] {
        let path = folder.path().join(file);
        // A fixed walk (Knuth's MMIX generator): a byte changed, a piece left out, a piece twice.
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for round in 0..600 {
            let mut bytes = text.clone().into_bytes();
            let (at, length) = (next(bytes.len() - 50), 1 + next(40));
            match round % 3 {
                0 => bytes[at] = b"<>/0129 -\n&;\xc3"[next(13)],
                1 => drop(bytes.drain(at..at + length)),
                _ => {
                    let piece = bytes[at..at + length].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
            fs::write(&path, bytes).unwrap();
            outcomes[usize::from(seen_by(&path, None, None).is_ok())] += 1;
        }
    }
    // Both happen, or nothing was tried.
    assert!(50 < outcomes[0] && 50 < outcomes[1], "{outcomes:?}");
}
