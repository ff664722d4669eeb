//! The same handler answers `/clusters` and `/clusters.json`: a fixed list of suffixes is taken off before routing.
//!
//! The router itself cannot do it: `/{code}.json` is no legal path there.

use axum::{body::Body, extract::Request, http::Uri};

/// The form of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A page.
    #[default]
    Html,
    /// The page's rows and figures.
    Json,
    /// A vector tile.
    Mvt,
    /// The rows as text with commas.
    Csv,
    /// The rows as an Excel file.
    Xlsx,
    /// The rows with their shapes.
    GeoJson,
    /// The same for programs that draw maps.
    GeoPackage,
}

impl Format {
    /// The end of an address that asks for it.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        SUFFIXES.iter().find(|(_, format)| *format == self).map_or("html", |(suffix, _)| &suffix[1..])
    }

    /// What it is, for the browser.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Mvt => "application/vnd.mapbox-vector-tile",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::GeoJson => "application/geo+json",
            Self::GeoPackage => "application/geopackage+sqlite3",
        }
    }

    /// Whether a list is asked for as a file: all its rows, and no page of them.
    #[must_use]
    pub const fn is_file(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx | Self::GeoJson | Self::GeoPackage)
    }
}

const SUFFIXES: &[(&str, Format)] = &[
    (".json", Format::Json),
    (".mvt", Format::Mvt),
    (".csv", Format::Csv),
    (".xlsx", Format::Xlsx),
    (".geojson", Format::GeoJson),
    (".gpkg", Format::GeoPackage),
];

/// Takes the suffix off the path and remembers it. Of slashes at the beginning one is left: pages link to their own
/// path, and `//name/…` in a link is another host.
pub(crate) fn strip(mut request: Request<Body>) -> Request<Body> {
    let path = request.uri().path();
    let inner = path.trim_start_matches(['/', '\\']);
    // Assets keep their names: only pages have other forms.
    let found = SUFFIXES.iter().find(|(suffix, _)| path.len() > suffix.len() && path.ends_with(suffix));
    let found = found.filter(|_| !inner.starts_with("assets/"));
    if found.is_none() && path.len() <= inner.len() + 1 {
        return request;
    }
    let plain = &inner[..inner.len() - found.map_or(0, |(suffix, _)| suffix.len())];
    let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
    if let Ok(uri) = format!("/{plain}{query}").parse::<Uri>() {
        *request.uri_mut() = uri;
        if let Some((_, format)) = found {
            request.extensions_mut().insert(*format);
        }
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expect: &str, format: Option<Format>) {
        let request = strip(Request::builder().uri(path).body(Body::empty()).unwrap());
        assert_eq!(request.uri().to_string(), expect);
        assert_eq!(request.extensions().get::<Format>().copied(), format);
    }

    #[test]
    fn a_suffix_becomes_the_form_of_the_answer() {
        check("/clusters.json?as_of=2024-04-22", "/clusters?as_of=2024-04-22", Some(Format::Json));
        check("/tiles/9/1/2.mvt", "/tiles/9/1/2", Some(Format::Mvt));
        check("/measures/clusters.count", "/measures/clusters.count", None);
        check("/measures/clusters.count.json", "/measures/clusters.count", Some(Format::Json));
        check("/assets/1/x.json", "/assets/1/x.json", None);
        check("/.json", "/", Some(Format::Json));
    }

    #[test]
    fn a_path_never_begins_like_another_host() {
        check("//evil.example/x?y=1", "/evil.example/x?y=1", None);
        check("///evil.example.json", "/evil.example", Some(Format::Json));
        check("/\\evil.example/x", "/evil.example/x", None);
        check("//", "/", None);
    }
}
