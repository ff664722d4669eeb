//! A page is a struct: template for people, JSON for programs, schema for the API description.

use askama::Template;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kit_base::{Day, Message};
use serde::Serialize;

use crate::{Failure, Format, Listed, Ui, export, failure};

/// What a handler answers with. Implemented by deriving `Template` and `Serialize` and naming the `ui` field.
pub trait Page: Template + Serialize {
    /// The request's surroundings.
    fn ui(&self) -> &Ui;

    /// The list on the page as a table, when it can be taken along as a file.
    fn listed(&self) -> Option<Listed> {
        None
    }

    /// The files that the list can be taken along as.
    fn files(&self) -> &'static [&'static str] {
        &["xlsx", "csv"]
    }

    /// The page in the form asked for.
    fn answer(&self) -> Response {
        self.answer_with(StatusCode::OK)
    }

    /// The page with another status, for example a form with problems.
    fn answer_with(&self, status: StatusCode) -> Response {
        match self.ui().format() {
            Format::Html => failure::html(status, self.render()),
            Format::Json => (
                status,
                Json(Dated { as_of: self.ui().at().as_of, known_at: self.ui().known_day(), page: self }),
            )
                .into_response(),
            Format::Csv | Format::Xlsx | Format::GeoJson | Format::GeoPackage => {
                export::ask(self.ui(), self.listed())
            }
            Format::Mvt => {
                Failure::not_taken(StatusCode::NOT_ACCEPTABLE, Message::new("error.no-tile")).into_response()
            }
        }
    }
}

/// Every JSON answer says for which day it holds.
#[derive(Serialize)]
struct Dated<'a, P: Serialize + ?Sized> {
    as_of: Day,
    known_at: Option<Day>,
    #[serde(flatten)]
    page: &'a P,
}
