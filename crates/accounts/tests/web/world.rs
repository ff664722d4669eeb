//! A small province with a few people, on either engine, and a slice with one form to try rights on.

use accounts::NewAccount;
use axum::{
    Json,
    body::{Body, to_bytes},
    http::{Request, Response},
    response::IntoResponse,
};
use kit_base::{Action, Actor, Clock};
use kit_db::Engine;
use kit_testing::{Browser, TestApp, day, engines, on};
use kit_web::{App, Form, Route, Slice, Ui};
use places::{SeedFiles, steps};
use serde_json::{Value, json};
use tower::ServiceExt;

/// The password of everybody.
pub const PASSWORD: &str = "mật khẩu thử nghiệm";
pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 3600;
pub const DAY: i64 = 86_400;

const UNITS: &str = "key,valid_from,valid_to,code,kind,name,parent_key,source
p-cu,2023-01-01,2025-07-01,24,province,Tỉnh Cũ,,
p-moi,2025-07-01,9999-12-31,24,province,Tỉnh Mới,,
d-dong,2023-01-01,2025-07-01,213,district,Huyện Đông,p-cu,
d-tay,2023-01-01,2025-07-01,214,district,Huyện Tây,p-cu,
c-1,2023-01-01,2025-07-01,00001,commune,Xã Một,d-dong,
c-2,2023-01-01,2025-07-01,00002,commune,Xã Hai,d-dong,
c-3,2023-01-01,2025-07-01,00003,commune,Xã Ba,d-tay,
n-1,2025-07-01,9999-12-31,00011,commune,Xã Sông,p-moi,
n-2,2025-07-01,9999-12-31,00012,commune,Xã Núi,p-moi,
n-3,2025-07-01,9999-12-31,00013,commune,Xã Đồng,p-moi,
";
const UNIT_SUCCESSIONS: &str = "from_key,to_key,on,kind
c-1,n-1,2025-07-01,merged
c-2,n-2,2025-07-01,merged
c-3,n-3,2025-07-01,merged
";
const BODIES: &str = "key,valid_from,valid_to,name,kind,unit_key,source
b-so,2025-07-01,9999-12-31,Sở Công Thương Tỉnh Mới,department,p-moi,
b-dong,2023-01-01,2025-07-01,UBND huyện Đông,committee,d-dong,
b-xa,2025-07-01,9999-12-31,UBND xã Sông,committee,n-1,
b-hang,2025-07-01,9999-12-31,Công ty Minh Họa,infrastructure_investor,,
b-truoc,2023-01-01,2025-07-01,Công ty Trước,infrastructure_investor,,
";
const BODY_SUCCESSIONS: &str = "from_key,to_key,on,kind
b-truoc,b-hang,2025-07-01,merged
";
const NO_SHAPES: &str = r#"{"type": "FeatureCollection", "features": []}"#;

const DOCUMENTS: &str = "key,kind,number,issued_on,issuer,title,url,precision,origin,note
qd-1,decision,01/QĐ-SCT,2026-06-01,Sở Công Thương,Quyết định về nhân sự,,day,illustrative,
";

/// Login, name, title, body, role, first day.
const PEOPLE: [[&str; 6]; 5] = [
    ["lan", "Nguyễn Thị Lan", "Chuyên viên", "b-so", "sct_officer", "2025-07-01"],
    ["an", "Hoàng Văn An", "Công chức", "b-xa", "commune_officer", "2025-07-01"],
    ["minh", "Trần Quang Minh", "Phụ trách dự án", "b-hang", "investor_user", "2025-07-01"],
    ["quantri", "Lý Hải Nam", "Quản trị", "b-so", "admin", "2025-07-01"],
    ["dong", "Phạm Văn Đông", "Công chức", "b-dong", "commune_officer", "2023-01-01"],
];

/// A deed that an officer of the department may do.
const RECORD: Action = Action::new("cluster.record");

pub struct World {
    pub app: TestApp,
    pub clock: Clock,
}

/// Runs a test on both engines.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    for engine in engines() {
        check(World::new(engine).await).await;
    }
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        let clock = on("2026-06-30");
        let slices = vec![places::slice(), documents::slice(), accounts::slice(), trial()];
        let app = TestApp::new(engine, slices, accounts::people(), clock.clone()).await;
        let world = Self { app, clock };
        world.found().await;
        for document in documents::read(DOCUMENTS).unwrap() {
            document.record(world.app.db(), &system(), world.clock.id()).await.unwrap();
        }
        for [login, name, title, body, role, from] in PEOPLE {
            let from = day(from);
            let [login, name, title, body, role] = [login, name, title, body, role].map(str::to_owned);
            let new = NewAccount { login: login.clone(), name, title, body, role, from };
            accounts::create(world.app.db(), &system(), new).await.unwrap();
            accounts::set_password(world.app.db(), &system(), &login, PASSWORD).await.unwrap();
        }
        world
    }

    async fn found(&self) {
        let files = SeedFiles {
            units: UNITS,
            unit_successions: UNIT_SUCCESSIONS,
            bodies: BODIES,
            body_successions: BODY_SUCCESSIONS,
            shapes: NO_SHAPES,
        };
        for step in steps(&files, &[].into(), &self.clock).unwrap().0 {
            step.run(self.app.db(), &system()).await.unwrap();
        }
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }

    /// A browser at which this person has signed in.
    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.app.as_visitor();
        let _ = sign_in(&mut browser, login, PASSWORD).await.expect(303);
        let _ = browser.get("/password").await.expect(200); // where the token of the forms stands
        browser
    }

    /// Sends a request that no browser of these tests would.
    pub async fn send(&self, request: Request<Body>) -> (Response<()>, String) {
        send(&self.app, request).await
    }
}

/// Sends a request to an application.
pub async fn send(app: &App, request: Request<Body>) -> (Response<()>, String) {
    let Ok(response) = kit_web::service(kit_web::router(app.clone())).oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (Response::from_parts(parts, ()), String::from_utf8_lossy(&body).into_owned())
}

/// The form of the sign-in page as a request, for a test to add to.
pub fn sign_in_request(login: &str, password: &str) -> Request<Body> {
    let fields = [("username", login), ("password", password)];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post("/sign-in").header("host", "test");
    request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(body)).unwrap()
}

/// Sends the form of the sign-in page.
pub async fn sign_in(browser: &mut Browser, login: &str, password: &str) -> kit_testing::Answer {
    browser.post_bare("/sign-in", &[("username", login), ("password", password)]).await
}

/// Whoever sets up the installation.
pub fn system() -> Actor {
    Actor::system("test")
}

/// A page that tells who asks, and a form.
fn trial() -> Slice {
    Slice {
        actions: &[&RECORD],
        routes: || {
            vec![
                Route::get("/me", &kit_web::PUBLIC, me),
                Route::get("/form", &RECORD, form),
                Route::post("/form", &RECORD, record),
            ]
        },
        ..Slice::new("trial", "", "")
    }
}

async fn me(ui: Ui) -> Json<Value> {
    let actor = ui.actor();
    Json(
        json!({"person": actor.person, "name": actor.name, "position": actor.position, "grants": actor.grants}),
    )
}

async fn form(ui: Ui) -> kit_web::Result<String> {
    let kept = ui.draft().await?;
    Ok(format!("{} kept: {}", ui.csrf(), kept.map_or(String::new(), |form| form.get("name").to_owned())))
}

async fn record(form: Form) -> impl IntoResponse {
    format!("recorded: {}", form.get("name"))
}
