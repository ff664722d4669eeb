//! A computed value as an exact fraction of the figure's unit, and how a stated one compares with it. Pure.

use kit_db::Value;

use crate::{Qualifier, Stated};

/// What is still *about* the same: one part in fifty, two percent.
const ABOUT: i128 = 50;

/// Numerator and denominator. The denominator is never below one.
fn fraction(value: Value) -> (i128, i128) {
    match value {
        Value::Count(count) => (i128::try_from(count).unwrap_or(i128::MAX), 1),
        // An area counts in 0.01 m², of which a hectare has a million.
        Value::Area(area) => (i128::from(area.raw()), 1_000_000),
        Value::Money(money) => (i128::from(money.dong()), 1_000_000_000),
        Value::Share { whole, .. } if whole.raw() == 0 => (0, 1),
        Value::Share { part, whole } => (100 * i128::from(part.raw()), i128::from(whole.raw())),
    }
}

/// Whether a computed value agrees with what is stated: to the digits as printed; at least as much for *over*; within
/// two percent for *about*.
#[must_use]
pub(crate) fn agrees(stated: Stated, qualifier: Qualifier, value: Value) -> bool {
    let (part, whole) = fraction(value);
    let one = 10_i128.pow(stated.digits());
    let (said, made) = (i128::from(stated.units()) * whole, part * one);
    match qualifier {
        Qualifier::Exact => (2 * made + whole).div_euclid(2 * whole) == i128::from(stated.units()),
        Qualifier::Over => said <= made,
        Qualifier::About => (made - said).abs() * ABOUT <= said.abs(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stated: &str, qualifier: Qualifier, value: Value, expect: bool) {
        let stated = Stated::from_seed(stated).unwrap();
        assert_eq!(agrees(stated, qualifier, value), expect, "{qualifier:?} {stated:?} and {value:?}");
    }

    fn ha(text: &str) -> Value {
        Value::Area(text.parse().unwrap())
    }

    #[test]
    fn an_exact_statement_agrees_to_the_digits_it_is_printed_with() {
        check("1728", Qualifier::Exact, ha("1728,4"), true);
        check("1728.0", Qualifier::Exact, ha("1728,4"), false);
        check("1728.4", Qualifier::Exact, ha("1728,36"), true);
        check("45", Qualifier::Exact, Value::Count(45), true);
        check("45", Qualifier::Exact, Value::Count(54), false);
        let share = Value::Share { part: "567,12".parse().unwrap(), whole: "695".parse().unwrap() };
        check("81.6", Qualifier::Exact, share, true);
        check("82", Qualifier::Exact, share, true);
        check("81.7", Qualifier::Exact, share, false);
    }

    #[test]
    fn over_means_at_least_and_about_means_within_two_percent() {
        check("65000", Qualifier::Over, Value::Count(65_432), true);
        check("65000", Qualifier::Over, Value::Count(64_999), false);
        check("32765", Qualifier::Over, Value::Money("32.765,0".parse().unwrap()), true);
        check("1400", Qualifier::About, ha("1428"), true);
        check("1400", Qualifier::About, ha("1428,01"), false);
        check("1400", Qualifier::About, ha("1371,99"), false);
    }

    #[test]
    fn a_share_of_nothing_is_nothing() {
        let none = Value::Share { part: "0".parse().unwrap(), whole: "0".parse().unwrap() };
        check("0", Qualifier::Exact, none, true);
        check("81.6", Qualifier::Exact, none, false);
    }
}
