//! The two times, asked through pages: what was so on a day, and what was known of it when.

use std::process::Command;

use kit_base::Day;
use kit_db::{Db, Engine};
use kit_testing::day;
use serde_json::Value;

use crate::{
    program::Demo,
    world::{World, run, shared, system, times},
};

const MOMENTS: [(&str, Option<&str>); 7] = [
    ("2026-06-30", None),
    ("2025-07-01", None),
    ("2024-04-22", None),
    ("2024-04-22", Some("2024-04-22")),
    ("2023-12-31", Some("2023-08-31")),
    ("2023-01-01", None),
    ("2012-01-01", Some("2012-01-01")),
];

#[test]
fn lan_reads_the_figures_that_the_command_line_tells() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let demo = Demo::copy();
        for (as_of, known_at) in MOMENTS {
            let (as_of, known_day) = (day(as_of), known_at.map(day));
            let mut command = demo.command(&["measure", "--format", "json", "--as-of", &as_of.to_string()]);
            let told = figures(command.args(known_at.iter().flat_map(|day| ["--known-at", day])));
            assert_eq!(told.len(), world.app.measures().count());
            for figure in told {
                let code = figure["code"].as_str().unwrap();
                let page = lan.get_json(&format!("/measures/{code}?{}", times(as_of, known_day))).await;
                for same in ["value", "unit", "as_of", "known_at"] {
                    assert_eq!(page[same], figure[same], "{same} of {code} as of {as_of}, {known_at:?}");
                }
                assert_eq!(page["members_total"], figure["members"].as_array().unwrap().len());
            }
        }
        // Not all of them can be empty.
        let today = lan.get_json("/measures/clusters.count").await;
        assert!(30.0 < today["value"].as_f64().unwrap());
    });
}

fn figures(command: &mut Command) -> Vec<Value> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_district_is_called_as_on_the_day_and_gone_after_july_2025() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let districts = async |lan: &mut kit_testing::Browser, as_of: &str| {
            let mut found = Vec::new();
            for page in 1..=2 {
                let list = lan.get_json(&format!("/clusters?as_of={as_of}&page={page}")).await;
                assert_eq!(list["as_of"], as_of);
                found.extend(list["rows"].as_array().unwrap().clone());
            }
            found
        };
        let named = |rows: &[Value], name: &str| rows.iter().filter(|row| row["district"] == name).count();
        let before = districts(&mut lan, "2023-06-01").await;
        let after = districts(&mut lan, "2024-02-01").await;
        assert!(0 < named(&before, "Huyện Việt Yên") && named(&before, "Thị xã Việt Yên") == 0);
        assert!(0 < named(&after, "Thị xã Việt Yên") && named(&after, "Huyện Việt Yên") == 0);

        // A cluster of Việt Yên: its commune of the day, and today's commune with the name of the past beside it.
        let code = after.iter().find(|row| row["district"] == "Thị xã Việt Yên").unwrap()["code"].clone();
        let path = format!("/clusters/{}", code.as_str().unwrap());
        let then = lan.get_json(&format!("{path}?as_of=2024-02-01")).await;
        let today = lan.get_json(&format!("{path}?as_of=2025-07-01")).await;
        assert_eq!(then["places"][0]["district"], "Thị xã Việt Yên");
        assert_ne!(then["places"][0]["key"], today["places"][0]["key"]);
        assert!(today["places"][0]["key"].as_str().unwrap().starts_with("n-"), "{today}");

        let units = lan.get_json("/units?as_of=2024-02-01").await.to_string();
        assert!(units.contains("Thị xã Việt Yên") && !units.contains("\"Huyện Việt Yên\""));
        let units = lan.get_json("/units?as_of=2025-07-01").await;
        assert_eq!((&units["districts"], &units["communes"]), (&0.into(), &99.into()));
        let page = lan.get("/clusters?as_of=2024-02-01").await.expect(200).text();
        assert!(page.contains("TX. Việt Yên") || page.contains("Thị xã Việt Yên"));
        assert!(page.contains("01/02/2024"), "the chip names the day");
    });
}

