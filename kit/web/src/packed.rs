//! An answer that is packed once and sent many times: to pack it for each request takes longer than all else it needs.

use std::io::Write;

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

/// Packed by gzip, which every browser reads. Where one does not say so, it is unpacked again.
#[derive(Clone, Debug)]
pub struct Packed(Bytes);

impl Packed {
    /// Packs it.
    #[must_use]
    pub fn new(plain: &[u8]) -> Self {
        // Level 6 is what the program packs pages with; beyond it, time is lost and little gained.
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        // Writing to memory does not fail.
        let _ = packer.write_all(plain);
        Self(packer.finish().unwrap_or_default().into())
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0.len()
    }

    /// The answer to a request with these headers.
    #[must_use]
    pub fn answer(&self, headers: &HeaderMap, kind: &'static str) -> Response {
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static(kind));
        let vary = (header::VARY, HeaderValue::from_static("accept-encoding"));
        if reads_gzip(headers) {
            let packed = (header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            return ([kind, vary, packed], self.0.clone()).into_response();
        }
        let mut plain = flate2::write::GzDecoder::new(Vec::new());
        let _ = plain.write_all(&self.0);
        ([kind, vary], plain.finish().unwrap_or_default()).into_response()
    }
}

/// Whether `gzip` is among what is accepted, and not at the weight of nothing.
fn reads_gzip(headers: &HeaderMap) -> bool {
    let said = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|said| said.to_str().ok());
    said.flat_map(|said| said.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case("gzip") && weight.is_none_or(|weight| 0.0 < weight)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_read_it() {
        let accepting = |said: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, said.parse().unwrap());
            reads_gzip(&headers)
        };
        assert!(accepting("gzip") && accepting("br, GZIP;q=0.5") && accepting("deflate,gzip ;q=1"));
        assert!(!accepting("br") && !accepting("gzip;q=0") && !accepting("identity, gzip; q=0.0"));
        assert!(!reads_gzip(&HeaderMap::new()));
    }
}
