//! Tables of boundary points in files.

use std::fs;

use kit_geo::boundary_table::FindingKind;
use kit_gisfile::{Error, boundary_table};

use crate::make::packed;

#[test]
fn a_csv_in_old_letters_is_a_table_of_points() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let text = b"L\xab \xa7\xe5ng S\xacn\nT\xaan \xaei\xd3m;X (m);Y (m)\n1;2353421,75;416787,28\n2;2353421,75;416887,28\n3;2353371,75;416887,28\n";
    fs::write(&path, text).unwrap();
    let table = boundary_table(&path).unwrap();
    assert_eq!(table.parts[0].title.as_deref(), Some("Lô Đồng Sơn"));
    assert!((table.area_m2().unwrap() - 2_500.0).abs() < 1e-6);
    assert_eq!(table.findings, []);
}

#[test]
fn an_excel_file_is_read_by_its_rows_and_numbers_are_exact() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let row = |number: u32, cells: &[&str]| {
        let cells: String = cells
            .iter()
            .zip(["A", "B", "C"])
            .map(|(cell, column)| {
                if cell.parse::<f64>().is_ok() {
                    format!("<c r=\"{column}{number}\"><v>{cell}</v></c>")
                } else {
                    format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")
                }
            })
            .collect();
        format!("<row r=\"{number}\">{cells}</row>")
    };
    let rows = [
        row(3, &["STT", "X", "Y"]),
        row(4, &["1", "10.125", "20.125"]),
        row(5, &["2", "10.125", "50.125"]),
        row(7, &["3", "30.125", "hỏng"]),
        row(8, &["4", "30.125", "50.125"]),
    ];
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}</sheetData></worksheet>",
        rows.concat()
    );
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Toa do\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root = links.replace("/worksheet\"", "/officeDocument\"").replace("worksheets/sheet1", "xl/workbook");
    packed(
        &path,
        &[
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", links.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ],
    );
    let table = boundary_table(&path).unwrap();
    let found: Vec<_> =
        table.parts[0].vertices.iter().map(|corner| (corner.row, corner.at.y, corner.at.x)).collect();
    assert_eq!(found, [(4, 10.125, 20.125), (5, 10.125, 50.125), (8, 30.125, 50.125)]);
    assert!(
        matches!(table.findings[0].kind, FindingKind::UnreadableRow { row: 7, .. }),
        "{:?}",
        table.findings
    );
}

#[test]
fn what_is_no_table_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    fs::write(&path, b"%PDF-1.7\n\0\0").unwrap();
    assert!(matches!(boundary_table(&path), Err(Error::Unsupported(_))));
    packed(&path, &[("a.txt", b"x")]);
    assert!(matches!(boundary_table(&path), Err(Error::Damaged(_))));
    fs::write(&path, b"PK\x03\x04").unwrap();
    assert!(matches!(boundary_table(&path), Err(Error::Damaged(_))));
    assert!(matches!(boundary_table(folder.path()), Err(Error::Folder)));
}
