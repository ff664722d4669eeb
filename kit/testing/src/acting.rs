//! Acting as somebody without the slice that knows people: a token stands for an [`Actor`] with given grants.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use kit_base::Actor;
use kit_web::{Identity, People};

/// People for [`crate::TestApp`] who need no accounts; [`crate::TestApp::acting_as`] signs them in.
pub const PEOPLE: People = People {
    cookie: "cotmoc_test",
    sign_in: "/sign-in",
    identify: |_, token| {
        let known = token.and_then(|token| identities().get(&token).cloned());
        Box::pin(async move { Ok(known.unwrap_or_else(Identity::visitor)) })
    },
    keep_draft: |_, person, _, body| {
        let key = kit_base::secret();
        drafts().insert((person, key.clone()), body);
        Box::pin(async move { Ok(key) })
    },
    draft: |_, person, key| {
        let kept = drafts().get(&(person, key)).cloned();
        Box::pin(async move { Ok(kept) })
    },
};

/// Signs somebody in; gives the token for the cookie.
#[must_use]
pub fn sign_in(actor: &Actor) -> String {
    let token = kit_base::secret();
    let identity = Identity { actor: actor.clone(), csrf: kit_base::secret(), ..Identity::visitor() };
    identities().insert(token.clone(), identity);
    token
}

/// Ends a session: the person is asked to sign in again, and what they typed is kept for them.
pub fn end_session(token: &str) {
    let ended = identities().get(token).and_then(|identity| identity.actor.person.clone());
    identities().insert(token.to_owned(), Identity { ended, ..Identity::visitor() });
}

pub(crate) fn csrf(token: &str) -> String {
    identities().get(token).map(|identity| identity.csrf.clone()).unwrap_or_default()
}

fn identities() -> MutexGuard<'static, BTreeMap<String, Identity>> {
    static SESSIONS: Mutex<BTreeMap<String, Identity>> = Mutex::new(BTreeMap::new());
    SESSIONS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn drafts() -> MutexGuard<'static, BTreeMap<(String, String), String>> {
    static DRAFTS: Mutex<BTreeMap<(String, String), String>> = Mutex::new(BTreeMap::new());
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}
