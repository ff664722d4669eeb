//! A province far larger than any, made up from a fixed seed on top of the ordinary demonstration: to measure how fast
//! the program is. Nothing of it exists, and everything of it says so.

mod clusters;
mod ground;
mod projects;

use ::clusters::{create, record_many};
use kit_base::{Actor, Chance, Clock, Result, Subject};
use kit_db::Db;

use clusters::Drawn;
use ground::Ground;
use projects::{Firm, Settling};

/// How much is made up.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Clusters.
    pub clusters: usize,
    /// Projects in them.
    pub projects: usize,
}

impl Size {
    /// Fifty times the clusters of a large province, and ten projects in each.
    pub const LARGE: Self = Self { clusters: 5_000, projects: 50_000 };

    /// So many times as much.
    #[must_use]
    pub const fn times(self, times: usize) -> Self {
        Self { clusters: self.clusters * times, projects: self.projects * times }
    }

    /// Some enterprises have several projects.
    const fn enterprises(self) -> usize {
        self.projects * 3 / 5
    }
}

/// Another number makes another province.
const SEED: u64 = 20_240_422;
/// Enterprises recorded in one deed.
const AT_ONCE: usize = 200;

/// Records what is made up, into a database that holds the ordinary demonstration. All of it is recorded at the present
/// moment of `clock`, so that what was known before stays as it was.
///
/// # Errors
/// A fault when the demonstration is not there; [`kit_base::Error::Storage`].
pub async fn enlarge(
    db: &Db,
    clock: &Clock,
    who: &Actor,
    size: Size,
    mut progress: impl FnMut(usize, usize),
) -> Result<()> {
    let ground = Ground::load(&db.read().await?).await?;
    let mut chance = Chance::new(SEED);
    let all = size.clusters + size.enterprises() + size.projects;
    let mut drawn: Vec<Drawn> =
        (1..=size.clusters).map(|number| clusters::draw(&mut chance, &ground, clock, number)).collect();
    for (done, cluster) in drawn.iter_mut().enumerate() {
        record_cluster(db, who, cluster).await?;
        progress(done, all);
    }
    let firms = record_firms(db, who, (&mut chance, &ground, clock), size).await?;
    let mut done = size.clusters + firms.len();
    let mut last = 0;
    for (cluster, projects) in drawn.iter().zip(spread(&mut chance, &drawn, size.projects)) {
        let Some(mut settling) = Settling::of((&mut chance, &ground, clock), cluster, projects) else {
            continue;
        };
        let mut facts = Vec::new();
        for number in last + 1..=last + projects {
            let firm = settling.chance.index(firms.len());
            facts.extend(settling.project(&firms[firm], number));
        }
        let action = &enterprises::RECORD_PROJECT;
        enterprises::record_many(db, who, action, subject(cluster), facts).await?;
        (last, done) = (last + projects, done + projects);
        progress(done, all);
    }
    Ok(())
}

fn subject(cluster: &Drawn) -> Subject {
    Subject::new("cluster", &cluster.code, format!("CCN {}", cluster.name))
}

async fn record_cluster(db: &Db, who: &Actor, cluster: &mut Drawn) -> Result<()> {
    let facts = std::mem::take(&mut cluster.facts);
    create(db, who, (cluster.id, &cluster.code, &cluster.name), facts).await?;
    if cluster.corrections.is_empty() {
        return Ok(());
    }
    let corrections = std::mem::take(&mut cluster.corrections);
    record_many(db, who, subject(cluster), cluster.id, corrections).await
}

async fn record_firms(
    db: &Db,
    who: &Actor,
    (chance, ground, clock): (&mut Chance, &Ground, &Clock),
    size: Size,
) -> Result<Vec<Firm>> {
    let (firms, mut facts): (Vec<_>, Vec<_>) =
        (1..=size.enterprises()).map(|number| projects::firm(chance, ground, clock, number)).unzip();
    while !facts.is_empty() {
        let rest = facts.split_off(facts.len().min(AT_ONCE));
        let key = facts.first().and_then(|fact| fact.new.clone()).unwrap_or_default();
        let subject = Subject::new("enterprise", &key, format!("{key} +{}", facts.len() - 1));
        enterprises::record_many(db, who, &enterprises::RECORD, subject, facts).await?;
        facts = rest;
    }
    Ok(firms)
}

/// How many projects each cluster gets: none before it is built, and the others by chance.
fn spread(chance: &mut Chance, clusters: &[Drawn], projects: usize) -> Vec<usize> {
    let open: Vec<_> = (0..clusters.len()).filter(|at| clusters[*at].open.is_some()).collect();
    let mut many = vec![0; clusters.len()];
    if !open.is_empty() {
        for _ in 0..projects {
            many[*chance.pick(&open)] += 1;
        }
    }
    many
}
