//! Files for the tests, made by code.

use std::{fs, path::Path};

use kit_gisfile::{Column, ColumnKind, Crs, Rings, Shape, Value, WriteFormat, Writer};

/// A closed square.
pub(crate) fn square(x: f64, y: f64, size: f64) -> Vec<[f64; 2]> {
    vec![[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
}

/// A polygon of rings as they are.
pub(crate) fn polygon(rings: &[Vec<[f64; 2]>]) -> Rings {
    let mut shape = Rings::default();
    for ring in rings {
        shape.points(ring.iter().copied());
        shape.end_ring();
    }
    shape.end_part();
    shape
}

/// Features that are right at the ends and each broken in another way between.
pub(crate) fn good_and_bad() -> Vec<(&'static str, Rings)> {
    let square = |x: f64| square(x, 0.0, 4.0);
    let mut not_a_number = square(0.0);
    not_a_number[2][1] = f64::NAN;
    let mut infinite = square(0.0);
    infinite[1][0] = f64::INFINITY;
    vec![
        ("first", polygon(&[square(0.0), square(1.0)])),
        ("nan", polygon(&[not_a_number])),
        ("infinite", polygon(&[square(0.0), infinite])),
        ("open", polygon(&[square(0.0)[..4].to_vec()])),
        ("short", polygon(&[vec![[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]]])),
        ("empty", Rings::default()),
        ("last", polygon(&[square(9.0)])),
    ]
}

/// The columns `name` and `number`, in EPSG:9214.
pub(crate) fn table(path: &Path, rows: &[(&str, Rings)]) {
    let columns = [
        Column { name: "name", kind: ColumnKind::Text },
        Column { name: "number", kind: ColumnKind::Integer },
    ];
    let crs = Crs::from_code("EPSG", "9214");
    let mut writer = Writer::to_file(path, WriteFormat::of(path).unwrap(), &columns, &crs, true).unwrap();
    for ((name, rings), number) in rows.iter().zip(100..) {
        writer.row(&[Value::Text(name), Value::Integer(number)], Shape::Polygons(rings)).unwrap();
    }
    writer.finish().unwrap();
}

/// A record of a Shapefile: its type, its rings, and so many doubles for each point behind them.
pub(crate) fn shape_record(kind: u32, rings: &[Vec<[f64; 2]>], extra: usize) -> Vec<u8> {
    let mut content = kind.to_le_bytes().to_vec();
    content.extend([0; 32]);
    let points: Vec<[f64; 2]> = rings.concat();
    content.extend(u32::try_from(rings.len()).unwrap().to_le_bytes());
    content.extend(u32::try_from(points.len()).unwrap().to_le_bytes());
    let mut start = 0_u32;
    for ring in rings {
        content.extend(start.to_le_bytes());
        start += u32::try_from(ring.len()).unwrap();
    }
    content.extend(points.iter().flatten().flat_map(|number| number.to_le_bytes()));
    content.extend(vec![0; extra * points.len() * 8]);
    content
}

/// A `.shp` of records.
pub(crate) fn shapes(kind: u32, records: &[Vec<u8>]) -> Vec<u8> {
    let mut file = vec![0; 100];
    for (content, number) in records.iter().zip(1_u32..) {
        file.extend(number.to_be_bytes());
        file.extend(u32::try_from(content.len() / 2).unwrap().to_be_bytes());
        file.extend(content);
    }
    file[..4].copy_from_slice(&9994_u32.to_be_bytes());
    let words = u32::try_from(file.len() / 2).unwrap();
    file[24..28].copy_from_slice(&words.to_be_bytes());
    file[28..32].copy_from_slice(&1000_u32.to_le_bytes());
    file[32..36].copy_from_slice(&kind.to_le_bytes());
    file
}

/// A `.dbf` with one column of text.
pub(crate) fn dbf(column: &str, values: &[&str]) -> Vec<u8> {
    let mut file = vec![0; 32];
    file[0] = 3;
    file[4..8].copy_from_slice(&u32::try_from(values.len()).unwrap().to_le_bytes());
    file[8..10].copy_from_slice(&65_u16.to_le_bytes());
    file[10..12].copy_from_slice(&11_u16.to_le_bytes());
    let mut field = [0; 32];
    field[..column.len()].copy_from_slice(column.as_bytes());
    (field[11], field[16]) = (b'C', 10);
    file.extend(field);
    file.push(0x0d);
    for value in values {
        file.extend(format!(" {value:<10}").bytes());
    }
    file
}

/// A zip archive of files.
pub(crate) fn packed(path: &Path, files: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, content) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, content).unwrap();
    }
    archive.finish().unwrap();
}
