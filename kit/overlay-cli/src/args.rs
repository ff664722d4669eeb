//! What can be asked for.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// Which areas of A lie in which of B: pairs with the area they share.
///
/// Reads `GeoPackage`, `GeoParquet`, `FlatGeobuf`, Shapefile (also as .zip) and `GeoJSON`, in a plane system in metres. Pairs
/// have the columns `a_id, b_id, area_m2, share_a, share_b, width_m, class` and, but for CSV, the geometry of what they share.
#[derive(Debug, Clone, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    /// The first file
    pub a: Option<PathBuf>,
    /// The second file; left out, or the same as A: the areas of A against each other
    pub b: Option<PathBuf>,
    /// Compare the areas of A with each other
    #[arg(long = "self", conflicts_with = "b")]
    pub itself: bool,
    /// Where pairs go: .csv, .gpkg, .parquet or .geojson (standard output, as CSV)
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The form of the pairs, where the name of the file does not say it
    #[arg(long)]
    pub format: Option<Form>,
    /// Column of the ids of A, and of B where --id-column-b names no other (fid of a `GeoPackage`, else the row from 0)
    #[arg(long)]
    pub id_column: Option<String>,
    /// Column of the ids of B
    #[arg(long)]
    pub id_column_b: Option<String>,
    /// Layer of A, where it has several
    #[arg(long)]
    pub layer: Option<String>,
    /// Layer of B, where it has several
    #[arg(long)]
    pub layer_b: Option<String>,
    /// Keep B prepared in this file: read where it is there and no older than B, else made. Then B may be left out
    #[arg(long, value_name = "FILE", conflicts_with = "itself")]
    pub store: Option<PathBuf>,
    /// Threads; 0 for one on each processor
    #[arg(long, default_value_t = 0)]
    pub threads: usize,
    /// Print one line of figures: counts, processor seconds, memory
    #[arg(long)]
    pub stats: Option<StatsForm>,
    /// Mend invalid areas by the even-odd rule instead of leaving them out
    #[arg(long)]
    pub repair: bool,
    /// Trust that all areas are valid and do not look
    #[arg(long, conflicts_with = "repair")]
    pub trust: bool,
    /// Leave out pairs that share less, in square metres
    #[arg(long, default_value_t = 0.0, value_name = "M2")]
    pub min_area: f64,
    /// A pair whose width (twice its area by its perimeter) is less is a sliver, in metres
    #[arg(long, default_value_t = 1.0, value_name = "M")]
    pub sliver_width: f64,
    /// Compare although the files name different coordinate systems
    #[arg(long)]
    pub ignore_crs: bool,
    /// Take the coordinates as metres although they look like degrees
    #[arg(long)]
    pub metres: bool,
    /// Run a file of cases (a JSON object a line) against the engine, and tell each that fails
    #[arg(long, value_name = "FILE", conflicts_with_all = ["a", "b", "itself", "out"])]
    pub cases: Option<PathBuf>,
    /// What else can be done
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What else can be done.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// List every defect of the areas of a file, with its kind and place
    Check(Check),
}

/// What is checked.
#[derive(Debug, Clone, clap::Args)]
pub struct Check {
    /// The file
    pub a: PathBuf,
    /// Where defects go: .csv, .gpkg, .parquet or .geojson (standard output, as CSV)
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The form of the list, where the name of the file does not say it
    #[arg(long)]
    pub format: Option<Form>,
    /// Column of the ids
    #[arg(long)]
    pub id_column: Option<String>,
    /// Layer, where there are several
    #[arg(long)]
    pub layer: Option<String>,
    /// Threads; 0 for one on each processor
    #[arg(long, default_value_t = 0)]
    pub threads: usize,
    /// Take the coordinates as metres although they look like degrees
    #[arg(long)]
    pub metres: bool,
}

/// Forms of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Comma-separated values, without geometry
    Csv,
    /// `GeoJSON`
    #[value(alias = "json")]
    Geojson,
    /// `GeoPackage`
    Gpkg,
    /// `GeoParquet`
    Parquet,
}

/// Forms of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatsForm {
    /// One line of JSON
    Json,
}

impl From<Form> for kit_gisfile::WriteFormat {
    fn from(form: Form) -> Self {
        match form {
            Form::Csv => Self::Csv,
            Form::Geojson => Self::GeoJson,
            Form::Gpkg => Self::GeoPackage,
            Form::Parquet => Self::GeoParquet,
        }
    }
}

/// How many threads: one for each processor when 0 is asked for.
pub(crate) fn threads(asked: usize) -> usize {
    match asked {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        asked => asked,
    }
}
