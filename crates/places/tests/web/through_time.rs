//! What stood on a day, who follows whom, and what was known of it when.

use std::collections::BTreeSet;

use crate::world::{TODAY, names, on_each_engine, unit};
use kit_testing::day;
use places::UnitKind;

#[tokio::test]
async fn a_province_has_as_many_units_as_the_resolutions_say_on_every_day() {
    on_each_engine(async |world| {
        let places = world.places().await;
        let count = |kind, on: &str| places.standing(kind, day(on)).len();
        for (on, provinces, districts, communes) in [
            ("2023-06-01", 2, 10, 209),
            ("2024-02-01", 2, 10, 209),
            ("2024-12-31", 2, 10, 209),
            ("2025-01-01", 2, 10, 192),
            ("2025-06-30", 2, 10, 192),
            ("2025-07-01", 1, 0, 99),
            (TODAY, 1, 0, 99),
        ] {
            assert_eq!(count(UnitKind::Province, on), provinces, "{on}");
            assert_eq!(count(UnitKind::District, on), districts, "{on}");
            assert_eq!(count(UnitKind::Commune, on), communes, "{on}");
        }
    })
    .await;
}

#[tokio::test]
async fn yen_dung_goes_into_the_city_and_chu_is_taken_out_of_luc_ngan() {
    on_each_engine(async |world| {
        let (places, new_year) = (world.places().await, day("2025-01-01"));
        let (yen_dung, city) = (unit(&places, "d-yen-dung"), unit(&places, "d-bac-giang"));
        assert!(places.unit_on(yen_dung, new_year).is_none());
        assert_eq!(places.followed_on(yen_dung, new_year).unwrap().name, "Thành phố Bắc Giang");
        let ground = places.communes_on(yen_dung, new_year);
        assert!(!ground.is_empty() && ground.iter().all(|c| places.lies_within(*c, city, new_year)));
        let chu = places.unit_on(unit(&places, "d-chu"), new_year).unwrap();
        assert_eq!(chu.name, "Thị xã Chũ");
        assert_eq!(places.communes_on(chu.id, new_year).len(), 10);
        assert!(places.unit_on(unit(&places, "d-luc-ngan"), new_year).is_some());
    })
    .await;
}

#[tokio::test]
async fn every_commune_of_2023_is_followed_by_exactly_one_of_the_99() {
    on_each_engine(async |world| {
        let places = world.places().await;
        let today: BTreeSet<_> =
            places.standing(UnitKind::Commune, day(TODAY)).iter().map(|commune| commune.id).collect();
        let mut reached = BTreeSet::new();
        for commune in places.standing(UnitKind::Commune, day("2023-06-01")) {
            let after = places.communes_on(commune.id, day(TODAY));
            assert_eq!(after.len(), 1, "{} is followed by {after:?}", commune.name);
            assert!(after.is_subset(&today), "{}", commune.name);
            reached.extend(after);
        }
        assert_eq!(reached.len(), 58, "the communes of today that come from Bắc Giang");
    })
    .await;
}

#[tokio::test]
async fn the_ground_of_an_old_district_is_found_among_the_communes_of_today() {
    on_each_engine(async |world| {
        let (places, today) = (world.places().await, day(TODAY));
        let ground = |key: &str| names(&places, places.communes_on(unit(&places, key), today), today);
        assert_eq!(
            ground("d-viet-yen"),
            ["Phường Nếnh", "Phường Tự Lạn", "Phường Việt Yên", "Phường Vân Hà"]
        );
        assert_eq!(
            ground("d-yen-dung"),
            [
                "Phường Cảnh Thụy",
                "Phường Tiền Phong",
                "Phường Tân An",
                "Phường Tân Tiến",
                "Phường Yên Dũng",
                "Xã Đồng Việt"
            ]
        );
        assert_eq!(ground("p-bac-ninh-2025").len(), 99);
        assert_eq!(ground("p-bac-giang").len(), 58);
        assert_eq!(ground("c-07843"), ["Xã Hợp Thịnh"]);
    })
    .await;
}

