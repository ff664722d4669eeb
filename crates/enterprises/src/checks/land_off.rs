//! The land of a cluster does not add up: the term that is off is named, with by how much.

use clusters::RECORD;
use kit_web::{Check, Severity, Standing};

use super::{Told, clusters_by_use};
use crate::{
    Use, VIEW,
    balance::{Verdict, balance},
};

pub(super) const CHECK: Check = Check {
    code: "land.off",
    severity: Severity::Error,
    view: &VIEW,
    act: &RECORD,
    figure: Some("occupancy.pct"),
    find: |reader, who, at| Box::pin(clusters_by_use(reader, who, at, "facts/land", tell)),
};

fn tell(of: &Use) -> Option<Told> {
    let land = of.land.as_ref()?;
    let off =
        balance(of.area, Some(land), &[of.leased]).into_iter().find_map(|identity| match identity.verdict {
            Verdict::Off(word, by) => Some((word, by)),
            Verdict::Holds | Verdict::Unknown(_) => None,
        });
    let (word, by) = off?;
    let gaps = vec![("term", Standing::words([word.to_owned()])), ("area", Standing::area(Some(by)))];
    Some(Told { gaps, ..Told::by(land) })
}
