//! No password, token or hash leaves the table it is in. Alone in its process, for it listens to the whole log.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

#[path = "web/world.rs"]
#[expect(dead_code, reason = "this test uses a part of it")]
mod world;

use std::{
    io,
    sync::{Arc, Mutex},
};

use kit_db::Engine;
use world::{HOUR, PASSWORD, World, sign_in};

/// A log that a test can read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_secret_is_in_a_page_the_json_the_audit_or_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let listener = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
    listener.with_writer(move || writer.clone()).init();

    let world = World::new(Engine::Sqlite).await;
    let (wrong, new) = ("không phải mật khẩu", "một câu dài dễ nhớ");
    let mut lan = world.signed_in("lan").await;
    let mut told = sign_in(&mut world.app.as_visitor(), "lan", wrong).await.text();
    let fields = [("password", PASSWORD), ("password-new", new), ("password-again", new)];
    let done = lan.post_form("/password", &fields).await.expect(303).location().to_owned();
    told += &lan.get(&done).await.text();
    let mut quantri = world.signed_in("quantri").await;
    let token = quantri.cookie("cotmoc_session").unwrap().to_owned();
    let pages = ["/people", "/people/lan", "/sign-in", "/password", "/audit", "/openapi"].map(str::to_owned);
    let deeds = (1..60).map(|seq| format!("/audit/{seq}"));
    for path in pages.into_iter().chain(deeds) {
        told += &quantri.get(&path).await.text();
        told += &quantri.get(&format!("{path}.json")).await.text();
    }
    world.pass(9 * HOUR);
    told += &lan.post_form("/password", &fields).await.text();
    told += &String::from_utf8_lossy(&log.0.lock().unwrap());

    assert!(told.contains("account.set-password"));
    assert!(told.contains("finished processing request"));
    for secret in [PASSWORD, wrong, new, &token, "$argon2", &hash_of(&token)] {
        assert!(!told.contains(secret), "{secret} is told");
    }
    for secret in [PASSWORD, wrong, new]
        .map(|text| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>())
    {
        assert!(!told.contains(&secret), "{secret} is told");
    }
}

fn hash_of(token: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(token).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
