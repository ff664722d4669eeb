//! Every open list is complete: what lies in its folder is in the list, and what a role names exists.

use std::{collections::BTreeSet, fs};

use kit_base::Action;
use kit_web::{PUBLIC, SIGNED_IN, Slice};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{nothing, root, sources};

/// All slices with the kit's own, as the running program has them.
pub(super) fn slices() -> Vec<Slice> {
    crate::world::run(async {
        let world = crate::world::shared(kit_db::Engine::Sqlite).await;
        world.app.slices().to_vec()
    })
}

pub(super) fn actions() -> Vec<&'static Action> {
    slices().iter().flat_map(|slice| slice.actions).copied().collect()
}

#[test]
fn every_file_of_measures_and_checks_is_in_its_list() {
    let slices = slices();
    let measures: usize = slices.iter().map(|slice| slice.measures.len()).sum();
    let checks: usize = slices.iter().map(|slice| slice.checks.len()).sum();
    for (folder, named, listed) in [("measures", "MEASURE", measures), ("checks", "CHECK", checks)] {
        let (count, wrong) = in_lists(&format!("/src/{folder}/"), named);
        nothing(&wrong, &format!("{folder} that are not in ALL"));
        assert_eq!(count, listed, "a slice does not hand over all its {folder}");
    }
}

/// How many files such folders hold, and those whose constant is not in `ALL` of their folder.
fn in_lists(folders: &str, named: &str) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in sources(&["crates"], &[".rs"]).iter().filter(|file| file.path.contains(folders)) {
        let (folder, name) = file.path.rsplit_once('/').unwrap();
        let name = name.trim_end_matches(".rs");
        let list = fs::read_to_string(root().join(folder).join("mod.rs")).unwrap();
        let all = list.split_once("const ALL").unwrap().1.split_once(';').unwrap().0;
        if name != "mod" {
            count += 1;
            if !all.contains(&format!("{name}::{named}")) {
                wrong.push(file.path.clone());
            }
        }
    }
    (count, wrong)
}

#[test]
fn every_entry_of_the_rail_has_its_sentence_on_the_first_page() {
    let slices = slices();
    let words = super::words::words(&slices);
    let entries = slices.iter().flat_map(|slice| slice.rail);
    let keys = entries.map(|entry| format!("home.go-{}", entry.href.trim_start_matches('/')));
    let wrong: Vec<_> = keys.filter(|key| words.find(kit_base::Lang::Vi, key).is_none()).collect();
    nothing(&wrong, "entries of the rail without a sentence in crates/cotmoc/locales");
}

#[test]
fn every_action_of_a_role_exists() {
    let roles = fs::read_to_string(root().join("crates/accounts/roles.toml")).unwrap();
    let roles: toml::Table = roles.parse().unwrap();
    let actions = actions();
    let exists = |name: &str| match name.strip_suffix('*') {
        Some(noun) => noun.ends_with('.') && actions.iter().any(|action| action.name.starts_with(noun)),
        None => actions.iter().any(|action| action.name == name),
    };
    let mut wrong = Vec::new();
    for (role, reaches) in &roles {
        for (reach, names) in reaches.as_table().unwrap() {
            let names = names.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
            wrong.extend(names.filter(|name| !exists(name)).map(|name| format!("{role}.{reach}: {name}")));
        }
    }
    nothing(&wrong, "actions in roles.toml that no slice has");
}

#[test]
fn every_route_tab_and_entry_asks_for_an_action_of_a_slice() {
    let actions = actions();
    let known = |action: &Action| action == &PUBLIC || action == &SIGNED_IN || actions.contains(&action);
    let mut wrong = Vec::new();
    for slice in slices() {
        let routes = (slice.routes)().into_iter().map(|route| (route.path, route.action));
        let tabs = slice.tabs.iter().map(|tab| (tab.path, tab.action));
        let rail = slice.rail.iter().map(|entry| (entry.href, entry.action));
        let all = routes.chain(tabs).chain(rail).filter(|(_, action)| !known(action));
        wrong.extend(all.map(|(path, action)| format!("{path}: {}", action.name)));
    }
    nothing(&wrong, "actions that no slice lists");
}

#[test]
fn every_column_of_a_table_with_two_times_is_fixed() {
    // A migration that adds one by hand, and not by `Schema::column`, leaves it open to the update that supersedes.
    let columns = "select m.name || '.' || c.name from sqlite_master m join pragma_table_info(m.name) c \
                   where m.type = 'table' and c.name <> 'superseded_at' and exists \
                   (select 1 from pragma_table_info(m.name) t where t.name = 'superseded_at') \
                   and not exists (select 1 from sqlite_master g where g.type = 'trigger' and g.tbl_name = m.name \
                   and g.sql like '%old.' || c.name || ' is not new.' || c.name || '%')";
    let open = crate::world::run(async {
        let world = crate::world::shared(kit_db::Engine::Sqlite).await;
        let connection = world.app.test.at.connect().await.unwrap();
        let query = Statement::from_string(DbBackend::Sqlite, columns);
        let rows = connection.query_all_raw(query).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect::<Vec<_>>()
    });
    nothing(&open, "columns of facts that could be changed while a row is superseded");
}

#[test]
fn names_of_actions_tables_steps_jobs_and_routes_are_given_once() {
    let slices = slices();
    let mut names: Vec<String> = Vec::new();
    for slice in &slices {
        names.extend(slice.actions.iter().map(|action| format!("action {}", action.name)));
        names.extend(slice.storage.tables.iter().map(|table| format!("table {}", table.name)));
        names.extend(slice.storage.migrations.iter().map(|step| format!("step {}", step.name)));
        names.extend(slice.storage.jobs.iter().map(|job| format!("job {}", job.kind)));
        names.extend(slice.checks.iter().map(|check| format!("check {}", check.code)));
        names.extend(slice.measures.iter().map(|measure| format!("measure {}", measure.code)));
        names.extend((slice.routes)().iter().map(|route| format!("route {} {}", route.method, route.path)));
        for step in slice.storage.migrations {
            assert!(
                step.name.starts_with(&format!("{}-0", slice.name)),
                "{} is not called after its slice",
                step.name
            );
        }
    }
    let twice: BTreeSet<_> =
        names.iter().filter(|name| 1 < names.iter().filter(|other| other == name).count()).cloned().collect();
    nothing(&twice.into_iter().collect::<Vec<_>>(), "names given twice");
}