#[tokio::test]
async fn a_commune_of_today_is_told_with_the_district_its_ground_lay_in() {
    on_each_engine(async |world| {
        let (places, today) = (world.places().await, day(TODAY));
        let district =
            |key: &str, on| places.district_of(unit(&places, key), on).map(|district| district.name.clone());
        let told = |name: &str| Some(name.to_owned());
        assert_eq!(district("n-07864", today), told("Huyện Hiệp Hòa"));
        assert_eq!(district("n-07777", today), told("Thị xã Việt Yên"));
        assert_eq!(district("c-07663", today), told("Huyện Sơn Động"));
        // Made of four communes of the city and one of Tân Yên: the city's, and each old commune keeps its own.
        assert_eq!(district("n-07228", today), told("Thành phố Bắc Giang"));
        assert_eq!(district("c-07366", today), told("Huyện Tân Yên"));
        // Old Bắc Ninh's districts are not held.
        assert_eq!(district("n-09187", today), None);
        assert_eq!(district("c-07792", day("2024-01-31")), told("Huyện Việt Yên"));
        assert_eq!(district("c-07792", day("2024-02-01")), told("Thị xã Việt Yên"));
        assert_eq!(district("c-07690", day("2025-01-01")), told("Thành phố Bắc Giang"));
    })
    .await;
}

#[tokio::test]
async fn a_commune_lies_within_units_of_any_time() {
    on_each_engine(async |world| {
        let (places, today) = (world.places().await, day(TODAY));
        let within = |inner: &str, outer: &str, on: &str| {
            places.lies_within(unit(&places, inner), unit(&places, outer), day(on))
        };
        // Asked for a day on which the district is no more: it is what it was on its last day.
        assert!(within("c-07792", "d-viet-yen", TODAY));
        assert!(within("c-07690", "d-yen-dung", "2024-12-31"));
        assert!(within("c-07690", "d-yen-dung", TODAY));
        assert!(within("c-07690", "d-bac-giang", "2025-01-01"));
        assert!(!within("c-07690", "d-bac-giang", "2024-12-31"));
        assert!(within("c-07843", "n-07864", TODAY));
        assert!(
            within("c-07843", "n-07864", "2023-06-01"),
            "a commune of today, asked for a day before it was"
        );
        assert!(within("c-07843", "p-bac-giang", TODAY) && within("c-07843", "p-bac-ninh-2025", TODAY));
        assert!(!within("c-07843", "p-bac-ninh", "2023-06-01"));
        assert!(!within("c-07843", "d-viet-yen", TODAY));
        assert!(places.lies_within(unit(&places, "c-07843"), unit(&places, "c-07843"), today));
    })
    .await;
}

#[tokio::test]
async fn before_a_reorganisation_was_recorded_nothing_is_known_of_it() {
    on_each_engine(async |world| {
        let then = world.places_known_on(day("2025-06-30")).await;
        let communes = then.standing(UnitKind::Commune, day(TODAY));
        assert_eq!(communes.len(), 192, "as far as one could know, it would go on");
        assert!(then.unit_by_key("n-07864").is_none_or(|unit| then.versions(unit).is_empty()));
        assert_eq!(then.followed_on(unit(&then, "c-07858"), day(TODAY)).unwrap().name, "Xã Hợp Thịnh");
        let lan = &mut world.lan();
        let list = lan.get_json(&format!("/units?as_of={TODAY}&known_at=2025-06-30")).await;
        assert_eq!((&list["communes"], &list["districts"]), (&192.into(), &10.into()));
        let list = lan.get_json("/units?as_of=2025-07-01&known_at=2025-07-01").await;
        assert_eq!((&list["communes"], &list["districts"]), (&99.into(), &0.into()));
        let _ = lan.get("/units/n-07864?known_at=2025-06-30").await.expect(404);
        let _ = lan.get("/units/n-07864?known_at=2025-07-01").await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn the_days_of_reorganisation_between_two_days_are_told() {
    on_each_engine(async |world| {
        let places = world.places().await;
        let between = |from: &str, to: &str| {
            let found = places.reorganised_between(day(from), day(to));
            found.into_iter().map(|reorganised| reorganised.on.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(between("2022-06-01", TODAY), ["2024-02-01", "2025-01-01", "2025-07-01"]);
        assert_eq!(between("2025-06-30", TODAY), ["2025-07-01"]);
        assert_eq!(between("2025-07-01", TODAY), [""; 0]);
        assert_eq!(places.known_from(), Some(day("2023-01-01")));
    })
    .await;
}
