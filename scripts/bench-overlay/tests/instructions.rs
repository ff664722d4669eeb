//! A guard against slower code: the instructions of one intersection, counted by callgrind. Unlike seconds the count does
//! not depend on what else the machine does, and hardly on the machine; it does on the compiler, so that only a change of
//! more than a tenth is a failure.

use std::process::Command;

/// Instructions of the intersection of [`PROVINCE`], in millions.
const USUAL: f64 = 152.7;
const TOLERANCE: f64 = 0.1;
/// Side of the made-up province in cells, and clusters in it.
const PROVINCE: [&str; 2] = ["60", "60"];

#[test]
fn an_intersection_takes_as_many_instructions_as_usual() {
    let out = std::env::temp_dir().join(format!("callgrind-{}", std::process::id()));
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=overlay::threads::intersect*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(env!("CARGO_BIN_EXE_bench-overlay"))
        .args(PROVINCE)
        .output()
        .expect("valgrind is there: scripts/setup.sh test installs it");
    let _ = std::fs::remove_file(out);
    let told = String::from_utf8_lossy(&run.stderr);
    let collected = told.lines().find_map(|line| line.split_once("Collected :"));
    let count = collected.and_then(|(_, count)| count.trim().parse::<f64>().ok());
    let millions = count.unwrap_or_else(|| panic!("callgrind counted nothing: {told}")) / 1e6;
    assert!(
        (millions / USUAL - 1.0).abs() < TOLERANCE,
        "{millions:.1} million instructions; {USUAL} are usual. Faster, or slower by design: write the new number into \
         USUAL. Else find the cause with callgrind_annotate."
    );
}
