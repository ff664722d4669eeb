//! What people see of accounts: signing in and out, the list of people, their own password.

pub(crate) mod absences;
pub(crate) mod delegations;
pub(crate) mod ending;
pub(crate) mod giving;
pub(crate) mod hand_over;
pub(crate) mod new_person;
pub(crate) mod password;
pub(crate) mod people;
pub(crate) mod position;
pub(crate) mod positions;
pub(crate) mod secrets;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod who_may;

mod basis;

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
page!(
    sign_in::SignIn,
    people::People,
    people::Person,
    password::Password,
    new_person::NewPerson,
    secrets::FirstPassword,
    positions::Positions,
    positions::NewPage,
    position::PositionPage,
    who_may::WhoMay,
    delegations::Delegations,
    delegations::NewDelegationPage,
    absences::NewAbsencePage,
    setup::Configuration,
    hand_over::HandOver
);

/// Where to go on: only to a path of ours, and not to where one signs in and out, for there is nothing to go on with.
fn way_on(next: &str) -> &str {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let ends = matches!(path, "/sign-in" | "/sign-out");
    own_path(next).filter(|_| !ends).unwrap_or("/")
}

/// The other end of the connection, when the server tells.
type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

/// The address that tries are counted under: that of the connection, or what the proxy of the installation says, last
/// in its header. Other headers could be made up. A household has 2^64 addresses of version 6, so they count as one.
fn address(ui: &Ui, peer: Peer) -> String {
    let peer = peer.map(|Extension(ConnectInfo(peer))| peer.ip().to_canonical());
    in_words(other_end(peer, ui.app().config().proxy, ui.last_of_header("x-forwarded-for")))
}

fn in_words(address: Option<IpAddr>) -> String {
    match address {
        Some(IpAddr::V4(ip)) => ip.to_string(),
        Some(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => "local".to_owned(),
    }
}

fn other_end(peer: Option<IpAddr>, proxy: Option<IpAddr>, said: Option<&str>) -> Option<IpAddr> {
    let said = said.and_then(|said| said.parse::<IpAddr>().ok()).map(|ip| ip.to_canonical());
    if peer.is_some() && peer == proxy { said.or(peer) } else { peer }
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
    fn a_network_of_version_6_counts_as_one_address() {
        let of = |ip: &str| in_words(Some(ip.parse().unwrap()));
        assert_eq!(of("203.0.113.7"), "203.0.113.7");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(of("2001:db8:1:2:a:b:c:d"), "2001:db8:1:2::/64");
        assert_eq!(in_words(None), "local");
    }

    #[test]
    fn only_the_proxy_of_the_installation_is_believed() {
        let ip = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        let (proxy, other) = (ip("127.0.0.1"), ip("203.0.113.7"));
        assert_eq!(other_end(proxy, None, Some("198.51.100.9")), proxy);
        assert_eq!(other_end(other, proxy, Some("198.51.100.9")), other);
        assert_eq!(other_end(proxy, proxy, Some("198.51.100.9")), ip("198.51.100.9"));
        assert_eq!(other_end(proxy, proxy, Some("::ffff:198.51.100.9")), ip("198.51.100.9"));
        assert_eq!(other_end(proxy, proxy, Some("nonsense")), proxy);
        assert_eq!(other_end(proxy, proxy, None), proxy);
        assert_eq!(other_end(None, None, Some("198.51.100.9")), None);
    }
}
