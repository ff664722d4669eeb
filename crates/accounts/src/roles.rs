//! Roles (*vai trò*): what a position may do, as data. They are copied into grants when a position is made.

use std::collections::BTreeMap;

use kit_base::{Error, Result};
use places::UnitId;
use serde::Deserialize;

use crate::positions::{NewRight, Reach};

const FILE: &str = include_str!("../roles.toml");

/// The actions of a role, by how far each reaches.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Role {
    /// For every record.
    pub(crate) everywhere: Vec<String>,
    /// Only for records of the position's own body.
    pub(crate) own_body: Vec<String>,
    /// Only for records in the unit of the position's body.
    pub(crate) own_area: Vec<String>,
}

impl Role {
    /// Its rights in a position; `area` is the unit of the position's body. Without one, what is limited to it is left
    /// out: it would reach everywhere.
    pub(crate) fn rights(self, area: Option<UnitId>) -> Vec<NewRight> {
        let all =
            |actions: Vec<String>, reach| actions.into_iter().map(move |action| NewRight { action, reach });
        let own_area = area.map(|unit| all(self.own_area, Reach::Unit(unit)));
        all(self.everywhere, Reach::Everywhere)
            .chain(all(self.own_body, Reach::OwnBody))
            .chain(own_area.into_iter().flatten())
            .collect()
    }
}

/// All roles by their names.
pub(crate) fn all() -> Result<BTreeMap<String, Role>> {
    read(FILE)
}

/// Reads the file.
///
/// # Errors
/// What is wrong in it. It stops the start.
pub(crate) fn check() -> std::result::Result<(), String> {
    read(FILE).map(|_| ()).map_err(|cause| cause.to_string())
}

/// The role of this name.
pub(crate) fn find(name: &str) -> Result<Option<Role>> {
    Ok(read(FILE)?.remove(name))
}

fn read(text: &str) -> Result<BTreeMap<String, Role>> {
    toml::from_str(text).map_err(|cause| Error::fault("accounts/roles.toml", cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_roles_is_read() {
        let officer = find("commune_officer").unwrap().unwrap();
        assert_eq!(officer.own_area, ["cluster.view", "enterprise.view", "request.make"]);
        assert_eq!(find("emperor").unwrap(), None);
    }

    #[test]
    fn every_action_of_every_role_is_a_noun_with_a_verb_or_a_star() {
        for (name, role) in read(FILE).unwrap() {
            for action in role.everywhere.iter().chain(&role.own_body).chain(&role.own_area) {
                let (noun, verb) = action.split_once('.').unwrap_or_else(|| panic!("{name}: {action}"));
                assert!(!noun.is_empty() && !verb.is_empty(), "{name}: {action}");
            }
        }
    }

    #[test]
    fn a_limit_that_does_not_exist_stops_the_reading() {
        assert!(read("[x]\nown-house = [\"cluster.view\"]").is_err());
    }
}
