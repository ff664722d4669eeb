//! `cotmoc serve`: pages over HTTP, jobs behind them, and a clean end.

use std::{net::IpAddr, process::ExitCode, time::Duration};

use kit_base::{At, Error, Instant, Message, Result};
use kit_db::{Db, Hold};
use kit_web::{router, service};
use tokio::{net::TcpListener, signal};

use super::Where;
use crate::{connections, say::Say, start};

pub(crate) async fn serve(at: &Where, host: IpAddr, port: u16, say: &Say) -> Result<ExitCode> {
    log_to_stderr();
    crate::memory::give_back_what_is_large();
    let place = start::place(&at.data, at.database.as_deref())?;
    let db = start::open(&place).await?;
    let _served = Hold::take(&place, false).await?;
    let app = start::app(db.clone(), &at.data)?;
    if app.config().demo && !host.is_loopback() {
        return Err(Error::Refused(Message::new("cli.demo-local-only")));
    }
    let listener = TcpListener::bind((host, port)).await.map_err(|cause| {
        let key = if cause.kind() == std::io::ErrorKind::AddrInUse {
            "cli.port-in-use"
        } else {
            "cli.cannot-listen"
        };
        Error::Storage(Message::new(key).with("address", format!("{host}:{port}")).with("cause", cause))
    })?;
    let address = listener.local_addr().map_err(|cause| Error::fault("listen", cause))?;
    db.schedule_jobs().await?;
    let jobs = tokio::spawn(run_jobs(db.clone()));
    let ahead = tokio::spawn(read_ahead(db.clone()));
    Say::data(&format!("{} http://{address}", say.word("cli.listening")));
    connections::serve(listener, service(router(app)), connections::HEAD, asked_to_stop()).await;
    jobs.abort();
    ahead.abort();
    db.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Reads what stands today, so that the first person does not wait for it. Whoever asks meanwhile waits with us.
async fn read_ahead(db: Db) {
    let at = At { as_of: db.clock().today(), known_at: Instant::LATEST };
    let read = async { enterprises::visible(&db.read().await?, &start::system(), at).await };
    if let Err(error) = read.await {
        tracing::warn!(%error, "what stands today could not be read ahead");
    }
}

async fn run_jobs(db: Db) {
    loop {
        if let Err(error) = db.run_due_jobs().await {
            tracing::error!(%error, "the queue of jobs cannot be read");
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

async fn asked_to_stop() {
    let interrupt = async {
        let _ = signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut asked) => drop(asked.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// The log goes to standard error; `COTMOC_LOG` says how much, for example `debug`.
fn log_to_stderr() {
    let level = std::env::var("COTMOC_LOG").unwrap_or_else(|_| "info".to_owned());
    let filter = tracing_subscriber::EnvFilter::try_new(level).unwrap_or_default();
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
