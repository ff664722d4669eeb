//! The book that is renewed after deeds, row by row, is the book that is read from scratch: over random deeds, days and
//! people.

use documents::Origin;
use enterprises::{Book, Dated, Fact, LeaseKind, LeaseTold, ProjectTold, Series, State, Tenure, visible};
use kit_base::{Actor, At, Day, Error, Instant, Subject};
use kit_testing::{day, people};

use crate::world::{World, on_each_engine};

/// Chance that is the same on every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A month from 2023 on.
    fn month(&mut self) -> Day {
        day(&format!("{}-{:02}-01", 2023 + self.below(4), 1 + self.below(12)))
    }
}

type Seen = (Vec<enterprises::Enterprise>, Vec<enterprises::Project>, Vec<enterprises::Lease>);

fn all(book: &Book) -> Seen {
    let enterprises = book.enterprises.iter().map(|one| enterprises::Enterprise::clone(one)).collect();
    let projects = book.projects.iter().map(|one| enterprises::Project::clone(one)).collect();
    (enterprises, projects, book.leases.iter().map(|one| enterprises::Lease::clone(one)).collect())
}

async fn kept(world: &World, who: &Actor, at: At) -> Seen {
    all(&visible(&world.app.db().read().await.unwrap(), who, at).await.unwrap())
}

/// Within a deed nothing is kept; this one is given up.
async fn from_scratch(world: &World, who: &Actor, at: At) -> Seen {
    let mut found = None;
    let (system, subject) = (Actor::system("test"), Subject::new("project", "DA-0001", "DA-0001"));
    let given_up = world.app.db().act(&system, &enterprises::RECORD_PROJECT, subject, async |tx| {
        found = Some(all(&*visible(tx.reader(), who, at).await?));
        Err::<(), _>(Error::fault("test", "given up"))
    });
    assert!(given_up.await.is_err());
    found.unwrap()
}

/// A few facts about what there is, and sometimes something new.
async fn a_deed(world: &World, dice: &mut Dice, turn: usize) -> Instant {
    let (db, system) = (world.app.db(), Actor::system("test"));
    let today = At { as_of: day("2026-06-30"), known_at: Instant::LATEST };
    let book = visible(&db.read().await.unwrap(), &system, today).await.unwrap();
    let project = &book.projects[dice.below(book.projects.len())];
    let lease = dice.pick(&book.leases.iter().map(|lease| lease.id).collect::<Vec<_>>());
    let enterprise = dice.pick(&book.enterprises.iter().map(|one| one.id).collect::<Vec<_>>());
    let mut facts = Vec::new();
    for part in 0..=dice.below(2) {
        let told = ProjectTold {
            name: format!("Dự án {turn}"),
            enterprise,
            cluster: dice.pick(&book.register.clusters.iter().map(|one| one.id).collect::<Vec<_>>()),
            part: String::new(),
            vsic: None,
            registered: None,
            realised: None,
            foreign: turn.is_multiple_of(2),
            tenure: Tenure::Sublease,
        };
        let land = LeaseTold {
            project: project.id,
            cluster: project.cluster,
            area: "1,5".parse().unwrap(),
            kind: LeaseKind::Sublease,
        };
        let (fact, new) = match dice.below(6) {
            0 => (Fact::Project(project.id, told), None),
            1 => (Fact::Project(db.clock().id(), told), Some(format!("DA-9{turn:02}{part}"))),
            2 => (Fact::State(project.id, dice.pick(&[State::Producing, State::Suspended])), None),
            3 => (Fact::Workers(project.id, Series::Employed, i64::try_from(turn).unwrap()), None),
            4 => (Fact::Lease(lease, land), None),
            _ => (Fact::Lease(db.clock().id(), land), Some(format!("HD-9{turn:02}{part}"))),
        };
        let (from, source) = (dice.month(), project.basis.source);
        let precision = clusters::Precision::Day;
        facts.push(Dated { fact, new, from, to: None, precision, origin: Origin::Published, source });
    }
    let subject = Subject::new("project", &project.code, &project.name);
    enterprises::record_many(db, &system, &enterprises::RECORD_PROJECT, subject, facts).await.unwrap();
    let last = kit_db::entries(&db.read().await.unwrap(), &kit_db::AuditFilter::default(), 1).await.unwrap();
    last[0].at
}

#[tokio::test]
async fn the_book_renewed_after_random_deeds_is_the_book_read_from_scratch() {
    on_each_engine(async |world| {
        let mut dice = Dice(11);
        let everywhere = people::LAN.may_everywhere(&["cluster.view", "enterprise.view"]);
        let people: Vec<_> = [everywhere].into_iter().chain(world.limited_people()).collect();
        let mut moments = vec![Instant::LATEST];
        for turn in 0..40 {
            moments.push(a_deed(&world, &mut dice, turn).await);
            for who in &people {
                let known_at = if dice.below(3) == 0 { dice.pick(&moments) } else { Instant::LATEST };
                let at = At { as_of: dice.month(), known_at };
                let (kept, scratch) = (kept(&world, who, at).await, from_scratch(&world, who, at).await);
                assert_eq!(kept, scratch, "turn {turn}, {} at {at:?}", who.name);
            }
        }
    })
    .await;
}
