//! Values as they are typed, and lists to choose from. Pure.

use kit_base::{Area, Money};
use kit_web::{FieldInput, Form, Problems, Ui};

use crate::model::Coded;

/// All of a short list, with their words.
pub(super) fn choices<T: Coded>(ui: &Ui) -> FieldInput {
    FieldInput::choice(T::all().into_iter().map(|one| (one.code(), ui.t(one.word()))))
}

/// A field out of a short list that must not be empty.
pub(super) fn coded<T: Coded>(form: &Form, name: &'static str, problems: &mut Problems) -> Option<T> {
    let text = form.required(name, problems);
    if text.is_empty() {
        return None;
    }
    T::read(&text).map_err(|message| problems.add(name, message)).ok()
}

/// Money as it would be typed, in billions, to the last đồng.
pub(super) fn billions(money: Option<Money>) -> String {
    money.map_or(String::new(), |money| decimal(money.dong(), 9))
}

/// Hectares as they would be typed, to the last digit.
pub(super) fn hectares(area: Area) -> String {
    decimal(area.raw(), 6)
}

/// A whole number of the smallest unit with `places` decimals. Three decimals get a fourth: with three the mark could be
/// read as thousands.
fn decimal(raw: i64, places: u32) -> String {
    let unit = 10_i64.pow(places);
    let part = format!("{:0width$}", raw % unit, width = places as usize);
    match part.trim_end_matches('0') {
        "" => (raw / unit).to_string(),
        part if part.len() == 3 => format!("{},{part}0", raw / unit),
        part => format!("{},{part}", raw / unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_is_typed_so_that_it_is_read_as_the_same() {
        for dong in [0, 1, 636_700_000_000, 576_235_000_000, 32_765_500_000_000] {
            let typed = billions(Some(Money::from_dong(dong)));
            assert_eq!(typed.parse::<Money>().map(Money::dong), Ok(dong), "{typed}");
        }
        for text in ["10", "33,333333", "1,2340", "0,05"] {
            let area: Area = text.parse().unwrap();
            assert_eq!(hectares(area).parse::<Area>(), Ok(area), "{text}");
        }
    }
}
