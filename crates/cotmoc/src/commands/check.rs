//! `cotmoc check`: what waits, as the page *Việc cần xử lý* has it; it fails when something cannot be so.

use std::process::ExitCode;

use kit_base::{Error, Result};
use serde_json::Value;

use super::{
    Where,
    inside::{Dates, Inside},
    measure::Form,
};
use crate::say::Say;

/// What is checked.
#[derive(Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Codes of clusters, for example 24-001: they and what lies in them; without, everything
    clusters: Vec<String>,
    #[command(flatten)]
    dates: Dates,
    /// Form of the answer
    #[arg(long, default_value = "table")]
    format: Form,
}

pub(crate) async fn check(at: &Where, wanted: &Wanted, say: &Say) -> Result<ExitCode> {
    let inside = Inside::open(at, say).await?;
    let mut rows = Vec::new();
    if wanted.clusters.is_empty() {
        rows = all(&inside, None, wanted).await?;
    }
    for cluster in &wanted.clusters {
        // A mistyped code is told, not found to be without fault.
        inside.json(&format!("/clusters/{}.json?{}", segment(cluster), query(wanted).finish())).await?;
        rows.extend(all(&inside, Some(cluster.as_str()), wanted).await?);
    }
    inside.close().await?;
    if wanted.format == Form::Json {
        let text = serde_json::to_string_pretty(&rows).map_err(|cause| Error::fault("check", cause))?;
        Say::data(&text);
    } else {
        for row in &rows {
            let cell = |name: &str| row[name].as_str().unwrap_or_default();
            let severity = say.word(&format!("finding.severity.{}", cell("severity")));
            Say::data(&format!("{severity:<9} {:<14} {}", cell("record_key"), cell("text")));
        }
    }
    let bad = rows.iter().any(|row| row["severity"] == "error");
    Ok(if bad { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn query(wanted: &Wanted) -> form_urlencoded::Serializer<'static, String> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(wanted.dates.pairs());
    query
}

/// A text as a part of a path.
fn segment(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// Page after page.
async fn all(inside: &Inside, cluster: Option<&str>, wanted: &Wanted) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    for page in 1_u64.. {
        let mut query = query(wanted);
        query.append_pair("tab", "all").append_pair("page", &page.to_string());
        if let Some(cluster) = cluster {
            query.append_pair("key", cluster);
        }
        let answer = inside.json(&format!("/work.json?{}", query.finish())).await?;
        rows.extend(answer["rows"].as_array().into_iter().flatten().cloned());
        if answer["paging"]["total"].as_u64() <= Some(rows.len() as u64) {
            break;
        }
    }
    Ok(rows)
}
