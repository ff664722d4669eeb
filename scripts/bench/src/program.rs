//! The program that is measured: started, watched from outside, stopped.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{Result, client::Client};

pub(crate) struct Program {
    child: Child,
    /// How long it took from the start to the first answer.
    pub(crate) started: Duration,
}

/// Makes the large demonstration where there is none; says how long it took.
pub(crate) async fn make_demo(
    program: &Path,
    data: &Path,
    url: Option<&str>,
    times: u8,
) -> Result<Option<Duration>> {
    if url.is_none() && data.join("demo-passwords.txt").exists() {
        return Ok(None);
    }
    let begun = Instant::now();
    let mut command = Command::new(program);
    command
        .args(["demo", "--size", "large", "--times", &times.to_string(), "--data"])
        .arg(data)
        .args(url.iter().flat_map(|url| ["--database", url]));
    let made = tokio::task::spawn_blocking(move || command.stdout(Stdio::null()).status()).await??;
    if made.success() { Ok(Some(begun.elapsed())) } else { Err("the demonstration could not be made".into()) }
}

/// The password of one of the demonstration's people.
pub(crate) fn password(data: &Path, login: &str) -> Result<String> {
    let all = fs::read_to_string(data.join("demo-passwords.txt"))?;
    let mut lines = all.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let line = lines.find(|line| line.first() == Some(&login)).ok_or("no such person")?;
    line.get(1).map(|password| (*password).to_owned()).ok_or_else(|| "no password".into())
}

impl Program {
    pub(crate) async fn start(program: &Path, data: &Path, url: Option<&str>, port: u16) -> Result<Self> {
        let begun = Instant::now();
        let child = Command::new(program)
            .args(["serve", "--port", &port.to_string(), "--data"])
            .arg(data)
            .args(url.iter().flat_map(|url| ["--database", url]))
            .env("COTMOC_LOG", "error")
            .stdout(Stdio::null())
            .spawn()?;
        let mut program = Self { child, started: Duration::ZERO };
        while begun.elapsed() < Duration::from_secs(30) {
            if Client::new(port).get("/sign-in", "gzip").await.is_ok() {
                program.started = begun.elapsed();
                return Ok(program);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err("the program does not answer".into())
    }

    /// Megabytes that it holds in memory.
    pub(crate) fn memory(&self) -> Result<u64> {
        self.status("VmRSS:")
    }

    /// The most it ever held.
    pub(crate) fn highest_memory(&self) -> Result<u64> {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with(name)).ok_or("no such line")?;
        let kilobytes: u64 = line.split_whitespace().nth(1).ok_or("no number")?.parse()?;
        Ok(kilobytes / 1000)
    }

    /// Processor time so far, in the program and for it in the system.
    pub(crate) fn processor_seconds(&self) -> Result<f64> {
        const TICKS: f64 = 100.0; // USER_HZ of Linux
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks =
            |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
        Ok((ticks(11) + ticks(12)) / TICKS)
    }

    pub(crate) async fn stop(mut self) -> Result<()> {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        tokio::task::spawn_blocking(move || self.child.wait().map(|_| ()).map_err(Into::into)).await?
    }
}
