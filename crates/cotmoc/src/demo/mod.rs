//! The demonstration province: readable files, recorded day by day under the clock of their time, so that every figure
//! can be asked for as it was known then.

mod large;
mod steps;

use kit_base::{Actor, Clock, Day, Error, Result};
use kit_db::Db;
use rust_embed::RustEmbed;

pub use large::{Size, enlarge};
use steps::Step;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../seed/bac-giang"]
struct Seed;

/// The texts of the seed.
pub struct Demo {
    files: Vec<(String, String)>,
}

/// A person of the demonstration, with the password they sign in with.
pub struct Person {
    /// What they sign in with.
    pub login: String,
    /// Their password.
    pub password: String,
    /// Name and position.
    pub who: String,
}

impl Demo {
    /// The files inside the program.
    ///
    /// # Errors
    /// A fault when one is no text.
    pub fn embedded() -> Result<Self> {
        let mut names: Vec<_> = Seed::iter().collect();
        names.sort();
        let mut files = Vec::new();
        for name in names {
            let file = Seed::get(&name).ok_or_else(|| Error::fault("seed", format!("no {name}")))?;
            let text =
                String::from_utf8(file.data.into_owned()).map_err(|cause| Error::fault("seed", cause))?;
            files.push((name.into_owned(), text));
        }
        Ok(Self { files })
    }

    /// The day before anything is recorded.
    #[must_use]
    pub fn first_day(&self) -> Day {
        "2010-01-01".parse().unwrap_or(Day::OPEN)
    }

    fn text(&self, name: &str) -> Result<&str> {
        let found = self.files.iter().find(|(of, _)| of == name);
        found.map(|(_, text)| text.as_str()).ok_or_else(|| Error::fault("seed", format!("no {name}")))
    }

    fn in_folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let inside = self.files.iter().filter(move |(name, _)| name.starts_with(folder));
        inside.map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// Records the whole demonstration into an empty database. `clock` is the database's standing clock: it is set to each
/// day on which something was recorded, and at last to the present.
///
/// # Errors
/// A fault that names the file and what is wrong in it; [`Error::Storage`].
pub async fn fill(
    db: &Db,
    clock: &Clock,
    who: &Actor,
    demo: Demo,
    mut progress: impl FnMut(usize, usize),
) -> Result<Vec<Person>> {
    let mut province = steps::read(&demo, clock)?;
    let order = province.order();
    let all = order.len();
    for (done, (day, step)) in order.into_iter().enumerate() {
        // Eight in the morning of its day; deeds of one day follow one another by a microsecond.
        let morning = day.start().plus_seconds(8 * 3600);
        if clock.now() < morning {
            clock.set(morning);
        }
        Box::pin(record(db, who, &province, step)).await?;
        progress(done + 1, all);
    }
    clock.set(Clock::system().now());
    let mut people = Vec::new();
    for new in accounts::seed(demo.text("people.toml")?)? {
        let person = Person {
            login: new.login.clone(),
            password: accounts::fresh_password(),
            who: format!("{}, {}", new.name, new.title),
        };
        accounts::create(db, who, new).await?;
        accounts::set_password(db, who, &person.login, &person.password).await?;
        people.push(person);
    }
    accounts::seed_office(demo.text("office.toml")?)?.record(db, who).await?;
    let slices = crate::slices::slices();
    for request in requests::read(demo.text("requests.toml")?)? {
        let actor = accounts::acting(db, &request.person).await?;
        request.run(db, &actor, &slices).await?;
    }
    Ok(people)
}

/// One deed of the seed. On the heap where it is called, since the deeds of all slices together are large.
async fn record(db: &Db, who: &Actor, province: &steps::Province, step: Step) -> Result<()> {
    match step {
        Step::Document(document, id) => document.record(db, who, id).await,
        Step::Places(step) => step.run(db, who).await,
        Step::Statement(step) => step.run(db, who).await,
        Step::Cluster(index, fact, first) => province.cluster(index).record(db, who, fact, first).await,
        Step::Plan(step) => step.record(db, who).await,
        Step::Enterprise(step) => step.run(db, who).await,
    }
}
