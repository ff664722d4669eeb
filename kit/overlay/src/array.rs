//! An array in memory, or in a file that is mapped into it.

use std::ops::{Deref, Range};
use std::sync::Arc;

use memmap2::Mmap;

/// Values one after the other; read like a slice.
#[derive(Debug, Clone)]
pub(crate) enum Array<T> {
    Owned(Vec<T>),
    /// Bytes of a file, checked to be whole and aligned values.
    Mapped(Arc<Mmap>, Range<usize>),
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(values: Vec<T>) -> Self {
        Self::Owned(values)
    }
}

impl<T: bytemuck::AnyBitPattern> Array<T> {
    /// Values in a mapped file; nothing when the bytes lie outside it or are no whole, aligned values.
    pub fn mapped(map: &Arc<Mmap>, bytes: Range<usize>) -> Option<Self> {
        bytemuck::try_cast_slice::<u8, T>(map.get(bytes.clone())?).ok()?;
        Some(Self::Mapped(Arc::clone(map), bytes))
    }
}

impl<T: bytemuck::AnyBitPattern> Deref for Array<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match self {
            Self::Owned(values) => values,
            Self::Mapped(map, bytes) => bytemuck::cast_slice(&map[bytes.clone()]),
        }
    }
}
