//! `GeoJSON` (RFC 7946), the form in which geometry reaches a browser and leaves most other tools.
//!
//! Coordinates are passed on as they stand: a third number is dropped, and a `crs` member, which
//! the standard has done away with, is not looked at.

use ::geojson::{FeatureCollection, GeometryValue, Position, feature::Id};
use geo_types::Geometry;
use serde_json::{Map, Value};

use crate::GeoError;

/// A thing on the map: where it is, and what is known of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feature {
    /// Its name in the file; a number is taken as its digits.
    pub id: Option<String>,
    /// Whatever the file says; empty for `null`.
    pub properties: Map<String, Value>,
    /// In longitude and latitude of WGS 84, if the file keeps to the standard.
    pub geometry: Option<Geometry<f64>>,
}

/// The features of a collection, in their order; a lone feature or a bare geometry counts as one.
///
/// A ring that is left open is closed.
///
/// # Errors
///
/// [`GeoError::GeoJson`]: without a feature when the text is not JSON or not `GeoJSON`, otherwise
/// with the first feature that is broken.
pub fn read(text: &str) -> Result<Vec<Feature>, GeoError> {
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    let mut root: Value = text.parse().map_err(|error| fault(None, &error))?;
    match root["type"].as_str() {
        Some("FeatureCollection") => match root["features"].take() {
            Value::Array(features) => features
                .into_iter()
                .enumerate()
                .map(|(index, json)| feature(json).map_err(|reason| fault(Some(index), &reason)))
                .collect(),
            _ => Err(fault(None, &"a FeatureCollection without a list of features")),
        },
        Some("Feature") => {
            feature(root).map(|feature| vec![feature]).map_err(|reason| fault(Some(0), &reason))
        }
        Some(_) => serde_json::from_value(root)
            .map_err(::geojson::Error::from)
            .and_then(geometry)
            .map(|geometry| vec![Feature { geometry: Some(geometry), ..Feature::default() }])
            .map_err(|reason| fault(None, &reason)),
        None => Err(fault(None, &"an object with a type is needed")),
    }
}

/// The features as one `FeatureCollection`, every id as a string.
///
/// Coordinates must be finite: JSON has no word for others, and they become `null`.
#[must_use]
pub fn write(features: &[Feature]) -> String {
    let features = features.iter().map(|feature| ::geojson::Feature {
        id: feature.id.clone().map(Id::String),
        properties: Some(feature.properties.clone()),
        geometry: feature.geometry.as_ref().map(::geojson::Geometry::from),
        bbox: None,
        foreign_members: None,
    });
    FeatureCollection { features: features.collect(), bbox: None, foreign_members: None }.to_string()
}

/// Some Windows programs begin a text file with it.
const BYTE_ORDER_MARK: char = '\u{feff}';

fn fault(feature: Option<usize>, reason: &impl ToString) -> GeoError {
    GeoError::GeoJson { feature, reason: reason.to_string() }
}

fn feature(json: Value) -> ::geojson::Result<Feature> {
    let feature: ::geojson::Feature = serde_json::from_value(json)?;
    Ok(Feature {
        id: feature.id.map(|id| match id {
            Id::String(text) => text,
            Id::Number(number) => number.to_string(),
        }),
        properties: feature.properties.unwrap_or_default(),
        geometry: feature.geometry.map(geometry).transpose()?,
    })
}

fn geometry(json: ::geojson::Geometry) -> ::geojson::Result<Geometry<f64>> {
    match shortest_position(&json.value) {
        Some(length @ 0..2) => Err(::geojson::Error::PositionTooShort(length)),
        _ => json.try_into(),
    }
}

