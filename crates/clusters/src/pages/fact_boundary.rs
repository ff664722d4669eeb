//! The fields of a boundary in the form of a fact: its corners, their coordinate system, how good the line is.

use kit_base::Message;
use kit_geo::{Crs, Srid};
use kit_web::{Field, FieldInput, Form, Problems, Ui};

use super::fact_kind::{chosen, field};
use crate::{Boundary, BoundaryMethod, BoundaryQuality, Line, corners};

/// Room for some ten thousand corners.
const MOST: usize = 250_000;

/// The systems a boundary may be given in: first the installation's own.
fn systems() -> impl Iterator<Item = &'static Crs> {
    let own = kit_db::srid();
    let usual = |crs: &&Crs| crs.central_meridian().is_some() || crs.srid == Srid::WGS84;
    let mut found: Vec<_> = Crs::ALL.iter().filter(usual).collect();
    found.sort_by_key(|crs| crs.srid != own);
    found.into_iter()
}

/// The fields with what stands: a made-up line is no beginning for a real one.
pub(super) fn fields(ui: &Ui, standing: Option<&Boundary>) -> Vec<Field> {
    let standing = standing.filter(|boundary| boundary.quality != BoundaryQuality::Illustrative);
    let systems: Vec<_> = systems().collect();
    let own = systems.first().map_or("", |crs| crs.name).to_owned();
    let systems = FieldInput::choice(systems.iter().map(|crs| (crs.name, crs.description())));
    let qualities = BoundaryQuality::all().filter(|quality| *quality != BoundaryQuality::Illustrative);
    let qualities = FieldInput::choice(qualities.map(|quality| (quality.code(), ui.t(quality.word()))));
    let corners = standing.map_or(String::new(), |boundary| corners::write(&boundary.geometry, ui.lang()));
    let quality = standing.map_or("", |boundary| boundary.quality.code()).to_owned();
    let scale = standing.and_then(|boundary| boundary.scale).map_or(String::new(), |scale| scale.to_string());
    vec![
        field("corners", "clusters.fact-corners", FieldInput::Lines, true, corners),
        field("crs", "clusters.fact-crs", systems, true, own),
        field("quality", "clusters.fact-quality", qualities, true, quality),
        field("scale", "clusters.fact-scale", FieldInput::Number(""), false, scale),
    ]
}

/// Reads the boundary; a line that keeps corners of the one that stands is an amended one.
pub(super) fn read(form: &Form, standing: Option<&Boundary>, problems: &mut Problems) -> Option<Line> {
    let text = form.lines("corners", MOST, problems);
    let crs = systems().find(|crs| crs.name == form.get("crs"));
    let quality: Option<BoundaryQuality> = chosen(form, "quality", problems);
    let scale = scale(form, quality, problems);
    let Some(crs) = crs else {
        problems.add("crs", Message::new("form.required"));
        return None;
    };
    let geometry = match corners::read(&text, crs) {
        Ok(geometry) => geometry,
        Err(_) if text.is_empty() => {
            problems.add("corners", Message::new("form.required"));
            return None;
        }
        Err(fault) => {
            problems.add("corners", fault);
            return None;
        }
    };
    let own = kit_geo::transform(&geometry, crs.srid, kit_db::srid()).ok()?;
    let kept = standing.is_some_and(|boundary| corners::share_a_corner(&boundary.geometry, &own));
    let method = if kept { BoundaryMethod::Amended } else { BoundaryMethod::Pasted };
    Some(Line { geometry, srid: crs.srid, quality: quality?, scale, method })
}

fn scale(form: &Form, quality: Option<BoundaryQuality>, problems: &mut Problems) -> Option<i64> {
    let text = form.get("scale").replace(['.', ' '], "");
    let text = text.strip_prefix("1:").unwrap_or(&text);
    if text.is_empty() {
        if quality == Some(BoundaryQuality::Digitised) {
            problems.add("scale", Message::new("clusters.scale-needed"));
        }
        return None;
    }
    let found = text.parse().ok().filter(|scale| (100..=1_000_000).contains(scale));
    if found.is_none() {
        problems.add("scale", Message::new("clusters.no-scale").with("text", form.get("scale")));
    }
    found
}
