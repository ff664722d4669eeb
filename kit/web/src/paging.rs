//! Pages of fifty rows.

use serde::Serialize;
use utoipa::ToSchema;

use crate::Ui;

/// Rows of a page, in HTML and in JSON.
pub const PAGE_ROWS: usize = 50;

/// Which rows of how many.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Paging {
    /// Page, from 1.
    pub page: usize,
    /// Rows in all.
    pub total: usize,
    /// Whether all of them are asked for, as a file.
    #[serde(skip)]
    #[schema(ignore)]
    whole: bool,
}

impl Paging {
    /// The page that the address asks for, kept within what there is.
    #[must_use]
    pub fn of(ui: &Ui, total: usize) -> Self {
        let last = total.div_ceil(PAGE_ROWS).max(1);
        let page = ui.param("page").and_then(|text| text.parse().ok()).unwrap_or(1);
        Self { page: page.clamp(1, last), total, whole: ui.format().is_file() }
    }

    /// The rows of this page.
    #[must_use]
    pub fn cut<T>(&self, rows: Vec<T>) -> Vec<T> {
        if self.whole {
            return rows;
        }
        rows.into_iter().skip((self.page - 1) * PAGE_ROWS).take(PAGE_ROWS).collect()
    }

    /// Number of the first row shown, from 1; 0 when there is none.
    #[must_use]
    pub fn first(&self) -> usize {
        ((self.page - 1) * PAGE_ROWS + 1).min(self.total)
    }

    /// Number of the last row shown.
    #[must_use]
    pub fn last(&self) -> usize {
        (self.page * PAGE_ROWS).min(self.total)
    }

    /// Whether rows come before.
    #[must_use]
    pub fn has_previous(&self) -> bool {
        1 < self.page
    }

    /// Whether rows come after.
    #[must_use]
    pub fn has_next(&self) -> bool {
        self.last() < self.total
    }
}
