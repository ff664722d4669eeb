//! The lines of a DXF in text: a group code, then its value.

use std::io::{BufRead, Read};

use crate::{Error, Result};

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) code: u16,
    pub(super) value: Vec<u8>,
}

impl Pair {
    /// The value as a number; NaN where it is none, which is found when the ring is checked.
    pub(super) fn number(&self) -> f64 {
        std::str::from_utf8(&self.value).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
    }

    /// The value as a whole number; 0 where it is none.
    pub(super) fn whole(&self) -> i64 {
        std::str::from_utf8(&self.value).ok().and_then(|text| text.parse().ok()).unwrap_or(0)
    }
}

/// Reads pair after pair, one of which can be looked at before it is taken.
pub(super) struct Pairs<R> {
    input: R,
    line: u64,
    ahead: Option<Pair>,
}

/// The standard allows 2049 letters; some programs write more.
const MOST_LINE_BYTES: u64 = 1 << 20;

impl<R: BufRead> Pairs<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, line: 0, ahead: None }
    }

    /// The line that was read last, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn next(&mut self) -> Result<Option<Pair>> {
        match self.ahead.take() {
            Some(pair) => Ok(Some(pair)),
            None => self.read(),
        }
    }

    /// The next pair, unless it begins another entity.
    pub(super) fn next_within(&mut self) -> Result<Option<Pair>> {
        let pair = self.next()?;
        match pair {
            Some(pair) if pair.code == 0 => {
                self.ahead = Some(pair);
                Ok(None)
            }
            pair => Ok(pair),
        }
    }

    fn read(&mut self) -> Result<Option<Pair>> {
        let Some(code) = self.text_line()? else { return Ok(None) };
        let code = std::str::from_utf8(&code).ok().and_then(|text| text.parse().ok());
        let Some(code) = code else {
            return Err(Error::Damaged(format!("DXF line {}: no group code", self.line)));
        };
        Ok(self.text_line()?.map(|value| Pair { code, value }))
    }

    fn text_line(&mut self) -> Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(MOST_LINE_BYTES).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        Ok(Some(bytes.trim_ascii().to_vec()))
    }
}
