//! Asking the pages from within the command line: the same handlers, rows and words, as the system.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kit_base::{Actor, Day, Error, Lang, Message, Result};
use kit_web::{App, Identity};
use serde_json::Value;
use tower::ServiceExt;

use super::Where;
use crate::{say::Say, start};

/// The pages as the system sees them.
pub(crate) struct Inside {
    app: App,
    lang: Lang,
}

impl Inside {
    /// Opens the installation.
    pub(crate) async fn open(at: &Where, say: &Say) -> Result<Self> {
        let db = start::open(&start::place(&at.data, at.database.as_deref())?).await?;
        let people =
            kit_web::People { identify: |_, _| Box::pin(async { Ok(system()) }), ..accounts::people() };
        Ok(Self { app: start::app_of(db, &at.data, people)?, lang: say.lang() })
    }

    /// What stands at an address, for example `/clusters.csv?q=nam`.
    pub(crate) async fn get(&self, address: &str) -> Result<Vec<u8>> {
        let request = Request::builder()
            .uri(address)
            .header(header::HOST, "cotmoc")
            .header(header::ACCEPT, "application/json")
            .header(header::COOKIE, format!("lang={}", self.lang.code()))
            .body(Body::empty())
            .map_err(|_| Error::Refused(Message::new("cli.no-address").with("address", address)))?;
        let Ok(response) = kit_web::service(kit_web::router(self.app.clone())).oneshot(request).await;
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await;
        let body = body.map_err(|cause| Error::fault("read an answer", cause))?;
        if status == StatusCode::OK { Ok(body.into()) } else { Err(refused(address, status, &body)) }
    }

    /// The same as JSON.
    pub(crate) async fn json(&self, address: &str) -> Result<Value> {
        let body = self.get(address).await?;
        serde_json::from_slice(&body).map_err(|cause| Error::fault("read an answer", cause))
    }

    /// Closes the installation.
    pub(crate) async fn close(self) -> Result<()> {
        self.app.db().clone().close().await
    }
}

/// The dates that every page takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Dates {
    /// The day that is asked for (today)
    #[arg(long, value_parser = super::day)]
    pub(crate) as_of: Option<Day>,
    /// Only what was recorded up to this day
    #[arg(long, value_parser = super::day)]
    pub(crate) known_at: Option<Day>,
}

impl Dates {
    /// As the address says them.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        let named = [("as_of", self.as_of), ("known_at", self.known_at)];
        named.into_iter().filter_map(|(name, day)| Some((name, day?.to_string())))
    }
}

fn system() -> Identity {
    let actor: Actor = start::system();
    Identity { actor, ..Identity::visitor() }
}

/// The page says in the person's language what is wrong and what to do.
fn refused(address: &str, status: StatusCode, body: &[u8]) -> Error {
    let told: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
    let message = Message::new("cli.answered").with("error", text("error")).with("help", text("help"));
    match status {
        StatusCode::NOT_FOUND => Error::NotFound(message),
        status if status.is_client_error() => Error::Refused(message),
        StatusCode::SERVICE_UNAVAILABLE => Error::Storage(message),
        _ => Error::fault(address, text("error")),
    }
}
