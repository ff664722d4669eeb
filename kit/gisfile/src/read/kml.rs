//! KML 2.2 (OGC 07-147r2), a placemark at a time, plain or packed as KMZ. Coordinates are WGS 84 by the standard.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use kit_charset::Charset;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::{
    Named, Out, Source, choose, only_layer,
    packed::{Archive, is_of_macos},
    stem,
};
use crate::{Crs, Error, FaultKind, Id, Layer, Result, Rings};

pub(super) fn read(source: &Source<'_>, out: Out<'_>) -> Result<Layer> {
    read_from(BufReader::new(File::open(source.path)?), source, out)
}

/// The `.kml` of the archive. Where there are several, those with placemarks are layers: the first may hold links to the others
/// alone.
pub(super) fn read_packed(source: &Source<'_>, out: Out<'_>) -> Result<Layer> {
    let mut archive = Archive::open(source.path)?;
    let all = archive.names().iter().enumerate().filter(|(_, name)| is_kml(name) && !is_of_macos(name));
    let entries: Vec<(String, usize)> = all.map(|(entry, name)| (stem(Path::new(name)), entry)).collect();
    if let [(_, only)] = entries.as_slice() {
        return read_from(BufReader::new(archive.read(*only)?), source, out);
    }
    let mut layers = Vec::new();
    for (name, entry) in entries {
        if has_placemarks(BufReader::new(archive.read(entry)?))? {
            layers.push((name, entry));
        }
    }
    let (layer, entry) = choose(&layers, source.layer, |(layer, _)| layer)?;
    let file = BufReader::new(archive.read(*entry)?);
    let read = read_from(file, &Source { layer: None, ..*source }, out)?;
    Ok(Layer { name: layer.clone(), ..read })
}

fn has_placemarks(file: impl BufRead) -> Result<bool> {
    let mut reader = Reader::from_reader(file);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|cause| damaged(&cause))? {
            Event::Start(start) if start.local_name().as_ref() == "Placemark" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => buffer.clear(),
        }
    }
}

pub(super) fn is_kml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("kml"))
}

fn read_from(file: impl BufRead, source: &Source<'_>, mut out: Out<'_>) -> Result<Layer> {
    let name = only_layer(source)?;
    let mut reader = Reader::from_reader(file);
    let (mut buffer, mut state) = (Vec::new(), State::new(source.id_column));
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|cause| damaged(&cause))?;
        match &event {
            Event::Start(start) => state.start(start),
            Event::Empty(start) => {
                state.start(start);
                state.end(start.local_name().as_ref(), &mut out);
            }
            Event::End(end) => state.end(end.local_name().as_ref(), &mut out),
            Event::Text(text) => state.text(&text.xml10_content()),
            Event::CData(text) => state.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().ok().flatten().or_else(|| named_entity(reference));
                state.text(letter.map_or(String::new(), String::from).as_str());
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    if !state.path.is_empty() {
        return Err(Error::Damaged("the file ends early".to_owned()));
    }
    match source.id_column {
        Some(wanted) if !state.column_seen && 0 < out.rows => {
            Err(Error::NoColumn { wanted: wanted.to_owned(), columns: state.columns })
        }
        _ if out.rows == 0 && state.is_link => {
            Err(Error::Unsupported("a link to another file (NetworkLink); save what it shows".to_owned()))
        }
        _ => Ok(out.layer(name, Crs::wgs84())),
    }
}

fn damaged(cause: &quick_xml::Error) -> Error {
    Error::Damaged(format!("XML: {cause}"))
}

/// The entities that XML has by itself.
fn named_entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// Where the reader is, and what it has of the placemark it is in.
struct State<'a> {
    id_column: Option<&'a str>,
    /// Names of the elements around, without namespace.
    path: Vec<String>,
    text: String,
    rings: Rings,
    found: std::result::Result<(), FaultKind>,
    id: Option<String>,
    /// The column that `value` of a `Data` element belongs to.
    data: Option<String>,
    column_seen: bool,
    columns: Vec<String>,
    is_link: bool,
}