/// The `geojson` crate checks the length of a position in points only, and panics at the others
/// when it converts them.
fn shortest_position(value: &GeometryValue) -> Option<usize> {
    match value {
        GeometryValue::Point { coordinates } => Some(coordinates.len()),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            coordinates.iter().map(Position::len).min()
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            coordinates.iter().flatten().map(Position::len).min()
        }
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter().flatten().flatten().map(Position::len).min()
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter().filter_map(|part| shortest_position(&part.value)).min()
        }
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{GeometryCollection, MultiPoint, Point, Rect, polygon};

    use super::*;

    #[test]
    fn a_collection_gives_its_features_in_order() {
        let features = read(
            r#"{"type": "FeatureCollection", "features": [
                {"type": "Feature", "id": "CCN-01", "properties": {"tên": "Việt Tiến", "ha": 48.5},
                 "geometry": {"type": "Point", "coordinates": [106.2, 21.27, 12]}},
                {"type": "Feature", "id": 7, "properties": null, "geometry": null}
            ]}"#,
        )
        .unwrap();
        assert_eq!(features.len(), 2);
        assert_eq!(features[0].id.as_deref(), Some("CCN-01"));
        assert_eq!(features[0].properties["tên"], "Việt Tiến");
        assert_eq!(features[0].geometry, Some(Point::new(106.2, 21.27).into()));
        assert_eq!(features[1].id.as_deref(), Some("7"));
        assert!(features[1].properties.is_empty());
        assert_eq!(features[1].geometry, None);
    }

    #[test]
    fn a_lone_feature_or_geometry_counts_as_one() {
        let point = r#"{"type": "Point", "coordinates": [1, 2]}"#;
        let feature = format!(r#"{{"type": "Feature", "properties": {{}}, "geometry": {point}}}"#);
        for text in [point, &feature, &format!("\u{feff}{point}")] {
            check_geometry(text, Point::new(1.0, 2.0));
        }
    }

    #[test]
    fn an_open_ring_is_closed() {
        check_geometry(
            r#"{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1]]]}"#,
            polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 0.0, y: 1.0)],
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut properties = Map::new();
        properties.insert("ghi chú".into(), "mốc \"Đ\"".into());
        let parts = GeometryCollection(vec![
            Rect::new((0.0, 0.0), (0.1, 0.3)).to_polygon().into(),
            MultiPoint::from(vec![(106.123_456_789, 21.0), (1e-7, 2.0)]).into(),
        ]);
        let features = [
            Feature { id: Some("1".into()), properties, geometry: Some(Geometry::GeometryCollection(parts)) },
            Feature::default(),
        ];
        assert_eq!(read(&write(&features)), Ok(features.to_vec()));
    }

    #[test]
    fn nothing_is_an_empty_collection() {
        assert_eq!(write(&[]), r#"{"type":"FeatureCollection","features":[]}"#);
        assert_eq!(read(&write(&[])), Ok(vec![]));
    }

    #[test]
    fn a_broken_feature_is_named() {
        check_refused_feature(
            r#"{"type": "Feature", "properties": {}, "geometry": {"type": "Point"}}"#,
            "no `coordinates` key",
        );
        check_refused_feature(r#"{"type": "Point", "coordinates": [1, 2]}"#, "expected `Feature`");
        check_refused_feature("12", "invalid type");
    }

    #[test]
    fn a_position_of_one_number_is_refused_wherever_it_is() {
        for geometry in [
            r#"{"type": "Point", "coordinates": [1]}"#,
            r#"{"type": "LineString", "coordinates": [[1, 2], [3]]}"#,
            r#"{"type": "MultiPoint", "coordinates": [[1, 2], []]}"#,
            r#"{"type": "Polygon", "coordinates": [[[0, 0], [1], [0, 1], [0, 0]]]}"#,
            r#"{"type": "MultiPolygon", "coordinates": [[[[0, 0], [1], [0, 1], [0, 0]]]]}"#,
            r#"{"type": "GeometryCollection", "geometries": [
                {"type": "LineString", "coordinates": [[1, 2], [3]]}]}"#,
        ] {
            check_refused_feature(
                &format!(r#"{{"type": "Feature", "properties": {{}}, "geometry": {geometry}}}"#),
                "A position must contain two or more elements",
            );
        }
    }

    #[test]
    fn text_that_is_no_geojson_is_told() {
        check_refused("", "GeoJSON: EOF while parsing");
        check_refused("[]", "GeoJSON: an object with a type is needed");
        check_refused(r#"{"type": "Topology"}"#, "GeoJSON: ");
        check_refused(
            r#"{"type": "FeatureCollection"}"#,
            "GeoJSON: a FeatureCollection without a list of features",
        );
        check_refused(r#"{"type": "Point", "coordinates": [1e999, 0]}"#, "GeoJSON: number out");
        check_refused(&"[".repeat(1_000_000), "GeoJSON: recursion limit exceeded");
    }

    #[track_caller]
    fn check_geometry(text: &str, expect: impl Into<Geometry>) {
        let features = read(text).unwrap();
        assert_eq!(features.len(), 1);
        assert_eq!(features[0].geometry, Some(expect.into()));
    }

    /// As the second of two, so that the index is not 0 by chance.
    #[track_caller]
    fn check_refused_feature(feature: &str, expect: &str) {
        let whole = r#"{"type": "Feature", "properties": {}, "geometry": null}"#;
        let text = format!(r#"{{"type": "FeatureCollection", "features": [{whole}, {feature}]}}"#);
        let error = read(&text).unwrap_err().to_string();
        assert!(error.starts_with("GeoJSON feature 1: "), "{error}");
        assert!(error.contains(expect), "{error}");
    }

    #[track_caller]
    fn check_refused(text: &str, expect: &str) {
        let error = read(text).unwrap_err().to_string();
        assert!(error.starts_with(expect), "{error}");
    }
}
