//! An application with documents, and the people who meet there.

use kit_testing::{Answer, Browser, TestApp, acting, engines, on, people};

pub struct World {
    pub app: TestApp,
}

/// Runs a test on both engines, on 2026-06-30.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    for engine in engines() {
        let slices = vec![documents::slice()];
        let app = TestApp::new(engine, slices, acting::PEOPLE, on("2026-06-30")).await;
        check(World { app }).await;
    }
}

impl World {
    /// Lan, who records documents.
    pub fn lan(&self) -> Browser {
        self.app.acting_as(&people::LAN.may_everywhere(&["document.*", "audit.view"]))
    }

    /// Bình, who only looks at them.
    pub fn binh(&self) -> Browser {
        self.app.acting_as(&people::BINH.may_everywhere(&["document.view"]))
    }
}

/// The fields of a good form, with some of them set anew.
pub fn fields<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("kind", "decision"),
        ("number", "398/QĐ-UBND"),
        ("issued_on", "29/06/2018"),
        ("issuer", "UBND tỉnh Bắc Giang"),
        ("title", "Quyết định thành lập cụm công nghiệp Hương Sơn"),
        ("url", "https://example.org/398"),
        ("note", "Bản chụp."),
    ];
    for (name, value) in changed {
        fields.retain(|(other, _)| other != name);
        fields.push((name, value));
    }
    fields
}

/// Records a document; gives its address.
pub async fn record(browser: &mut Browser, changed: &[(&str, &str)]) -> String {
    send(browser, changed).await.expect(303).location().to_owned()
}

/// Sends the form.
pub async fn send(browser: &mut Browser, changed: &[(&str, &str)]) -> Answer {
    browser.post_form("/documents/new", &fields(changed)).await
}
