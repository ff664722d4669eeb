//! The private PostgreSQL server of a test process: started when the first test asks, gone with the process.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
};

/// What a machine needs for the tests on `PostgreSQL`.
const PACKAGES: &str = "tests on PostgreSQL need the Debian packages postgresql and postgis, \
                        for example: apt-get install postgresql-15 postgresql-15-postgis-3";

pub(crate) struct Server {
    folder: String,
    /// Runs the script that watches us: the end of its input tells it that this process is gone.
    watcher: Mutex<Child>,
}

/// The server of this process.
pub(crate) fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(Server::start)
}

impl Server {
    fn start() -> Self {
        let script = include_str!("private-server.sh");
        // PostgreSQL refuses to run as root.
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", "sh"]);
            command
        } else {
            Command::new("sh")
        };
        let command = command.args(["-c", script, "sh"]).arg(bindir()).current_dir("/");
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = started.unwrap_or_else(|cause| panic!("{PACKAGES} ({cause})"));
        let mut said = String::new();
        for line in child.stdout.take().into_iter().flat_map(|output| BufReader::new(output).lines()) {
            let line = line.unwrap_or_default();
            if let Some(folder) = line.strip_prefix("ready ") {
                return Self { folder: folder.to_owned(), watcher: Mutex::new(child) };
            }
            said.push_str(&line);
            said.push('\n');
        }
        let ended = child.wait();
        panic!("no private PostgreSQL server ({ended:?}); {PACKAGES}\n{said}")
    }

    /// The URL of a database, for its owner.
    pub(crate) fn url(&self, database: &str) -> String {
        self.url_of("postgres", database)
    }

    /// The URL of a database for a role; the role `guarded` has to tell its password.
    pub(crate) fn url_of(&self, who: &str, database: &str) -> String {
        format!("postgres://{who}@localhost/{database}?host={}", self.folder)
    }

    /// Asks the watching script to remove a database.
    pub(crate) fn remove(&self, database: &str) {
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(input) = &mut watcher.stdin {
            // When the server is gone, so are its databases.
            let _ = writeln!(input, "{database}");
        }
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Where `initdb` is: where `pg_config` says, or the newest version in Debian's folder.
fn bindir() -> PathBuf {
    let told = Command::new("pg_config").arg("--bindir").output();
    let told = told.ok().map(|told| PathBuf::from(String::from_utf8_lossy(&told.stdout).trim()));
    let found = told.into_iter().chain(debian_versions()).find(|bin| bin.join("initdb").exists());
    found.unwrap_or_else(|| panic!("initdb was not found; {PACKAGES}"))
}

fn debian_versions() -> Vec<PathBuf> {
    let versions = fs::read_dir(Path::new("/usr/lib/postgresql")).into_iter().flatten().flatten();
    let mut numbers: Vec<u32> = versions.filter_map(|v| v.file_name().to_str()?.parse().ok()).collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers.iter().map(|n| PathBuf::from(format!("/usr/lib/postgresql/{n}/bin"))).collect()
}
