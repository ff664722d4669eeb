//! `cotmoc import`: a file is checked and written as on the pages.

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use kit_base::{Day, Error, Message, Result};
use kit_web::{Checked, CheckedRow, ImportKind, RowState};
use serde_json::json;

use super::{Where, measure::Form};
use crate::{say::Say, start};

/// What is imported.
#[derive(Debug, clap::Args)]
pub(crate) struct FromFile {
    /// Kind of data, for example clusters
    kind: String,
    /// Excel (.xlsx) or CSV file
    file: PathBuf,
    /// Key or number of the document that the data rest on
    #[arg(long)]
    source: String,
    /// The day from which on the data are so (today)
    #[arg(long, value_parser = super::day)]
    valid_from: Option<Day>,
    /// Sheet of the file (the one that looks most like the kind)
    #[arg(long)]
    sheet: Option<String>,
    /// TOML file with lines `field = "name or letters of the column"`
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// Only check, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the correct rows although others are faulty
    #[arg(long)]
    only_correct: bool,
    /// Form of the answer
    #[arg(long, default_value = "table")]
    format: Form,
}

pub(crate) async fn import(at: &Where, wanted: FromFile, say: &Say) -> Result<ExitCode> {
    let db = start::open(&start::place(&at.data, at.database.as_deref())?).await?;
    let app = start::app(db, &at.data)?;
    let kind = imports::kind(&app, &wanted.kind)?;
    let content = read(&wanted.file)?;
    let sheet = wanted.sheet.as_deref().unwrap_or_default();
    let table = imports::open(app.words(), &kind, &content, sheet).map_err(Error::Refused)?;
    let mapping = match &wanted.mapping {
        Some(path) => {
            let text = String::from_utf8_lossy(&read(path)?).into_owned();
            imports::read_mapping(&text, &kind, &table.table.head).map_err(Error::Refused)?
        }
        None => imports::guess(&kind, app.words(), &table.table.head, &BTreeMap::new()),
    };
    if let Some((field, message)) = imports::mapping_problems(&kind, &mapping).into_iter().next() {
        let field = kind.fields.iter().find(|known| known.key == field).map_or("", |field| field.word);
        let message = Message::new("cli.import-column")
            .with("field", say.word(field))
            .with("problem", say.say(&message));
        return Err(Error::Refused(message));
    }
    let document = imports::document(&app.db().read().await?, &wanted.source).await?;
    let valid_from = wanted.valid_from.unwrap_or_else(|| app.db().clock().today());
    let name = wanted.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let who = start::system();
    let prepared = imports::prepare(
        (app.words(), kind),
        (&name, &content),
        &table,
        &mapping,
        (document, valid_from),
        BTreeMap::new(),
    );
    let checked = (kind.check)(&app.db().read().await?, &who, &prepared.request).await?;
    tell(&kind, &checked, &wanted, say)?;
    let counts = imports::Counts::of(&checked);
    let faulty = 0 < counts.left();
    let code = if faulty { ExitCode::from(1) } else { ExitCode::SUCCESS };
    if 0 < counts.asked {
        say.note(&Message::new("cli.import-asked").with("n", counts.asked));
    }
    if wanted.dry_run {
        say.note(&Message::new("cli.import-dry"));
    } else if faulty && !wanted.only_correct {
        say.note(&Message::new("imports.has-faults").with("n", counts.left()));
        say.note(&Message::new("cli.import-only-correct"));
    } else if counts.accepted() == 0 {
        say.note(&Message::new("imports.nothing-to-write"));
    } else {
        app.files().put(content).await?;
        let done = imports::run(app.db(), &who, &prepared, None, wanted.only_correct).await?;
        let message = Message::new("cli.imported").with("number", done.number);
        say.note(&message.with("n", done.counts.accepted()));
    }
    app.db().clone().close().await?;
    Ok(code)
}

/// Takes an import back.
pub(crate) async fn undo(at: &Where, number: i64, say: &Say) -> Result<ExitCode> {
    let db = start::open(&start::place(&at.data, at.database.as_deref())?).await?;
    let app = start::app(db, &at.data)?;
    imports::undo_number(&app, &start::system(), number).await?;
    say.note(&Message::new("cli.import-undone").with("number", number));
    app.db().clone().close().await?;
    Ok(ExitCode::SUCCESS)
}

fn read(path: &std::path::Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|cause| {
        Error::Refused(Message::new("cli.cannot-read").with("file", path.display()).with("cause", cause))
    })
}

fn tell(kind: &ImportKind, checked: &Checked, wanted: &FromFile, say: &Say) -> Result<()> {
    let told = say.told();
    if wanted.format == Form::Json {
        let value = |value| imports::tell(value, told);
        let rows: Vec<_> = checked.rows.iter().map(|row| {
            let asked = row.question.iter().map(|question| &question.why);
            let problems: Vec<_> = row.problems.iter().chain(asked).map(|problem| {
                json!({"cell": problem.at.to_string(), "text": say.say(&problem.message)})
            }).collect();
            let changes: Vec<_> = row.changes.iter().map(|change| {
                json!({"field": change.field, "old": change.old.as_ref().map(value), "new": value(&change.new)})
            }).collect();
            let warnings: Vec<_> = row.warnings.iter().map(|warning| {
                json!({"cell": warning.at.to_string(), "text": say.say(&warning.message)})
            }).collect();
            json!({"row": row.number, "key": row.key, "label": row.label, "state": row.state(),
                   "changes": changes, "problems": problems, "warnings": warnings})
        }).collect();
        let missing: Vec<_> =
            checked.missing.iter().map(|(key, label)| json!({"key": key, "label": label})).collect();
        let all = json!({"counts": imports::Counts::of(checked), "rows": rows, "missing": missing});
        let text = serde_json::to_string_pretty(&all).map_err(|cause| Error::fault("import", cause))?;
        Say::data(&text);
        return Ok(());
    }
    let shown = |row: &&CheckedRow| row.state() != RowState::Unchanged || !row.warnings.is_empty();
    for row in checked.rows.iter().filter(shown) {
        let state = say.word(&format!("imports.states.{}", row.state().code()));
        Say::data(&format!("{:>5}  {state:<12} {} {}", row.number, row.key, row.label));
        for problem in row.problems.iter().chain(row.question.iter().map(|question| &question.why)) {
            Say::data(&format!("       {:<6} {}", problem.at, say.say(&problem.message)));
        }
        for warning in &row.warnings {
            let said = say.say(&warning.message);
            Say::data(&format!("       {:<6} {}: {said}", warning.at, say.word("imports.warning")));
        }
        for change in &row.changes {
            let old =
                change.old.as_ref().map_or(String::new(), |old| format!("{} → ", imports::tell(old, told)));
            let field = kind.fields.iter().find(|field| field.key == change.field);
            let field = field.map_or_else(String::new, |field| say.word(field.word));
            Say::data(&format!("       {field}: {old}{}", imports::tell(&change.new, told)));
        }
    }
    let counts = imports::Counts::of(checked);
    let parts = RowState::ALL.map(|state| {
        format!("{}: {}", say.word(&format!("imports.states.{}", state.code())), counts.by(state))
    });
    Say::data(&format!("{} · {}: {}", parts.join(" · "), say.word("imports.missing"), counts.missing));
    Ok(())
}
