//! What every request has at hand.

use std::sync::Arc;

use kit_base::{Action, Actor, Words};
use kit_db::{Db, Files, Measure};

use crate::{Identity, Notch, People, Route, Slice};

/// How this installation is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name under the logo, for example *Tỉnh Bắc Ninh*.
    pub installation: String,
    /// Cookies only over HTTPS: off on a local machine.
    pub secure_cookies: bool,
    /// Whether the data are the demo's; every page says so.
    pub demo: bool,
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

    /// Whether the person sees every record that a figure may count: whoever may look at all that its slice shows.
    #[must_use]
    pub fn counts_all(&self, who: &Actor, measure: &str) -> bool {
        let of = |slice: &&Slice| slice.measures.iter().any(|own| own.code == measure);
        let actions = self.0.slices.iter().filter(of).flat_map(|slice| slice.actions);
        let viewing = |action: &&&Action| action.name.split_once('.').is_some_and(|(_, verb)| verb == "view");
        actions.filter(viewing).all(|action| who.may_to_all(action))
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
