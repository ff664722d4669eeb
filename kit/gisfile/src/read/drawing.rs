//! DWG and DGN: told by what they begin with, and converted by `ogr2ogr` of GDAL where it is installed and able to.

use std::{
    fs::File,
    io::{ErrorKind, Read},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use super::{Out, Source, geojson, stem};
use crate::{Crs, Drawing, Error, Layer, Result};

/// Release R13 and later: `AC1012` … `AC1032`.
const DWG_START: &[u8] = b"AC10";
/// Type 9 element (TCB) on level 8, of a file in the plane or in space.
const DGN_STARTS: [&[u8]; 2] = [b"\x08\x09\xfe\x02", b"\xc8\x09\xfe\x02"];
/// A compound file of Microsoft, which old Office files are too.
const COMPOUND_START: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How the streams of a DGN V8 are called, in UTF-16: `Dgn~H`, `Dgn~S`.
const DGN_V8_STREAM: &[u8] = b"D\0g\0n\0~\0";
/// The directory of a compound file may stand anywhere; it is looked for so far.
const MOST_SEARCHED_BYTES: u64 = 16 << 20;

/// What kind of drawing a file is.
pub(super) fn recognise(start: &[u8], path: &Path) -> Result<Option<Drawing>> {
    if let Some(release) = start.first_chunk::<6>().filter(|release| release.starts_with(DWG_START)) {
        return Ok(Some(Drawing::Dwg(*release)));
    }
    if DGN_STARTS.iter().any(|magic| start.starts_with(magic)) {
        return Ok(Some(Drawing::DgnV7));
    }
    if start.starts_with(COMPOUND_START) {
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST_SEARCHED_BYTES).read_to_end(&mut bytes)?;
        let is_dgn = bytes.windows(DGN_V8_STREAM.len()).any(|some| some == DGN_V8_STREAM);
        return Ok(is_dgn.then_some(Drawing::DgnV8));
    }
    Ok(None)
}

pub(super) fn read(drawing: Drawing, source: &Source<'_>, out: Out<'_>) -> Result<Layer> {
    read_with(CONVERTER, drawing, source, out)
}

const CONVERTER: &str = "ogr2ogr";
/// A drawing of a province takes a few seconds.
const MOST_SECONDS: u32 = 120;
const POLLS_PER_SECOND: u32 = 20;

fn read_with(program: &str, drawing: Drawing, source: &Source<'_>, out: Out<'_>) -> Result<Layer> {
    let folder = tempfile::tempdir()?;
    let converted = folder.path().join("converted.geojson");
    let errors = folder.path().join("errors");
    let child = Command::new(program)
        .args(["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=6", "-where", "OGR_GEOMETRY='POLYGON'"])
        .arg(&converted)
        .arg(source.path.canonicalize()?)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(&errors)?)
        .spawn();
    let needs = |converter| Error::NeedsExport { drawing, converter };
    let child = match child {
        Ok(child) => child,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Err(needs(None)),
        Err(cause) => return Err(cause.into()),
    };
    if !succeeds(child)? {
        let said = std::fs::read(&errors)?;
        let said = String::from_utf8_lossy(&said);
        let first = said.lines().next().unwrap_or("it took too long").chars().take(MOST_SAID).collect();
        return Err(needs(Some(first)));
    }
    let layer = geojson::read(&Source { path: &converted, layer: None, id_column: source.id_column }, out)?;
    // Drawings say nothing of their system, and GeoJSON that says nothing would mean degrees.
    Ok(Layer { name: stem(source.path), crs: Crs::UNKNOWN, ..layer })
}

/// Letters of what a converter says that are handed on.
const MOST_SAID: usize = 300;

/// Waits for a program, and ends it when it takes too long.
fn succeeds(mut child: Child) -> Result<bool> {
    for _ in 0..MOST_SECONDS * POLLS_PER_SECOND {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        sleep(Duration::from_secs(1) / POLLS_PER_SECOND);
    }
    child.kill()?;
    child.wait()?;
    Ok(false)
}
