//! The tables of the register, and nothing but reading them.

mod extent;
mod facts;
mod identity;
mod works;

pub(crate) use extent::{cluster_area, cluster_land, cluster_part, part_state};
pub(crate) use facts::{cluster_shape, cluster_state, cluster_unit};
pub(crate) use identity::{cluster, cluster_alias, cluster_version};
pub(crate) use works::{cluster_flag, cluster_project, cluster_wastewater};

use kit_db::{Layer, Schema};

/// What every fact says of its own basis.
const BASIS: &str = "precision text not null check (precision in ('day', 'month', 'year', 'by')), \
                     origin text not null, source_id text not null references document (id)";
const OF: &str = "cluster_id text not null references cluster (id)";

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    let (basis, of) = (BASIS, OF);
    vec![
        schema.facts("cluster", "id text primary key, code text not null constraint cluster_code unique"),
        schema.versions(
            "cluster_version",
            &["id"],
            &format!(
                "id text not null references cluster (id), name text not null, search_name text not null, \
                 decision_area {{int}}, \
                 area_ha {{real}} generated always as (decision_area / 1000000.0) stored, \
                 investor_kind text, investor_id text references body (id), note text not null, {basis}"
            ),
        ),
        schema.versions(
            "cluster_alias",
            &["cluster_id", "name"],
            &format!("{of}, name text not null, search_name text not null, {basis}"),
        ),
        schema.versions(
            "cluster_unit",
            &["cluster_id", "unit_id"],
            &format!("{of}, unit_id text not null references unit (id), {basis}"),
        ),
        schema.versions(
            "cluster_state",
            &["cluster_id", "state"],
            &format!("{of}, state text not null, {basis}"),
        ),
        schema.versions(
            "cluster_shape",
            &["cluster_id"],
            &format!("{of}, quality text not null, source_srid {{int}} not null, source_wkb {{blob}} not null, {basis}"),
        ),
        schema.geometry("cluster_shape"),
        schema.layer(Layer {
            view: "gis_cluster",
            title: "Cụm công nghiệp (ranh giới minh họa)",
            select: "select s.row_id as fid, c.code, v.name, v.area_ha, s.quality, \
                     s.geom as geom from cluster_shape s join cluster c on c.id = s.cluster_id \
                     join cluster_version v on v.id = s.cluster_id and v.valid_from <= {today} \
                     and {today} < v.valid_to and v.{standing} \
                     where s.valid_from <= {today} and {today} < s.valid_to and s.{standing}",
            geometry: Some("GEOMETRY"),
        }),
    ]
}

/// Parts, other areas, land use, types, the infrastructure project and wastewater treatment.
pub(crate) fn second(schema: Schema) -> Vec<Vec<String>> {
    let table = |name: &str, key: &[&str], columns: &str| {
        schema.versions(name, key, &format!("{OF}, {columns}, {BASIS}"))
    };
    let cluster: &[&str] = &["cluster_id"];
    vec![
        table("cluster_part", &["cluster_id", "part"], "part text not null, name text not null, area {int}"),
        table("part_state", &["cluster_id", "part", "state"], "part text not null, state text not null"),
        table("cluster_area", &["cluster_id", "kind"], "kind text not null, area {int} not null"),
        table(
            "cluster_land",
            cluster,
            "industrial {int}, leasable {int}, service {int}, road {int}, green {int}, technical {int}, other {int}",
        ),
        table("cluster_flag", &["cluster_id", "flag"], "flag text not null"),
        table("cluster_project", cluster, "investment {int}"),
        table("cluster_wastewater", cluster, "status text not null, capacity_m3_day {int}"),
    ]
}

/// How a boundary came to be.
pub(crate) fn third(schema: Schema) -> Vec<Vec<String>> {
    vec![schema.column("cluster_shape", "source_scale {int}"), schema.column("cluster_shape", "method text")]
}
