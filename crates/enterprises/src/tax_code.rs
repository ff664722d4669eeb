//! Tax codes (*mã số thuế*): ten digits of which the last checks the others, or ten and three for a branch.

use std::{fmt, str::FromStr};

use kit_base::Message;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A tax code whose check digit is right: `0100109106`, or of a branch `0100109106-001`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct TaxCode(String);

/// Weights of the first nine digits, by the rule of the General Department of Taxation that code checkers follow
/// (python-stdnum, `stdnum.vn.mst`; confidence B: the official text was not read).
const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

impl FromStr for TaxCode {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        let (code, branch) = match text.split_once('-') {
            Some((code, branch)) => (code, Some(branch)),
            None if text.len() == 13 && text.is_ascii() => (&text[..10], Some(&text[10..])),
            None => (text.as_str(), None),
        };
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(code, 10) || branch.is_some_and(|branch| !digits(branch, 3) || branch == "000") {
            return Err(Message::new("enterprises.tax-code-form").with("text", &text));
        }
        if check_digit(code) != code.chars().last().and_then(|last| last.to_digit(10)) {
            return Err(Message::new("enterprises.tax-code-check").with("text", &text));
        }
        Ok(Self(branch.map_or_else(|| code.to_owned(), |branch| format!("{code}-{branch}"))))
    }
}

/// What the tenth digit must be; nothing when nine digits have none (they are not given out).
fn check_digit(code: &str) -> Option<u32> {
    let digits = code.chars().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    Some(10 - sum % 11).filter(|digit| *digit < 10)
}

impl fmt::Display for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Result<&str, &str>) {
        let read = text.parse::<TaxCode>();
        let read = read.as_ref().map(|code| code.0.as_str()).map_err(|message| message.key);
        assert_eq!(read, expect, "{text}");
    }

    #[test]
    fn a_right_check_digit_is_taken() {
        // Examples printed in the documentation of public checkers.
        check("0100233488", Ok("0100233488"));
        check("0100109106", Ok("0100109106"));
        check("0314409058-002", Ok("0314409058-002"));
        check("0314409058002", Ok("0314409058-002"));
        check(" 0100 109 106 ", Ok("0100109106"));
    }

    #[test]
    fn a_wrong_check_digit_is_told_as_such() {
        for text in ["0100109107", "0100233480", "0314409059-002", "1010109106"] {
            check(text, Err("enterprises.tax-code-check"));
        }
    }

    #[test]
    fn what_has_another_form_is_told_as_such() {
        for text in ["", "123", "01001091061", "0100109106-01", "0100109106-000", "01001O9106", "ĐĐĐĐĐ"]
        {
            check(text, Err("enterprises.tax-code-form"));
        }
    }
}
