//! Small cases of our own, and a whole file when one is given.

use std::io::BufReader;

use overlay_cases::{Summary, run};

fn summary(lines: &[&str]) -> (Summary, String) {
    let mut out = Vec::new();
    let found = run(lines.join("\n").as_bytes(), &mut out).unwrap();
    (found, String::from_utf8(out).unwrap())
}

fn line(op: &str, a: &str, b: &str, expected: &str, pattern: &str) -> String {
    let pattern = if pattern.is_empty() { "null".to_owned() } else { format!("\"{pattern}\"") };
    format!(r#"{{"op":"{op}","a":"{a}","b":"{b}","expected":"{expected}","pattern":{pattern},"scale":null}}"#)
}

const A: &str = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))";
const B: &str = "POLYGON ((2 2, 6 2, 6 6, 2 6, 2 2))";
const BOW_TIE: &str = "POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))";

#[test]
fn every_operation_passes_where_it_should_and_fails_where_it_should() {
    let common = "POLYGON ((2 2, 4 2, 4 4, 2 4, 2 2))";
    let rest = "POLYGON ((0 0, 4 0, 4 2, 2 2, 2 4, 0 4, 0 0))";
    let both = "POLYGON ((0 0, 4 0, 4 2, 6 2, 6 6, 2 6, 2 4, 0 4, 0 0))";
    let right = [
        line("isvalid", A, "", "true", ""),
        line("isvalid", BOW_TIE, "", "false", ""),
        line("isvalid", "POLYGON ((0 0, NaN 0, 1 1, 0 0))", "", "false", ""),
        line("intersects", A, B, "true", ""),
        line("touches", A, B, "false", ""),
        line("relate", A, B, "true", "212101212"),
        line("intersection", A, B, common, ""),
        line("intersectionng", A, B, common, ""),
        line("difference", A, B, rest, ""),
        line("union", A, B, both, ""),
        line("overlayareatest", A, B, "true", ""),
        line("overlayareatest", BOW_TIE, B, "true", ""),
    ];
    let (found, told) = summary(&right.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(found, Summary { pass: right.len(), corrected: 0, fail: 0 }, "{told}");

    let wrong = [
        line("isvalid", BOW_TIE, "", "true", ""),
        line("intersects", A, B, "false", ""),
        line("buffer", A, B, "true", ""),
        line("union", A, "POLYGON ((0 0", both, ""),
        "no line".to_owned(),
    ];
    let (found, told) = summary(&wrong.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(found, Summary { pass: 0, corrected: 0, fail: wrong.len() }, "{told}");
    assert!(told.contains("line 3 fails: buffer"), "{told}");
}

#[test]
fn a_wrong_expectation_is_told_and_passes_only_because_the_result_is_exact() {
    let (found, told) = summary(&[&line("union", A, B, A, "")]);
    assert_eq!(found, Summary { pass: 1, corrected: 1, fail: 0 });
    assert!(told.contains("line 1 passes: union: the expectation differs from exact arithmetic"), "{told}");
}

#[test]
fn snap_rounding_takes_away_what_is_thinner_than_the_grid() {
    let sliver = "POLYGON ((0 0, 10 0, 10 1, 0 0))";
    let cut = "POLYGON ((0 -1, 3 -1, 3 5, 0 5, 0 -1))";
    // At x = 3 the sliver is 0.3 high, which rounds to nothing.
    let cases = [
        line("intersectionsr", sliver, cut, "LINESTRING (0 0, 3 0)", "1"),
        line("differencesr", sliver, cut, "POLYGON ((3 0, 10 0, 10 1, 3 0))", "1"),
    ];
    let (found, told) = summary(&[&cases[0], &cases[1]]);
    assert_eq!(found, Summary { pass: 2, corrected: 0, fail: 0 }, "{told}");
}

#[test]
fn every_line_of_the_file_named_in_cotmoc_cases_passes() {
    let Some(file) = std::env::var_os("COTMOC_CASES") else { return };
    let mut out = Vec::new();
    let found = run(BufReader::new(std::fs::File::open(file).unwrap()), &mut out).unwrap();
    assert_eq!(found.fail, 0, "{}", String::from_utf8_lossy(&out));
    assert!(0 < found.pass);
}
