//! Small files of every format, made by the writers of the project and, where there is none, byte by byte.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use kit_gisfile::{Column, ColumnKind, Crs, Rings, Shape, Value, WriteFormat, Writer};
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;

use parquet::schema::parser::parse_message_type;
use rusqlite::Connection;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::folder;
use crate::readers::{Kind, input};

mod flat;
mod shapefile;

/// Inputs of the target `readers`.
#[must_use]
pub fn readers() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    let mut file = |content: &[u8]| {
        for column in [None, Some("name"), Some("number")] {
            seeds.push(input(Kind::File, column, content));
        }
    };
    for name in ["seed.gpkg", "seed.parquet", "seed.geojson"] {
        file(&written(name));
    }
    for (compression, version) in [
        (Compression::UNCOMPRESSED, WriterVersion::PARQUET_1_0),
        (Compression::UNCOMPRESSED, WriterVersion::PARQUET_2_0),
        (Compression::SNAPPY, WriterVersion::PARQUET_1_0),
    ] {
        file(&parquet_file(compression, version));
    }
    file(&flat::file());
    let (shp, dbf) = (shapefile::shapes(), shapefile::table());
    file(&shp);
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        file(&packed(method, &[("a.shp", &shp), ("a.dbf", &dbf), ("a.prj", PRJ.as_bytes())]));
    }
    for text in GEOJSON {
        file(text.as_bytes());
    }
    let beside: Vec<u8> = [&shp, &dbf, PRJ.as_bytes()].iter().flat_map(|part| with_length(part)).collect();
    for column in [None, Some("name"), Some("number")] {
        seeds.push(input(Kind::Shapefile, column, &beside));
    }
    seeds.extend(
        wkbs().iter().map(|wkb| input(Kind::Geometry, None, &[b"GP\0\x01\0\0\0\0".as_slice(), wkb].concat())),
    );
    seeds
}

/// A `GeoPackage` of one row in the table `a`, open for changing it.
///
/// # Panics
/// When it cannot be made.
#[must_use]
pub fn geopackage(path: &Path) -> Connection {
    fs::write(path, written("a.gpkg")).expect("a passing file");
    let table = Connection::open(path).expect("a table");
    table
        .execute_batch("delete from a where fid > 1; pragma journal_mode = off; pragma synchronous = off;")
        .expect("a table that can be changed");
    table
}

const PRJ: &str = r#"PROJCS["VN_2000",GEOGCS["GCS",UNIT["Degree",0.0174532925199433]],UNIT["Meter",1.0],AUTHORITY["EPSG","9214"]]"#;

const GEOJSON: [&str; 3] = [
    r#"{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[0,0,1],[1,0,1],[0,1,1],[0,0,1]]]}]}"#,
    r#"{"type":"Feature","id":7,"properties":{"name":"\u1ea5"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1e2,0],[0,-1.5],[0,0]]],[]]}}"#,
    r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::9214"}},"features":[{"type":"Feature","properties":{"name":null,"number":1.5},"geometry":{"type":"Point","coordinates":[0,NaN]}},null]}"#,
];

fn square(x: f64, size: f64) -> Vec<[f64; 2]> {
    vec![[x, x], [x + size, x], [x + size, x + size], [x, x + size], [x, x]]
}

/// Two features: a square with a hole, and one that is open.
fn written(name: &str) -> Vec<u8> {
    let path = folder().join(name);
    let columns = [
        Column { name: "name", kind: ColumnKind::Text },
        Column { name: "number", kind: ColumnKind::Integer },
    ];
    let format = WriteFormat::of(&path).expect("a suffix of a format");
    let crs = Crs::from_code("EPSG", "9214");
    let mut writer = Writer::to_file(&path, format, &columns, &crs, true).expect("a writer");
    for (rings, number) in
        [[square(0.0, 9.0), square(1.0, 2.0)].as_slice(), &[square(0.0, 1.0)[..4].to_vec()]]
            .into_iter()
            .zip(1..)
    {
        let mut shape = Rings::default();
        for ring in rings {
            shape.points(ring.iter().copied());
            shape.end_ring();
        }
        shape.end_part();
        writer.row(&[Value::Text("hai"), Value::Integer(number)], Shape::Polygons(&shape)).expect("a row");
    }
    writer.finish().expect("a file");
    let bytes = fs::read(&path).expect("a file");
    drop(fs::remove_file(path));
    bytes
}

fn parquet_file(compression: Compression, version: WriterVersion) -> Vec<u8> {
    let geo = r#"{"version":"1.0.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB","geometry_types":[],"crs":null}}}"#;
    let schema =
        "message m { optional binary name (UTF8); required int64 number; optional binary geometry; }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_writer_version(version)
        .set_key_value_metadata(Some(vec![KeyValue { key: "geo".to_owned(), value: Some(geo.to_owned()) }]))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    let levels = [1, 0, 1];
    let mut column = group.next_column().expect("a column").expect("three columns");
    let names = ["một", "hai"].map(ByteArray::from);
    column.typed::<ByteArrayType>().write_batch(&names, Some(&levels), None).expect("names");
    column.close().expect("a column");
    let mut column = group.next_column().expect("a column").expect("three columns");
    column.typed::<Int64Type>().write_batch(&[1, 2, 3], None, None).expect("numbers");
    column.close().expect("a column");
    let mut column = group.next_column().expect("a column").expect("three columns");
    let shapes: Vec<ByteArray> = wkbs().into_iter().take(2).map(ByteArray::from).collect();
    column.typed::<ByteArrayType>().write_batch(&shapes, Some(&levels), None).expect("shapes");
    column.close().expect("a column");
    group.close().expect("a group");
    writer.into_inner().expect("a file")
}

fn packed(method: CompressionMethod, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a file");
        archive.write_all(content).expect("a file");
    }
    archive.finish().expect("an archive").into_inner()
}

fn with_length(part: &[u8]) -> Vec<u8> {
    let length = u16::try_from(part.len()).expect("a short file");
    [&length.to_le_bytes(), part].concat()
}

/// A polygon with a hole, with heights in big endian, in a multipolygon, in a collection in the dialect with an SRID.
fn wkbs() -> Vec<Vec<u8>> {
    let number = u32::to_le_bytes;
    let ring = |points: &[[f64; 2]]| {
        let count = u32::try_from(points.len()).expect("a short ring");
        let numbers = points.iter().flatten().flat_map(|value| value.to_le_bytes());
        number(count).into_iter().chain(numbers).collect::<Vec<u8>>()
    };
    let polygon =
        [&[1][..], &number(3), &number(2), &ring(&square(0.0, 9.0)), &ring(&square(1.0, 2.0))].concat();
    let multi = [&[1][..], &number(6), &number(2), &polygon, &polygon].concat();
    let collection = [&[1][..], &number(0x2000_0007), &number(9214), &number(1), &multi].concat();
    let mut high = [&[0][..], &1003_u32.to_be_bytes(), &1_u32.to_be_bytes(), &4_u32.to_be_bytes()].concat();
    for [x, y] in [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0_f64]] {
        high.extend([x, y, 5.0].iter().flat_map(|value| value.to_be_bytes()));
    }
    vec![polygon, multi, collection, high]
}
