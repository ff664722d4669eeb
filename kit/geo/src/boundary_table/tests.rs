//! Tables as people paste them.

mod findings;

use geo_types::{Coord, Polygon, polygon};

use super::*;

/// A lot of 100 m × 50 m near Việt Yên in VN-2000, 107°00′, as [north, east].
const LOT: [[f64; 2]; 4] = [
    [2_353_421.75, 416_787.28],
    [2_353_421.75, 416_887.28],
    [2_353_371.75, 416_887.28],
    [2_353_371.75, 416_787.28],
];

#[test]
fn a_table_from_word_with_headings_and_edges_is_one_polygon() {
    let table = read(
        "BẢNG KÊ TỌA ĐỘ RANH GIỚI\nHệ tọa độ VN-2000, kinh tuyến trục 107°00', múi chiếu 3°\n\
         Số hiệu điểm\tTọa độ\t\tCạnh (m)\n\tX (m)\tY (m)\t\n\
         1\t2353421.75\t416787.28\t100.00\n2\t2353421.75\t416887.28\t50.00\n\
         3\t2353371.75\t416887.28\t100.00\n4\t2353371.75\t416787.28\t50.00\n1\t2353421.75\t416787.28\t\n",
    );
    assert_lot(&table);
    assert_eq!(table.parts[0].closure, Closure::Repeated { row: 9, error: 0.0 });
    assert_eq!((table.axes.order, table.axes.told_by), (AxisOrder::NorthEast, ToldBy::Values));
    assert_eq!(table.central_meridian, Some(107.0));
    assert_eq!((table.findings, table.notes), (vec![], vec![]));
}

#[test]
fn every_way_of_writing_gives_the_same_polygon() {
    let comma = |value: f64| format!("{value:.2}").replace('.', ",");
    let grouped = |value: f64, group: &str, mark: &str| {
        let text = format!("{value:.2}");
        let (whole, decimals) = text.split_once('.').unwrap();
        let mut groups: Vec<&str> =
            whole.as_bytes().rchunks(3).map(|digits| std::str::from_utf8(digits).unwrap()).collect();
        groups.reverse();
        format!("{}{mark}{decimals}", groups.join(group))
    };
    assert_eq!(grouped(2_353_421.75, ".", ","), "2.353.421,75");
    assert_eq!(grouped(416_787.28, " ", ","), "416 787,28");
    let point = |value: f64| format!("{value:.2}");
    let ways: [(&str, &dyn Fn(f64) -> String); 8] = [
        ("\t", &point),
        (";", &comma),
        (",", &point),
        ("   ", &comma),
        (" ", &point),
        (" ", &|value| grouped(value, ".", ",")),
        ("\t", &|value| grouped(value, " ", ",")),
        (" ", &|value| grouped(value, "\u{a0}", ",")),
    ];
    for (between, number) in ways {
        let row = |(place, [x, y]): (usize, &[f64; 2])| {
            ["M".to_owned() + &(place + 1).to_string(), number(*x), number(*y)].join(between)
        };
        let text = LOT.iter().enumerate().map(row).collect::<Vec<_>>().join("\r\n");
        let table = read(&text);
        assert_lot(&table);
        assert_eq!(table.parts[0].vertices[1].name, "M2", "{text}");
        assert_eq!(table.findings, [], "{text}");
    }
}

#[test]
fn accents_that_stand_by_themselves_are_read_like_others() {
    use unicode_normalization::UnicodeNormalization;
    let text: String =
        "Tên điểm\tX (Bắc)\tY (Đông)\n".nfd().chain("1\t2353421.75\t416787.28".chars()).collect();
    let table = read(&text);
    assert_eq!(table.axes.expected, AxisOrder::NorthEast);
    assert_eq!(table.notes, []);
}

#[test]
fn swapped_columns_are_turned_and_told() {
    let swapped = rows_of(&LOT.map(|[north, east]| [east, north]));
    for heading in ["", "STT\tX (m)\tY (m)\n"] {
        let table = read(&format!("{heading}{swapped}"));
        assert_lot(&table);
        check_kinds(&table, &[FindingKind::AxesSwapped { taken: AxisOrder::EastNorth }]);
    }
    // Where the headings say so, nothing is swapped.
    for heading in ["STT\tY (m)\tX (m)\n", "No\tEasting\tNorthing\n"] {
        let table = read(&format!("{heading}{swapped}"));
        assert_lot(&table);
        check_kinds(&table, &[]);
    }
}

