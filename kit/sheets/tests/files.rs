//! Files as offices send them: titles above, merged headings, errors, values far below.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use std::io::{Cursor, Read, Write};

use kit_sheets::{Content, Out, Sheet, Table, csv, read, xlsx};
use rust_xlsxwriter::{Format, Formula, Workbook};

fn table(content: &[u8]) -> Table {
    read(content, None, &|_| false).unwrap().table
}

fn texts(table: &Table) -> Vec<(u32, Vec<String>)> {
    let cells =
        |row: &kit_sheets::Row| table.head.iter().map(|head| row.cell(head.at.column).text()).collect();
    table.rows.iter().map(|row| (row.number, cells(row))).collect()
}

#[test]
fn what_is_written_is_read_again_with_its_addresses() {
    let day = "2024-04-22".parse().unwrap();
    let rows = vec![
        vec![Out::Text("Hợp Thịnh".to_owned()), Out::Number(1.234), Out::Day(day)],
        vec![Out::Empty, Out::Number(2.0)],
    ];
    let sheet =
        Sheet {
            name: "Dữ liệu".to_owned(), head: ["Tên", "DT", "Ngày"].map(str::to_owned).to_vec(), rows
        };
    let content = xlsx(std::slice::from_ref(&sheet)).unwrap();
    assert_eq!(content, xlsx(std::slice::from_ref(&sheet)).unwrap(), "the same sheet is the same bytes");
    let table = table(&content);
    assert_eq!(table.sheet, "Dữ liệu");
    let row = &table.rows[0];
    assert_eq!(
        (row.cell(0).text(), row.cell(1).decimal(), row.cell(2).day()),
        ("Hợp Thịnh".to_owned(), "1.2340".to_owned(), Ok(day))
    );
    assert_eq!(table.rows[1].cell(1).at.to_string(), "B3");
    let written = read(&csv(&sheet), None, &|_| false).unwrap();
    assert!(!written.guessed_letters && written.table.rows.len() == 2);
}

#[test]
fn a_value_far_below_or_right_makes_no_row_and_is_told() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "Mã").unwrap().write_string(0, 1, "Tên").unwrap();
    page.write_string(1, 0, "24-1").unwrap().write_string(1, 1, "A").unwrap();
    page.write_string(2, 0, " ").unwrap().write_blank(5_000, 0, &Format::new().set_bold()).unwrap();
    page.write_string(5, 0, "24-2").unwrap().write_string(5, 1, "B").unwrap();
    page.write_string(1_048_575, 1, "lạc").unwrap().write_string(3, 16_383, "lạc").unwrap();
    let table = table(&book.save_to_buffer().unwrap());
    assert_eq!(texts(&table).iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2, 6]);
    assert_eq!(table.strays.iter().map(ToString::to_string).collect::<Vec<_>>(), ["B1048576"]);
}

#[test]
fn a_merged_heading_below_a_title_names_its_columns() {
    let mut book = Workbook::new();
    let (page, plain) = (book.add_worksheet(), Format::new());
    page.merge_range(0, 0, 0, 3, "DANH MỤC CỤM CÔNG NGHIỆP", &plain).unwrap();
    page.merge_range(2, 0, 3, 0, "Mã", &plain).unwrap();
    page.merge_range(2, 1, 3, 1, "Tên\ncụm", &plain).unwrap();
    page.merge_range(2, 2, 2, 3, "Diện tích", &plain).unwrap();
    page.write_string(3, 2, "quyết định").unwrap().write_string(3, 3, "đo đạc").unwrap();
    for column in 0..4_u16 {
        page.write_string(4, column, format!("({})", column + 1)).unwrap();
    }
    page.write_string(5, 0, "24-1")
        .unwrap()
        .write_string(5, 1, "A")
        .unwrap()
        .write_number(5, 2, 50.5)
        .unwrap();
    let table = table(&book.save_to_buffer().unwrap());
    let head: Vec<_> = table.head.iter().map(|heading| heading.text.as_str()).collect();
    assert_eq!(head, ["Mã", "Tên cụm", "Diện tích – quyết định", "Diện tích – đo đạc"]);
    assert_eq!(texts(&table).len(), 1, "the line of column numbers is no row");
    assert_eq!(table.rows[0].cell(2).at.to_string(), "C6");
}

#[test]
fn the_heading_that_is_known_is_found_among_lines_that_look_like_one() {
    let text = "Tỉnh;Bắc Giang;Năm;2024\n\nMã;Tên;Diện tích;Ghi chú\n24-1;A;5;x\n";
    let found = read(text.as_bytes(), None, &|text| ["Mã", "Tên"].contains(&text)).unwrap().table;
    assert_eq!(found.head[0].at.to_string(), "A3");
    assert_eq!(texts(&found)[0].0, 4);
}

#[test]
fn errors_and_formulas_that_were_never_computed_are_named() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "Mã").unwrap().write_string(0, 1, "DT").unwrap();
    page.write_string(1, 0, "24-1").unwrap();
    page.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    page.write_string(2, 0, "24-2").unwrap();
    page.write_formula(2, 1, Formula::new("=1+1").set_result("77")).unwrap();
    let content = without_value(&book.save_to_buffer().unwrap(), "<v>77</v>");
    let table = table(&content);
    assert_eq!(table.rows[0].cell(1).fault().unwrap().key, "sheets.error-value");
    assert_eq!(table.rows[1].cell(1).content, Some(Content::Uncomputed));
    assert_eq!(table.rows[1].cell(1).fault().unwrap().key, "sheets.uncomputed");
}

#[test]
fn what_is_no_table_is_refused_with_a_reason() {
    for (content, key) in [
        (&b"PK\x03\x04broken"[..], "sheets.broken"),
        (b"\xd0\xcf\x11\xe0", "sheets.old-or-locked"),
        (b"", "sheets.no-table"),
        (b"\x89PNG\x00", "sheets.no-table"),
    ] {
        assert_eq!(read(content, None, &|_| false).unwrap_err().key, key);
    }
    let long: String =
        std::iter::once("a,b\n".to_owned()).chain((0..20_001).map(|n| format!("{n},x\n"))).collect();
    assert_eq!(read(long.as_bytes(), None, &|_| false).unwrap_err().key, "sheets.too-many-rows");
}

/// The file as a library writes it that does not compute: without this value.
fn without_value(content: &[u8], value: &str) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(content)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut part = from.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if name.ends_with("sheet1.xml") {
            text = String::from_utf8(text).unwrap().replace(value, "").into_bytes();
        }
        to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&text).unwrap();
    }
    to.finish().unwrap().into_inner()
}
