//! A `FlatGeobuf`, written with the types that the format's own package makes of its schema.

use flatbuffers::FlatBufferBuilder;
use flatgeobuf::{
    Column, ColumnArgs, ColumnType, Crs, CrsArgs, Feature, FeatureArgs, Geometry, GeometryArgs, GeometryType,
    Header, HeaderArgs,
};

/// A polygon with a hole, and a multipolygon.
pub(super) fn file() -> Vec<u8> {
    let mut bytes = FlatBufferBuilder::new();
    let columns = [("name", ColumnType::String), ("number", ColumnType::Int)].map(|(name, type_)| {
        let name = bytes.create_string(name);
        Column::create(&mut bytes, &ColumnArgs { name: Some(name), type_, ..ColumnArgs::default() })
    });
    let columns = bytes.create_vector(&columns);
    let crs = Crs::create(&mut bytes, &CrsArgs { code: 9214, ..CrsArgs::default() });
    let args = HeaderArgs {
        geometry_type: GeometryType::Unknown,
        columns: Some(columns),
        crs: Some(crs),
        features_count: 2,
        index_node_size: 0,
        ..HeaderArgs::default()
    };
    let header = Header::create(&mut bytes, &args);
    bytes.finish_size_prefixed(header, None);
    [b"fgb\x03fgb\0".as_slice(), bytes.finished_data(), &feature(false), &feature(true)].concat()
}

fn feature(multi: bool) -> Vec<u8> {
    let mut bytes = FlatBufferBuilder::new();
    let xy = [0.0, 0.0, 9.0, 0.0, 9.0, 9.0, 0.0, 0.0, 2.0, 1.0, 3.0, 1.0, 3.0, 2.0, 2.0, 1.0];
    let xy = bytes.create_vector(&xy);
    let ends = bytes.create_vector(&[4_u32, 8]);
    let polygon = GeometryArgs {
        xy: Some(xy),
        ends: Some(ends),
        type_: GeometryType::Polygon,
        ..GeometryArgs::default()
    };
    let mut geometry = Geometry::create(&mut bytes, &polygon);
    if multi {
        let parts = bytes.create_vector(&[geometry, geometry]);
        let args =
            GeometryArgs { parts: Some(parts), type_: GeometryType::MultiPolygon, ..GeometryArgs::default() };
        geometry = Geometry::create(&mut bytes, &args);
    }
    let properties = [&[0, 0, 3, 0, 0, 0][..], b"hai", &[1, 0, 7, 0, 0, 0]].concat();
    let properties = bytes.create_vector(&properties);
    let args =
        FeatureArgs { geometry: Some(geometry), properties: Some(properties), ..FeatureArgs::default() };
    let feature = Feature::create(&mut bytes, &args);
    bytes.finish_size_prefixed(feature, None);
    bytes.finished_data().to_vec()
}