#[test]
fn the_corrected_area_of_24_902_is_seen_as_it_was_known() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut minh = world.browser("minh");
        for (known_at, area) in [("2023-09-14", 30.0), ("2023-09-15", 32.0), ("2026-06-30", 32.0)] {
            let when = times(day("2023-06-01"), Some(day(known_at)));
            let page = minh.get_json(&format!("/clusters/24-902?{when}")).await;
            assert_eq!((&page["area_ha"], &page["known_at"]), (&area.into(), &known_at.into()));
            let list = minh.get_json(&format!("/clusters?q=24-902&{when}")).await;
            assert_eq!(list["rows"][0]["area_ha"], area);
            let figure = minh.get_json(&format!("/measures/clusters.area_ha?{when}")).await;
            let members = figure["members"].as_array().unwrap();
            assert_eq!(members.iter().find(|member| member["id"] == "24-902").unwrap()["value"], area);
        }
        // What was corrected later is not yet told to have been.
        let then = minh.get_json("/clusters/24-902?as_of=2023-06-01&known_at=2023-09-14").await;
        let told: Vec<_> = then["versions"].as_array().unwrap().iter().collect();
        assert!(told.iter().all(|version| version["area_ha"] != 32.0), "{told:?}");
        let standing = told.iter().find(|version| version["area_ha"] == 30.0).unwrap();
        assert_eq!(standing["superseded_at"], Value::Null, "the correction was still to come");
        let now = minh.get_json("/clusters/24-902").await;
        let superseded =
            now["versions"].as_array().unwrap().iter().find(|version| version["area_ha"] == 30.0);
        assert_ne!(superseded.unwrap()["superseded_at"], Value::Null, "nothing is overwritten");
        // A month before it was recorded, nobody had heard of it.
        minh.get("/clusters/24-902.json?as_of=2023-06-01&known_at=2023-01-31").await.expect(404);
    });
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_told_and_is_no_fault() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        for query in ["as_of=31/02/2024", "known_at=2024-02-30", "as_of=hôm+qua", "as_of=1899-12-31"] {
            for path in ["/", "/clusters", "/clusters/24-901", "/measures/clusters.count", "/units", "/audit"]
            {
                let answer = lan.get(&format!("{path}?{query}")).await;
                assert!(answer.status.is_client_error(), "{path}?{query} {}", answer.status);
                let text = answer.text();
                let typed = query.split_once('=').unwrap().1.replace('+', " ");
                assert!(text.contains(&typed) && text.contains("<nav"), "{path}?{query}\n{text}");
            }
            let told = lan.get(&format!("/clusters.json?{query}")).await.json();
            assert!(told["error"].as_str().is_some_and(|text| !text.is_empty()), "{told}");
        }
        assert_eq!(lan.get_json("/clusters?as_of=22/04/2024").await["as_of"], "2024-04-22");
    });
}

#[test]
fn a_tile_is_fetched_anew_after_a_deed_of_another_program_and_else_not() {
    run(async {
        let world = World::new(Engine::Sqlite).await;
        let (mut lan, mut an) = (world.browser("lan"), world.browser("an"));
        let path = "/tiles/0/0/0.mvt?as_of=2026-01-10";
        let first = lan.get(path).await.expect(200);
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty());
        lan.get_with(path, &[("if-none-match", &tag)]).await.expect(304);
        assert_ne!(an.get(path).await.header("etag"), tag, "other rights, other tile");
        let other_day = lan.get("/tiles/0/0/0.mvt?as_of=2024-01-10").await.header("etag").to_owned();
        assert_ne!(other_day, tag);

        // As the command line does: another handle on the same file.
        let other =
            Db::open(world.app.test.at.place(), world.clock.clone(), &cotmoc::storage()).await.unwrap();
        let new = accounts::NewAccount {
            login: "moi".to_owned(),
            name: "Người Mới".to_owned(),
            title: "Chuyên viên".to_owned(),
            body: "b-sct-bac-ninh-2025".to_owned(),
            role: "sct_officer".to_owned(),
            from: Day::new(world.clock.today().date()),
        };
        accounts::create(&other, &system(), new).await.unwrap();
        other.close().await.unwrap();
        let again = lan.get_with(path, &[("if-none-match", &tag)]).await.expect(200);
        assert_ne!(again.header("etag"), tag);
        assert_eq!(again.body, first.body, "the facts of the tile are the same");

        // A corrected name shows in the very next tile.
        let fields = [
            ("name", "minh họa 01 tên mới"),
            ("area", "25"),
            ("valid_from", "2026-01-05"),
            ("document", "minh-hoa"),
        ];
        let mut lan = world.browser("lan");
        lan.get("/clusters/24-901/record").await.expect(200);
        lan.post_form("/clusters/24-901/record", &fields).await.expect(303);
        let names = crate::tile::texts(&lan.get(path).await.body, "cluster", "name");
        assert!(names.contains("minh họa 01 tên mới"), "{names:?}");
    });
}
