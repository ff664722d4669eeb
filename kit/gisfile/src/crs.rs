//! The coordinate system a file names: enough to tell two apart, degrees from metres, and to hand it on.

use kit_geo::{Projection, Srid};
use serde_json::Value;

mod wkt;

/// What its coordinates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrsKind {
    /// Longitude and latitude in degrees.
    Geographic,
    /// A plane in metres.
    Metres,
    /// A plane in another unit, feet for example.
    OtherUnit,
    /// Not told.
    Unknown,
}

/// A coordinate system as a file names it. Nothing is looked up but the systems of [`kit_geo::Crs`].
#[derive(Debug, Clone, PartialEq)]
pub struct Crs {
    /// Who numbers it and the number, for example `EPSG` and `9214`.
    pub code: Option<(String, String)>,
    /// Its name.
    pub name: Option<String>,
    /// What its coordinates are.
    pub kind: CrsKind,
    /// The definition as the file has it: WKT, or PROJJSON.
    pub definition: Option<String>,
    /// Whether the file says nothing and this is what its format then means.
    pub assumed: bool,
}

/// Whether two files are in the same system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// By number, or by name where one has no number.
    Same,
    /// They differ.
    Different,
    /// At least one does not say.
    Unknown,
}

impl Crs {
    /// The file does not say.
    pub const UNKNOWN: Self =
        Self { code: None, name: None, kind: CrsKind::Unknown, definition: None, assumed: false };

    /// Longitude and latitude of WGS 84, what `GeoJSON` and `GeoParquet` mean when they say nothing.
    #[must_use]
    pub fn wgs84() -> Self {
        Self {
            code: Some(("OGC".to_owned(), "CRS84".to_owned())),
            name: Some("WGS 84 (CRS84)".to_owned()),
            kind: CrsKind::Geographic,
            definition: None,
            assumed: false,
        }
    }

    /// By its number alone.
    #[must_use]
    pub fn from_code(authority: &str, code: &str) -> Self {
        let mut crs = Self { code: Some((authority.to_uppercase(), code.to_owned())), ..Self::UNKNOWN };
        if authority.eq_ignore_ascii_case("OGC") && code.eq_ignore_ascii_case("CRS84") {
            return Self::wgs84();
        }
        if let Some(known) = crs.known() {
            crs.name = Some(known.name.to_owned());
            crs.kind = match known.projection {
                Projection::Geographic => CrsKind::Geographic,
                Projection::WebMercator | Projection::TransverseMercator { .. } => CrsKind::Metres,
            };
        }
        crs
    }

    /// From well-known text, of any of its dialects.
    #[must_use]
    pub fn from_wkt(text: &str) -> Self {
        let said = wkt::scan(text);
        if said.name.is_none() {
            return Self::UNKNOWN;
        }
        let mut crs = match &said.code {
            Some((authority, code)) => Self::from_code(authority, code),
            None => Self::UNKNOWN,
        };
        crs.name = said.name.or(crs.name);
        if said.kind != CrsKind::Unknown {
            crs.kind = said.kind;
        }
        crs.definition = Some(text.trim().to_owned());
        crs
    }

    /// From PROJJSON, as `GeoParquet` has it.
    #[must_use]
    pub fn from_projjson(json: &Value) -> Self {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let mut crs = match (text(&json["id"]["authority"]), text(&json["id"]["code"])) {
            (Some(authority), Some(code)) => Self::from_code(&authority, &code),
            _ => Self::UNKNOWN,
        };
        crs.name = text(&json["name"]).or(crs.name);
        let inner = if json["type"] == "CompoundCRS" { &json["components"][0] } else { json };
        crs.kind = match inner["type"].as_str() {
            Some("GeographicCRS") => CrsKind::Geographic,
            Some("ProjectedCRS") => match inner["coordinate_system"]["axis"][0]["unit"].as_str() {
                Some("metre") => CrsKind::Metres,
                // Any other unit is written as an object.
                _ => CrsKind::OtherUnit,
            },
            _ => crs.kind,
        };
        crs.definition = Some(json.to_string());
        crs
    }

    /// From the name in the `crs` member of older `GeoJSON` (the draft of 2008): `urn:ogc:def:crs:EPSG::9214`, `EPSG:9214`.
    #[must_use]
    pub fn from_urn(name: &str) -> Self {
        let parts: Vec<&str> = name.rsplit(':').collect();
        match parts.as_slice() {
            [code, authority] => Self::from_code(authority, code),
            // urn:ogc:def:crs:AUTHORITY:VERSION:CODE
            [code, _version, authority, ..] => Self::from_code(authority, code),
            _ => Self { name: Some(name.to_owned()), ..Self::UNKNOWN },
        }
    }

