//! Looking for records by name or number (*tìm kiếm*), whichever slice holds them.

use std::{future::Future, pin::Pin};

use kit_base::fold_vi;
use kit_db::Reader;

use crate::Ui;

/// What is looked for: found with or without marks, and better with the marks that were typed.
#[derive(Clone, Debug)]
pub struct Wanted {
    typed: String,
    folded: String,
}

/// How well a name fits: the smaller, the better.
pub type Rank = u8;

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How well it fits.
    pub rank: Rank,
    /// What it is called.
    pub label: String,
    /// Its code or number; may be empty.
    pub code: String,
    /// What tells it from others of the same name; may be empty.
    pub detail: String,
    /// Its page.
    pub page: String,
}

/// What was found of one kind of record.
#[derive(Clone, Debug)]
pub struct Found {
    /// The key of the kind's word, in the plural: the title of its list.
    pub word: &'static str,
    /// How many were found.
    pub total: usize,
    /// The best of them, best first: at most [`MOST_HITS`].
    pub hits: Vec<Hit>,
    /// The list that shows all of them, when it can be asked for them.
    pub list: Option<String>,
}

impl Found {
    /// The list at this address shows all of them, by its condition `q`.
    #[must_use]
    pub fn listed(self, list: &str, wanted: &Wanted) -> Self {
        let query: String =
            form_urlencoded::Serializer::new(String::new()).append_pair("q", wanted.text()).finish();
        Self { list: Some(format!("{list}?{query}")), ..self }
    }
}

/// How many records of a kind are told.
pub const MOST_HITS: usize = 20;

/// What a slice finds among its records, as far as the person may see them on the page's day.
pub type Search = for<'a> fn(
    &'a Reader,
    &'a Ui,
    &'a Wanted,
) -> Pin<Box<dyn Future<Output = kit_base::Result<Found>> + Send + 'a>>;

impl Wanted {
    /// What a person typed; nothing when it is blank. *CCN* is left out: no name is recorded with it.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = kit_base::compose(text).to_lowercase();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let typed = text.strip_prefix("ccn ").map(str::to_owned).unwrap_or(text);
        let folded = fold_vi(&typed);
        (!folded.is_empty()).then_some(Self { typed, folded })
    }

    /// What was typed, in lower case.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.typed
    }

    /// How a name fits, of which the folded form is known. As typed, marks and all, stands before without marks; the whole
    /// name before its beginning, the beginning of a word before its middle.
    #[must_use]
    pub fn rank_of(&self, name: &str, folded: &str) -> Option<Rank> {
        // Nearly everything ends here, so lower case is made of what is left only.
        let loose = place(folded, &self.folded)?;
        Some(place(&name.to_lowercase(), &self.typed).unwrap_or(loose + INSIDE + 1))
    }

    /// How a name fits.
    #[must_use]
    pub fn rank(&self, name: &str) -> Option<Rank> {
        self.rank_of(name, &fold_vi(name))
    }

    /// What fits less well than any name does.
    pub const AFTER: Rank = 2 * (INSIDE + 1);

    /// How a code or a number fits. It has digits, or it is not looked for by it.
    #[must_use]
    pub fn rank_code(&self, code: &str) -> Option<Rank> {
        let is_code = self.typed.bytes().any(|byte| byte.is_ascii_digit());
        if is_code { place(&code.to_lowercase(), &self.typed) } else { None }
    }

    /// The best of what is found, best first, then by name.
    #[must_use]
    pub fn found<T>(
        &self,
        word: &'static str,
        all: impl Iterator<Item = T>,
        rank: impl Fn(&T) -> Option<Rank>,
        hit: impl Fn(Rank, T) -> Hit,
    ) -> Found {
        let mut ranked: Vec<(Rank, T)> = all.filter_map(|one| Some((rank(&one)?, one))).collect();
        let total = ranked.len();
        ranked.sort_by_key(|(rank, _)| *rank);
        // Of those that fit alike all are named before they are put in order: the twentieth may be any of them.
        let last = ranked.get(MOST_HITS - 1).map_or(Rank::MAX, |(rank, _)| *rank);
        let alike = ranked.into_iter().take_while(|(rank, _)| *rank <= last).take(MOST_NAMED);
        let mut hits: Vec<Hit> = alike.map(|(rank, one)| hit(rank, one)).collect();
        hits.sort_by_cached_key(|hit| (hit.rank, fold_vi(&hit.label), hit.code.clone()));
        hits.truncate(MOST_HITS);
        Found { word, total, hits, list: None }
    }
}

/// Put in order at most, when thousands fit alike: who sees so many types on.
const MOST_NAMED: usize = 500;

const INSIDE: Rank = 3;

/// Where in a name a text stands: it is the name, begins it, begins a word of it, or stands inside.
fn place(name: &str, wanted: &str) -> Option<Rank> {
    let at = name.find(wanted)?;
    Some(match at {
        0 if name.len() == wanted.len() => 0,
        0 => 1,
        _ if begins_word(name, at) || name.match_indices(wanted).any(|(at, _)| begins_word(name, at)) => 2,
        _ => INSIDE,
    })
}

fn begins_word(name: &str, at: usize) -> bool {
    name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(typed: &str, names: &[&str]) -> Vec<String> {
        let wanted = Wanted::new(typed).unwrap();
        let hit = |rank, name: &str| Hit {
            rank,
            label: name.to_owned(),
            code: String::new(),
            detail: String::new(),
            page: String::new(),
        };
        let found = wanted.found("x", names.iter().copied(), |name| wanted.rank(name), hit);
        found.hits.into_iter().map(|hit| hit.label).collect()
    }

    #[test]
    fn a_name_is_found_without_marks_and_with_d_for_the_crossed_one() {
        assert_eq!(best("nghia hoa", &["Nghĩa Hòa", "Nghĩa Hưng"]), ["Nghĩa Hòa"]);
        assert_eq!(best("dong dinh", &["Đồng Đình"]), ["Đồng Đình"]);
        assert_eq!(best("CCN  Đồng  đình", &["Đồng Đình"]), ["Đồng Đình"]);
    }

    #[test]
    fn the_marks_that_were_typed_come_first() {
        let names = ["Phương Sơn", "Phượng Sơn"];
        assert_eq!(best("phượng", &names), ["Phượng Sơn", "Phương Sơn"]);
        assert_eq!(best("phương", &names), ["Phương Sơn", "Phượng Sơn"]);
    }

    #[test]
    fn decomposed_text_is_the_same_text() {
        let decomposed = "Đo\u{302}\u{300}ng Đi\u{300}nh";
        assert_eq!(best(decomposed, &["Đống Đỉnh", "Đồng Đình"]), ["Đồng Đình", "Đống Đỉnh"]);
    }

    #[test]
    fn the_whole_name_stands_before_its_beginning_and_that_before_a_later_word() {
        let names = ["Hoa Lan Sơn", "Lan Sơn 2", "Trungloan", "Lan Sơn"];
        assert_eq!(best("lan sơn", &names), ["Lan Sơn", "Lan Sơn 2", "Hoa Lan Sơn"]);
        assert_eq!(best("loan", &names), ["Trungloan"]);
    }

    #[test]
    fn nothing_is_looked_for_in_a_blank_field() {
        assert!(Wanted::new("  \u{301} ").is_none());
    }
}
