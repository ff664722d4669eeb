//! Reading: which format a file is, and one reader for each.

use std::{
    fs::File,
    io::{Read, Seek},
    path::Path,
};

use kit_charset::Detection;

use crate::{Drawing, Error, Fault, FaultKind, Feature, Id, Layer, Result, Rings, Sink};

mod columns;
mod dbf;
mod drawing;
mod dxf;
mod flatgeobuf;
mod geojson;
mod geopackage;
mod kml;
mod packed;
mod pages;
mod parquet;
mod shapefile;
mod shaperecord;
mod split;
mod wkb;

/// What to read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file.
    pub path: &'a Path,
    /// The layer: a table, a geometry column of `GeoParquet`, a `.shp` of a packed file. Needed where there are several.
    pub layer: Option<&'a str>,
    /// The column that holds the ids.
    pub id_column: Option<&'a str>,
}

/// Formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// OGC 12-128.
    GeoPackage,
    /// geoparquet.org, with geometry as WKB.
    GeoParquet,
    /// flatgeobuf.org, version 3.
    FlatGeobuf,
    /// ESRI Shapefile Technical Description (1998).
    Shapefile,
    /// Shapefiles in a zip archive.
    PackedShapefile,
    /// RFC 7946.
    GeoJson,
    /// OGC 07-147r2.
    Kml,
    /// KML in a zip archive.
    PackedKml,
    /// Autodesk's exchange format, as text.
    Dxf,
    /// A drawing that only its own programs read, and GDAL some.
    Drawing(Drawing),
}

/// The format of a file, by what it begins with.
///
/// # Errors
/// The file cannot be read, or begins like nothing that is read here.
pub fn format_of(path: &Path) -> Result<Format> {
    if path.is_dir() {
        return Err(Error::Folder);
    }
    let mut start = Vec::new();
    File::open(path)?.take(SNIFFED_BYTES).read_to_end(&mut start)?;
    let known: [(&[u8], Format); 4] = [
        (b"SQLite format 3\0", Format::GeoPackage),
        (b"PAR1", Format::GeoParquet),
        (b"fgb\x03fgb", Format::FlatGeobuf),
        (&[0, 0, 0x27, 0x0a], Format::Shapefile),
    ];
    if let Some((_, format)) = known.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Ok(*format);
    }
    if start.starts_with(b"PK\x03\x04") {
        return packed_format(path);
    }
    if start.starts_with(dxf::BINARY_START) {
        return Err(Error::Unsupported("DXF in binary form; save it as DXF in text (ASCII)".to_owned()));
    }
    if let Some(drawing) = drawing::recognise(&start, path)? {
        return Ok(Format::Drawing(drawing));
    }
    let text = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&start).trim_ascii_start();
    match text.first() {
        None if (start.len() as u64) < SNIFFED_BYTES => Err(Error::EmptyFile),
        Some(b'{') => Ok(Format::GeoJson),
        Some(b'<') if text.windows(KML_START.len()).any(|some| some == KML_START) => Ok(Format::Kml),
        Some(_) if dxf::is_text(text) => Ok(Format::Dxf),
        _ => Err(Error::UnknownFormat),
    }
}

/// What an archive holds.
fn packed_format(path: &Path) -> Result<Format> {
    let archive = packed::Archive::open(path)?;
    if archive.find(shapefile::is_shp).is_none() && archive.find(kml::is_kml).is_some() {
        return Ok(Format::PackedKml);
    }
    Ok(Format::PackedShapefile)
}

const KML_START: &[u8] = b"<kml";
/// Enough for every signature, and for the white space before a `{`.
const SNIFFED_BYTES: u64 = 4096;
/// Some Windows programs begin a text file with it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Hands every feature of a layer to the sink, in the order of the file.
///
/// # Errors
/// What makes the file as a whole unusable; features may have been handed over before.
pub fn read(source: &Source<'_>, sink: &mut dyn Sink) -> Result<Layer> {
    let out = Out { sink, id: Id::Number(0), rows: 0, flattened: 0, letters: None };
    match format_of(source.path)? {
        Format::GeoPackage => geopackage::read(source, out),
        Format::GeoParquet => parquet::read(source, out),
        Format::FlatGeobuf => flatgeobuf::read(source, out),
        Format::Shapefile => shapefile::read(source, out),
        Format::PackedShapefile => shapefile::read_packed(source, out),
        Format::GeoJson => geojson::read(source, out),
        Format::Kml => kml::read(source, out),
        Format::PackedKml => kml::read_packed(source, out),
        Format::Dxf => dxf::read(source, out),
        Format::Drawing(drawing) => drawing::read(drawing, source, out),
    }
}

/// Where a reader found the id of a feature.
enum Named {
    /// No column was asked for and the format has no key.
    ByRow,
    /// In a column.
    By(Id),
    /// The column has no value for it.
    Nameless,
}

/// The sink, and what is counted on the way.
struct Out<'a> {
    sink: &'a mut dyn Sink,
    id: Id,
    rows: u64,
    flattened: u64,
    letters: Option<Detection>,
}

impl Out<'_> {
    /// Hands one feature over, or what is wrong with it.
    fn feature(&mut self, named: Named, found: std::result::Result<(), FaultKind>, rings: &Rings) {
        let row = self.rows;
        self.rows += 1;
        let nameless = matches!(named, Named::Nameless);
        self.id = match named {
            Named::By(id) => id,
            Named::ByRow | Named::Nameless => Id::of_row(row),
        };
        let checked = if nameless { Err(FaultKind::NoId) } else { found.and_then(|()| rings.check()) };
        match checked {
            Ok(bounds) => {
                self.flattened += u64::from(rings.flattened);
                self.sink.feature(&Feature { row, id: &self.id, rings, bounds });
            }
            Err(kind) => self.sink.fault(Fault { row, id: self.id.clone(), kind }),
        }
    }

    fn layer(&self, name: String, crs: crate::Crs) -> Layer {
        Layer { name, crs, rows: self.rows, flattened: self.flattened, letters: self.letters }
    }
}

/// How many bytes all entries of an archive say they have.
pub(crate) fn unpacked_size(path: &Path) -> Result<u64> {
    let mut archive = packed::Archive::open(path)?;
    (0..archive.names().len()).try_fold(0_u64, |sum, entry| Ok(sum.saturating_add(archive.size(entry)?)))
}

/// The name of a file without folder and suffix: the name of its only layer.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A name among several: the one asked for, or the only one.
fn choose<'a, T>(all: &'a [T], wanted: Option<&str>, name: impl Fn(&T) -> &str) -> Result<&'a T> {
    let names = || all.iter().map(|one| name(one).to_owned()).collect();
    match (wanted, all) {
        (Some(wanted), _) => all
            .iter()
            .find(|one| name(one) == wanted)
            .ok_or_else(|| Error::NoLayer { wanted: wanted.to_owned(), layers: names() }),
        (None, [only]) => Ok(only),
        (None, []) => Err(Error::NoFeatures),
        (None, _) => Err(Error::SeveralLayers(names())),
    }
}

/// A layer may be asked for by name where a file has only one.
fn only_layer(source: &Source<'_>) -> Result<String> {
    let name = [stem(source.path)];
    choose(&name, source.layer, String::as_str).cloned()
}

/// How many bytes a file has; the position is as before.
fn length(file: &mut File) -> Result<u64> {
    let at = file.stream_position()?;
    let end = file.seek(std::io::SeekFrom::End(0))?;
    file.seek(std::io::SeekFrom::Start(at))?;
    Ok(end)
}
