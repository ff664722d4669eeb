//! `cotmoc.toml` in the data folder: what an installation is called and how it is served.

use std::{net::IpAddr, path::Path};

use kit_base::{Error, Message, Result};
use serde::Deserialize;

/// The file. An unknown name in it stops the start: a mistyped setting must not be ignored.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct File {
    /// Name under the logo.
    pub(crate) installation: String,
    /// Whether the data are the demo's.
    pub(crate) demo: bool,
    /// Key of the unit whose records the register holds; figures are of this unit unless another is asked for.
    pub(crate) territory: Option<String>,
    /// Cookies only over HTTPS: set it where a proxy with a certificate stands before the program.
    pub(crate) secure_cookies: bool,
    /// The address of that proxy, for example `127.0.0.1`: tries to sign in are then counted by what it says in
    /// `X-Forwarded-For`.
    pub(crate) proxy: Option<IpAddr>,
}

impl Default for File {
    fn default() -> Self {
        Self {
            installation: "Cụm công nghiệp".to_owned(),
            demo: false,
            territory: None,
            secure_cookies: false,
            proxy: None,
        }
    }
}

/// Reads the file, when there is one.
pub(crate) fn read(folder: &Path) -> Result<File> {
    let path = folder.join("cotmoc.toml");
    match std::fs::read_to_string(&path) {
        Ok(text) => toml::from_str(&text).map_err(|cause| wrong(&path, cause)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(File::default()),
        Err(cause) => Err(wrong(&path, cause)),
    }
}

fn wrong(path: &Path, cause: impl std::fmt::Display) -> Error {
    Error::Refused(Message::new("cli.config").with("file", path.display()).with("cause", cause))
}

#[cfg(test)]
mod tests {
    use super::File;

    #[test]
    fn a_mistyped_setting_is_refused() {
        assert!(toml::from_str::<File>("secure_cookie = true").is_err());
        assert!(toml::from_str::<File>("secure_cookies = true").unwrap().secure_cookies);
        assert!(toml::from_str::<File>("proxy = \"my proxy\"").is_err());
        assert!(toml::from_str::<File>("proxy = \"127.0.0.1\"").unwrap().proxy.is_some());
    }
}
