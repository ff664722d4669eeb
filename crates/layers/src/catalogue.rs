//! The catalogue of layers (*danh mục lớp*): one file each in `layers/`, read strictly. What a layer is, why clusters are
//! reviewed against it, who delivers it and who is asked, is data; no layer stands in Rust.

mod parts;

use std::sync::LazyLock;

use kit_base::{Action, Day, Lang};
use kit_db::Basis;
use kit_web::{Rule, RuleValue};
use serde::Deserialize;

pub use parts::{Class, Colour, Confidence, Distance, Geometry, Kind, LayerBasis, Pattern, Style};

use crate::{RECORD, VIEW};

/// Every file of `layers/`, in the order of lists. A new layer is a file and a line here.
const FILES: &[(&str, &str)] = &[
    ("land_use", include_str!("../layers/land_use.toml")),
    ("rice", include_str!("../layers/rice.toml")),
    ("forest_special", include_str!("../layers/forest_special.toml")),
    ("forest_protection", include_str!("../layers/forest_protection.toml")),
    ("forest_production", include_str!("../layers/forest_production.toml")),
    ("heritage", include_str!("../layers/heritage.toml")),
    ("residential", include_str!("../layers/residential.toml")),
    ("river", include_str!("../layers/river.toml")),
    ("flood_corridor", include_str!("../layers/flood_corridor.toml")),
    ("road", include_str!("../layers/road.toml")),
    ("railway", include_str!("../layers/railway.toml")),
    ("power_line", include_str!("../layers/power_line.toml")),
    ("mineral", include_str!("../layers/mineral.toml")),
    ("urban_plan", include_str!("../layers/urban_plan.toml")),
    ("industrial_park", include_str!("../layers/industrial_park.toml")),
    ("defence", include_str!("../layers/defence.toml")),
    ("security", include_str!("../layers/security.toml")),
];

/// A layer that clusters are reviewed against.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Its code: the name of its file.
    #[serde(skip)]
    pub code: &'static str,
    /// What sort of ground it shows.
    pub kind: Kind,
    /// What its shapes are.
    pub geometry: Geometry,
    /// What it is called.
    pub name: Text,
    /// Who delivers it.
    pub supplier: Text,
    /// Who is asked about an overlap with it.
    pub consult: Text,
    /// After how many months a version counts as old; nothing where it does not age.
    #[serde(default)]
    pub due_months: Option<u32>,
    /// The name of the action that lets people look at it.
    view: String,
    /// Why its shapes are never stored, in words; nothing for all others.
    #[serde(default)]
    pub never_stored: Option<Text>,
    /// How it is drawn.
    #[serde(default)]
    pub style: Option<Style>,
    /// Where it stands that it is to be looked at.
    #[serde(default)]
    pub basis: Vec<LayerBasis>,
    /// Distances that are to be kept from its shapes, where the law was read.
    #[serde(default)]
    pub distance: Vec<Distance>,
    /// What the names of its features stand for, where they are codes.
    #[serde(default)]
    pub class: Vec<Class>,
}

/// A text of the catalogue in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    vi: String,
    en: String,
}

impl Text {
    /// In a language.
    #[must_use]
    pub fn said(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

impl Layer {
    fn read(code: &'static str, text: &str) -> Result<Self, String> {
        let wrong = |cause: &dyn std::fmt::Display| format!("layers/layers/{code}.toml: {cause}");
        let mut layer: Self = toml::from_str(text).map_err(|cause| wrong(&cause))?;
        layer.code = code;
        if ![VIEW.name, RECORD.name].contains(&layer.view.as_str()) {
            return Err(wrong(&format!("view: there is no action {}", layer.view)));
        }
        let drawn = layer.style.is_some() && !layer.basis.is_empty();
        if layer.never_stored.is_none() && !drawn {
            return Err(wrong(&"a layer that is stored has a [style] and a [[basis]]"));
        }
        Ok(layer)
    }

    /// The action that lets people look at it.
    #[must_use]
    pub fn view(&self) -> &'static Action {
        if self.view == RECORD.name { &RECORD } else { &VIEW }
    }

    /// The distances to be kept on a day.
    pub fn distances(&self, day: Day) -> impl Iterator<Item = &Distance> {
        self.distance.iter().filter(move |distance| distance.valid_from <= day && day < distance.valid_to)
    }
}

static ALL: LazyLock<Result<Vec<Layer>, String>> =
    LazyLock::new(|| FILES.iter().map(|(code, text)| Layer::read(code, text)).collect());

/// Reads all files; what is wrong with one, with file and line, stops the start.
pub(crate) fn check() -> Result<(), String> {
    ALL.as_ref().map(|_| ()).map_err(Clone::clone)
}

/// All layers, in the order of lists.
#[must_use]
pub fn all() -> &'static [Layer] {
    ALL.as_ref().map(Vec::as_slice).unwrap_or_default()
}

