//! What people may ask to have changed of a record (*đề nghị sửa*): the record's slice tells what stands, and knows
//! nothing of who asks, who answers, or what came of it.

use std::{collections::HashMap, future::Future, pin::Pin};

use kit_base::{Action, Actor, Area, At, Lang, Money, Subject, Words, fmt};
use kit_db::{Reader, Value};

use crate::ui::address;

/// A kind of record, as far as requests to change it are concerned.
#[derive(Clone, Copy)]
pub struct Askable {
    /// The kind of record, for example `cluster`.
    pub record: &'static str,
    /// The page of a record, with `{key}` in it.
    pub page: &'static str,
    /// The form in which it is recorded when its field has none of its own, with `{key}` in it.
    pub form: &'static str,
    /// The right to record it. Who has it for a record owns the record: requests go to them and to nobody else.
    pub action: &'static Action,
    /// What can be asked about, in the order of the form.
    pub fields: &'static [AskedField],
    /// The records of a day that the person may see, by their keys, as a deed on them would name them.
    pub subjects: AskedSubjects,
    /// What stands in each field of a record; nothing when the person may not see it on that day.
    pub standing: StandingFields,
}

/// A field that can be asked about, and where a person who accepts goes on to record it.
#[derive(Clone, Copy, Debug)]
pub struct AskedField {
    key: &'static str,
    word: &'static str,
    form: Option<&'static str>,
    fills: Option<&'static str>,
}

impl AskedField {
    /// A field by its key and its word.
    #[must_use]
    pub const fn new(key: &'static str, word: &'static str) -> Self {
        Self { key, word, form: None, fills: None }
    }

    /// It is recorded in a form of its own, with `{key}` in its address.
    #[must_use]
    pub const fn in_form(self, form: &'static str) -> Self {
        Self { form: Some(form), ..self }
    }

    /// What is proposed can be written into this field of the form as it is. Not so for a choice.
    #[must_use]
    pub const fn filling(self, name: &'static str) -> Self {
        Self { fills: Some(name), ..self }
    }
}

/// The records of a day that a person may see, by their keys.
pub type AskedSubjects =
    for<'a> fn(
        &'a Reader,
        &'a Actor,
        At,
    ) -> Pin<Box<dyn Future<Output = kit_base::Result<HashMap<String, Subject>>> + Send + 'a>>;

/// What stands in the fields of the record with that key.
pub type StandingFields = for<'a> fn(
    &'a Reader,
    &'a Actor,
    At,
    &'a str,
) -> Pin<
    Box<dyn Future<Output = kit_base::Result<Option<Vec<(&'static str, Standing)>>>> + Send + 'a>,
>;

impl Askable {
    /// The page of a record.
    #[must_use]
    pub fn page_of(&self, key: &str) -> String {
        self.page.replace("{key}", key)
    }

    /// The form in which a field of a record is recorded, filled with what was proposed and the key of the document it
    /// rests on ([`Ui::filled`](crate::Ui::filled)).
    #[must_use]
    pub fn form_of(&self, key: &str, field: &str, proposed: &str, document: &str) -> String {
        let asked = self.field(field);
        let form = asked.and_then(|asked| asked.form).unwrap_or(self.form).replace("{key}", key);
        let fills = asked.and_then(|asked| asked.fills).map(|name| (name.to_owned(), proposed.to_owned()));
        let document = ("document".to_owned(), document.to_owned());
        address(&form, fills.iter().chain([&document]))
    }

    /// The word of a field.
    #[must_use]
    pub fn word_of(&self, field: &str) -> Option<&'static str> {
        self.field(field).map(|asked| asked.word)
    }

    fn field(&self, key: &str) -> Option<&AskedField> {
        self.fields.iter().find(|asked| asked.key == key)
    }
}

/// What stands in a field, in no language.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Nothing is recorded.
    Nothing,
    /// A text as recorded.
    Text(String),
    /// A number in the unit with that code.
    Value(Value, &'static str),
    /// Words by their keys.
    Words(Vec<String>),
}

