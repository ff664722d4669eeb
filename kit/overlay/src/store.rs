//! A set in a file that is mapped into memory: opened in the time it takes to look at its structure, not to read it.
//!
//! The file is a [`Header`] and the arrays of the set one after the other, each at a multiple of 16 bytes, all little-endian.
//! The header has a version and a checksum of itself, and the file has exactly the length that follows from it. Everything
//! that says where something lies is checked when the file is opened, so that no damage leads outside an array; coordinates are
//! not, and a damaged one makes a wrong answer. Who must know keeps a checksum of the whole file beside it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

use crate::array::Array;
use crate::index::box_count;
use crate::layout::along_the_curve;
use crate::set::{Arrays, Head};
use crate::{Frame, PolygonSet};

/// The first bytes of a store.
const MAGIC: [u8; 8] = *b"OVERLAY\n";
/// Of the form described here. Another form has another number.
const VERSION: u32 = 1;
/// Arrays begin at multiples of this: that of a [`Head`] and a box.
const ALIGNMENT: usize = 16;
/// How many arrays there are.
const ARRAYS: usize = 11;

/// A set, with what its features are called, and where the store is on disk.
#[derive(Debug)]
pub struct Store {
    set: PolygonSet,
    /// End of each name in `names`, by number of the feature.
    name_ends: Array<u32>,
    names: Array<u8>,
}

/// Why a file is no store that can be used.
#[derive(Debug)]
pub enum StoreError {
    /// It could not be read or written.
    Io(io::Error),
    /// It does not begin as a store does.
    Foreign,
    /// It was written in another form; the number of that.
    Version(u32),
    /// It is shorter or longer than it says, or what it says cannot be: what.
    Damaged(&'static str),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => write!(out, "the store cannot be read or written: {error}"),
            Self::Foreign => write!(out, "the file is no store of polygons"),
            Self::Version(version) => {
                write!(out, "the store has version {version}, and this program reads {VERSION}; make it anew")
            }
            Self::Damaged(what) => write!(out, "the store is damaged ({what}); make it anew"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Io(error) = self { Some(error) } else { None }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

#[derive(Debug, Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
struct Header {
    magic: [u8; 8],
    version: u32,
    /// 1, as it is written on a machine like that which reads it.
    order: u32,
    origin: [f64; 2],
    scale: f64,
    /// Bytes of each array.
    lengths: [u64; ARRAYS],
    /// Of all before.
    checksum: u64,
}

impl Store {
    /// Writes a set, with a name for each feature, to a new file or in place of an old one.
    ///
    /// # Errors
    /// When the file cannot be written, or there are not as many names as features.
    pub fn write<'a>(
        path: &Path,
        set: &PolygonSet,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), StoreError> {
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        for name in names {
            text.extend_from_slice(name.as_bytes());
            ends.push(u32::try_from(text.len()).map_err(|_| StoreError::Damaged("names are too long"))?);
        }
        if ends.len() != set.len() {
            return Err(StoreError::Damaged("there are not as many names as features"));
        }
        let arrays = &along_the_curve(&set.arrays);
        let bytes: [&[u8]; ARRAYS] = [
            bytemuck::cast_slice(&arrays.points),
            bytemuck::cast_slice(&arrays.rings),
            bytemuck::cast_slice(&arrays.parts),
            bytemuck::cast_slice(&arrays.heads),
            bytemuck::cast_slice(&arrays.chunk_starts),
            bytemuck::cast_slice(&arrays.chunks),
            bytemuck::cast_slice(&arrays.order),
            bytemuck::cast_slice(&arrays.tree),
            bytemuck::cast_slice(&arrays.places),
            bytemuck::cast_slice(&ends),
            &text,
        ];
        let mut header = Header {
            magic: MAGIC,
            version: VERSION,
            order: 1,
            origin: set.frame.origin,
            scale: set.frame.scale,
            lengths: bytes.map(|bytes| bytes.len() as u64),
            checksum: 0,
        };
        header.checksum = checksum(&header);
        // Beside the old one, and then in its place: who has that open keeps it, and nobody sees half of the new one.
        let beside = path.with_extension("part");
        let mut out = BufWriter::new(File::create(&beside)?);
        out.write_all(bytemuck::bytes_of(&header))?;
        let mut written = size_of::<Header>();
        for bytes in bytes {
            out.write_all(&[0; ALIGNMENT][..written.next_multiple_of(ALIGNMENT) - written])?;
            out.write_all(bytes)?;
            written = written.next_multiple_of(ALIGNMENT) + bytes.len();
        }
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok(std::fs::rename(beside, path)?)
    }

    /// Opens a file that [`Store::write`] wrote. The file must not be changed while it is open; replacing it is no change.
    ///
    /// # Errors
    /// When it cannot be read, is no store, or is damaged.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path)?;
        #[expect(
            unsafe_code,
            reason = "mapping is unsafe since somebody may change the file while it is mapped; stores are replaced, never \
                      changed, and bytes are only ever read as numbers"
        )]
        let map = Arc::new(unsafe { Mmap::map(&file)? });
        let header: Header = match map.get(..size_of::<Header>()) {
            Some(bytes) => bytemuck::pod_read_unaligned(bytes),
            None => return Err(StoreError::Foreign),
        };
        if header.magic != MAGIC {
            return Err(StoreError::Foreign);
        }
        if header.version != VERSION || header.order != 1 {
            return Err(StoreError::Version(header.version));
        }
        if header.checksum != checksum(&header) {
            return Err(StoreError::Damaged("its header"));
        }
        let ranges = ranges(&header.lengths, map.len()).ok_or(StoreError::Damaged("its length"))?;
        Self::in_map(&map, &ranges, Frame { origin: header.origin, scale: header.scale })
    }

    fn in_map(map: &Arc<Mmap>, ranges: &[Range<usize>; ARRAYS], frame: Frame) -> Result<Self, StoreError> {
        let [points, rings, parts, heads, chunk_starts, chunks, order, tree, places, name_ends, names] =
            ranges.clone();
        let arrays = Arrays {
            points: array(map, points)?,
            rings: array(map, rings)?,
            parts: array(map, parts)?,
            heads: array(map, heads)?,
            chunk_starts: array(map, chunk_starts)?,
            chunks: array(map, chunks)?,
            order: array(map, order)?,
            tree: array(map, tree)?,
            places: array(map, places)?,
        };
        let store = Self {
            set: PolygonSet { frame, arrays },
            name_ends: array(map, name_ends)?,
            names: array(map, names)?,
        };
        store.check().map_err(StoreError::Damaged)?;
        Ok(store)
    }

    /// Whether everything that says where something lies stays within what there is.
    fn check(&self) -> Result<(), &'static str> {
        let arrays = &self.set.arrays;
        let (heads, order, places): (&[Head], &[u32], &[u32]) =
            (&arrays.heads, &arrays.order, &arrays.places);
        let (rings, parts, chunk_starts): (&[u32], &[u32], &[u32]) =
            (&arrays.rings, &arrays.parts, &arrays.chunk_starts);
        let features = order.len();
        if heads.len() != features + 1 || places.len() != features || self.name_ends.len() != features {
            return Err("numbers of features");
        }
        if arrays.tree.len() != box_count(features) {
            return Err("its search tree");
        }
        let one_way = (0..).zip(order).all(|(place, &feature)| places.get(feature as usize) == Some(&place));
        if !one_way {
            return Err("the order of features");
        }
        if chunk_starts.len() != rings.len() || !ascends(chunk_starts.iter().copied(), arrays.chunks.len()) {
            return Err("where stretches begin");
        }
        if !ascends(rings.iter().copied(), arrays.points.len()) {
            return Err("where rings begin");
        }
        if !ascends(parts.iter().copied(), rings.len() - 1) {
            return Err("where parts begin");
        }
        let [Some(first), Some(last)] = [heads.first(), heads.last()] else {
            return Err("numbers of features");
        };
        if (first.part, last.part as usize + 1) != (0, parts.len()) {
            return Err("where features begin");
        }
        // With each head the arrays agree; those ascend, and so what follows from `part` does when `part` does.
        let mut before = 0;
        for head in heads {
            let agree = parts.get(head.part as usize) == Some(&head.ring)
                && rings.get(head.ring as usize) == Some(&head.point)
                && chunk_starts.get(head.ring as usize) == Some(&head.chunk);
            if head.part < before || !agree {
                return Err("where features begin");
            }
            before = head.part;
        }
        if !ascends([0].into_iter().chain(self.name_ends.iter().copied()), self.names.len()) {
            return Err("names");
        }
        Ok(())
    }

    /// The set.
    #[must_use]
    pub fn set(&self) -> &PolygonSet {
        &self.set
    }

    /// What a feature is called; nothing when there is no such feature, or its name is damaged.
    #[must_use]
    pub fn name(&self, feature: usize) -> Option<&str> {
        let begin = feature.checked_sub(1).map_or(Some(0), |before| self.name_ends.get(before).copied())?;
        let end = *self.name_ends.get(feature)?;
        std::str::from_utf8(self.names.get(begin as usize..end as usize)?).ok()
    }
}

