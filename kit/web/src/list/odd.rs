//! Conditions of an address that no longer mean anything, for example a column that was given up: told, never passed
//! over in silence, since the rows are then not the ones that were meant.

use crate::Ui;

/// What in an address means nothing, as the key of a word and what the address says.
#[derive(Clone, Debug, Default)]
pub struct Odd(Vec<(&'static str, String)>);

impl Odd {
    /// Tells of a value that is none of the list's.
    pub fn tell(&mut self, word: &'static str, value: impl Into<String>) {
        self.0.push((word, value.into()));
    }

    /// Tells of the values of a parameter for which `known` is false.
    pub fn unless(&mut self, ui: &Ui, name: &str, word: &'static str, known: impl Fn(&str) -> bool) {
        let values = ui.params(name);
        self.0.extend(values.into_iter().filter(|value| !known(value)).map(|value| (word, value)));
    }

    /// In words; nothing when all means something.
    #[must_use]
    pub fn told(&self, ui: &Ui) -> Option<String> {
        let told: Vec<_> = self.0.iter().map(|(word, value)| format!("{} “{value}”", ui.t(word))).collect();
        (!told.is_empty()).then(|| ui.fill("list.odd", "what", told.join(", ")))
    }
}
