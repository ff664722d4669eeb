//! Takes a JSON object apart while it is read: the elements of one list come out one by one as bytes, the other members whole.
//!
//! Values are found by counting brackets, not parsed, so that an element that is no JSON (`NaN` in a coordinate, as Python
//! writes it) spoils itself alone and a file of any size takes the memory of its largest element.

use std::io::BufRead;

use crate::{Error, Result};

/// The parts of an object in their order.
pub(super) enum Part<'a> {
    /// An element of the list.
    Element(&'a [u8]),
    /// Another member: its name as it is written, without quotation marks, and its value.
    Member(&'a [u8], &'a [u8]),
}

/// A value of more bytes is no feature but an attack, or a mistake.
const MOST_VALUE_BYTES: usize = 1 << 30;

/// Reads the object and hands over its parts; `list` is the member that is taken apart.
pub(super) fn split(
    input: impl BufRead,
    list: &str,
    mut each: impl FnMut(Part<'_>) -> Result<()>,
) -> Result<()> {
    let mut bytes = Bytes { input, at: 0 };
    bytes.expect(b'{')?;
    let (mut name, mut value) = (Vec::new(), Vec::new());
    if bytes.skip_space()? == b'}' {
        return Ok(());
    }
    loop {
        bytes.value(&mut name)?;
        let plain = name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\""));
        let plain = plain.ok_or_else(|| bytes.damaged("a name in quotation marks is needed"))?;
        bytes.expect(b':')?;
        if plain == list.as_bytes() && bytes.skip_space()? == b'[' {
            bytes.expect(b'[')?;
            if bytes.skip_space()? == b']' {
                bytes.expect(b']')?;
            } else {
                loop {
                    bytes.value(&mut value)?;
                    each(Part::Element(&value))?;
                    if bytes.either(b',', b']')? {
                        break;
                    }
                }
            }
        } else {
            bytes.value(&mut value)?;
            each(Part::Member(plain, &value))?;
        }
        if bytes.either(b',', b'}')? {
            return Ok(());
        }
    }
}

struct Bytes<R> {
    input: R,
    at: u64,
}

impl<R: BufRead> Bytes<R> {
    fn damaged(&self, reason: &str) -> Error {
        Error::Damaged(format!("JSON byte {}: {reason}", self.at))
    }

    fn take(&mut self, bytes: usize) {
        self.input.consume(bytes);
        self.at += bytes as u64;
    }

    /// The next byte that is no white space; it is not taken.
    fn skip_space(&mut self) -> Result<u8> {
        loop {
            let buffer = self.input.fill_buf()?;
            let Some(found) = buffer.iter().position(|byte| !byte.is_ascii_whitespace()) else {
                let all = buffer.len();
                if all == 0 {
                    return Err(self.damaged("the file ends early"));
                }
                self.take(all);
                continue;
            };
            let byte = buffer[found];
            self.take(found);
            return Ok(byte);
        }
    }

    fn expect(&mut self, wanted: u8) -> Result<()> {
        if self.skip_space()? == wanted {
            self.take(1);
            return Ok(());
        }
        Err(self.damaged(&format!("{} is needed", char::from(wanted))))
    }

    /// Takes one of two, and tells whether it was the one that ends.
    fn either(&mut self, next: u8, end: u8) -> Result<bool> {
        let found = self.skip_space()?;
        if found == next || found == end {
            self.take(1);
            return Ok(found == end);
        }
        Err(self.damaged(&format!("{} or {} is needed", char::from(next), char::from(end))))
    }

    /// Takes a value: up to the comma or bracket that ends it, which is not taken.
    fn value(&mut self, value: &mut Vec<u8>) -> Result<()> {
        self.skip_space()?;
        value.clear();
        let mut state = State { depth: 0, text: false, escaped: false };
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Err(self.damaged("the file ends early"));
            }
            let end = buffer.iter().position(|byte| state.ends_before(*byte));
            let taken = end.unwrap_or(buffer.len());
            value.extend_from_slice(&buffer[..taken]);
            self.take(taken);
            if MOST_VALUE_BYTES < value.len() {
                return Err(Error::TooLarge { bytes: value.len() as u64, limit: MOST_VALUE_BYTES as u64 });
            }
            if end.is_some() {
                value.truncate(value.trim_ascii_end().len());
                return if value.is_empty() { Err(self.damaged("a value is needed")) } else { Ok(()) };
            }
        }
    }
}

struct State {
    depth: usize,
    text: bool,
    escaped: bool,
}

impl State {
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.text = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.text = true,
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' | b',' | b':' if self.depth == 0 => return true,
            b']' | b'}' => self.depth -= 1,
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn elements_come_one_by_one_and_members_whole() {
        let text = r#" {"type": "A \" ]}", "list": [ {"a": [1, 2]}, NaN ,"x, y"], "empty": {} }"#;
        check(text, Ok(&[r#"type="A \" ]}""#, r#"{"a": [1, 2]}"#, "NaN", r#""x, y""#, "empty={}"]));
        check(r#"{"list": []}"#, Ok(&[]));
        check("{}", Ok(&[]));
    }

    #[test]
    fn where_a_text_stops_to_be_an_object_is_told() {
        check("[1]", Err("damaged: JSON byte 0: { is needed"));
        check(r#"{"a" 1}"#, Err("damaged: JSON byte 6: a name in quotation marks is needed"));
        check(r#"{"list": [1, ]}"#, Err("damaged: JSON byte 13: a value is needed"));
        check(r#"{"list": [1"#, Err("damaged: JSON byte 11: the file ends early"));
    }

    #[track_caller]
    fn check(text: &str, expect: std::result::Result<&[&str], &str>) {
        // A small buffer, so that values cross its border.
        for size in [1, 3, 1000] {
            let mut parts = Vec::new();
            let read = split(BufReader::with_capacity(size, text.as_bytes()), "list", |part| {
                let show = String::from_utf8_lossy;
                parts.push(match part {
                    Part::Element(value) => show(value).into_owned(),
                    Part::Member(name, value) => format!("{}={}", show(name), show(value)),
                });
                Ok(())
            });
            match expect {
                Ok(expect) => assert_eq!(
                    (read.map_err(|error| error.to_string()), parts),
                    (Ok(()), expect.iter().map(|part| (*part).to_owned()).collect())
                ),
                Err(expect) => assert_eq!(read.unwrap_err().to_string(), expect),
            }
        }
    }
}
