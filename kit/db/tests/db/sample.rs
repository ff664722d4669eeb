//! Tables to test with: a fact without times, a fact with two times and a place on the ground, and a draft.

use std::sync::LazyLock;

use kit_base::{Action, Actor, Area, At, Day, Error, Instant, Result, Subject};
use kit_db::{AsOf, Db, Fact, Internal, Layer, Migration, Schema, Storage, Table, Version, Wkb};
use kit_testing::people::LAN;
use sea_orm::{EntityTrait, QueryOrder, Set};

/// A fact without times.
pub mod note {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "note")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub text: String,
        pub pages: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A fact with two times.
pub mod plot {
    use kit_base::{Area, Day, Instant};
    use kit_db::Wkb;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "plot")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub code: String,
        pub name: String,
        pub area: Area,
        pub slope: f64,
        pub remark: Option<String>,
        pub wkb: Option<Wkb>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// No fact.
pub mod draft {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "draft")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl Fact for note::Entity {}
impl Fact for plot::Entity {}
impl Version for plot::Entity {
    const KEY: &'static [&'static str] = &["code"];
}
impl Internal for draft::Entity {}

pub const WRITE: Action = Action::new("note.write");
pub const RECORD: Action = Action::new("plot.record");

pub const TABLES: &[Table] = &[Table::of::<note::Entity>("note"), Table::of::<plot::Entity>("plot")];

pub const STORAGE: &[Storage] = &[Storage {
    migrations: &[Migration { name: "sample-0001", up: tables }],
    tables: TABLES,
    kept: &[],
    jobs: &[],
}];

pub fn tables(schema: Schema) -> Vec<Vec<String>> {
    vec![
        schema.facts("note", "id text primary key, text text not null, pages {int} not null"),
        schema.versions(
            "plot",
            &["code"],
            "code text not null, name text not null, area {int} not null, slope {real} not null, remark text",
        ),
        schema.geometry("plot"),
        schema.internal("draft", "id text primary key, text text not null"),
        schema.layer(Layer {
            view: "gis_plot",
            title: "Thửa đất",
            select: "select row_id as fid, code, name, area, geom from plot where superseded_at = 253402214400000000 \
                     and valid_from <= {today} and {today} < valid_to",
            geometry: Some("POLYGON"),
        }),
        // Without one plain table in its contents, GDAL would show every table of the file.
        schema.layer(Layer {
            view: "gis_note",
            title: "Ghi chú",
            select: "select pages as fid, text from note",
            geometry: None,
        }),
    ]
}

/// Who acts.
pub fn lan() -> &'static Actor {
    static ACTOR: LazyLock<Actor> = LazyLock::new(|| LAN.may_everywhere(&["note.*", "plot.*"]));
    &ACTOR
}

pub fn subject(key: &str) -> Subject {
    Subject::new("sample", key, key)
}

/// Writes a note in a deed of its own; tells its place in the chain.
pub async fn write_note(db: &Db, id: &str, text: &str) -> Result<i64> {
    let row = a_note(id, text);
    db.act(lan(), &WRITE, subject(id), async |tx| tx.insert::<note::Entity>(row).await).await?;
    let entries = kit_db::entries(&db.read().await?, &of(id), 1).await?;
    entries.first().map(|entry| entry.seq).ok_or_else(|| Error::fault("write a note", "no entry"))
}

pub fn of(key: &str) -> kit_db::AuditFilter {
    kit_db::AuditFilter { subject: Some(("sample".to_owned(), key.to_owned())), ..Default::default() }
}

pub fn a_note(id: &str, text: &str) -> note::ActiveModel {
    note::ActiveModel { id: Set(id.to_owned()), text: Set(text.to_owned()), pages: Set(1) }
}

pub fn a_plot(code: &str, name: &str) -> plot::ActiveModel {
    plot::ActiveModel {
        code: Set(code.to_owned()),
        name: Set(name.to_owned()),
        area: Set(Area::from_cm2_hundreds(74_920_000)),
        slope: Set(0.1),
        remark: Set(None),
        wkb: Set(Some(square())),
        ..Default::default()
    }
}

/// Records a plot in a deed of its own.
pub async fn record(db: &Db, code: &str, name: &str, from: Day, to: Day) -> Result<plot::Model> {
    let plot = a_plot(code, name);
    db.act(lan(), &RECORD, subject(code), async |tx| tx.record::<plot::Entity>(plot, from, to).await).await
}

/// A hundred metres by a hundred, near Bắc Giang.
pub fn square() -> Wkb {
    let corners = [(400_000.0, 2_350_000.0), (400_100.0, 2_350_000.0), (400_100.0, 2_350_100.0)];
    let ring = corners.into_iter().chain([(400_000.0, 2_350_100.0), corners[0]]);
    let mut bytes = vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0];
    for (x, y) in ring {
        bytes.extend(f64::to_le_bytes(x));
        bytes.extend(f64::to_le_bytes(y));
    }
    Wkb(bytes)
}

/// Everything recorded so far.
pub fn known_now() -> Instant {
    Instant::from_micros(Instant::OPEN.micros() - 1)
}

/// Codes and names of what held on a day, as known at a moment.
pub async fn names(db: &Db, as_of: Day, known_at: Instant) -> Vec<(String, String)> {
    let query = plot::Entity::find().at(At { as_of, known_at }).order_by_asc(plot::Column::Code);
    let rows = query.all(&db.read().await.unwrap()).await.unwrap();
    rows.into_iter().map(|row| (row.code, row.name)).collect()
}

pub async fn notes(db: &Db) -> Vec<note::Model> {
    let query = note::Entity::find().order_by_asc(note::Column::Id);
    query.all(&db.read().await.unwrap()).await.unwrap()
}

/// The key of the sentence a person would read.
pub fn storage_key<T>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Storage(message)) => message.key,
        Err(other) => panic!("no storage error but {other}"),
        Ok(_) => panic!("no error"),
    }
}

/// Chance that is the same on every run (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}
