//! Opening the application in a folder.

use std::path::Path;

use kit_base::{Clock, Error, Message, Result};
use kit_db::{Db, Files, Place};
use kit_web::{App, Config, People};

use crate::{config, slices, storage};

/// Where the command line says the facts are.
pub(crate) fn place(data: &Path, database: Option<&str>) -> Result<Place> {
    match database {
        None => Ok(Place::Folder(data.to_owned())),
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Ok(Place::Server(url.to_owned()))
        }
        Some(_) => Err(Error::Refused(Message::new("cli.not-a-database-url"))),
    }
}

/// Opens a database that must be there: a mistyped folder is told, and no empty database made in it.
pub(crate) async fn open(place: &Place) -> Result<Db> {
    if let Place::Folder(folder) = place
        && !folder.join("cotmoc.gpkg").exists()
    {
        return Err(Error::Refused(Message::new("cli.no-data").with("folder", folder.display())));
    }
    Db::open(place, Clock::system(), &storage()).await
}

/// The application on an open database.
pub(crate) fn app(db: Db, data: &Path) -> Result<App> {
    app_of(db, data, accounts::people())
}

/// The same, where others tell who asks.
pub(crate) fn app_of(db: Db, data: &Path, people: People) -> Result<App> {
    let config::File { installation, demo, territory, secure_cookies, proxy } = config::read(data)?;
    let config = Config { installation, secure_cookies, proxy, demo, territory };
    let files = Files::folder(&data.join("files"))?;
    App::new(db, files, config, people, slices()).map_err(|cause| Error::fault("start", cause))
}

/// Where the environment names nobody, the system still knows the number.
fn user_number() -> String {
    #[cfg(unix)]
    if let Ok(own) = std::fs::metadata("/proc/self") {
        return format!("uid {}", std::os::unix::fs::MetadataExt::uid(&own));
    }
    "?".to_owned()
}

/// The one who acts on the command line.
pub(crate) fn system() -> kit_base::Actor {
    let user = ["SUDO_USER", "USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    kit_base::Actor::system(&user.unwrap_or_else(user_number))
}
