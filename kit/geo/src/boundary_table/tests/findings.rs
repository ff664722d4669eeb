//! What is told of a table that is doubtful.

use super::*;

#[test]
fn the_closing_error_is_told_in_metres() {
    let text = format!("{}\n1\t2353421.75\t416787.58", rows_of(&LOT));
    let table = read(&text);
    assert_lot(&table);
    let [Finding { part: Some(0), kind: FindingKind::ClosureError { row: 5, error } }] =
        table.findings.as_slice()
    else {
        panic!("{:?}", table.findings)
    };
    assert!((error - 0.3).abs() < 1e-6, "{error}");
    // Without a name it stays a corner, and is asked about.
    let unnamed = text.lines().map(|row| &row[2..]).collect::<Vec<_>>().join("\n");
    let table = read(&unnamed);
    assert_eq!(table.parts[0].vertices.len(), 5);
    assert!(
        matches!(table.findings[0].kind, FindingKind::EndsNearStart { distance } if (distance - 0.3).abs() < 1e-6)
    );
}

#[test]
fn a_crossing_is_named_by_its_edges_and_its_place() {
    let [a, b, c, d] = LOT;
    let table = read(&rows_of(&[a, c, b, d]));
    let found = kinds(&table);
    let [FindingKind::SelfCrossing { edge: 0, other: 2, at }] = found.as_slice() else {
        panic!("{:?}", table.findings)
    };
    assert!((at.x - 416_837.28).abs() < 1e-6 && (at.y - 2_353_396.75).abs() < 1e-6, "{at:?}");
}

#[test]
fn edges_that_touch_or_run_over_one_another_are_crossings_too() {
    // The fourth corner lies on the first edge.
    let touch = ring(&[[0.0, 0.0], [0.0, 10.0], [10.0, 10.0], [0.0, 5.0], [10.0, 0.0]]);
    assert_eq!(kinds(&touch), crossings(&[(0, 2, (5.0, 0.0)), (0, 3, (5.0, 0.0))]));
    // The fourth edge runs along the first.
    let over = ring(&[[0.0, 0.0], [0.0, 10.0], [10.0, 10.0], [0.0, 8.0], [0.0, 2.0], [10.0, 0.0]]);
    assert_eq!(
        kinds(&over).iter().filter(|kind| matches!(kind, FindingKind::SelfCrossing { .. })).count(),
        3
    );
}

#[test]
fn corners_in_one_place_spikes_and_gaps_are_told() {
    let [a, b, c, d] = LOT;
    check_kinds(&read(&rows_of(&[a, b, b, c, d])), &[FindingKind::RepeatedVertex { first: 1, second: 2 }]);
    let far = [b[0], b[1] + 40.0];
    let spike = read(&rows_of(&[a, far, b, c, d]));
    let place = (b[1], b[0]);
    let expect =
        [vec![FindingKind::Spike { vertex: 1, angle_deg: 0.0 }], crossings(&[(0, 2, place)])].concat();
    check_kinds(&spike, &expect);
    let gap = rows_of(&LOT).replace("\n3\t", "\n5\t");
    check_kinds(
        &read(&gap),
        &[FindingKind::OrderGap { before: 1, after: 2 }, FindingKind::OrderGap { before: 2, after: 3 }],
    );
}

#[test]
fn a_written_length_that_does_not_fit_is_told_wherever_it_stands() {
    let expect = |edge| FindingKind::EdgeLength { edge, written: 90.0, computed: 100.0 };
    let rows = rows_of(&LOT);
    let rows: Vec<&str> = rows.lines().collect();
    let with = |lengths: [&str; 4]| {
        (0..4).map(|at| format!("{}\t{}", rows[at], lengths[at])).collect::<Vec<_>>().join("\n")
    };
    let near = |table: &BoundaryTable, edge| {
        let found = kinds(table);
        let [FindingKind::EdgeLength { edge: at, written, computed }] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert!((*at, *written) == (edge, 90.0) && (computed - 100.0).abs() < 1e-6, "{:?}", expect(edge));
    };
    near(&read(&with(["100.00", "50.00", "90.00", "50.01"])), 2);
    // Beside the end of the edge, or in lines between.
    near(&read(&with(["50.00", "90.00", "50.00", "100.00"])), 0);
    near(&read(&format!("{}\n90\n{}\n50\n{}\n100\n{}", rows[0], rows[1], rows[2], rows[3])), 0);
    // A column that never fits is something else.
    check_kinds(&read(&with(["1", "2", "3", "4"])), &[]);
}

#[test]
fn rows_that_cannot_be_read_are_named_and_the_rest_goes_on() {
    let rows = rows_of(&LOT);
    let table = read(&format!(
        "{rows}\n5\t2353#71.75\t416787.28\n6\t2353371.75\t4167.28\n7\t12\t13\n8\t2.35E+06\t416787.28\nDiện tích: 5000 m2 (chu vi 300 m)"
    ));
    assert_lot(&table);
    let found: Vec<_> = kinds(&table)
        .into_iter()
        .filter_map(|kind| match kind {
            FindingKind::UnreadableRow { row, why, .. } => Some((row, why)),
            _ => None,
        })
        .collect();
    let not = |text: &str| Unreadable::NotANumber(text.to_owned());
    assert_eq!(
        found,
        [
            (5, not("2353#71.75")),
            (6, Unreadable::OneCoordinate),
            (7, Unreadable::NoCoordinates),
            (8, not("2.35E+06"))
        ]
    );
    assert_eq!(table.notes, [(9, "Diện tích: 5000 m2 (chu vi 300 m)".to_owned())]);
}

#[test]
fn nothing_and_too_little_are_told() {
    for text in ["", " \n", "Kính gửi Ủy ban nhân dân tỉnh"] {
        check_kinds(&read(text), &[FindingKind::NoPoints]);
    }
    let table = read(&rows_of(&LOT[..2]));
    check_kinds(&table, &[FindingKind::TooFewPoints { points: 2 }]);
    assert_eq!(table.polygons().count(), 0);
}

#[test]
fn a_part_inside_another_is_asked_about() {
    let [a, _, c, _] = LOT;
    let inner = [[a[0] - 10.0, a[1] + 10.0], [a[0] - 10.0, a[1] + 20.0], [a[0] - 20.0, a[1] + 20.0]];
    let table = read(&format!("{}\n{}", rows_of(&LOT), rows_of(&inner)));
    assert_eq!(table.findings, [Finding::of_part(1, FindingKind::InsidePart { outer: 0 })]);
    let beside = [[c[0], c[1] + 10.0], [c[0], c[1] + 20.0], [c[0] - 20.0, c[1] + 20.0]];
    check_kinds(&read(&format!("{}\n{}", rows_of(&LOT), rows_of(&beside))), &[]);
}

#[test]
fn an_area_is_compared_with_that_of_the_decision() {
    let difference = compare_area(5_010.0, 5_000.0);
    assert_eq!((difference.difference_m2, difference.percent), (10.0, Some(0.2)));
    assert_eq!(compare_area(5_010.0, 0.0).percent, None);
}
