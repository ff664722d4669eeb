//! `cotmoc export`: the rows of a page as a file, all of them, as the page's own export has them.

use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use kit_base::{Error, Message, Result};

use super::{
    Where,
    inside::{Dates, Inside},
};
use crate::say::Say;

/// What is exported.
#[derive(Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Address of the page without host, for example clusters, 'projects?q=may' or measures/clusters.count
    page: String,
    #[command(flatten)]
    dates: Dates,
    /// Form of the file (by the end of --out, else csv)
    #[arg(long)]
    format: Option<Form>,
    /// The file to make; without it the rows go to standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Text with commas
    Csv,
    /// Excel
    Xlsx,
    /// Rows with shapes in WGS 84
    Geojson,
    /// `GeoPackage`: rows with shapes in the installation's coordinate system
    Gpkg,
    /// What programs get of the page; lists 50 rows at a time
    Json,
}

impl Form {
    fn suffix(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Geojson => "geojson",
            Self::Gpkg => "gpkg",
            Self::Json => "json",
        }
    }

    fn of_file(file: &Path) -> Option<Self> {
        let end = file.extension()?.to_str()?.to_lowercase();
        <Self as clap::ValueEnum>::value_variants().iter().copied().find(|form| form.suffix() == end)
    }
}

pub(crate) async fn export(at: &Where, wanted: &Wanted, say: &Say) -> Result<ExitCode> {
    let form = wanted.format.or_else(|| Form::of_file(wanted.out.as_deref()?)).unwrap_or(Form::Csv);
    let binary = matches!(form, Form::Xlsx | Form::Gpkg);
    if binary && wanted.out.is_none() && std::io::stdout().is_terminal() {
        return Err(Error::Refused(Message::new("cli.export-out").with("format", form.suffix())));
    }
    let inside = Inside::open(at, say).await?;
    let bytes = inside.get(&address(wanted, form)).await?;
    inside.close().await?;
    match &wanted.out {
        None => {
            // A closed pipe (`| head`) is no fault of ours.
            let _ = std::io::stdout().write_all(&bytes);
        }
        Some(file) => {
            write(file, &bytes)?;
            say.note(&Message::new("cli.exported").with("file", file.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn address(wanted: &Wanted, form: Form) -> String {
    let (path, query) = wanted.page.split_once('?').unwrap_or((&wanted.page, ""));
    let own = form_urlencoded::parse(query.as_bytes()).into_owned();
    let dates = wanted.dates.pairs().map(|(name, day)| (name.to_owned(), day));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(own.chain(dates));
    format!("/{}.{}?{}", path.trim_matches('/'), form.suffix(), query.finish())
}

/// Whole or not at all: the file has its name when all of it is there.
fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = |cause: std::io::Error| {
        Error::Refused(Message::new("cli.cannot-write").with("file", file.display()).with("cause", cause))
    };
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, file)).map_err(|cause| {
        let _ = std::fs::remove_file(&part);
        cannot(cause)
    })
}
