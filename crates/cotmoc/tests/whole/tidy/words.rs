//! Every word is there in both languages, and every key that the code or a template asks for is a word.

use std::collections::BTreeSet;

use kit_base::{Lang, Words};
use kit_web::{RuleValue, Slice};

use super::{
    all_between,
    lists::{actions, slices},
    nothing, program, rust, sources,
};

pub(super) fn words(slices: &[Slice]) -> Words {
    let files = slices.iter().map(|slice| slice.words).chain([overlay_cli::words()]);
    Words::read(&files.collect::<Vec<_>>()).unwrap()
}

#[test]
fn both_languages_have_the_same_keys_in_every_slice_and_no_text_is_empty() {
    let mut wrong = Vec::new();
    for slice in slices() {
        let words = words(&[slice]);
        let [vi, en] =
            [Lang::Vi, Lang::En].map(|lang| words.keys(lang).map(str::to_owned).collect::<BTreeSet<_>>());
        wrong.extend(vi.symmetric_difference(&en).map(|key| format!("{}: {key}", slice.name)));
        for (lang, key) in vi.iter().map(|key| (Lang::Vi, key)).chain(en.iter().map(|key| (Lang::En, key))) {
            if words.get(lang, key).trim().is_empty() {
                wrong.push(format!("{}: {key} is empty", slice.name));
            }
        }
    }
    nothing(&wrong, "words that one language has not");
}

