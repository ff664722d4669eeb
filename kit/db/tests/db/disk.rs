//! A disk that takes no more: the deed is refused in words, and what was there stays.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use kit_base::{Clock, Error};
use kit_db::{Db, Place};

use crate::sample::{STORAGE, storage_key, write_note};

const FOLDER: &str = "COTMOC_TEST_DISK_FOLDER";

fn report(line: &str) {
    let mut output = std::io::stdout();
    // The test runner has left its own line unfinished.
    writeln!(output, "\n{line}").and_then(|()| output.flush()).unwrap();
}

/// Not a test by itself: the next one runs it where files may not grow.
#[tokio::test]
async fn the_writer_whose_disk_fills() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let db = Db::open(&Place::Folder(folder.into()), Clock::system(), STORAGE).await.unwrap();
    let text = "x".repeat(20_000);
    for nr in 1.. {
        match write_note(&db, &nr.to_string(), &text).await {
            Ok(seq) => report(&format!("wrote {seq}")),
            Err(error) => {
                report(&format!("refused {}", storage_key::<()>(Err(error))));
                break;
            }
        }
    }
    // Reading goes on, and a second attempt is refused like the first.
    assert_eq!(db.verify().await.unwrap().broken, []);
    let again = write_note(&db, "again", &text).await;
    assert!(matches!(again, Err(Error::Storage(_))), "{again:?}");
    report("still reads");
}

#[tokio::test]
async fn a_full_disk_refuses_the_deed_and_loses_none_before_it() {
    let folder = tempfile::tempdir().unwrap();
    // No file may grow beyond 2 MB; the signal that would end the process becomes an error of the write.
    let limited = r#"trap '' XFSZ; ulimit -f 4096; exec "$0" "$@""#;
    let mut writer = Command::new("sh")
        .args(["-c", limited])
        .arg(std::env::current_exe().unwrap())
        .args(["disk::the_writer_whose_disk_fills", "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: Vec<_> = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok).collect();
    assert!(writer.wait().unwrap().success(), "{lines:?}");
    let refused: Vec<_> = lines.iter().filter_map(|line| line.strip_prefix("refused ")).collect();
    assert!(matches!(refused[..], ["db.full" | "db.disk"]), "{lines:?}");
    assert!(lines.iter().any(|line| line == "still reads"), "{lines:?}");
    let wrote = lines.iter().filter(|line| line.starts_with("wrote ")).count();

    let db = Db::open(&Place::Folder(folder.path().into()), Clock::system(), STORAGE).await.unwrap();
    let verdict = db.verify().await.unwrap();
    assert_eq!((verdict.rows, verdict.broken), (wrote, vec![]));
    write_note(&db, "there is room again", "x").await.unwrap();
}
