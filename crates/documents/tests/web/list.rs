//! Finding documents.

use crate::world::{on_each_engine, record};
use kit_base::{Actor, Clock};
use kit_testing::Browser;

async fn labels(browser: &mut Browser, address: &str) -> Vec<String> {
    let list = browser.get_json(address).await;
    list["rows"].as_array().unwrap().iter().map(|row| row["label"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_document_is_found_without_accents_by_number_title_or_issuer() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = record(&mut lan, &[]).await;
        let other =
            [("number", "12/BC-SCT"), ("kind", "report"), ("issuer", "Sở Công Thương"), ("title", "Báo cáo")];
        let _ = record(&mut lan, &other).await;
        for q in ["huong+son", "398", "qd-ubnd", "tinh+bac+giang", "H%C6%B0%C6%A1ng+S%C6%A1n", "+huong+son+"]
        {
            assert_eq!(labels(&mut lan, &format!("/documents?q={q}")).await, ["398/QĐ-UBND"], "{q}");
        }
        assert_eq!(labels(&mut lan, "/documents?kind=report").await, ["12/BC-SCT"]);
        assert_eq!(labels(&mut lan, "/documents?q=nothing").await, [""; 0]);
        assert_eq!(labels(&mut lan, "/documents?kind=nonsense").await.len(), 2);
        let page = lan.get("/documents?q=huong+son").await.expect(200).text();
        assert!(page.contains("<b>1</b> văn bản"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_newest_comes_first_and_fifty_are_shown_at_a_time() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for document in documents::read(&many()).unwrap() {
            let id = Clock::system().id();
            document.record(world.app.db(), &Actor::system("test"), id).await.unwrap();
        }
        let first = labels(&mut lan, "/documents").await;
        assert_eq!((first.len(), first[0].as_str()), (50, "60/QĐ-UBND"));
        let second = labels(&mut lan, "/documents?page=2").await;
        assert_eq!((second.len(), second[10].as_str()), (11, "0/QĐ-UBND"), "without a day: last");
        assert_eq!(labels(&mut lan, "/documents?page=999").await, second);
        for page in ["0", "-1", "abc", "99999999999999999999"] {
            assert_eq!(labels(&mut lan, &format!("/documents?page={page}")).await, first);
        }
        let page = lan.get("/documents").await.expect(200).text();
        assert!(page.contains("1–50 trên 61") && page.contains("/documents?page=2"), "{page}");
    })
    .await;
}

/// Documents of sixty days, and one without.
fn many() -> String {
    let head = "key,kind,number,issued_on,issuer,title,url,origin,note\n".to_owned();
    (0..=60).fold(head, |text, number| {
        let day = match number {
            0 => String::new(),
            n => format!("{}-01-01", 1950 + n),
        };
        format!("{text}d-{number},decision,{number}/QĐ-UBND,{day},UBND tỉnh,Quyết định,,published,\n")
    })
}

#[tokio::test]
async fn a_document_recorded_later_was_not_known_before() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[]).await;
        assert_eq!(labels(&mut lan, "/documents?known_at=2026-06-29").await, [""; 0]);
        let _ = lan.get(&format!("{address}?known_at=2026-06-29")).await.expect(404);
        let _ = lan.get(&format!("{address}?known_at=2026-06-30")).await.expect(200);
        let missing = lan.get("/documents/nothing").await.expect(404).text();
        assert!(missing.contains("Không có văn bản nothing"), "{missing}");
    })
    .await;
}