/// Whether values begin at 0, never descend, and end at `end`.
fn ascends(values: impl Iterator<Item = u32>, end: usize) -> bool {
    let mut last = None;
    for value in values {
        if value < last.unwrap_or(0) || (last.is_none() && value != 0) {
            return false;
        }
        last = Some(value);
    }
    last.is_some_and(|last| last as usize == end)
}

fn array<T: bytemuck::AnyBitPattern>(map: &Arc<Mmap>, bytes: Range<usize>) -> Result<Array<T>, StoreError> {
    Array::mapped(map, bytes).ok_or(StoreError::Damaged("lengths"))
}

/// Where each array lies; nothing when they do not end exactly where the file does.
fn ranges(lengths: &[u64; ARRAYS], file: usize) -> Option<[Range<usize>; ARRAYS]> {
    let mut end = size_of::<Header>();
    let mut ranges = [const { 0..0 }; ARRAYS];
    for (range, length) in ranges.iter_mut().zip(lengths) {
        let begin = end.checked_next_multiple_of(ALIGNMENT)?;
        end = begin.checked_add(usize::try_from(*length).ok()?)?;
        *range = begin..end;
    }
    (end == file).then_some(ranges)
}

/// FNV-1a of a header without its checksum: against damage, not against forgery.
fn checksum(header: &Header) -> u64 {
    let bytes = &bytemuck::bytes_of(header)[..size_of::<Header>() - size_of::<u64>()];
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