/// The layer with a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Layer> {
    all().iter().find(|layer| layer.code == code)
}

/// What the law says of layers, for the page of all rules: bases whose first day is known.
pub(crate) fn rules() -> Vec<Rule> {
    let dated = |layer: &'static Layer| {
        layer.basis.iter().filter_map(move |basis| Some((layer, basis, basis.valid_from?)))
    };
    let rule = |(layer, basis, from): (&Layer, &LayerBasis, Day)| Rule {
        field: "rules.layers",
        name: layer.kind.word(),
        value: RuleValue::Nothing,
        from,
        to: Day::OPEN,
        basis: Basis {
            document: basis.document.clone(),
            article: basis.article.clone(),
            confidence: format!("{:?}", basis.confidence),
        },
    };
    all().iter().flat_map(dated).map(rule).collect()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs};

    use super::*;

    #[test]
    fn every_file_of_layers_is_in_the_list_and_can_be_read() {
        check().unwrap();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/layers");
        let files: BTreeSet<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let listed: BTreeSet<_> = all().iter().map(|layer| format!("{}.toml", layer.code)).collect();
        assert_eq!(files, listed);
        assert_eq!(all().len(), FILES.len(), "no code stands twice");
    }

    #[test]
    fn every_kind_has_a_layer() {
        for kind in Kind::all() {
            assert!(all().iter().any(|layer| layer.kind == kind), "{kind:?}");
        }
    }

    #[test]
    fn defence_and_security_are_never_stored_and_all_else_is_drawn() {
        for layer in all() {
            let secret = matches!(layer.kind, Kind::Defence | Kind::Security);
            assert_eq!(layer.never_stored.is_some(), secret, "{}", layer.code);
            assert_eq!(layer.style.is_none(), secret, "{}", layer.code);
        }
    }

    #[test]
    fn a_fault_names_the_file_and_the_line() {
        let good = include_str!("../layers/rice.toml");
        let check = |text: &str, told: &[&str]| {
            let fault = Layer::read("rice", text).unwrap_err();
            for word in ["layers/layers/rice.toml"].iter().chain(told) {
                assert!(fault.contains(word), "{fault}");
            }
        };
        check(&good.replace("due_months", "due_month"), &["line 9", "due_month"]);
        check(&good.replace("#fefc82", "yellow"), &["line 13", "yellow is no colour"]);
        check(&good.replace("layer.view", "layer.see"), &["there is no action layer.see"]);
        check(&good.replace("\"A\"", "\"Z\""), &["unknown variant `Z`"]);
        check(good.split("[style]").next().unwrap(), &["has a [style]"]);
    }

    #[test]
    fn a_distance_holds_in_its_time_and_no_layer_has_one_that_was_not_read() {
        let text = "\n[[distance]]\nmetres = 6.0\nof = \"110kV\"\nvalid_from = 2024-01-01\nvalid_to = 2026-01-01\n\
                    document = \"D\"\narticle = \"1\"\nconfidence = \"A\"\n";
        let layer = Layer::read("rice", &format!("{}{text}", include_str!("../layers/rice.toml"))).unwrap();
        let on = |day: &str| layer.distances(day.parse().unwrap()).count();
        assert_eq!((on("2023-12-31"), on("2024-01-01"), on("2026-01-01")), (0, 1, 0));
        assert!(all().iter().all(|layer| layer.distance.is_empty()), "the texts on distances were not read");
    }

    #[test]
    fn land_is_drawn_in_the_national_colours() {
        let land = find("land_use").unwrap();
        let rice = land.class.iter().find(|class| class.code == "LUC").unwrap();
        assert_eq!(rice.colour.as_ref().map(|colour| colour.0.as_str()), Some("#fefc8c"));
        let codes: BTreeSet<_> = land.class.iter().map(|class| &class.code).collect();
        assert_eq!(codes.len(), land.class.len());
    }
}
