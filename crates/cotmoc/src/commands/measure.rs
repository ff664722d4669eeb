//! `cotmoc measure`: the same catalogue of figures that pages ask.

use std::process::ExitCode;

use kit_base::{At, Day, Error, Message, Result, fmt};
use kit_db::{Member, Scope, Value};
use serde::Serialize;

use super::Where;
use crate::{say::Say, start};

/// Form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// Lines for people
    Table,
    /// JSON for programs
    Json,
}

/// What is asked.
pub(crate) struct Question {
    pub(crate) codes: Vec<String>,
    pub(crate) as_of: Option<Day>,
    pub(crate) known_at: Option<Day>,
    pub(crate) unit: Option<String>,
    pub(crate) format: Form,
}

/// A figure in JSON.
#[derive(Serialize)]
struct Answer {
    code: &'static str,
    name: String,
    value: Value,
    unit: &'static str,
    as_of: Day,
    known_at: Option<Day>,
    scope: Scope,
    members: Vec<Member>,
}

pub(crate) async fn measure(at: &Where, question: Question, say: &Say) -> Result<ExitCode> {
    let db = start::open(&start::place(&at.data, at.database.as_deref())?).await?;
    let app = start::app(db, &at.data)?;
    let Question { codes, as_of, known_at, unit, format } = question;
    if let Some(code) = codes.iter().find(|code| app.measures().all(|measure| measure.code != **code)) {
        return Err(Error::NotFound(Message::new("measure.no-such").with("code", code)));
    }
    let when = At::asked(as_of, known_at, app.db().clock().today());
    let when = when.map_err(|problem| Error::Invalid(vec![problem]))?;
    let scope = app.scope(unit.as_deref());
    let reader = app.db().read().await?;
    let mut answers = Vec::new();
    for measure in app.measures().filter(|m| codes.is_empty() || codes.iter().any(|code| code == m.code)) {
        let figure = measure.compute(&reader, &start::system(), when, &scope).await?;
        answers.push((
            measure.unit,
            Answer {
                code: measure.code,
                name: say.word(&format!("measure.{}.name", measure.code)),
                value: figure.value,
                unit: measure.unit.code,
                as_of: when.as_of,
                known_at,
                scope: scope.clone(),
                members: figure.members,
            },
        ));
    }
    if format == Form::Json {
        let all: Vec<_> = answers.into_iter().map(|(_, answer)| answer).collect();
        let text = serde_json::to_string_pretty(&all).map_err(|cause| Error::fault("measure", cause))?;
        Say::data(&text);
    } else {
        for (unit, answer) in answers {
            let value = fmt::number(answer.value.number(), unit.digits, say.lang());
            let unit = say.word(&format!("unit.{}", answer.unit));
            Say::data(&format!("{:<20} {value:>12} {unit:<6} {}", answer.code, answer.name));
        }
    }
    Ok(ExitCode::SUCCESS)
}
