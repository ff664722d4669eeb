//! The fixed people of the demo, from `people.toml`.

use kit_base::{Day, Error, Result};
use serde::Deserialize;

use crate::NewAccount;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// First day of all positions in the file.
    from: Day,
    person: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    login: String,
    name: String,
    title: String,
    body: String,
    role: String,
}

/// Reads `people.toml`: the accounts to be made, in the order of the file.
///
/// # Errors
/// A fault that says what is wrong in the file and where.
pub fn seed(people_toml: &str) -> Result<Vec<NewAccount>> {
    let file: File = toml::from_str(people_toml).map_err(|cause| Error::fault("people.toml", cause))?;
    let account = |Entry { login, name, title, body, role }| NewAccount {
        login,
        name,
        title,
        body,
        role,
        from: file.from,
    };
    Ok(file.person.into_iter().map(account).collect())
}
