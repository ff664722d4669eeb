//! Who is behind a request. The slice that knows people tells; the kit only asks.

use std::{future::Future, pin::Pin};

use kit_base::{Actor, Result};

use crate::App;

/// Who is behind a request.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The person or a visitor, with today's grants.
    pub actor: Actor,
    /// What a form must send back; empty without a session.
    pub csrf: String,
    /// As whom they may work; empty where there is nothing to choose.
    pub act_as: Vec<ActAs>,
    /// The person whose session has just ended: what they typed is kept for them.
    pub ended: Option<String>,
}

/// As whom a person may work: for themselves, or on behalf of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActAs {
    /// What the form sends; empty for oneself.
    pub key: String,
    /// Whom, in words; empty for oneself.
    pub whom: String,
    /// Whether it is so now.
    pub current: bool,
}

impl Identity {
    /// Nobody in particular.
    #[must_use]
    pub fn visitor() -> Self {
        Self { actor: Actor::visitor(), csrf: String::new(), act_as: Vec::new(), ended: None }
    }
}

type Answer<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

/// What the kit asks of the slice that knows people.
#[derive(Clone, Copy)]
pub struct People {
    /// Name of the session cookie.
    pub cookie: &'static str,
    /// The page to sign in on.
    pub sign_in: &'static str,
    /// Who is behind a session token.
    pub identify: fn(App, Option<String>) -> Answer<Identity>,
    /// Keeps what a person typed into a form (person, path, body); gives the key to fetch it with.
    pub keep_draft: fn(App, String, String, String) -> Answer<String>,
    /// Fetches what was kept, when it is this person's.
    pub draft: fn(App, String, String) -> Answer<Option<String>>,
}
