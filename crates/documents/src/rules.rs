//! The rules in force on a day (*quy định đang áp dụng*): every dated value of the law that the slices use, with where it
//! stands. The page has no list of its own: each slice tells from the data that its rules ask.

use axum::response::Response;
use kit_base::Day;
use kit_web::{Listed, Page, Result, Rule, RuleValue, Template, Ui, text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Known, VIEW, store};

/// The rules of a day, by field of law.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "rules.html")]
#[schema(as = RulesInForce)]
pub(crate) struct Rules {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    fields: Vec<FieldOfLaw>,
    count: usize,
    /// How many were not read in the official text.
    unverified: usize,
}

/// The rules of a field of law.
#[derive(Serialize, ToSchema)]
struct FieldOfLaw {
    word: String,
    rules: Vec<RuleRow>,
}

/// A rule in words.
#[derive(Serialize, ToSchema)]
#[schema(as = RuleInForce)]
struct RuleRow {
    name: String,
    /// With its unit; empty where the rule only says where something stands.
    value: String,
    from: Day,
    last_day: Option<Day>,
    document: String,
    article: String,
    /// `A` read in the official text, `B` in a secondary source, `U` to be verified.
    confidence: String,
    /// Whether it was read in the official text.
    verified: bool,
    /// Key of the document, where it is in the register and the person may look at documents.
    key: Option<String>,
}

impl Page for Rules {
    fn ui(&self) -> &Ui {
        &self.ui
    }

    fn listed(&self) -> Option<Listed> {
        let words = ["field", "what", "value", "from", "to", "document", "article", "confidence"];
        let word = |key: &str| match key {
            "field" => "rules.title",
            "what" => "rules.what",
            "value" => "rules.value",
            "from" => "form.valid-from",
            "to" => "form.last-day",
            "document" => "form.document",
            "article" => "rules.basis",
            _ => "rules.verified",
        };
        let rows = self.fields.iter().flat_map(|field| {
            field.rules.iter().map(|rule| {
                let last = rule.last_day.map_or(kit_sheets::Out::Empty, kit_sheets::Out::Day);
                let (field, from) = (text(&field.word), kit_sheets::Out::Day(rule.from));
                let (name, value) = (text(&rule.name), text(&rule.value));
                let article = text(&rule.article);
                vec![field, name, value, from, last, text(&rule.document), article, text(&rule.confidence)]
            })
        });
        Some(Listed {
            title: self.ui.t("rules.title"),
            columns: words.into_iter().map(|key| (key.into(), self.ui.t(word(key)))).collect(),
            rows: rows.collect(),
            shapes: None,
        })
    }
}

/// `GET /rules`
pub(crate) async fn show(ui: Ui) -> Result<Response> {
    let documents =
        if ui.may(&VIEW) { store::all(&ui.read_db().await?, ui.at().known_at).await? } else { Vec::new() };
    let rules = ui.app().slices().iter().flat_map(|slice| (slice.rules)());
    let mut fields: Vec<FieldOfLaw> = Vec::new();
    for rule in rules.filter(|rule| rule.holds(ui.at().as_of)) {
        let (word, row) = (ui.t(rule.field), in_words(&ui, &rule, &documents));
        match fields.iter_mut().find(|field| field.word == word) {
            Some(field) => field.rules.push(row),
            None => fields.push(FieldOfLaw { word, rules: vec![row] }),
        }
    }
    let all = fields.iter().flat_map(|field| &field.rules);
    let (count, unverified) = (all.clone().count(), all.filter(|rule| !rule.verified).count());
    Ok(Rules { ui, fields, count, unverified }.answer())
}

fn in_words(ui: &Ui, rule: &Rule, documents: &[Known]) -> RuleRow {
    RuleRow {
        name: ui.t(&rule.name),
        value: match &rule.value {
            RuleValue::Nothing => String::new(),
            RuleValue::Word(key) => ui.t(key),
            RuleValue::Area(area) => format!("{}\u{a0}ha", ui.ha(*area)),
        },
        from: rule.from,
        last_day: (rule.to != Day::OPEN).then(|| rule.to.previous()),
        key: cited(&rule.basis.document, documents).map(|known| known.key.clone()),
        document: rule.basis.document.clone(),
        article: rule.basis.article.clone(),
        confidence: rule.basis.confidence.clone(),
        verified: rule.basis.is_verified(),
    }
}

/// The document of the register that a rule's text cites first: the one whose number stands in it. Numbers of laws and
/// decrees carry their year.
fn cited<'a>(text: &str, documents: &'a [Known]) -> Option<&'a Known> {
    let stands = |known: &&Known| {
        let number = &known.document.number;
        !number.is_empty() && text.split_whitespace().any(|word| word == number)
    };
    documents.iter().filter(stands).min_by_key(|known| text.find(&known.document.number))
}