#[test]
fn the_gaps_of_a_sentence_are_the_same_in_both_languages() {
    let words = words(&slices());
    let gaps = |lang: Lang, key: &str| {
        all_between(words.get(lang, key), "{", '}').into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let keys = words.keys(Lang::Vi);
    let differ = keys.filter(|key| gaps(Lang::Vi, key) != gaps(Lang::En, key));
    nothing(&differ.map(str::to_owned).collect::<Vec<_>>(), "sentences whose gaps differ");
}

/// What stands before a key in code and templates.
const ASKS: [&str; 9] = [
    ".t(\"",
    " t(\"",
    "fill(\"",
    "fill2(\"",
    "Message::new(\"",
    "word: \"",
    "refused(\"",
    "say.word(\"",
    "place(\"db.",
];

#[test]
fn every_key_that_is_asked_for_is_a_word() {
    let words = words(&slices());
    let mut wrong = Vec::new();
    let mut asked = 0;
    for file in sources(&["kit", "crates"], &[".rs", ".html"]) {
        if file.path.contains("/tests/") || file.path.starts_with("kit/testing") {
            continue;
        }
        for ask in ASKS {
            for key in all_between(program(&file.text), ask, '"') {
                let key = if ask == "place(\"db." { format!("db.{key}") } else { key.to_owned() };
                // `format!` fills its keys when it runs, and comments show samples.
                if key.contains('{') || key.contains('…') {
                    continue;
                }
                asked += 1;
                if words.find(Lang::Vi, &key).is_none() {
                    wrong.push(format!("{}: {key}", file.path));
                }
            }
        }
    }
    assert!(200 < asked, "only {asked} keys were found");
    nothing(&wrong, "keys without a word");
}

#[test]
fn every_action_measure_unit_and_role_of_the_program_has_its_words() {
    let slices = slices();
    let words = words(&slices);
    let mut keys: Vec<String> = actions().iter().map(|action| action.word()).collect();
    for measure in slices.iter().flat_map(|slice| slice.measures) {
        keys.extend(["name", "definition", "formula"].map(|part| format!("measure.{}.{part}", measure.code)));
        keys.push(format!("unit.{}", measure.unit.code));
    }
    for check in slices.iter().flat_map(|slice| slice.checks) {
        keys.extend(["name", "says", "do"].map(|part| check.word(part)));
        keys.extend(check.figure.map(|code| format!("measure.{code}.name")));
    }
    for slice in &slices {
        keys.extend(slice.columns.iter().map(|column| column.word.to_owned()));
        keys.extend(slice.tabs.iter().map(|tab| tab.word.to_owned()));
        keys.extend(slice.rail.iter().map(|entry| entry.word.to_owned()));
        for kind in slice.imports {
            keys.push(kind.word.to_owned());
            keys.extend(kind.fields.iter().flat_map(|field| [field.word, field.also]).map(str::to_owned));
        }
        keys.extend((slice.notches)().into_iter().map(|notch| notch.word));
        for rule in (slice.rules)() {
            keys.extend([rule.field.to_owned(), rule.name]);
            keys.extend(match rule.value {
                RuleValue::Word(word) => Some(word),
                RuleValue::Area(_) | RuleValue::Nothing => None,
            });
        }
    }
    // Rights are grouped by the noun of their action; what everybody may is never given.
    let nouns = actions().into_iter().filter_map(|action| Some(action.name.split_once('.')?.0));
    keys.extend(nouns.filter(|noun| *noun != "file").map(|noun| format!("noun.{noun}")));
    keys.extend(clusters::State::all().map(clusters::State::word));
    keys.extend(clusters::InvestorKind::all().map(clusters::InvestorKind::word));
    keys.extend(coded::<enterprises::Kind>());
    keys.extend(coded::<enterprises::Tenure>());
    keys.extend(coded::<enterprises::State>());
    keys.extend(coded::<enterprises::LeaseKind>());
    keys.extend(coded::<enterprises::Series>());
    keys.extend(documents::Kind::all().map(documents::Kind::word));
    keys.extend(layers::Kind::all().map(layers::Kind::word));
    keys.extend(layers::Quality::all().map(layers::Quality::word));
    keys.extend(layers::State::ALL.map(|state| state.word().to_owned()));
    keys.extend(plans::PlanKind::all().map(plans::PlanKind::word));
    keys.extend(plans::Stage::all().map(plans::Stage::word));
    keys.extend(plans::RowKind::all().map(plans::RowKind::word));
    keys.extend(plans::Change::all().map(plans::Change::word));
    let missing = keys.into_iter().filter(|key| words.find(Lang::Vi, key).is_none());
    nothing(&missing.collect::<Vec<_>>(), "names without a word");
}

fn coded<T: enterprises::Coded>() -> Vec<String> {
    T::all().into_iter().map(T::word).collect()
}

#[test]
fn every_fact_table_and_each_of_its_columns_has_a_word_for_the_audit() {
    let slices = slices();
    let words = words(&slices);
    let mut missing = Vec::new();
    for table in slices.iter().flat_map(|slice| slice.storage.tables) {
        for lang in [Lang::Vi, Lang::En] {
            let known = |key: String| words.find(lang, &key).is_some();
            if !known(format!("tables.{}", table.name)) {
                missing.push(format!("{lang:?}: tables.{}", table.name));
            }
            for column in (table.columns)() {
                let own = known(format!("columns.{}.{column}", table.name));
                if !own && !known(format!("columns.all.{column}")) {
                    missing.push(format!("{lang:?}: columns.{}.{column}", table.name));
                }
            }
        }
    }
    nothing(&missing, "tables and columns without a word");
}

#[test]
fn no_word_is_kept_for_a_column_that_is_no_more() {
    let slices = slices();
    let words = words(&slices);
    let mut columns = BTreeSet::new();
    for table in slices.iter().flat_map(|slice| slice.storage.tables) {
        columns.insert(format!("tables.{}", table.name));
        for column in (table.columns)() {
            columns.extend([format!("columns.{}.{column}", table.name), format!("columns.all.{column}")]);
        }
    }
    let left = words.keys(Lang::Vi).filter(|key| key.starts_with("columns.") || key.starts_with("tables."));
    let left = left.filter(|key| !columns.contains(*key));
    nothing(&left.map(str::to_owned).collect::<Vec<_>>(), "words of no column");
}

#[test]
fn the_text_of_messages_stands_in_word_files_and_not_in_code() {
    // Letters that only Vietnamese has, in a text of the program.
    const MARKS: &str = "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ";
    /// Where Vietnamese stands in code on purpose.
    const ALLOWED: &[(&str, &str)] = &[
        ("kit/base/src/text.rs", "folds the letters themselves"),
        ("kit/testing/src/", "the fixed people"),
        ("crates/clusters/src/pages/mod.rs", "shortens the kinds of units"),
        ("crates/cotmoc/src/commands/demo.rs", "writes the demonstration's settings"),
    ];
    let mut wrong = Vec::new();
    for file in rust().iter().filter(|file| !file.path.contains("/tests/")) {
        if ALLOWED.iter().any(|(path, _)| file.path.starts_with(path)) {
            continue;
        }
        for line in program(&file.text).lines().filter(|line| !line.trim_start().starts_with("//")) {
            let told = all_between(line, "\"", '"').concat();
            let law = line.contains("document:") || line.contains("article:");
            if !law && told.to_lowercase().chars().any(|letter| MARKS.contains(letter)) {
                wrong.push(format!("{}: {}", file.path, line.trim()));
            }
        }
    }
    nothing(&wrong, "Vietnamese in code");
}
