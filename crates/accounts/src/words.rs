//! Rights, periods and people in words (*quyền bằng lời*): "Ghi nhận cụm công nghiệp · toàn tỉnh", grouped by function.

use std::collections::BTreeSet;

use documents::DocumentId;
use kit_base::{Action, Day, Result};
use kit_db::Reader;
use kit_web::{DOWNLOAD, PUBLIC, SIGNED_IN, Ui};
use places::{BodyId, Places, UnitId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{OWN, Right, names};

/// A right of a position in words.
#[derive(Serialize, ToSchema)]
#[schema(as = PositionRight)]
pub(crate) struct RightWords {
    /// What ends it: the id of the grant.
    pub(crate) id: String,
    /// Name of the action, or `noun.*`.
    pub(crate) action: String,
    /// What it lets the holder do.
    pub(crate) what: Vec<String>,
    /// Whether it names all deeds of its function.
    pub(crate) all: bool,
    /// How far it reaches.
    pub(crate) r#where: String,
    pub(crate) from: Day,
    pub(crate) to: Option<Day>,
    /// Key and name of the document it rests on.
    pub(crate) document: Option<(String, String)>,
}

/// Rights of one function: of one noun.
#[derive(Serialize, ToSchema)]
#[schema(as = PositionRightGroup)]
pub(crate) struct Group {
    pub(crate) noun: String,
    pub(crate) word: String,
    pub(crate) rights: Vec<RightWords>,
}

/// An action that can be given, for a list to choose from.
#[derive(Serialize, ToSchema)]
#[schema(as = GivableAction)]
pub(crate) struct Choice {
    pub(crate) name: String,
    pub(crate) word: String,
}

/// The actions of one function, to choose from.
#[derive(Serialize, ToSchema)]
#[schema(as = GivableGroup)]
pub(crate) struct Function {
    pub(crate) noun: String,
    pub(crate) word: String,
    pub(crate) choices: Vec<Choice>,
}

/// All actions of the program.
pub(crate) fn known_actions(ui: &Ui) -> Vec<&'static Action> {
    ui.app().slices().iter().flat_map(|slice| slice.actions).copied().collect()
}

/// All actions that a position may be given: those that everybody has are left out.
pub(crate) fn givable(ui: &Ui) -> Vec<&'static Action> {
    let everybodys =
        |action: &&Action| OWN.contains(action) || [&PUBLIC, &SIGNED_IN, &DOWNLOAD].contains(action);
    known_actions(ui).into_iter().filter(|action| !everybodys(action)).collect()
}

/// The noun of an action.
pub(crate) fn noun(action: &str) -> &str {
    action.split_once('.').map_or(action, |(noun, _)| noun)
}

/// What the function of a noun is called.
pub(crate) fn noun_word(ui: &Ui, noun: &str) -> String {
    ui.find(&format!("noun.{noun}")).unwrap_or_else(|| noun.to_owned())
}

/// The actions that can be given, by function.
pub(crate) fn functions(ui: &Ui) -> Vec<Function> {
    let mut found: Vec<Function> = Vec::new();
    for action in givable(ui) {
        let noun = noun(action.name);
        let choice = Choice { name: action.name.to_owned(), word: ui.t(action.word()) };
        match found.iter_mut().find(|function| function.noun == noun) {
            Some(function) => function.choices.push(choice),
            None => found.push(Function {
                noun: noun.to_owned(),
                word: noun_word(ui, noun),
                choices: vec![choice],
            }),
        }
    }
    found
}

/// The labels of the actions that a name stands for; the name itself where this program has no such part.
pub(crate) fn labels(ui: &Ui, action: &str) -> Vec<String> {
    let named = known_actions(ui).into_iter().filter(|known| names(action, known));
    let labels: Vec<_> = named.map(|known| ui.t(known.word())).collect();
    if labels.is_empty() { vec![action.to_owned()] } else { labels }
}

/// How far a right of a position in `own` reaches.
pub(crate) fn reach(ui: &Ui, right: &Right, own: BodyId, places: &Places) -> String {
    let body =
        right.body_of(own).map(|body| ui.fill("positions.in-body", "body", body_name(ui, places, body)));
    let unit = right.unit.map(|unit| in_unit(ui, unit, places));
    let parts: Vec<_> = body.into_iter().chain(unit).collect();
    if parts.is_empty() { ui.t("positions.everywhere") } else { parts.join(" · ") }
}

/// In a unit; of one that is no more, also in which communes its ground lies now.
fn in_unit(ui: &Ui, unit: UnitId, places: &Places) -> String {
    let day = ui.at().as_of;
    let communes = places.communes_on(unit, day).into_iter().filter(|commune| *commune != unit);
    let communes = communes.filter_map(|commune| places.unit_on(commune, day)).map(|unit| unit.name.clone());
    let communes = communes.collect::<Vec<_>>().join(", ");
    let name = places.name(unit);
    if communes.is_empty() {
        return ui.fill("positions.in-unit", "unit", name);
    }
    ui.fill2("positions.in-old-unit", "unit", name, "communes", communes)
}

/// The name of a body, under its name of the page's day.
pub(crate) fn body_name(ui: &Ui, places: &Places, body: BodyId) -> String {
    crate::model::body_name(places, body, ui.at().as_of).to_owned()
}

/// The last day of a period, when it has one.
pub(crate) fn last_day(to: Day) -> Option<Day> {
    (to != Day::OPEN).then(|| to.previous())
}

/// Rights by function, in words.
pub(crate) fn groups<'a>(
    ui: &Ui,
    rights: impl Iterator<Item = &'a Right>,
    own: BodyId,
    places: &Places,
    documents: &Documents,
) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for right in rights {
        let told = RightWords {
            id: right.id.to_string(),
            what: labels(ui, &right.action),
            all: right.action.ends_with(".*"),
            action: right.action.clone(),
            r#where: reach(ui, right, own, places),
            from: right.from,
            to: last_day(right.to),
            document: documents.name(right.source),
        };
        let noun = noun(&right.action);
        match found.iter_mut().find(|group| group.noun == noun) {
            Some(group) => group.rights.push(told),
            None => {
                found.push(Group { word: noun_word(ui, noun), noun: noun.to_owned(), rights: vec![told] });
            }
        }
    }
    found
}

/// Key and name of documents that rights and holdings rest on.
pub(crate) struct Documents(std::collections::HashMap<DocumentId, (String, String)>);

impl Documents {
    pub(crate) async fn load(reader: &Reader, ui: &Ui, ids: Vec<Option<DocumentId>>) -> Result<Self> {
        let ids: BTreeSet<_> = ids.into_iter().flatten().collect();
        documents::labels(reader, ui.at().known_at, ids).await.map(Self)
    }

    pub(crate) fn name(&self, id: Option<DocumentId>) -> Option<(String, String)> {
        id.and_then(|id| self.0.get(&id)).cloned()
    }
}
