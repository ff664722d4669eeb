//! The coordinate systems (hệ toạ độ) that Vietnamese cadastral and planning files use.
//!
//! The table holds only what differs between systems; the PROJ string, the WKT and the Vietnamese
//! description are written from it, and the tests compare them with the EPSG registry.

use std::fmt;

use geo_types::{Coord, Rect};

use crate::GeoError;

/// The number of a coordinate system in the EPSG registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Srid(pub i32);

impl Srid {
    /// Longitude and latitude as GPS gives them, in degrees.
    pub const WGS84: Self = Self(4326);
    /// Web Mercator, the square world of map tiles, in metres.
    pub const WEB_MERCATOR: Self = Self(3857);
    /// VN-2000 longitude and latitude, in degrees.
    pub const VN2000: Self = Self(4756);
}

impl fmt::Display for Srid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EPSG:{}", self.0)
    }
}

/// One coordinate system; all that are known are in [`Crs::ALL`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crs {
    /// Its number in the EPSG registry.
    pub srid: Srid,
    /// Its name in the EPSG registry.
    pub name: &'static str,
    /// How its graticule is fixed to the ground.
    pub datum: Datum,
    /// How its graticule is laid on the plane.
    pub projection: Projection,
}

/// How a system is fixed to the ground; the two differ by about 220 m in Viet Nam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datum {
    /// World Geodetic System 1984.
    Wgs84,
    /// Hệ toạ độ quốc gia VN-2000 (Decision 83/2000/QĐ-TTg).
    Vn2000,
}

/// How longitude and latitude become x and y.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Projection {
    /// Not at all: x is the longitude, y the latitude, in degrees.
    Geographic,
    /// The sphere of web maps, in metres.
    WebMercator,
    /// Gauss–Krüger (lưới chiếu hình trụ ngang), false easting 500 000, in metres.
    TransverseMercator {
        /// Kinh tuyến trục, in degrees east.
        central_meridian: f64,
        /// Bề rộng múi chiếu, 3 or 6 degrees.
        width_deg: u8,
        /// Scale on the central meridian: 0.9999 in the 3° zones, 0.9996 in the 6° zones.
        scale: f64,
    },
}

/// VN-2000 to WGS 84: metres, arc-seconds, parts per million (EPSG:6960, good to 1 m).
///
/// The rotations follow the *position vector* convention of PROJ. Decision 05/2007/QĐ-BTNMT prints
/// the same numbers for the *coordinate frame* convention, with the opposite signs; taken over as
/// printed they are wrong by 0.5 m in the south to 0.8 m in the north.
const TOWGS84: &str =
    "-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278";