impl Standing {
    /// A text; an empty one is nothing.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Some(text.into()).filter(|text| !text.is_empty()).map_or(Self::Nothing, Self::Text)
    }

    /// Words; none of them is nothing.
    #[must_use]
    pub fn words(words: impl IntoIterator<Item = String>) -> Self {
        let words: Vec<_> = words.into_iter().collect();
        if words.is_empty() { Self::Nothing } else { Self::Words(words) }
    }

    /// An area, when it is known.
    #[must_use]
    pub fn area(area: Option<Area>) -> Self {
        area.map_or(Self::Nothing, |area| Self::Value(Value::Area(area), "ha"))
    }

    /// Money, when it is known.
    #[must_use]
    pub fn money(money: Option<Money>) -> Self {
        money.map_or(Self::Nothing, |money| Self::Value(Value::Money(money), "bn_vnd"))
    }

    /// In words of a language, to the last digit that is recorded; empty when nothing is.
    #[must_use]
    pub fn told(&self, words: &Words, lang: Lang) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Words(keys) => keys.iter().map(|key| words.get(lang, key)).collect::<Vec<_>>().join(", "),
            Self::Value(value, unit) => {
                let unit = words.get(lang, &format!("unit.{unit}")).to_owned();
                format!("{}\u{a0}{unit}", fmt::number(value.number(), digits(*value), lang))
            }
        }
    }

    /// Whether it is what a text says, however it is written: `41,5` and `41,50 ha` are one area. Letters with other
    /// marks are other letters.
    #[must_use]
    pub fn says(&self, text: &str, words: &Words) -> bool {
        let told = |lang| plain(&self.told(words, lang)) == plain(text);
        let number = match self {
            Self::Value(value, unit) => {
                let units = [Lang::Vi, Lang::En].map(|lang| plain(words.get(lang, &format!("unit.{unit}"))));
                let bare = plain(text);
                let bare = units.iter().find_map(|unit| bare.strip_suffix(unit.as_str())).unwrap_or(&bare);
                same_number(*value, bare.trim())
            }
            _ => false,
        };
        number || told(Lang::Vi) || told(Lang::En)
    }
}

/// Without capitals and with single blanks.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same_number(value: Value, text: &str) -> bool {
    match value {
        Value::Area(area) => text.parse() == Ok(area),
        Value::Money(money) => text.parse() == Ok(money),
        Value::Count(count) => text.replace(['.', ','], "").parse() == Ok(count),
        Value::Share { .. } => false,
    }
}

/// Decimals without a nought at the end, but two for an area and one for money, as elsewhere.
fn digits(value: Value) -> usize {
    let (mut rest, mut digits, least) = match value {
        Value::Area(area) => (area.raw(), 6, 2),
        Value::Money(money) => (money.dong(), 9, 1),
        Value::Share { .. } => return 1,
        Value::Count(_) => return 0,
    };
    while least < digits && rest % 10 == 0 {
        (rest, digits) = (rest / 10, digits - 1);
    }
    digits
}

#[cfg(test)]
mod tests {
    use kit_base::WordFile;

    use super::*;

    fn words() -> Words {
        let vi = "[unit]\nha = \"ha\"\nbn_vnd = \"tỷ đồng\"\nperson = \"người\"\n[x]\na = \"Đang vận hành\"\nb = \"Miễn\"";
        let en = "[unit]\nha = \"ha\"\nbn_vnd = \"bn VND\"\nperson = \"people\"\n[x]\na = \"Running\"\nb = \"Exempt\"";
        Words::read(&[WordFile { name: "test", vi, en }]).unwrap()
    }

    fn check(standing: &Standing, text: &str, expect: bool) {
        assert_eq!(standing.says(text, &words()), expect, "{standing:?} and {text}");
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        let area = Standing::area("41,5".parse().ok());
        for text in ["41,5", "41.50", "41,50 ha", "41,50\u{a0}HA", " 41,5  ha "] {
            check(&area, text, true);
        }
        check(&area, "41,6", false);
        check(&Standing::money("500".parse().ok()), "500 tỷ đồng", true);
        check(&Standing::money("500".parse().ok()), "500.0 bn VND", true);
        check(&Standing::Value(Value::Count(1200), "person"), "1.200 người", true);
    }

    #[test]
    fn a_word_is_the_same_in_either_language_and_another_mark_is_another_letter() {
        let both = Standing::words(["x.a".to_owned(), "x.b".to_owned()]);
        check(&both, "đang vận hành,  Miễn", true);
        check(&both, "Running, Exempt", true);
        check(&Standing::text("Phượng Sơn"), "Phương Sơn", false);
        check(&Standing::Nothing, "", true);
        check(&Standing::text(""), "40", false);
    }

    #[test]
    fn a_number_is_told_to_its_last_digit() {
        let told = |standing: Standing| standing.told(&words(), Lang::Vi);
        assert_eq!(told(Standing::area("1.728,4".parse().ok())), "1.728,40\u{a0}ha");
        assert_eq!(told(Standing::area("0,123456".parse().ok())), "0,123456\u{a0}ha");
        assert_eq!(told(Standing::money("636,75".parse().ok())), "636,75\u{a0}tỷ đồng");
    }
}
