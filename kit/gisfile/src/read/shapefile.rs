//! Shapefile: the geometry of a `.shp`, ids from its `.dbf`, the system from its `.prj`; the `.shx` is not needed.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

use super::{
    Named, Out, Source, choose,
    dbf::{Ids, letters},
    length, only_layer,
    packed::{Archive, is_of_macos},
    shaperecord, stem,
};
use crate::{Crs, Error, FaultKind, Layer, Result, Rings};

const HEADER_BYTES: usize = 100;
/// Record number and length.
const RECORD_HEADER_BYTES: usize = 8;
/// Lengths are in words of 16 bits, and a whole file has at most 2^31 of them.
const WORD_BYTES: u64 = 2;
const MOST_BYTES: u64 = WORD_BYTES << 31;
/// A record of 16 million points. A packed file of a few megabytes may say that it has one of 4 GB.
const MOST_RECORD_BYTES: u64 = 1 << 28;

/// The index (.shx) has the same header and then, where shapes have the number 1, the place of the first: 50 words on.
const INDEX_START: [u8; 4] = [0, 0, 0, 50];

pub(super) fn read(source: &Source<'_>, mut out: Out<'_>) -> Result<Layer> {
    let name = only_layer(source)?;
    let mut file = File::open(source.path)?;
    let end = length(&mut file)?;
    let mut ids = match source.id_column {
        Some(column) => {
            let table = sibling(source.path, "dbf").ok_or_else(no_table)?;
            let code_page =
                sibling(source.path, "cpg").map(std::fs::read_to_string).transpose().unwrap_or_default();
            let open = || Ok::<_, Error>(BufReader::new(File::open(&table)?));
            let (letters, found) = letters(open()?, column, code_page.as_deref())?;
            out.letters = found;
            Some(Ids::open(open()?, column, letters)?)
        }
        None => None,
    };
    records(BufReader::new(file), end, ids.as_mut(), &mut out)?;
    let prj = sibling(source.path, "prj").map(std::fs::read).transpose()?;
    Ok(out.layer(name, prj.map_or(Crs::UNKNOWN, |text| Crs::from_wkt(&String::from_utf8_lossy(&text)))))
}

/// The Shapefile in a zip archive, read as it is unpacked: nothing is kept.
pub(super) fn read_packed(source: &Source<'_>, mut out: Out<'_>) -> Result<Layer> {
    let (mut shapes, mut table) = (Archive::open(source.path)?, Archive::open(source.path)?);
    let names = shapes.names().to_vec();
    let found = names.iter().enumerate().filter(|(_, name)| is_shp(name) && !is_of_macos(name));
    let layers: Vec<(String, usize)> = found.map(|(entry, name)| (stem(Path::new(name)), entry)).collect();
    if layers.is_empty() {
        return Err(Error::NoShapefile);
    }
    let (layer, entry) = choose(&layers, source.layer, |(layer, _)| layer)?;
    let name = &names[*entry];
    let beside = |suffix: &str| {
        let wanted = format!("{}{suffix}", &name[..name.len() - "shp".len()]).to_lowercase();
        names.iter().position(|other| other.to_lowercase() == wanted)
    };
    let mut small = |entry: Option<usize>| -> Result<Option<String>> {
        let Some(entry) = entry else { return Ok(None) };
        let mut bytes = Vec::new();
        table.read(entry)?.take(MOST_TEXT_BYTES).read_to_end(&mut bytes)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    };
    let (prj, code_page) = (small(beside("prj"))?, small(beside("cpg"))?);
    let mut ids = match source.id_column {
        Some(column) => {
            let entry = beside("dbf").ok_or_else(no_table)?;
            let (letters, found) = letters(BufReader::new(table.read(entry)?), column, code_page.as_deref())?;
            out.letters = found;
            Some(Ids::open(BufReader::new(table.read(entry)?), column, letters)?)
        }
        None => None,
    };
    let size = shapes.size(*entry)?;
    if MOST_BYTES < size {
        return Err(Error::TooLarge { bytes: size, limit: MOST_BYTES });
    }
    records(BufReader::new(shapes.read(*entry)?), size, ids.as_mut(), &mut out)?;
    Ok(out.layer(layer.clone(), prj.map_or(Crs::UNKNOWN, |text| Crs::from_wkt(&text))))
}

/// A definition of a coordinate system or the name of a code page is shorter.
const MOST_TEXT_BYTES: u64 = 1 << 16;

fn no_table() -> Error {
    Error::MissingPart("dbf")
}

