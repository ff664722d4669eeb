//! `cotmoc demo`: the demonstration province, and the passwords of its people.

use std::{fs, io::IsTerminal, io::Write, path::Path, process::ExitCode};

use kit_base::{Clock, Error, Message, Result};
use kit_db::{Db, Place};

use super::Where;
use crate::{Demo, demo, enlarge, fill, say::Say, start, storage};

const PASSWORDS: &str = "demo-passwords.txt";

/// How much is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Size {
    /// The demonstration province
    Small,
    /// The province and far more, made up
    Large,
}

pub(crate) async fn make(at: &Where, size: Size, times: u8, say: &Say) -> Result<ExitCode> {
    let place = start::place(&at.data, at.database.as_deref())?;
    if matches!(&place, Place::Folder(folder) if folder.join("cotmoc.gpkg").exists()) {
        return Err(Error::Refused(Message::new("cli.demo-not-empty").with("folder", at.data.display())));
    }
    let demo = Demo::embedded()?;
    let clock = Clock::standing_at(demo.first_day().start());
    let db = Db::open(&place, clock.clone(), &storage()).await?;
    if db.read().await?.audit_head().await?.0 != 0 {
        return Err(Error::Refused(Message::new("cli.demo-not-empty").with("folder", at.data.display())));
    }
    let people = fill(&db, &clock, &start::system(), demo, progress).await?;
    if size == Size::Large {
        enlarge(&db, &clock, &start::system(), demo::Size::LARGE.times(times.into()), progress).await?;
    }
    db.close().await?;
    private(
        &at.data,
        "cotmoc.toml",
        "# Cài đặt của bản trình diễn; xem README.\ninstallation = \"Tỉnh Bắc Ninh\"\ndemo = true\nterritory = \"p-bac-giang\"\n",
    )?;
    let lines: Vec<_> = people.iter().map(|p| format!("{}\t{}\t{}\n", p.login, p.password, p.who)).collect();
    private(&at.data, PASSWORDS, &lines.concat())?;
    say.note(&Message::new("cli.demo-made").with("folder", at.data.display()));
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn show_passwords(at: &Where, say: &Say) -> Result<ExitCode> {
    let path = at.data.join(PASSWORDS);
    let text = fs::read_to_string(&path)
        .map_err(|_| Error::Refused(Message::new("cli.no-passwords").with("file", path.display())))?;
    say.note(&Message::new("cli.passwords"));
    for line in text.lines() {
        let cells: Vec<_> = line.split('\t').collect();
        if let [login, password, who] = cells[..] {
            Say::data(&format!("  {login:<10} {password:<24} {who}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file that only its owner may read.
fn private(folder: &Path, name: &str, text: &str) -> Result<()> {
    let path = folder.join(name);
    let cannot = |cause: std::io::Error| {
        Error::Storage(Message::new("db.folder").with("place", folder.display()).with("cause", cause))
    };
    fs::create_dir_all(folder).map_err(cannot)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(cannot)
}

/// A line that moves, when somebody looks.
fn progress(done: usize, all: usize) {
    let mut err = std::io::stderr();
    if err.is_terminal() {
        let width = 30;
        let full = width * done / all.max(1);
        let _ = write!(err, "\r[{}{}] {done}/{all}", "#".repeat(full), " ".repeat(width - full));
        if done == all {
            let _ = writeln!(err);
        }
    }
}
