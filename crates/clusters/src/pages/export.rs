//! The list of clusters as a table of its own, for files.

use kit_geo::Geometry;
use kit_sheets::Out;
use kit_web::{Listed, Ui, text};

use super::list::Row;

/// The rows as a table; `heads` are the words of the columns of slices above.
pub(super) fn listed(
    ui: &Ui,
    rows: &[Row],
    heads: &[(&'static str, bool)],
    shapes: Option<Vec<Option<Geometry>>>,
) -> Listed {
    let mut columns = vec![
        ("code", ui.t("clusters.code")),
        ("name", ui.t("clusters.name")),
        ("state", ui.t("clusters.stage")),
        ("communes", ui.t("clusters.commune")),
        ("district", ui.t("clusters.district")),
        ("area_ha", format!("{} ({})", ui.t("clusters.area-decision-full"), ui.unit("ha"))),
    ];
    // Keys of a column of a slice above are its word's: they are unique.
    columns.extend(heads.iter().map(|(word, _)| (*word, ui.t(word))));
    columns.push(("origin", ui.t("documents.origin")));
    let row = |row: &Row| {
        let area = row.area.map_or(Out::Empty, |area| Out::Number(area.hectares()));
        let mut cells = vec![
            text(&row.code),
            text(&row.name),
            row.state.map_or(Out::Empty, |state| text(ui.t(state.word()))),
            text(row.communes.join("; ")),
            text(row.district.clone().unwrap_or_default()),
            area,
        ];
        cells.extend(row.outs.iter().cloned());
        cells.push(text(ui.t(row.origin.word())));
        cells
    };
    Listed { title: ui.t("clusters.title"), columns, rows: rows.iter().map(row).collect(), shapes }
}