#[test]
fn a_person_may_say_which_column_is_north_and_without_that_custom_is_told() {
    let local = rows_of(&[[10.0, 20.0], [10.0, 50.0], [30.0, 50.0]]);
    let table = read(&local);
    check_kinds(&table, &[FindingKind::AxesAssumed]);
    assert_eq!(table.parts[0].vertices[1].at, Coord { x: 50.0, y: 10.0 });
    let table = BoundaryTable::read_in_order(&local, AxisOrder::EastNorth);
    check_kinds(&table, &[]);
    assert_eq!(table.parts[0].vertices[1].at, Coord { x: 10.0, y: 50.0 });
}

#[test]
fn degrees_are_known_and_have_no_area() {
    let table = read("1\t106.2001\t21.2733\n2\t106.2011\t21.2733\n3\t106.2011\t21.2723\n");
    assert_eq!((table.unit, table.area_m2()), (Unit::Degrees, None));
    assert_eq!(table.parts[0].vertices[0].at, Coord { x: 106.2001, y: 21.2733 });
    check_kinds(&table, &[FindingKind::AxesSwapped { taken: AxisOrder::EastNorth }, FindingKind::InDegrees]);
}

#[test]
fn several_polygons_are_parted_by_numbers_titles_and_closing_rows() {
    let lot = |shift: f64| LOT.map(|[north, east]| [north, east + shift]);
    let (a, b) = (rows_of(&lot(0.0)), rows_of(&lot(500.0)));
    let unnamed = |rows: &str| rows.lines().map(|row| &row[2..]).collect::<Vec<_>>().join("\n");
    let closed = |rows: &str| format!("{rows}\n{}", rows.lines().next().unwrap());
    for (text, titles) in [
        (format!("{a}\n{b}"), [None, None]),
        (format!("{}\n{}", closed(&a), closed(&b)), [None, None]),
        (format!("Khu 1\nSTT\tX\tY\n{a}\nKhu 2\nSTT\tX\tY\n{b}"), [Some("Khu 1"), Some("Khu 2")]),
        (format!("Lô A\n{}\nLô B\n{}", unnamed(&a), unnamed(&b)), [Some("Lô A"), Some("Lô B")]),
        (format!("{}\n{}", closed(&unnamed(&a)), closed(&unnamed(&b))), [None, None]),
        (format!("{}\n{}", a, b.replace('\n', "\nB").replacen('1', "B1", 1)), [None, None]),
    ] {
        let table = read(&text);
        let found: Vec<_> =
            table.parts.iter().map(|part| (part.vertices.len(), part.title.as_deref())).collect();
        assert_eq!(found, [(4, titles[0]), (4, titles[1])], "{text}");
        check_kinds(&table, &[]);
        assert!((table.area_m2().unwrap() - 10_000.0).abs() < 1e-6);
    }
}

#[test]
fn a_page_break_with_its_heading_again_parts_nothing() {
    let rows = rows_of(&LOT);
    let rows: Vec<&str> = rows.lines().collect();
    let text =
        format!("{}\n{}\nBảng tọa độ (tiếp theo)\nSTT\tX\tY\n{}\n{}", rows[0], rows[1], rows[2], rows[3]);
    assert_lot(&read(&text));
    // Words in between part nothing either where the numbers go on.
    assert_lot(&read(&text.replace("(tiếp theo)", "của dự án")));
}

#[test]
fn two_columns_of_a_page_are_read_one_after_the_other() {
    let row = |place: usize| format!("{}\t{}\t{}", place + 1, LOT[place][0], LOT[place][1]);
    let table = read(&format!("STT\tX\tY\tSTT\tX\tY\n{}\t{}\n{}\t{}", row(0), row(2), row(1), row(3)));
    assert_lot(&table);
    check_kinds(&table, &[]);
    // A second system beside the first is no second column.
    let twice = LOT.map(|[x, y]| format!("{x}\t{y}\t{x}\t{y}")).join("\n");
    let table = read(&twice);
    assert_lot(&table);
    assert_eq!(table.findings.len(), 4);
    assert!(matches!(table.findings[0].kind, FindingKind::MoreCoordinates { row: 1 }));
}

#[test]
fn a_table_with_every_cell_on_its_own_line_is_put_together() {
    let rows = rows_of(&LOT);
    let cells = |lengths: [&str; 4]| {
        let row = |(row, length): (&str, &str)| format!("{}\n{length}", row.replace('\t', "\n"));
        rows.lines().zip(lengths).map(row).collect::<Vec<_>>().join("\n")
    };
    let heading = "Số hiệu\nđiểm\nX (m)\nY (m)\n";
    for lengths in [[""; 4], ["100.00", "50.00", "100.00", "50.00"]] {
        let table = read(&format!("{heading}{}\n1\n2353421.750\n416787.280", cells(lengths)));
        assert_lot(&table);
        assert_eq!(table.parts[0].vertices[2].name, "3");
        check_kinds(&table, &[]);
    }
    let table = read(&cells(["100.00", "50.00", "90.00", "50.00"]));
    assert!(matches!(kinds(&table)[..], [FindingKind::EdgeLength { edge: 2, .. }]), "{:?}", table.findings);
}

