//! What people see of accounts: signing in and out, the list of people, their own password.

pub(crate) mod password;
pub(crate) mod people;
pub(crate) mod sign_in;

use std::net::{IpAddr, SocketAddr};

use axum::{Extension, extract::ConnectInfo};
use kit_base::Instant;
use kit_web::{Page, Ui, own_path};

macro_rules! page {
    ($($name:ty),*) => { $(impl Page for $name {
        fn ui(&self) -> &Ui {
            &self.ui
        }
    })* };
}
page!(sign_in::SignIn, people::People, people::Person, password::Password);

/// Where to go on: only to a path of ours, and not to where one signs in and out, for there is nothing to go on with.
fn way_on(next: &str) -> &str {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let ends = matches!(path, "/sign-in" | "/sign-out");
    own_path(next).filter(|_| !ends).unwrap_or("/")
}

/// The other end of the connection, when the server tells.
type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

/// The address that tries are counted under. Headers could be made up, so only the connection counts; a household has
/// 2^64 addresses of version 6, so they count as one.
fn address(peer: Peer) -> String {
    match peer.map(|Extension(ConnectInfo(peer))| peer.ip().to_canonical()) {
        Some(IpAddr::V4(ip)) => ip.to_string(),
        Some(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => "local".to_owned(),
    }
}

/// Up to the next whole minute: at the time that is told, one may try again.
fn whole_minute(instant: Instant) -> Instant {
    instant.plus_seconds(59)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_stays_within_this_site_and_does_not_sign_in_or_out_again() {
        assert_eq!(way_on("/clusters?q=a&draft=1"), "/clusters?q=a&draft=1");
        for other in ["", "//evil", "/a\u{1}", "/sign-out?draft=1", "/sign-in"] {
            assert_eq!(way_on(other), "/", "{other}");
        }
    }

    #[test]
    fn tries_are_counted_by_the_address_of_the_connection() {
        let of = |peer: &str| address(Some(Extension(ConnectInfo(peer.parse().unwrap()))));
        assert_eq!(of("203.0.113.7:4711"), "203.0.113.7");
        assert_eq!(of("[::ffff:203.0.113.7]:4711"), "203.0.113.7");
        assert_eq!(of("[2001:db8:1:2:3:4:5:6]:4711"), "2001:db8:1:2::/64");
        assert_eq!(of("[2001:db8:1:2:a:b:c:d]:4711"), "2001:db8:1:2::/64");
        assert_eq!(address(None), "local");
    }
}
