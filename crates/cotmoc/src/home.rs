//! The first page: the main figures, what changed lately, and where to go.

use std::collections::BTreeSet;

use axum::response::Response;
use kit_base::{Actor, Instant};
use kit_db::{AuditFilter, Reader, Scope, entries};
use kit_web::{Page, Result, Route, SIGNED_IN, Slice, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

pub(crate) fn slice() -> Slice {
    Slice {
        routes: || vec![Route::get("/", &SIGNED_IN, show).answers::<Home>()],
        ..Slice::new("home", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

/// The first page.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "home.html")]
pub(crate) struct Home {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    figures: Vec<Figure>,
    changes: Vec<Change>,
}

/// A main figure.
#[derive(Serialize, ToSchema)]
#[schema(as = HomeFigure)]
struct Figure {
    code: &'static str,
    name: String,
    value: f64,
    unit: String,
    #[serde(skip)]
    text: String,
    members: usize,
    unknown: usize,
    illustrative: usize,
}

/// Something that was recorded lately, in a record the person may see.
#[derive(Serialize, ToSchema)]
#[schema(as = HomeChange)]
struct Change {
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    action: String,
    label: String,
    href: String,
    #[serde(skip)]
    icon: &'static str,
}

impl Page for Home {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

/// How many changes are shown, and among how many deeds they are looked for.
const SHOWN: usize = 8;
const LOOKED_AT: u64 = 400;

async fn show(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut figures = Vec::new();
    for measure in ui.app().measures().filter(|_| ui.may(&kit_web::system::MEASURE_VIEW)) {
        let figure = measure.compute(&reader, ui.actor(), ui.at(), &Scope::default()).await?;
        let value = figure.value.number();
        figures.push(Figure {
            code: measure.code,
            name: ui.t(format!("measure.{}.name", measure.code)),
            value,
            // Headline figures are whole hectares.
            text: kit_base::fmt::number(value, 0, ui.lang()),
            unit: ui.unit(measure.unit.code),
            members: figure.members.len(),
            unknown: figure.members.iter().filter(|member| member.value.is_none()).count(),
            illustrative: figure.members.iter().filter(|member| member.illustrative).count(),
        });
    }
    let changes = changes(&reader, &ui).await?;
    Ok(Home { ui, figures, changes }.answer())
}

/// What was done lately to records that the person may see; who did it stands in the audit.
async fn changes(reader: &Reader, ui: &Ui) -> kit_base::Result<Vec<Change>> {
    let visible = visible_clusters(reader, ui.actor(), ui).await?;
    let filter = AuditFilter { until: ui.known_day().map(kit_base::Day::end), ..AuditFilter::default() };
    let mut found: Vec<Change> = Vec::new();
    for entry in entries(reader, &filter, LOOKED_AT).await? {
        let (href, icon) = match entry.subject_kind.as_str() {
            "cluster" if visible.contains(&entry.subject_key) => {
                (format!("/clusters/{}", entry.subject_key), "building-factory-2")
            }
            "document" if ui.may(&documents::VIEW) => {
                (format!("/documents/{}", entry.subject_key), "file-text")
            }
            "reorganisation" if ui.may(&places::VIEW) => {
                (format!("/units?as_of={}", entry.subject_key), "map-2")
            }
            _ => continue,
        };
        // Several facts of one record recorded together are one change.
        if found.last().is_some_and(|last| last.href == href) {
            continue;
        }
        found.push(Change {
            at: entry.at,
            action: ui.action_word(&entry.action),
            label: entry.subject_label,
            href,
            icon,
        });
        if found.len() == SHOWN {
            break;
        }
    }
    Ok(found)
}

async fn visible_clusters(reader: &Reader, who: &Actor, ui: &Ui) -> kit_base::Result<BTreeSet<String>> {
    if !ui.may(&clusters::VIEW) {
        return Ok(BTreeSet::new());
    }
    let register = clusters::register(reader, who, ui.at()).await?;
    Ok(register.clusters.into_iter().map(|cluster| cluster.code).collect())
}
