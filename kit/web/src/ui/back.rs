//! The way back to the list that a record was opened from, with its conditions, columns and order: `back` in the
//! address of the record, of its tabs and of its forms.

use super::{Ui, address};
use crate::own_path;

pub(super) const BACK: &str = "back";

impl Ui {
    /// A record of the list that is open: its page leads back to this very list.
    #[must_use]
    pub fn href_from_list(&self, key: &str) -> String {
        let here = self.back().map_or_else(|| self.list_address(), str::to_owned);
        let back = (BACK.to_owned(), here);
        // A list as it comes needs no way back of its own.
        let back = std::iter::once(&back).filter(|(_, here)| here.contains('?'));
        self.timed(&format!("{}/{key}", self.0.path), back)
    }

    /// The list at `path` as the reader left it, else as it comes.
    #[must_use]
    pub fn list(&self, path: &str) -> String {
        let same = |back: &&str| back.split('?').next() == Some(path);
        self.back().filter(same).map_or_else(|| self.href(path), str::to_owned)
    }

    /// Where a form of a record leads to once it is recorded: the record, which still leads back to its list.
    #[must_use]
    pub fn onward(&self, path: &str) -> String {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let query = form_urlencoded::parse(query.as_bytes()).into_owned();
        let back = self.back().map(|back| (BACK.to_owned(), back.to_owned()));
        let query: Vec<_> = query.chain(back).collect();
        address(path, query.iter())
    }

    /// The parameter itself, for links within the record.
    pub(super) fn back_within(&self, path: &str) -> Option<(String, String)> {
        let record = |path: &str| {
            path.split(['?', '#']).next().map(|path| path.split('/').take(3).collect::<Vec<_>>().join("/"))
        };
        let same = self.0.path.split('/').count() > 2 && record(path) == record(&self.0.path);
        self.back().filter(|_| same).map(|back| (BACK.to_owned(), back.to_owned()))
    }

    fn back(&self) -> Option<&str> {
        own_path(self.param(BACK)?)
    }

    pub(super) fn list_address(&self) -> String {
        let places = ["pick", "map", "draft", BACK];
        address(&self.0.path, self.0.query.iter().filter(|(name, _)| !places.contains(&name.as_str())))
    }
}
