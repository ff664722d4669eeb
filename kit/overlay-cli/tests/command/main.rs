//! The command as a person calls it: files in, words and pairs out.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod inputs;
mod outputs;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, Mutex},
};

use clap::Parser;
use kit_base::{Error, Lang, Message, Words};
use overlay_cli::{Args, Terminal};

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    args: Args,
}

/// What a run said.
#[derive(Debug)]
struct Said {
    /// Exit code; 2 and 3 with the sentence of the error among the messages.
    code: u8,
    out: String,
    err: String,
}

/// Collects what is written, and is read afterwards.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A folder with files of features, and the command in it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A `GeoJSON` file in EPSG:9214; each feature has a property `ma` and the text of its geometry.
    fn put(&self, name: &str, features: &[(&str, String)]) {
        self.put_in(name, "EPSG::9214", features);
    }

    fn put_in(&self, name: &str, crs: &str, features: &[(&str, String)]) {
        let features = features.iter().map(|(id, geometry)| {
            format!(r#"{{"type": "Feature", "properties": {{"ma": "{id}"}}, "geometry": {geometry}}}"#)
        });
        let features = features.collect::<Vec<_>>().join(",\n");
        let crs = format!(r#""crs": {{"type": "name", "properties": {{"name": "urn:ogc:def:crs:{crs}"}}}},"#);
        let text = format!("{{\"type\": \"FeatureCollection\", {crs} \"features\": [{features}]}}");
        fs::write(self.path(name), text).unwrap();
    }

    /// Runs the command; words that begin with `@` are files of the desk.
    fn run(&self, words: &str) -> Said {
        let words = words.split_whitespace().map(|word| match word.strip_prefix('@') {
            Some(name) => self.path(name).to_str().unwrap().to_owned(),
            None => word.to_owned(),
        });
        let cli = Cli::try_parse_from(std::iter::once("overlay".to_owned()).chain(words)).unwrap();
        let all = Words::read(&[overlay_cli::words()]).unwrap();
        let (out, err) = (Shared::default(), Shared::default());
        let mut terminal = Terminal {
            words: &all,
            lang: Lang::En,
            out: Some(Box::new(out.clone())),
            err: Box::new(err.clone()),
            watched: false,
        };
        let code = match overlay_cli::run(&cli.args, &mut terminal) {
            Ok(code) if code == ExitCode::SUCCESS => 0,
            Ok(_) => 1,
            Err(Error::Refused(message)) => told(&message, 2, &mut terminal),
            Err(Error::Storage(message)) => told(&message, 3, &mut terminal),
            Err(other) => panic!("{other}"),
        };
        let folder = format!("{}/", self.folder.path().display());
        Said { code, out: out.text(), err: err.text().replace(&folder, "") }
    }
}

fn told(message: &Message, code: u8, terminal: &mut Terminal<'_>) -> u8 {
    terminal.note(message);
    code
}

/// A rectangle some way from the corner of a province.
fn rectangle(x: f64, y: f64, width: f64, height: f64) -> String {
    ring(&[[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]])
}

/// A polygon of one ring, moved to where a province lies.
fn ring(points: &[[f64; 2]]) -> String {
    let points = points.iter().map(|[x, y]| format!("[{}, {}]", 500_000.0 + x, 2_300_000.0 + y));
    format!(r#"{{"type": "Polygon", "coordinates": [[{}]]}}"#, points.collect::<Vec<_>>().join(", "))
}

/// Two triangles of 25 m² that meet in a crossing.
fn bow_tie() -> String {
    ring(&[[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0], [0.0, 0.0]])
}

/// What a file holds, as text.
fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}