#[test]
fn what_is_written_is_read_again() {
    let headings = Headings { order: "STT", x: "X (m)", y: "Y (m)", length: "Cạnh (m)" };
    let shapes: [Polygon<f64>; 2] = [
        polygon![
            exterior: [(x: 416_787.28, y: 2_353_421.75), (x: 416_887.28, y: 2_353_421.75), (x: 416_887.285, y: 2_353_371.75)],
            interiors: [[(x: 416_860.0, y: 2_353_415.0), (x: 416_870.0, y: 2_353_415.0), (x: 416_870.0, y: 2_353_410.0)]],
        ],
        polygon![(x: 417_787.28, y: 2_353_421.75), (x: 417_887.28, y: 2_353_421.75), (x: 417_887.28, y: 2_353_371.75)],
    ];
    for mark in [DecimalMark::Point, DecimalMark::Comma] {
        let text = write(&shapes, &headings, mark);
        let table = read(&text);
        let rings: Vec<_> = table.polygons().map(|polygon| polygon.exterior().clone()).collect();
        let expect: Vec<_> = shapes.iter().flat_map(crate::coords::rings).cloned().collect();
        assert_eq!(rings, expect, "{text}");
        assert_eq!(kinds(&table), [FindingKind::InsidePart { outer: 0 }]);
    }
}

#[test]
fn a_ring_of_many_corners_is_checked_quickly() {
    let circle: Vec<[f64; 2]> = (0..10_000_i32)
        .map(|step| f64::from(step) / 10_000.0 * std::f64::consts::TAU)
        .map(|turn| [2_353_421.75 + 2_000.0 * turn.cos(), 416_787.28 + 2_000.0 * turn.sin()])
        .collect();
    check_kinds(&read(&rows_of(&circle)), &[]);
}

#[test]
fn rows_beyond_the_most_are_told_not_read() {
    let table = read(&"1\t2353421.75\t416787.28\n".repeat(MOST_ROWS + 5));
    assert_eq!(table.findings[0].kind, FindingKind::TooLong { rows: MOST_ROWS + 5 });
}

#[test]
fn nothing_that_can_be_pasted_stops_the_reader() {
    let pieces = [
        "1",
        "M2",
        "2353421.75",
        "416787,28",
        "2.353.421,75",
        "99999999999999999999",
        "-",
        "\t",
        "  ",
        " ",
        "\n",
        "\n",
        ";",
        ",",
        "\"",
        "Khu 1",
        "X (m)",
        "Y",
        "\u{a0}",
        "106.2",
        "21.27",
        "đ\u{323}",
        "|",
        "12",
        "ktt 107",
        "\u{200b}",
        "e",
    ];
    // A fixed walk through combinations (Knuth's MMIX generator).
    let mut state = 1_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(state >> 33).unwrap() % pieces.len()]);
        }
        let table = read(&text);
        let corners: usize = table.parts.iter().map(|part| part.vertices.len()).sum();
        assert!(corners <= text.len(), "{text:?}");
        assert!(table.parts.iter().all(|part| part.area().is_finite()), "{text:?}");
    }
}

/// Reads a ring of [north, east] in a local system whose axes a heading names.
fn ring(points: &[[f64; 2]]) -> BoundaryTable {
    read(&format!("STT\tX\tY\n{}", rows_of(points)))
}

fn rows_of(points: &[[f64; 2]]) -> String {
    let row =
        |(place, [first, second]): (usize, &[f64; 2])| format!("{}\t{first:.3}\t{second:.3}", place + 1);
    points.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
}

fn read(text: &str) -> BoundaryTable {
    BoundaryTable::read(text)
}

fn kinds(table: &BoundaryTable) -> Vec<FindingKind> {
    table.findings.iter().map(|finding| finding.kind.clone()).collect()
}

fn crossings(expect: &[(usize, usize, (f64, f64))]) -> Vec<FindingKind> {
    expect
        .iter()
        .map(|(edge, other, at)| FindingKind::SelfCrossing { edge: *edge, other: *other, at: (*at).into() })
        .collect()
}

#[track_caller]
fn check_kinds(table: &BoundaryTable, expect: &[FindingKind]) {
    assert_eq!(kinds(table), expect);
}

#[track_caller]
fn assert_lot(table: &BoundaryTable) {
    let [part] = table.parts.as_slice() else { panic!("{table:#?}") };
    let found: Vec<[f64; 2]> = part.vertices.iter().map(|vertex| [vertex.at.y, vertex.at.x]).collect();
    assert_eq!(found, LOT);
    assert!((part.area() - 5_000.0).abs() < 1e-6 && (part.perimeter() - 300.0).abs() < 1e-6);
}