    /// Whether the file says nothing.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.code.is_none() && self.name.is_none()
    }

    /// Its number and name, for messages: `EPSG:9214 VN-2000 / TM-3 107-00`.
    #[must_use]
    pub fn label(&self) -> String {
        let code = self.code.as_ref().map(|(authority, code)| format!("{authority}:{code}"));
        [code, self.name.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Whether two files are in the same system.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> Agreement {
        let same = match (&self.code, &other.code) {
            (Some(a), Some(b)) => a == b || (is_wgs84(a) && is_wgs84(b)),
            _ => match (&self.name, &other.name) {
                (Some(a), Some(b)) => plain(a) == plain(b),
                _ => return Agreement::Unknown,
            },
        };
        if same { Agreement::Same } else { Agreement::Different }
    }

    /// The number in the EPSG registry.
    #[must_use]
    pub fn epsg(&self) -> Option<i32> {
        let (authority, code) = self.code.as_ref()?;
        (authority == "EPSG").then(|| code.parse().ok()).flatten()
    }

    /// Well-known text, if the file has it or the system is a known one.
    pub(crate) fn wkt(&self) -> Option<String> {
        let own = self.definition.as_ref().filter(|text| !text.starts_with('{'));
        own.cloned().or_else(|| self.known().map(kit_geo::Crs::wkt))
    }

    /// PROJJSON, if the file has it.
    pub(crate) fn projjson(&self) -> Option<Value> {
        self.definition.as_ref().and_then(|text| serde_json::from_str(text).ok()).filter(Value::is_object)
    }

    fn known(&self) -> Option<&'static kit_geo::Crs> {
        kit_geo::Crs::find(Srid(self.epsg()?)).ok()
    }
}

/// The same degrees under two numbers; the order of axes that they differ in is not kept by files.
fn is_wgs84((authority, code): &(String, String)) -> bool {
    matches!((authority.as_str(), code.as_str()), ("OGC", "CRS84") | ("EPSG", "4326"))
}

/// Letters and digits alone: Esri writes `VN_2000_TM-3_107-00` where EPSG has `VN-2000 / TM-3 107-00`.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_system_is_the_same_however_a_file_names_it() {
        let by_number = Crs::from_urn("urn:ogc:def:crs:EPSG::9214");
        let by_wkt = Crs::from_wkt(&by_number.wkt().unwrap());
        let by_json = Crs::from_projjson(&json!({
            "type": "ProjectedCRS", "name": "VN-2000 / TM-3 107-00", "id": {"authority": "EPSG", "code": 9214},
            "coordinate_system": {"axis": [{"unit": "metre"}]},
        }));
        let by_esri = Crs::from_wkt(
            r#"PROJCS["VN_2000_TM-3_107-00",GEOGCS["x",UNIT["Degree",0.01]],UNIT["Meter",1.0]]"#,
        );
        for crs in [&by_wkt, &by_json, &by_esri, &Crs::from_urn("EPSG:9214")] {
            assert_eq!(by_number.agrees(crs), Agreement::Same, "{crs:?}");
            assert_eq!(crs.kind, CrsKind::Metres, "{crs:?}");
        }
        assert_eq!(by_esri.code, None);
        assert_eq!(by_number.label(), "EPSG:9214 VN-2000 / TM-3 107-00");
    }

    #[test]
    fn two_systems_differ_and_silence_is_neither() {
        let [a, b] = ["EPSG:9214", "EPSG:9213"].map(Crs::from_urn);
        assert_eq!(a.agrees(&b), Agreement::Different);
        assert_eq!(a.agrees(&Crs::UNKNOWN), Agreement::Unknown);
        assert_eq!(Crs::UNKNOWN.agrees(&Crs::UNKNOWN), Agreement::Unknown);
    }

    #[test]
    fn degrees_are_known_by_number_text_and_json() {
        for crs in [
            Crs::from_urn("urn:ogc:def:crs:OGC:1.3:CRS84"),
            Crs::from_urn("EPSG:4756"),
            Crs::from_wkt(r#"GEOGCS["any",UNIT["degree",0.0174532925199433]]"#),
            Crs::from_projjson(&json!({"type": "GeographicCRS", "name": "any"})),
        ] {
            assert_eq!(crs.kind, CrsKind::Geographic, "{crs:?}");
        }
        assert_eq!(Crs::wgs84().agrees(&Crs::from_urn("EPSG:4326")), Agreement::Same);
    }

    #[test]
    fn feet_are_no_metres() {
        let feet = json!({"type": "ProjectedCRS", "name": "any",
            "coordinate_system": {"axis": [{"unit": {"type": "LinearUnit", "name": "US survey foot"}}]}});
        assert_eq!(Crs::from_projjson(&feet).kind, CrsKind::OtherUnit);
    }
}
