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
}

const SUFFIXES: &[(&str, Format)] = &[(".json", Format::Json), (".mvt", Format::Mvt)];

/// Takes the suffix off the path and remembers it.
pub(crate) fn strip(mut request: Request<Body>) -> Request<Body> {
    let path = request.uri().path();
    // Assets keep their names: only pages have other forms.
    let found = SUFFIXES.iter().find(|(suffix, _)| path.len() > suffix.len() && path.ends_with(suffix));
    let Some((suffix, format)) = found.filter(|_| !path.starts_with("/assets/")) else {
        return request;
    };
    let plain = &path[..path.len() - suffix.len()];
    let target = request.uri().query().map_or(plain.to_owned(), |query| format!("{plain}?{query}"));
    if let Ok(uri) = target.parse::<Uri>() {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(*format);
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
    }
}