impl<'a> State<'a> {
    fn new(id_column: Option<&'a str>) -> Self {
        Self {
            id_column,
            path: Vec::new(),
            text: String::new(),
            rings: Rings::default(),
            found: Ok(()),
            id: None,
            data: None,
            column_seen: false,
            columns: Vec::new(),
            is_link: false,
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name().as_ref().to_owned();
        let attribute = |name: &str| {
            let value = start.try_get_attribute(name).ok()??;
            Some(value.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
        };
        self.text.clear();
        match name.as_str() {
            "Placemark" => {
                self.rings.clear();
                (self.found, self.id) = (Ok(()), None);
                if let Some(id) = attribute("id") {
                    self.value("id", &id);
                }
            }
            "Data" | "SimpleData" => self.data = attribute("name"),
            "Point" => self.other("point"),
            "LineString" | "Track" => self.other("line"),
            "Model" => self.other("model"),
            "NetworkLink" => self.is_link = true,
            _ => {}
        }
        self.path.push(name);
    }

    /// A geometry that is no area; beside areas, as a label point often stands, it is left out.
    fn other(&mut self, kind: &'static str) {
        if self.is_in("Placemark") && self.found.is_ok() {
            self.found = Err(FaultKind::NotPolygon(kind));
        }
    }

    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn end(&mut self, name: &str, out: &mut Out<'_>) {
        self.path.pop();
        let parent = self.path.last().map_or("", String::as_str);
        match (name, parent) {
            ("coordinates", "LinearRing") => self.ring(),
            ("Polygon", _) => self.rings.end_part(),
            ("name", "Placemark") => self.value_of_text("name"),
            ("value", "Data") | ("SimpleData", _) => {
                if let Some(column) = self.data.take() {
                    self.value_of_text(&column);
                }
            }
            ("Placemark", _) => self.placemark(out),
            _ => {}
        }
        self.text.clear();
    }

    fn value_of_text(&mut self, column: &str) {
        let text = std::mem::take(&mut self.text);
        self.value(column, &text);
    }

    fn value(&mut self, column: &str, text: &str) {
        if self.columns.len() < MOST_COLUMNS && !self.columns.iter().any(|known| known == column) {
            self.columns.push(column.to_owned());
        }
        if self.id_column == Some(column) {
            self.column_seen = true;
            self.id = Some(Charset::Utf8.decode(text.trim().as_bytes())).filter(|text| !text.is_empty());
        }
    }

    fn ring(&mut self) {
        match positions(&self.text) {
            Ok((points, more)) => {
                self.rings.points(points);
                self.rings.end_ring();
                self.rings.flattened |= more;
            }
            Err(text) => self.found = Err(FaultKind::Malformed(format!("{text} is no position"))),
        }
    }

    fn placemark(&mut self, out: &mut Out<'_>) {
        let mut found = std::mem::replace(&mut self.found, Ok(()));
        if !self.rings.is_empty() && matches!(found, Err(FaultKind::NotPolygon(_))) {
            found = Ok(());
        }
        let named = match (self.id_column, self.id.take()) {
            (None, _) => Named::ByRow,
            (Some(_), Some(id)) => Named::By(Id::Text(id.into())),
            (Some(_), None) => Named::Nameless,
        };
        out.feature(named, found, &self.rings);
    }

    fn is_in(&self, name: &str) -> bool {
        self.path.iter().any(|element| element == name)
    }
}

/// Positions `longitude,latitude[,height]` with blanks between, and whether any height is not zero. Blanks after a comma, which
/// the standard forbids, are met and harmless.
fn positions(text: &str) -> std::result::Result<(Vec<[f64; 2]>, bool), String> {
    let mut joined = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !joined.is_empty() && !joined.ends_with(',') && !word.starts_with(',') {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    let (mut points, mut has_heights) = (Vec::new(), false);
    for position in joined.split(' ').filter(|position| !position.is_empty()) {
        let numbers: Option<Vec<f64>> = position.split(',').map(|number| number.parse().ok()).collect();
        match numbers.as_deref() {
            Some([x, y]) => points.push([*x, *y]),
            Some([x, y, height]) => {
                has_heights |= height.abs() != 0.0;
                points.push([*x, *y]);
            }
            _ => return Err(position.chars().take(MOST_SHOWN).collect()),
        }
    }
    Ok((points, has_heights))
}

/// Columns that are named where the one asked for is missing.
const MOST_COLUMNS: usize = 200;

/// Letters of a broken position that are shown.
const MOST_SHOWN: usize = 40;