impl Crs {
    /// Every known system: the worldwide ones, then VN-2000 from coarse to fine.
    pub const ALL: &'static [Self] = &[
        Self { srid: Srid::WGS84, name: "WGS 84", datum: Datum::Wgs84, projection: Projection::Geographic },
        Self {
            srid: Srid::WEB_MERCATOR,
            name: "WGS 84 / Pseudo-Mercator",
            datum: Datum::Wgs84,
            projection: Projection::WebMercator,
        },
        Self {
            srid: Srid::VN2000,
            name: "VN-2000",
            datum: Datum::Vn2000,
            projection: Projection::Geographic,
        },
        utm(3405, "VN-2000 / UTM zone 48N", 105.0),
        utm(3406, "VN-2000 / UTM zone 49N", 111.0),
        tm3(5897, "VN-2000 / TM-3 zone 482", 105.0),
        tm3(5898, "VN-2000 / TM-3 zone 491", 108.0),
        tm3(5899, "VN-2000 / TM-3 107-45", 107.75),
        tm3(9205, "VN-2000 / TM-3 103-00", 103.0),
        tm3(9206, "VN-2000 / TM-3 104-00", 104.0),
        tm3(9207, "VN-2000 / TM-3 104-30", 104.5),
        tm3(9208, "VN-2000 / TM-3 104-45", 104.75),
        tm3(9209, "VN-2000 / TM-3 105-30", 105.5),
        tm3(9210, "VN-2000 / TM-3 105-45", 105.75),
        tm3(9211, "VN-2000 / TM-3 106-00", 106.0),
        tm3(9212, "VN-2000 / TM-3 106-15", 106.25),
        tm3(9213, "VN-2000 / TM-3 106-30", 106.5),
        tm3(9214, "VN-2000 / TM-3 107-00", 107.0),
        tm3(9215, "VN-2000 / TM-3 107-15", 107.25),
        tm3(9216, "VN-2000 / TM-3 107-30", 107.5),
        tm3(9217, "VN-2000 / TM-3 108-15", 108.25),
        tm3(9218, "VN-2000 / TM-3 108-30", 108.5),
    ];

    /// The system with this number.
    ///
    /// # Errors
    ///
    /// [`GeoError::UnknownSrid`] when it is not in [`Crs::ALL`].
    pub fn find(srid: Srid) -> Result<&'static Self, GeoError> {
        Self::ALL.iter().find(|crs| crs.srid == srid).ok_or(GeoError::UnknownSrid(srid))
    }

    /// Kinh tuyến trục in degrees east, for the systems that have one.
    #[must_use]
    pub fn central_meridian(&self) -> Option<f64> {
        match self.projection {
            Projection::TransverseMercator { central_meridian, .. } => Some(central_meridian),
            Projection::Geographic | Projection::WebMercator => None,
        }
    }

    /// What a Vietnamese surveyor calls it: `VN-2000, múi chiếu 3°, kinh tuyến trục 107°00′`.
    #[must_use]
    pub fn description(&self) -> String {
        let datum = match self.datum {
            Datum::Wgs84 => "WGS 84",
            Datum::Vn2000 => "VN-2000",
        };
        match self.projection {
            Projection::Geographic => format!("{datum}, kinh độ và vĩ độ"),
            Projection::WebMercator => format!("{datum}, Web Mercator (bản đồ trên mạng)"),
            Projection::TransverseMercator { central_meridian, width_deg, .. } => {
                let (degrees, minutes) = (central_meridian.trunc(), central_meridian.fract() * 60.0);
                format!("{datum}, múi chiếu {width_deg}°, kinh tuyến trục {degrees}°{minutes:02}′")
            }
        }
    }

    /// The definition as a PROJ string, with every parameter spelled out (`PostGIS` `proj4text`).
    #[must_use]
    pub fn proj(&self) -> String {
        let datum = match self.datum {
            Datum::Wgs84 => "+datum=WGS84".to_owned(),
            Datum::Vn2000 => format!("+ellps=WGS84 +towgs84={TOWGS84}"),
        };
        match self.projection {
            Projection::Geographic => format!("+proj=longlat {datum} +no_defs"),
            Projection::WebMercator => format!("+proj=merc {WEB_SPHERE} +no_defs"),
            Projection::TransverseMercator { central_meridian, scale, .. } => format!(
                "+proj=tmerc +lat_0=0 +lon_0={central_meridian} +k={scale} +x_0=500000 +y_0=0 \
                 {datum} +units=m +no_defs"
            ),
        }
    }

    /// The definition as OGC WKT 1 in GDAL's wording, with EPSG authorities: what `GeoPackage`
    /// (`gpkg_spatial_ref_sys.definition`) and `PostGIS` (`srtext`) store.
    #[must_use]
    pub fn wkt(&self) -> String {
        let (name, srid) = (self.name, self.srid.0);
        let geographic = geographic_wkt(self.datum);
        match self.projection {
            Projection::Geographic => geographic,
            Projection::WebMercator => format!(
                r#"PROJCS["{name}",{geographic},PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],{METRE_EAST_NORTH},EXTENSION["PROJ4","+proj=merc {WEB_SPHERE} +wktext +no_defs"],AUTHORITY["EPSG","{srid}"]]"#
            ),
            Projection::TransverseMercator { central_meridian, scale, .. } => format!(
                r#"PROJCS["{name}",{geographic},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{central_meridian}],PARAMETER["scale_factor",{scale}],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],{METRE_EAST_NORTH},AUTHORITY["EPSG","{srid}"]]"#
            ),
        }
    }

    /// Where the system may be used, in its own units: wide enough for the islands and for the
    /// neighbouring zones, narrow enough that swapped x and y fall outside (in a 6° zone, unless the
    /// place is far south and far east of the central meridian).
    #[must_use]
    pub fn domain(&self) -> Rect<f64> {
        let (west, south, east, north) = match (self.projection, self.datum) {
            (Projection::Geographic, Datum::Wgs84) => (-180.0, -90.0, 180.0, 90.0),
            (Projection::Geographic, Datum::Vn2000) => (100.0, 5.0, 120.0, 25.0),
            (Projection::WebMercator, _) => (-WEB_HALF_M, -WEB_HALF_M, WEB_HALF_M, WEB_HALF_M),
            (Projection::TransverseMercator { .. }, _) => (-450_000.0, 750_000.0, 1_200_000.0, 2_700_000.0),
        };
        Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north })
    }
}

