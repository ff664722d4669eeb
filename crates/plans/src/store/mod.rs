//! The tables of plans, and nothing but reading them.

mod plans;
mod rows;

pub(crate) use plans::{plan, plan_version};
pub(crate) use rows::{plan_row, plan_row_unit};

use kit_db::Schema;

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    let basis = "precision text not null check (precision in ('day', 'month', 'year', 'by')), \
                 origin text not null, source_id text not null references document (id)";
    let of = "plan_id text not null references plan (id), kind text not null, nr text not null";
    vec![
        schema.facts("plan", "id text primary key, code text not null constraint plan_code unique"),
        schema.versions(
            "plan_version",
            &["id"],
            &format!(
                "id text not null references plan (id), name text not null, kind text not null, \
                 period_from {{int}} not null, period_to {{int}} not null, stage text not null, {basis}"
            ),
        ),
        schema.versions(
            "plan_row",
            &["plan_id", "kind", "nr"],
            &format!(
                "{of}, name text not null, cluster_id text references cluster (id), park text not null, \
                 area_before {{int}}, area {{int}}, change text not null, phase text not null, \
                 reason text not null, {basis}"
            ),
        ),
        schema.versions(
            "plan_row_unit",
            &["plan_id", "kind", "nr", "unit_id"],
            &format!("{of}, unit_id text not null references unit (id)"),
        ),
    ]
}
