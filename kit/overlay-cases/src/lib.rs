//! Runs a file of cases, as geometry libraries keep them for their own tests, against the overlay engine.
//!
//! A line is a JSON object: an operation (`op`), two geometries in WKT (`a`, `b`), what is expected, and for some a `pattern` (of
//! `relate`; for snap rounding, the scale) or a `scale`. Predicates are those of `geo`, validity and overlays ours. An overlay
//! passes when the symmetric difference to the expected geometry is at most a millionth of the larger operand. Where it is more,
//! exact rational arithmetic decides who is right, and the line says so: expectations are themselves the output of a program.
//!
//! Read on: [`case`] (a line), [`judge`] (exact arithmetic), `overlays`, `predicates`, `wkt`.

pub mod case;
pub mod judge;
mod operands;
mod overlays;
mod predicates;
mod wkb;
mod wkt;

pub use case::{Case, Verdict};

use std::io::{self, BufRead, Write};

/// How the cases of a file went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Lines that gave what was expected or, where that is wrong, what exact arithmetic gives.
    pub pass: usize,
    /// Of these, lines whose expectation differs from exact arithmetic.
    pub corrected: usize,
    /// Lines that gave something else, or could not be read.
    pub fail: usize,
}

/// Runs every line and tells of each that fails, of each whose expectation is wrong, and at the end how many passed.
pub fn run(reader: impl BufRead, mut out: impl Write) -> io::Result<Summary> {
    let mut summary = Summary::default();
    for (index, line) in reader.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let number = index + 1;
        match Case::read(&line).map_or_else(Verdict::Fails, |case| case.run()) {
            Verdict::Passes => summary.pass += 1,
            Verdict::Corrected(why) => {
                summary.pass += 1;
                summary.corrected += 1;
                writeln!(out, "line {number} passes: {why}")?;
            }
            Verdict::Fails(why) => {
                summary.fail += 1;
                writeln!(out, "line {number} fails: {why}")?;
            }
        }
    }
    let Summary { pass, corrected, fail } = summary;
    writeln!(out, "{pass} pass ({corrected} of them against a wrong expectation), {fail} fail")?;
    Ok(summary)
}
