//! Which units and bodies rest on a document.

use kit_base::{At, Day, Instant};
use kit_testing::{day, people};
use kit_web::Citation;

use crate::world::{TODAY, World, on_each_engine};

async fn cited(world: &World, as_of: Day, actions: &[&str]) -> Vec<Citation> {
    let reader = world.app.db().read().await.unwrap();
    let at = At { as_of, known_at: Instant::LATEST };
    let who = people::LAN.may_everywhere(actions);
    let provider = places::slice().citations[0];
    provider(&reader, &who, at, world.resolution).await.unwrap()
}

#[tokio::test]
async fn a_resolution_lists_the_units_and_bodies_that_rest_on_it() {
    on_each_engine(async |world| {
        let today = cited(&world, day(TODAY), &["unit.view"]).await;
        let found = |record: &str, href: &str| {
            today
                .iter()
                .any(|fact| fact.record == record && fact.href == href && fact.from == day("2025-07-01"))
        };
        assert!(found("Tỉnh Bắc Ninh", "/units/p-bac-ninh-2025"), "{today:?}");
        assert!(found("UBND tỉnh Bắc Ninh", "/bodies"), "{today:?}");
        assert!(
            cited(&world, day("2025-06-30"), &["unit.view"]).await.is_empty(),
            "nothing had begun by then"
        );
        assert!(cited(&world, day(TODAY), &["document.view"]).await.is_empty(), "only for who may see units");
    })
    .await;
}
