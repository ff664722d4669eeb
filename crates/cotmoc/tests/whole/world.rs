//! The demonstration province in a running application, recorded once per engine for all tests that only read.

use std::{
    collections::BTreeMap,
    fs,
    future::Future,
    path::PathBuf,
    sync::{LazyLock, Once},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use cotmoc::Demo;
use kit_base::{Actor, At, Clock, Day, Instant};
use kit_db::Engine;
use kit_testing::{Browser, TestApp, people};
use tokio::{runtime::Runtime, sync::OnceCell};
use tower::ServiceExt;

/// The visitor, who has no account.
pub const VISITOR: &str = "khach";

/// All who may ask: the visitor, then the fixed people.
pub fn everybody() -> Vec<&'static str> {
    [VISITOR].into_iter().chain(people::ALL.iter().map(|person| person.login)).collect()
}

/// The province and the people at their browsers.
pub struct World {
    pub app: TestApp,
    pub clock: Clock,
    router: Router,
    passwords: BTreeMap<String, String>,
    browsers: BTreeMap<String, Browser>,
}

/// What all tests run on: the connections of a shared world must outlive the test that opened them.
pub fn run<T>(test: impl Future<Output = T>) -> T {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        own_folder();
        Runtime::new().unwrap()
    });
    RUNTIME.block_on(test)
}

/// The world of an engine that all tests share, so none may write facts to it.
pub async fn shared(engine: Engine) -> &'static World {
    static SQLITE: OnceCell<World> = OnceCell::const_new();
    static POSTGRES: OnceCell<World> = OnceCell::const_new();
    let cell = if engine == Engine::Sqlite { &SQLITE } else { &POSTGRES };
    cell.get_or_init(|| World::new(engine)).await
}

impl World {
    /// A world of its own, for a test that writes.
    pub async fn new(engine: Engine) -> Self {
        let demo = Demo::embedded().unwrap();
        let clock = Clock::standing_at(demo.first_day().start());
        let app = TestApp::new(engine, cotmoc::slices(), accounts::people(), clock.clone()).await;
        let people = cotmoc::fill(&app.test, &clock, &system(), demo, |_, _| {}).await.unwrap();
        let passwords = people.into_iter().map(|person| (person.login, person.password)).collect();
        let router = kit_web::router((*app).clone());
        let mut world = Self { app, clock, router, passwords, browsers: BTreeMap::new() };
        for login in world.passwords.keys().cloned().collect::<Vec<_>>() {
            let browser = world.sign_in(&login).await;
            world.browsers.insert(login, browser);
        }
        world
    }

    /// The browser at which this person has signed in.
    pub fn browser(&self, login: &str) -> Browser {
        self.browsers.get(login).cloned().unwrap_or_else(|| {
            assert_eq!(login, VISITOR, "nobody is called so");
            self.app.as_visitor()
        })
    }

    /// A fresh session of this person.
    pub async fn sign_in(&self, login: &str) -> Browser {
        let mut browser = self.app.as_visitor();
        let fields = [("username", login), ("password", self.passwords[login].as_str())];
        browser.post_bare("/sign-in", &fields).await.expect(303);
        browser.get("/password").await.expect(200); // where the token of the forms stands
        browser
    }

    /// What this person signs in with.
    pub fn password(&self, login: &str) -> &str {
        &self.passwords[login]
    }

    /// What this person may do, as the application itself finds out.
    pub async fn actor(&self, login: &str) -> Actor {
        self.app.identify(self.browser(login).cookie("cotmoc_session")).await.unwrap().actor
    }

    /// Sends a form as this browser would on its way from another page; gives the status.
    pub async fn send_form(
        &self,
        browser: &Browser,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> u16 {
        let mut request = Request::post(path).header("host", "test");
        request = request.header("content-type", "application/x-www-form-urlencoded");
        if let Some(token) = browser.cookie("cotmoc_session") {
            request = request.header("cookie", format!("cotmoc_session={token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let Ok(answer) = kit_web::service(self.router.clone()).oneshot(request).await;
        let status = answer.status().as_u16();
        to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        status
    }
}

/// Whoever sets up the installation.
pub fn system() -> Actor {
    Actor::system("test")
}

/// A question about facts: valid on `as_of`, as known on `known_at` or now.
pub fn at(as_of: Day, known_at: Option<Day>) -> At {
    let latest = Instant::from_micros(Instant::OPEN.micros() - 1);
    At { as_of, known_at: known_at.map_or(latest, Day::end) }
}

/// The same question as part of an address.
pub fn times(as_of: Day, known_at: Option<Day>) -> String {
    let known_at = known_at.map_or(String::new(), |day| format!("&known_at={day}"));
    format!("as_of={as_of}{known_at}")
}

/// Where temporary folders go: what statics hold is never dropped, so the next run clears it away.
pub fn own_folder() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let all = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("whole");
        for old in fs::read_dir(&all).into_iter().flatten().flatten() {
            let alive = PathBuf::from("/proc").join(old.file_name()).exists();
            if !alive {
                fs::remove_dir_all(old.path()).unwrap();
            }
        }
        let own = all.join(std::process::id().to_string());
        fs::create_dir_all(&own).unwrap();
        tempfile::env::override_temp_dir(&own).unwrap();
    });
}
