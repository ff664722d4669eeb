//! Measures the built program on the large demonstration: `make bench`, or `make bench ENGINE=--pg` on a private
//! PostgreSQL. It prints tables in Markdown, for docs/performance.md. What is measured stands in `pages`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program for the command line")]

mod client;
mod load;
mod pages;
mod program;
mod sizes;

use std::{
    error::Error,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Parser;
use kit_db::{Engine, Place};
use kit_testing::TestPlace;

use client::Client;
use pages::{PAGES, Page};
use program::Program;

pub(crate) type Failure = Box<dyn Error + Send + Sync>;
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Measures how fast the built program is.
#[derive(Parser)]
struct Asked {
    /// The program, a release build.
    #[arg(long, default_value = "target/release/cotmoc")]
    program: PathBuf,
    /// The folder of the large demonstration; made when it is not there.
    #[arg(long, default_value = "data/bench")]
    data: PathBuf,
    /// On a private PostgreSQL server instead of the embedded database.
    #[arg(long)]
    pg: bool,
    /// Requests per second.
    #[arg(long, default_value_t = 100)]
    rate: u32,
    /// Seconds for each page.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// The port to serve on.
    #[arg(long, default_value_t = 8199)]
    port: u16,
    /// How many times as large the demonstration is made.
    #[arg(long, default_value_t = 1)]
    times: u8,
    /// Also raises the rate until the 99th percentile of the register passes 300 ms.
    #[arg(long)]
    limit: bool,
}

#[tokio::main]
async fn main() -> Result<()> {
    let asked = Asked::parse();
    if cfg!(debug_assertions) || asked.program.components().any(|part| part.as_os_str() == "debug") {
        eprintln!("A debug build says nothing about speed: use `make bench`, which makes a release build.");
        std::process::exit(2);
    }
    let server = if asked.pg { Some(TestPlace::new(Engine::Postgres).await) } else { None };
    let url = server.as_ref().and_then(|server| match server.place() {
        Place::Server(url) => Some(url.clone()),
        Place::Folder(_) => None,
    });
    let data = server.as_ref().map_or_else(|| asked.data.clone(), |server| server.folder().join("data"));
    let made = program::make_demo(&asked.program, &data, url.as_deref(), asked.times).await?;
    if let Some(took) = made {
        println!("Made the demonstration in {:.0} s.\n", took.as_secs_f64());
    }
    measure(&asked, &data, url.as_deref()).await
}

async fn measure(asked: &Asked, data: &Path, url: Option<&str>) -> Result<()> {
    let program = Program::start(&asked.program, data, url, asked.port).await?;
    let password = program::password(data, "lan")?;
    let mut client = Client::new(asked.port);
    println!("| | |\n|---|---|");
    println!("| answers after the start on an existing database | {} ms |", program.started.as_millis());
    println!("| memory then | {} MB |", program.memory()?);
    client.sign_in("lan", &password).await?;
    for (name, size) in [
        (
            "sign-in page with all it loads, compressed",
            sizes::whole(&client.as_visitor(), "/sign-in", false).await,
        ),
        ("register with map and all it loads, compressed", sizes::whole(&client, "/clusters", true).await),
    ] {
        println!("| {name} | {:.0} kB |", size?);
    }
    println!(
        "\n| page | first | p50 | p90 | p99 | slowest | kB | CPU ms |\n|---|---|---|---|---|---|---|---|"
    );
    for page in PAGES {
        let first = client.timed(page.paths[0]).await?;
        let before = program.processor_seconds()?;
        let load = load::run(&client, page.paths, asked.rate, Duration::from_secs(asked.seconds)).await;
        let cost = (program.processor_seconds()? - before) * 1e3 / f64::from(load.count().max(1));
        let Page { name, .. } = page;
        println!("| {name} | {:.0} | {load} | {:.1} | {cost:.1} |", first.milliseconds, first.kilobytes);
    }
    println!("\n| | |\n|---|---|");
    println!("| memory after all this | {} MB |", program.memory()?);
    for at in pages::OTHER_DAYS {
        for page in ["/", "/clusters", "/projects", "/measures"] {
            client.timed(&format!("{page}?as_of={at}")).await?;
        }
    }
    println!("| memory after {} more days | {} MB |", pages::OTHER_DAYS.len(), program.memory()?);
    println!("| highest memory | {} MB |", program.highest_memory()?);
    println!("| processor time | {:.0} s |", program.processor_seconds()?);
    if asked.limit {
        limit(&client, asked).await?;
    }
    program.stop().await
}

/// The rate at which the register no longer answers in time.
async fn limit(client: &Client, asked: &Asked) -> Result<()> {
    println!("\n| requests per second of `/clusters` | p50 | p90 | p99 | slowest |\n|---|---|---|---|---|");
    let mut rate = asked.rate;
    loop {
        rate += rate / 2;
        let load = load::run(client, &["/clusters"], rate, Duration::from_secs(asked.seconds)).await;
        println!("| {rate} | {load} |");
        if 300.0 < load.percentile(99) || 20_000 < rate {
            return Ok(());
        }
    }
}