/// Half the side of the web-map square: π × 6 378 137 m.
const WEB_HALF_M: f64 = 20_037_508.342_789_244;
const WEB_SPHERE: &str =
    "+a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null";

const METRE_EAST_NORTH: &str =
    r#"UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH]"#;

const fn tm3(srid: i32, name: &'static str, central_meridian: f64) -> Crs {
    transverse_mercator(srid, name, central_meridian, 3, 0.9999)
}

const fn utm(srid: i32, name: &'static str, central_meridian: f64) -> Crs {
    transverse_mercator(srid, name, central_meridian, 6, 0.9996)
}

const fn transverse_mercator(
    srid: i32,
    name: &'static str,
    central_meridian: f64,
    width_deg: u8,
    scale: f64,
) -> Crs {
    Crs {
        srid: Srid(srid),
        name,
        datum: Datum::Vn2000,
        projection: Projection::TransverseMercator { central_meridian, width_deg, scale },
    }
}

fn geographic_wkt(datum: Datum) -> String {
    let (name, frame, frame_code, srid) = match datum {
        Datum::Wgs84 => ("WGS 84", "WGS_1984", 6326, Srid::WGS84.0),
        Datum::Vn2000 => ("VN-2000", "Vietnam_2000", 6756, Srid::VN2000.0),
    };
    format!(
        r#"GEOGCS["{name}",DATUM["{frame}",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","{frame_code}"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","{srid}"]]"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_wkt_is_the_one_of_the_epsg_registry() {
        let ours: Vec<_> =
            Crs::ALL.iter().map(|crs| format!("{}\t{}\t{}", crs.srid.0, crs.name, crs.wkt())).collect();
        let registry: Vec<_> =
            include_str!("../fixtures/epsg.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(ours, registry);
    }

    #[test]
    fn the_name_of_a_3_degree_zone_agrees_with_its_central_meridian() {
        for crs in Crs::ALL {
            let Some((_, in_name)) = crs.name.split_once("TM-3 1") else {
                continue;
            };
            let meridian = format!("1{}′", in_name.replace('-', "°"));
            assert!(crs.description().ends_with(&meridian), "{crs:?}");
        }
    }

    #[test]
    fn a_surveyor_reads_zone_and_meridian_in_the_description() {
        check_description(9214, "VN-2000, múi chiếu 3°, kinh tuyến trục 107°00′");
        check_description(5899, "VN-2000, múi chiếu 3°, kinh tuyến trục 107°45′");
        check_description(3405, "VN-2000, múi chiếu 6°, kinh tuyến trục 105°00′");
        check_description(4756, "VN-2000, kinh độ và vĩ độ");
        check_description(4326, "WGS 84, kinh độ và vĩ độ");
    }

    #[test]
    fn the_proj_string_pins_scale_and_datum_shift() {
        assert_eq!(
            Crs::find(Srid(9214)).unwrap().proj(),
            "+proj=tmerc +lat_0=0 +lon_0=107 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 \
             +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,\
             0.00427372,0.252906278 +units=m +no_defs"
        );
    }

    #[test]
    fn only_zones_have_a_central_meridian() {
        assert_eq!(Crs::find(Srid(9209)).unwrap().central_meridian(), Some(105.5));
        assert_eq!(Crs::find(Srid::WGS84).unwrap().central_meridian(), None);
    }

    #[test]
    fn an_unknown_number_is_told() {
        let error = Crs::find(Srid(32648)).unwrap_err();
        assert_eq!(error.to_string(), "EPSG:32648 is not a known coordinate system");
    }

    fn check_description(srid: i32, expect: &str) {
        assert_eq!(Crs::find(Srid(srid)).unwrap().description(), expect);
    }
}
