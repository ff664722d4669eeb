//! Zip archives whose entries are read as they are unpacked, with a limit against those made to fill a machine.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

use kit_charset::detect;
use zip::{ZipArchive, result::ZipError};

use crate::{Error, Result};

/// Geometry packs to a third, and tables of blanks to a fiftieth; what packs better by far is made to fill a machine.
const MOST_RATIO: u64 = 100;
/// Below this the ratio does not matter.
const HARMLESS_BYTES: u64 = 64 << 20;

/// An archive and the names of its entries.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    names: Vec<String>,
}

impl Archive {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let zip = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(|cause| damaged(&cause))?;
        let names = names(&zip.file_names_raw().collect::<Vec<_>>());
        Ok(Self { zip, names })
    }

    /// Names in the order of the archive, as folders and file: `a/b.shp`.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The first entry with such a name.
    pub(super) fn find(&self, is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
        self.names.iter().position(|name| is_wanted(name) && !is_of_macos(name))
    }

    /// How many bytes an entry says it has.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when it says more than can be honest.
    pub(super) fn size(&mut self, entry: usize) -> Result<u64> {
        let file = self.zip.by_index(entry).map_err(|cause| damaged(&cause))?;
        let (bytes, limit) = (file.size(), most(file.compressed_size()));
        if limit < bytes {
            return Err(Error::TooLarge { bytes, limit });
        }
        Ok(bytes)
    }

    /// An entry, unpacked as it is read and no further than it says.
    ///
    /// # Errors
    /// As [`size`](Self::size).
    pub(super) fn read(&mut self, entry: usize) -> Result<impl Read + '_> {
        let size = self.size(entry)?;
        let file = self.zip.by_index(entry).map_err(|cause| damaged(&cause))?;
        Ok(file.take(size))
    }
}

fn most(packed: u64) -> u64 {
    HARMLESS_BYTES.max(packed.saturating_mul(MOST_RATIO))
}

/// macOS puts a second, small file of each name beside the true one.
pub(super) fn is_of_macos(name: &str) -> bool {
    name.starts_with("__MACOSX/")
}

/// Programs write names in the character set of their machine without saying so; what is no UTF-8 is recognised.
fn names(raw: &[&[u8]]) -> Vec<String> {
    let charset = detect(raw.iter().copied()).charset;
    raw.iter().map(|name| charset.decode(name)).collect()
}

pub(super) fn damaged(cause: &ZipError) -> Error {
    match cause {
        ZipError::UnsupportedArchive(reason) => Error::Unsupported(format!("zip: {reason}")),
        other => Error::Damaged(format!("zip: {other}")),
    }
}
