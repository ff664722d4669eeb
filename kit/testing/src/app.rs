//! The application in the test's own process: the pages of the slices a test hands over, without a network.

use std::ops::Deref;

use axum::Router;
use kit_base::{Actor, Clock};
use kit_db::{Engine, Files};
use kit_web::{App, Config, People, Slice};

use crate::{Browser, TestDb, acting};

/// An application on a fresh database. It is an [`App`].
pub struct TestApp {
    app: App,
    router: Router,
    cookie: &'static str,
    /// Its database, and where it is.
    pub test: TestDb,
}

impl TestApp {
    /// Puts the slices together, in reading order. `people` are the slice's that knows them, or [`acting::PEOPLE`].
    pub async fn new(engine: Engine, slices: Vec<Slice>, people: People, clock: Clock) -> Self {
        let storage: Vec<_> = slices.iter().map(|slice| slice.storage).collect();
        let test = TestDb::new(engine, &storage, clock).await;
        let files = Files::folder(&test.at.folder().join("files"));
        let files = files.unwrap_or_else(|cause| panic!("no files for the test: {cause}"));
        let installation = "Tỉnh thử nghiệm".to_owned();
        let config =
            Config { installation, secure_cookies: false, proxy: None, demo: false, territory: None };
        let app = App::new(test.clone(), files, config, people, slices);
        let app = app.unwrap_or_else(|cause| panic!("the words of the slices: {cause}"));
        Self { router: kit_web::router(app.clone()), app, cookie: people.cookie, test }
    }

    /// Anybody, not signed in (*khách*).
    #[must_use]
    pub fn as_visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Somebody with this session token.
    #[must_use]
    pub fn with_cookie(&self, token: &str) -> Browser {
        let mut browser = self.as_visitor();
        browser.set_cookie(self.cookie, token);
        browser
    }

    /// Somebody signed in with exactly these grants, for an application with [`acting::PEOPLE`].
    #[must_use]
    pub fn acting_as(&self, actor: &Actor) -> Browser {
        let token = acting::sign_in(actor);
        let mut browser = self.with_cookie(&token);
        browser.csrf = acting::csrf(&token);
        browser
    }

    /// Runs the jobs that are due.
    pub async fn finish_jobs(&self) {
        let ran = self.test.run_due_jobs().await;
        ran.unwrap_or_else(|cause| panic!("the jobs: {cause}"));
    }
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}
