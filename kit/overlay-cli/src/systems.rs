//! Coordinate systems of the inputs: areas are right only in one plane system in metres.

use kit_base::{Error, Message, Result};
use kit_gisfile::{Agreement, Bounds, Crs, CrsKind};

use crate::{Terminal, load::Loaded};

/// Longitudes and latitudes lie within these; metres of a projected system far beyond.
const MOST_DEGREES: [f64; 2] = [180.0, 90.0];

/// Refuses degrees and other units, and says what is not known. `metres` overrules what looks like degrees.
pub(crate) fn check(
    file: &str,
    loaded: &mut Loaded,
    metres: bool,
    terminal: &mut Terminal<'_>,
) -> Result<()> {
    let crs = &mut loaded.layer.crs;
    let like_degrees = loaded.bounds.is_some_and(|bounds| within(bounds, MOST_DEGREES));
    // A file that says nothing, whose format then means degrees, and whose numbers are none.
    if crs.assumed && (!like_degrees || metres) {
        *crs = Crs::UNKNOWN;
    }
    let refused = |key| Err(Error::Refused(Message::new(key).with("file", file).with("crs", crs.label())));
    match crs.kind {
        _ if metres => {}
        CrsKind::Geographic => return refused("overlay.crs.degrees"),
        CrsKind::OtherUnit => return refused("overlay.crs.unit"),
        CrsKind::Unknown if like_degrees => {
            return Err(Error::Refused(Message::new("overlay.crs.like-degrees").with("file", file)));
        }
        CrsKind::Metres | CrsKind::Unknown => {}
    }
    if crs.is_unknown() && loaded.bounds.is_some() {
        terminal.note(&Message::new("overlay.crs.unknown").with("file", file));
    }
    Ok(())
}

fn within(bounds: Bounds, most: [f64; 2]) -> bool {
    (0..4).all(|side| bounds[side].abs() <= most[side % 2])
}

/// Refuses two systems. The one of the pairs is that of A, or of B where A does not say.
pub(crate) fn compare(a: (&str, &Crs), b: (&str, &Crs), ignore: bool) -> Result<Crs> {
    if a.1.agrees(b.1) == Agreement::Different && !ignore {
        let message = Message::new("overlay.crs.mixed").with("a", a.0).with("crs_a", a.1.label());
        return Err(Error::Refused(message.with("b", b.0).with("crs_b", b.1.label())));
    }
    Ok(if a.1.is_unknown() { b.1.clone() } else { a.1.clone() })
}
