//! Lists as files: exactly the rows and columns that a page would show, all of them, under the same right. Who took
//! what with them stands in the audit.

use std::borrow::Cow;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kit_base::{Action, Actor, Error, Grant, Message, Subject};
use kit_db::{Features, Value};
use kit_geo::{Geometry, Srid, geojson::Feature};
use kit_sheets::{Out, Sheet};
use serde_json::Value as Json;

use crate::{Failure, Format, Result, Ui};

/// Taking a list along as a file (*xuất tệp*).
pub const EXPORT: Action = Action::new("list.export");

/// Taking a file along that a record holds (*tải tệp*). Whoever may open the record may; the deed is there so that the
/// audit tells who did.
pub const DOWNLOAD: Action = Action::new("file.download");

/// Notes in the audit that the person takes a file along. Whether they may is asked by the route.
///
/// # Errors
/// [`Error::Storage`]; then nobody gets the file.
pub async fn downloaded(ui: &Ui, subject: Subject) -> kit_base::Result<()> {
    let own = Grant { action: DOWNLOAD.name.to_owned(), body: None, units: None };
    let who = Actor { grants: vec![own], ..ui.actor().clone() };
    ui.app().db().act(&who, &DOWNLOAD, subject, async |_| Ok(())).await
}

/// The name of a file for the header that names it (RFC 5987): everything but letters, digits and a few marks is
/// written as its bytes.
#[must_use]
pub fn percent_encoded(name: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encoded = name
        .bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    encoded.collect()
}

/// A list as a table of its own.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// What is listed, in words.
    pub title: String,
    /// Of each column its key, and its word with the unit.
    pub columns: Vec<(Cow<'static, str>, String)>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<Out>>,
    /// Of each row its shape in the installation's coordinate system, where rows have shapes.
    pub shapes: Option<Vec<Option<Geometry>>>,
}

/// A value as a cell; a share is its percentage.
#[must_use]
pub fn out(value: Value) -> Out {
    Out::Number(value.number())
}

/// A text as a cell.
#[must_use]
pub fn text(text: impl Into<String>) -> Out {
    Some(text.into()).filter(|text| !text.is_empty()).map_or(Out::Empty, Out::Text)
}

/// A file that is still to be made, once it stands in the audit.
#[derive(Clone)]
struct Asked {
    ui: Ui,
    listed: std::sync::Arc<Listed>,
}

/// The answer of a page that is asked for as a file.
pub(crate) fn ask(ui: &Ui, listed: Option<Listed>) -> Response {
    let with_shapes = matches!(ui.format(), Format::GeoJson | Format::GeoPackage);
    let Some(listed) = listed.filter(|listed| !with_shapes || listed.shapes.is_some()) else {
        let message = Message::new("error.no-table").with("format", ui.format().suffix());
        return Failure::not_taken(StatusCode::NOT_ACCEPTABLE, message).into_response();
    };
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(Asked { ui: ui.clone(), listed: listed.into() });
    response
}

/// Makes the file that the answer asks for, if it does.
pub(crate) async fn finish(mut response: Response) -> Response {
    let Some(Asked { ui, listed }) = response.extensions_mut().remove() else { return response };
    match make(&ui, &listed).await {
        Ok(done) => done,
        Err(failure) => failure.into_response(),
    }
}

