//! The program may be killed at any moment: what it reported as done is there, and the chain is whole.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use kit_base::Clock;
use kit_db::{AuditFilter, Db, Place, entries};

use crate::sample::{Dice, STORAGE, write_note};

const FOLDER: &str = "COTMOC_TEST_KILLED_FOLDER";

/// Not a test by itself: the next one runs it in a process of its own, and kills it.
#[tokio::test]
async fn the_writer_that_will_be_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let db = Db::open(&Place::Folder(folder.into()), Clock::system(), STORAGE).await.unwrap();
    let first = db.read().await.unwrap().audit_head().await.unwrap().0;
    for nr in first + 1.. {
        let seq = write_note(&db, &nr.to_string(), "x").await.unwrap();
        let mut output = std::io::stdout();
        // The test runner has left its own line unfinished.
        writeln!(output, "\nwrote {seq}").and_then(|()| output.flush()).unwrap();
    }
}

/// Starts the writer and kills it after a while; tells the deeds it reported.
fn write_until_killed(folder: &Path, after: Duration) -> Vec<i64> {
    let name = "killed::the_writer_that_will_be_killed";
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    writer.kill().unwrap();
    writer.wait().unwrap();
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.filter_map(|line| line.strip_prefix("wrote ").and_then(|seq| seq.parse().ok())).collect()
}

#[tokio::test]
async fn a_hundred_kills_during_writes_lose_nothing_that_was_reported() {
    let mut dice = Dice(9214);
    let mut reported = 0;
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..10 {
            let seen = write_until_killed(folder.path(), Duration::from_millis(dice.below(200)));
            reported += seen.len();
            let db = Db::open(&Place::Folder(folder.path().into()), Clock::system(), STORAGE).await.unwrap();
            let verdict = db.verify().await.unwrap();
            assert_eq!(verdict.broken, []);
            let kept = entries(&db.read().await.unwrap(), &AuditFilter::default(), 100_000).await.unwrap();
            let lost: Vec<_> =
                seen.iter().filter(|seq| kept.iter().all(|entry| entry.seq != **seq)).collect();
            assert!(lost.is_empty(), "reported but lost: {lost:?}");
            db.close().await.unwrap();
        }
    }
    assert!(100 < reported, "the writer was killed before it wrote: {reported} deeds in a hundred runs");
}
