//! A deed is done wholly or not at all, and leaves its line in the audit.

use kit_base::{Actor, Error, Message};
use kit_db::{AuditFilter, entries, entry_changes};
use kit_testing::{for_each_engine, people::HOA};
use sea_orm::{EntityTrait, Set};

use crate::sample::{STORAGE, WRITE, a_note, draft, lan, note, notes, subject, write_note};

#[tokio::test]
async fn a_deed_without_the_right_writes_nothing() {
    for_each_engine(STORAGE, async |test| {
        let deed = async |who: Actor| {
            let row = a_note("1", "x");
            test.act(&who, &WRITE, subject("1"), async |tx| tx.insert::<note::Entity>(row).await).await
        };
        assert!(matches!(deed(Actor::visitor()).await, Err(Error::SignedOut)));
        let refused = deed(HOA.may_everywhere(&["plot.*"])).await;
        assert!(matches!(refused, Err(Error::Refused(Message { key: "db.may-not", .. }))), "{refused:?}");
        assert_eq!(notes(test).await, []);
        assert_eq!(test.read().await.unwrap().audit_head().await.unwrap().0, 0);
    })
    .await;
}

#[tokio::test]
async fn a_deed_that_fails_in_the_middle_leaves_nothing() {
    for_each_engine(STORAGE, async |test| {
        let failed = test
            .act(lan(), &WRITE, subject("1"), async |tx| {
                tx.insert::<note::Entity>(a_note("1", "x")).await?;
                tx.internal().insert::<draft::Entity>(draft()).await?;
                Err::<(), _>(Error::Refused(Message::new("no")))
            })
            .await;
        assert!(matches!(failed, Err(Error::Refused(Message { key: "no", .. }))), "{failed:?}");
        assert_eq!(notes(test).await, []);
        assert_eq!(draft::Entity::find().all(&test.read().await.unwrap()).await.unwrap(), []);
        assert_eq!(write_note(test, "1", "x").await.unwrap(), 1);
        assert_eq!(test.verify().await.unwrap().broken, []);
    })
    .await;
}

#[tokio::test]
async fn a_deed_that_is_given_up_frees_the_writer_and_leaves_nothing() {
    for_each_engine(STORAGE, async |test| {
        let waits = test.act(lan(), &WRITE, subject("1"), async |tx| {
            tx.insert::<note::Entity>(a_note("1", "x")).await?;
            std::future::pending::<kit_base::Result<()>>().await
        });
        let given_up = tokio::time::timeout(std::time::Duration::from_millis(200), waits).await;
        assert!(given_up.is_err());
        assert_eq!(write_note(test, "2", "y").await.unwrap(), 1);
        assert_eq!(notes(test).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_audit_tells_who_did_what_to_which_rows() {
    for_each_engine(STORAGE, async |test| {
        let both = test.act(lan(), &WRITE, subject("both"), async |tx| {
            tx.cite("Quyết định số …");
            tx.insert::<note::Entity>(a_note("1", "x")).await?;
            tx.insert::<note::Entity>(a_note("2", "y")).await
        });
        both.await.unwrap();
        let reader = test.read().await.unwrap();
        let [entry] = &entries(&reader, &AuditFilter::default(), 9).await.unwrap()[..] else {
            panic!("one entry")
        };
        assert_eq!((entry.person.as_deref(), entry.name.as_str()), (Some("lan"), "Nguyễn Thị Lan"));
        assert_eq!((entry.action.as_str(), entry.via.as_str()), ("note.write", "web"));
        assert_eq!(entry.document.as_deref(), Some("Quyết định số …"));
        let changes = entry_changes(&reader, 1).await.unwrap();
        let rows: Vec<_> = changes.iter().map(|c| (c.table_name.as_str(), c.row_key.as_str())).collect();
        assert_eq!(rows, [("note", "1"), ("note", "2")]);
    })
    .await;
}

#[tokio::test]
async fn a_later_deed_has_a_later_moment_even_when_the_clock_goes_back() {
    for_each_engine(STORAGE, async |test| {
        write_note(test, "1", "x").await.unwrap();
        test.clock().set(test.clock().now().plus_seconds(-3600));
        write_note(test, "2", "y").await.unwrap();
        let found = entries(&test.read().await.unwrap(), &AuditFilter::default(), 9).await.unwrap();
        assert!(found[1].at < found[0].at, "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_fact_leaves_no_line_in_the_audit() {
    for_each_engine(STORAGE, async |test| {
        test.internal(async |tx| tx.insert::<draft::Entity>(draft()).await).await.unwrap();
        let reader = test.read().await.unwrap();
        assert_eq!(draft::Entity::find().all(&reader).await.unwrap().len(), 1);
        assert_eq!(reader.audit_head().await.unwrap().0, 0);
    })
    .await;
}

fn draft() -> draft::ActiveModel {
    draft::ActiveModel { id: Set("1".to_owned()), text: Set("half a sentence".to_owned()) }
}