fn records<R: Read, T: Read>(
    mut file: R,
    end: u64,
    mut ids: Option<&mut Ids<T>>,
    out: &mut Out<'_>,
) -> Result<()> {
    let mut header = [0; HEADER_BYTES];
    file.read_exact(&mut header)?;
    // Code 9994 and the length in big endian, the rest little: so the format will have it.
    if header[..4] != [0, 0, 0x27, 0x0a] {
        return Err(Error::Damaged("no Shapefile".to_owned()));
    }
    let said = u64::from(u32::from_be_bytes([header[24], header[25], header[26], header[27]])) * WORD_BYTES;
    if end < said {
        return Err(Error::Damaged(format!("{end} bytes, and the header says {said}")));
    }
    let (mut at, mut content, mut rings) = (HEADER_BYTES as u64, Vec::new(), Rings::default());
    while at + RECORD_HEADER_BYTES as u64 <= said {
        let mut head = [0; RECORD_HEADER_BYTES];
        file.read_exact(&mut head)?;
        at += RECORD_HEADER_BYTES as u64;
        if out.rows == 0 && head[..4] == INDEX_START {
            return Err(Error::MissingPart("shp"));
        }
        let bytes = u64::from(u32::from_be_bytes([head[4], head[5], head[6], head[7]])) * WORD_BYTES;
        if said - at < bytes {
            return Err(Error::Damaged(format!("record {} is longer than the file", out.rows + 1)));
        }
        content.clear();
        // By `take`, so that memory grows with what is there, not with what is said.
        let mut record = file.by_ref().take(bytes);
        let is_kept = bytes <= MOST_RECORD_BYTES;
        let taken = if is_kept {
            record.read_to_end(&mut content)? as u64
        } else {
            std::io::copy(&mut record, &mut std::io::sink())?
        };
        if taken < bytes {
            return Err(Error::Damaged("the file ends early".to_owned()));
        }
        at += bytes;
        let named = match &mut ids {
            Some(ids) => ids.next()?.map_or(Named::Nameless, Named::By),
            None => Named::ByRow,
        };
        rings.clear();
        let found = if is_kept {
            shaperecord::read(&content, &mut rings)
        } else {
            Err(FaultKind::Malformed(format!(
                "a record of {bytes} bytes; {MOST_RECORD_BYTES} are taken at most"
            )))
        };
        out.feature(named, found, &rings);
    }
    Ok(())
}

/// The file of the same name with another suffix, in any case.
fn sibling(path: &Path, suffix: &str) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.with_extension(suffix);
    let wanted = wanted.file_name()?.to_str()?;
    let files = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    files.into_iter().find(|file| {
        file.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.eq_ignore_ascii_case(wanted))
    })
}

pub(super) fn is_shp(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("shp"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fault, Feature, Id, Sink};

    #[derive(Default)]
    struct Faults(Vec<Fault>);

    impl Sink for Faults {
        fn feature(&mut self, _: &Feature<'_>) {}

        fn fault(&mut self, fault: Fault) {
            self.0.push(fault);
        }
    }

    #[test]
    fn a_record_too_long_to_be_kept_is_passed_over_and_named() {
        let (long, short) = (MOST_RECORD_BYTES + WORD_BYTES, 4);
        let words = |bytes: u64| u32::try_from(bytes / WORD_BYTES).unwrap().to_be_bytes();
        let mut header = [0; HEADER_BYTES];
        header[..4].copy_from_slice(&[0, 0, 0x27, 0x0a]);
        let end = (HEADER_BYTES + 2 * RECORD_HEADER_BYTES) as u64 + long + short;
        header[24..28].copy_from_slice(&words(end));
        let head = |bytes: u64| [[0; 4], words(bytes)].concat();
        let (first, second) = (head(long), head(short));
        let zeros = |bytes: u64| std::io::repeat(0).take(bytes);
        let file = header.chain(&*first).chain(zeros(long)).chain(&*second).chain(zeros(short));
        let mut faults = Faults::default();
        let mut out = Out { sink: &mut faults, id: Id::Number(0), rows: 0, flattened: 0, letters: None };
        records(file, end, None::<&mut Ids<File>>, &mut out).unwrap();
        let [first, second] = &faults.0[..] else { panic!("{:?}", faults.0) };
        assert!(matches!(&first.kind, FaultKind::Malformed(why) if why.starts_with("a record of ")));
        assert_eq!((second.row, &second.kind), (1, &FaultKind::Empty));
    }
}