async fn make(ui: &Ui, listed: &Listed) -> Result<Response> {
    let bytes = match ui.format() {
        Format::Csv => kit_sheets::csv(&sheet(ui, listed)),
        Format::Xlsx => {
            // Fifty thousand rows take seconds, and others wait for no file.
            let sheets = [sheet(ui, listed), about(ui, listed)];
            let made = tokio::task::spawn_blocking(move || kit_sheets::xlsx(&sheets)).await;
            made.map_err(|cause| Error::fault("export", cause))??
        }
        Format::GeoJson => kit_geo::geojson::write(&features(listed)?).into_bytes(),
        Format::GeoPackage => kit_db::geopackage(&layer(ui, listed)).await?,
        Format::Html | Format::Json | Format::Mvt => return Err(Error::fault("export", "no file").into()),
    };
    let count = ui.count(listed.rows.len());
    let label = ui.fill2("export.what", "title", &listed.title, "n", count);
    let subject = Subject::new("list", ui.exported(ui.format().suffix()), label);
    ui.app().db().act(ui.actor(), &EXPORT, subject, async |_| Ok(())).await?;
    let suffix = ui.format().suffix();
    let name = ui.path().trim_matches('/').replace('/', "-");
    let name = format!("attachment; filename=\"{name}-{}.{suffix}\"", ui.at().as_of);
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(ui.format().media_type()));
    if let Ok(name) = name.parse() {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn sheet(ui: &Ui, listed: &Listed) -> Sheet {
    Sheet {
        name: ui.t("export.rows"),
        head: listed.columns.iter().map(|(_, word)| word.clone()).collect(),
        rows: listed.rows.clone(),
    }
}

/// What the file is, for who finds it a year later: which list, of which day, with which conditions, by whom.
fn about(ui: &Ui, listed: &Listed) -> Sheet {
    let known = ui.known_day().map_or_else(|| ui.t("export.all-known"), |day| ui.day(day));
    let now = ui.app().db().clock().now();
    let rows = [
        ("export.list", Out::Text(listed.title.clone())),
        ("export.count", Out::Text(ui.count(listed.rows.len()))),
        ("shell.as-of", Out::Day(ui.at().as_of)),
        ("export.known", Out::Text(known)),
        ("list.compared-with", ui.compare_day().map_or(Out::Empty, Out::Day)),
        ("export.address", Out::Text(ui.here())),
        ("export.by", Out::Text(ui.actor().name.clone())),
        ("export.moment", Out::Text(ui.moment(now))),
    ];
    Sheet {
        name: ui.t("export.about"),
        head: vec![ui.t("form.field"), ui.t("measure.value")],
        rows: rows.into_iter().map(|(word, value)| vec![Out::Text(ui.t(word)), value]).collect(),
    }
}

/// The rows with their shapes in degrees, as the standard wants (RFC 7946).
fn features(listed: &Listed) -> Result<Vec<Feature>> {
    let shapes = listed.shapes.iter().flatten();
    let feature = |(row, shape): (&Vec<Out>, &Option<Geometry>)| {
        let degrees = |shape| kit_geo::transform(shape, kit_db::srid(), Srid::WGS84);
        let geometry = shape.as_ref().map(degrees).transpose();
        let geometry = geometry.map_err(|cause| Error::fault("export a shape", cause))?;
        let cells = listed.columns.iter().zip(row).map(|((key, _), cell)| (key.to_string(), json(cell)));
        Ok(Feature { id: None, properties: cells.collect(), geometry })
    };
    listed.rows.iter().zip(shapes).map(feature).collect()
}

/// A cell as JSON has it.
pub(crate) fn json(cell: &Out) -> Json {
    match cell {
        Out::Empty => Json::Null,
        Out::Text(text) => text.as_str().into(),
        Out::Number(number) => (*number).into(),
        Out::Day(day) => day.to_string().into(),
    }
}

fn layer(ui: &Ui, listed: &Listed) -> Features {
    Features {
        name: ui.path().trim_matches('/').replace(['/', '-'], "_"),
        title: format!("{} ({})", listed.title, ui.day(ui.at().as_of)),
        columns: listed.columns.iter().map(|(key, _)| key.replace(['-', '.'], "_")).collect(),
        rows: listed.rows.iter().map(|row| row.iter().map(json).collect()).collect(),
        shapes: listed.shapes.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn a_vietnamese_file_name_survives_the_header() {
        assert_eq!(percent_encoded("QĐ 398.pdf"), "Q%C4%90%20398.pdf");
    }
}
