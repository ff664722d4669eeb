//! Measures an intersection on files of length-prefixed WKB polygons: `wkbs FOLDER A B,B,… [--threads N] [--area] [--rounds N]`.
//! In each file: a `u32` count, then for each polygon a `u32` length and its WKB, all little-endian. Metres; millimetre grid.

#![expect(clippy::print_stdout, reason = "a tool on the command line")]

use std::path::Path;
use std::time::Instant;

use overlay::{Frame, Options, PolygonSet, PolygonSetBuilder};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, a, b, options @ ..] = &words[..] else { return Err("FOLDER A B,B,…".into()) };
    let value = |name: &str| options.iter().skip_while(|word| *word != name).nth(1);
    let threads = value("--threads").map_or(Ok(1), |word| word.parse())?;
    let rounds = value("--rounds").map_or(Ok(1), |word| word.parse())?;
    let geometry = !options.iter().any(|word| word == "--area");

    let frame = Frame { origin: [551_000.0, 2_321_000.0], scale: 1000.0 };
    let read = |names: &str| {
        let files: Result<Vec<Vec<u8>>, _> = names
            .split(',')
            .map(|name| std::fs::read(Path::new(folder).join(format!("{name}.wkbs"))))
            .collect();
        let mut builder = PolygonSetBuilder::new(frame);
        for file in files? {
            read_file(&file, &mut builder)?;
        }
        Ok::<PolygonSet, Failure>(builder.finish())
    };
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let (a, b) = (read(a)?, read(b)?);
    println!(
        "load: {} and {} features, {:.3} CPU-s, {:.3} s",
        a.len(),
        b.len(),
        cpu_seconds() - cpu,
        start.elapsed().as_secs_f64()
    );

    for _ in 0..rounds {
        let (start, cpu) = (Instant::now(), cpu_seconds());
        let overlaps = overlay::intersect(&a, &b, &Options { threads, geometry });
        let (cpu, wall) = (cpu_seconds() - cpu, start.elapsed().as_secs_f64());
        let area: f64 = overlaps.pairs().iter().map(|pair| frame.square_metres(pair.area)).sum();
        println!(
            "{} candidates, {} pairs, {area:.4} m², {cpu:.3} CPU-s of the first thread, {wall:.3} s",
            overlaps.candidates(),
            overlaps.pairs().len(),
        );
    }
    Ok(())
}

/// What the first thread has used of the processor (Linux).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
}

fn read_file(file: &[u8], builder: &mut PolygonSetBuilder) -> Result<(), Failure> {
    let frame = *builder.frame();
    let mut bytes = file;
    for _ in 0..number(&mut bytes)? {
        let length = number(&mut bytes)? as usize;
        let (mut polygon, rest) = bytes.split_at_checked(length).ok_or("cut off")?;
        bytes = rest;
        // Byte order and kind of geometry: always a little-endian polygon.
        polygon = polygon.split_at_checked(5).ok_or("cut off")?.1;
        builder.begin_feature();
        builder.begin_part();
        for _ in 0..number(&mut polygon)? {
            let count = number(&mut polygon)? as usize;
            let (points, rest) = polygon.split_at_checked(16 * count).ok_or("cut off")?;
            polygon = rest;
            let points: Result<Vec<_>, _> =
                points.chunks_exact(16).map(|point| frame.snap([float(point), float(&point[8..])])).collect();
            builder.ring(points.map_err(|_| "too far from the origin")?);
        }
    }
    Ok(())
}

fn number(bytes: &mut &[u8]) -> Result<u32, Failure> {
    let (first, rest) = bytes.split_first_chunk::<4>().ok_or("cut off")?;
    *bytes = rest;
    Ok(u32::from_le_bytes(*first))
}

fn float(bytes: &[u8]) -> f64 {
    bytes.first_chunk::<8>().map_or(f64::NAN, |bytes| f64::from_le_bytes(*bytes))
}
