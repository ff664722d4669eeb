//! What every request has at hand.

use std::{net::IpAddr, sync::Arc};

use kit_base::Words;
use kit_db::{Db, Files, Measure, Scope};

use crate::{Askable, Check, Identity, Notch, People, Route, Slice};

/// How this installation is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name under the logo, for example *Tỉnh Bắc Ninh*.
    pub installation: String,
    /// Cookies only over HTTPS: off on a local machine.
    pub secure_cookies: bool,
    /// The proxy that stands before the program: what it says of the other end is believed, and nobody else.
    pub proxy: Option<IpAddr>,
    /// Whether the data are the demo's; every page says so.
    pub demo: bool,
    /// Key of the unit whose records the register holds (*địa bàn*). It stays when the unit is merged into a larger
    /// one, of whose other parts nothing is recorded; figures are of this unit unless another is asked for.
    pub territory: Option<String>,
}

/// The running application. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) db: Db,
    pub(crate) files: Files,
    pub(crate) config: Config,
    pub(crate) slices: Vec<Slice>,
    pub(crate) words: Words,
    pub(crate) people: People,
    pub(crate) routes: Vec<Route>,
    pub(crate) notches: Vec<Notch>,
}

impl App {
    /// Puts the slices together.
    ///
    /// # Errors
    /// A word file or a file of law data that cannot be read: which one, and what is wrong in it.
    pub fn new(
        db: Db,
        files: Files,
        config: Config,
        people: People,
        slices: Vec<Slice>,
    ) -> std::result::Result<Self, String> {
        let own = crate::system::slice();
        let slices: Vec<Slice> = slices.into_iter().chain([own]).collect();
        slices.iter().try_for_each(|slice| (slice.law)())?;
        let words = Words::read(&slices.iter().map(|slice| slice.words).collect::<Vec<_>>());
        let words = words.map_err(|cause| cause.to_string())?;
        let routes = slices.iter().flat_map(|slice| (slice.routes)()).collect();
        let mut notches: Vec<_> = slices.iter().flat_map(|slice| (slice.notches)()).collect();
        notches.sort_by_key(|notch| notch.day);
        Ok(Self(Arc::new(Inner { db, files, config, slices, words, people, routes, notches })))
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.0.files
    }

    /// The set-up.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// All words.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.0.words
    }

    /// All slices, in reading order.
    #[must_use]
    pub fn slices(&self) -> &[Slice] {
        &self.0.slices
    }

    /// All routes.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.0.routes
    }

    /// All figures.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.0.slices.iter().flat_map(|slice| slice.measures)
    }

    /// All rules about records.
    pub fn checks(&self) -> impl Iterator<Item = &'static Check> {
        self.0.slices.iter().flat_map(|slice| slice.checks)
    }

    /// What people may ask to have changed of this kind of record.
    #[must_use]
    pub fn askable(&self, record: &str) -> Option<&Askable> {
        self.0.slices.iter().flat_map(|slice| slice.askable).find(|askable| askable.record == record)
    }

    /// The scope of figures: the unit asked for, else the installation's territory.
    #[must_use]
    pub fn scope(&self, unit: Option<&str>) -> Scope {
        let own = self.0.config.territory.as_deref();
        Scope {
            unit: unit.or(own).map(str::to_owned),
            territory: own.is_some() && unit.is_none_or(|unit| Some(unit) == own),
        }
    }

    pub(crate) fn people(&self) -> &People {
        &self.0.people
    }

    pub(crate) fn notches(&self) -> &[Notch] {
        &self.0.notches
    }

    /// Who is behind a session token.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`].
    pub async fn identify(&self, token: Option<&str>) -> kit_base::Result<Identity> {
        (self.0.people.identify)(self.clone(), token.map(str::to_owned)).await
    }
}
