//! Whether the land of a cluster adds up (*cân đối quỹ đất*), term by term. Pure.

use clusters::Land;
use kit_base::Area;
use serde::Serialize;
use utoipa::ToSchema;

use crate::use_of_clusters::minus;

/// A part of the land, by the key of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) word: &'static str,
    pub(crate) value: Option<Area>,
}

/// Whether an identity holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It holds.
    Holds,
    /// The term of that word is off by so much; below nothing when it is too small.
    Off(&'static str, Area),
    /// Terms that are not known.
    Unknown(Vec<&'static str>),
}

/// What must hold between terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LandRule)]
pub(crate) enum Rule {
    /// The first is the sum of the others.
    Sum,
    /// The first is at most the second.
    AtMost,
    /// The first is the second less the third.
    Difference,
}

/// An identity with its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) rule: Rule,
    pub(crate) terms: Vec<Term>,
    pub(crate) verdict: Verdict,
}

const DECISION: &str = "enterprises.land.decision";
const INDUSTRIAL: &str = "enterprises.land.industrial";
const LEASABLE: &str = "enterprises.land.leasable";
const LEASED: &str = "enterprises.land.leased";
const LEASES: &str = "enterprises.land.leases";
const VACANT: &str = "enterprises.land.vacant";

/// All identities of a cluster: its area by decision, its land by detailed plan, and its leases in force.
pub(crate) fn balance(decision: Option<Area>, land: Option<&Land>, leases: &[Area]) -> Vec<Identity> {
    let of = |part: fn(&Land) -> Option<Area>| land.and_then(part);
    let (industrial, leasable) = (of(|land| land.industrial), of(|land| land.leasable));
    let taken = leases.iter().copied().sum();
    let vacant = industrial.map(|industrial| minus(industrial, taken));
    vec![
        sum(vec![
            Term { word: DECISION, value: decision },
            Term { word: INDUSTRIAL, value: industrial },
            Term { word: "enterprises.land.service", value: of(|land| land.service) },
            Term { word: "enterprises.land.road", value: of(|land| land.road) },
            Term { word: "enterprises.land.green", value: of(|land| land.green) },
            Term { word: "enterprises.land.technical", value: of(|land| land.technical) },
            Term { word: "enterprises.land.other", value: of(|land| land.other) },
        ]),
        at_most(Term { word: LEASABLE, value: leasable }, Term { word: INDUSTRIAL, value: industrial }),
        at_most(Term { word: LEASED, value: Some(taken) }, Term { word: LEASABLE, value: leasable }),
        Identity {
            verdict: Verdict::Holds,
            ..sum(vec![Term { word: LEASED, value: Some(taken) }, Term { word: LEASES, value: Some(taken) }])
        },
        vacancy(vacant, industrial, taken),
    ]
}

fn sum(terms: Vec<Term>) -> Identity {
    let whole = terms.first().and_then(|term| term.value);
    let parts: Option<Area> = terms.iter().skip(1).map(|term| term.value).sum_all();
    let verdict = match whole.zip(parts) {
        None => unknown(&terms),
        Some((whole, parts)) if whole == parts => Verdict::Holds,
        // Which of the parts is wrong the numbers do not tell: what is told is how far they are from the decision.
        Some((whole, parts)) => Verdict::Off("enterprises.land.parts", minus(parts, whole)),
    };
    Identity { rule: Rule::Sum, terms, verdict }
}

fn at_most(small: Term, large: Term) -> Identity {
    let terms = vec![small, large];
    let verdict = match small.value.zip(large.value) {
        None => unknown(&terms),
        Some((less, more)) if less <= more => Verdict::Holds,
        Some((less, more)) => Verdict::Off(small.word, minus(less, more)),
    };
    Identity { rule: Rule::AtMost, terms, verdict }
}

fn vacancy(vacant: Option<Area>, industrial: Option<Area>, leased: Area) -> Identity {
    let terms = vec![
        Term { word: VACANT, value: vacant },
        Term { word: INDUSTRIAL, value: industrial },
        Term { word: LEASED, value: Some(leased) },
    ];
    let verdict = match vacant {
        None => Verdict::Unknown(vec![INDUSTRIAL]),
        Some(vacant) if vacant < Area::default() => Verdict::Off(VACANT, vacant),
        Some(_) => Verdict::Holds,
    };
    Identity { rule: Rule::Difference, terms, verdict }
}

fn unknown(terms: &[Term]) -> Verdict {
    Verdict::Unknown(terms.iter().filter(|term| term.value.is_none()).map(|term| term.word).collect())
}

/// The sum of areas that are all known.
trait SumAll {
    fn sum_all(self) -> Option<Area>;
}

impl<I: Iterator<Item = Option<Area>>> SumAll for I {
    fn sum_all(self) -> Option<Area> {
        self.collect::<Option<Vec<_>>>().map(|areas| areas.into_iter().sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(text: &str) -> Area {
        text.parse().unwrap()
    }

    fn land(parts: [&str; 7]) -> Land {
        let [industrial, leasable, service, road, green, technical, other] =
            parts.map(|text| (!text.is_empty()).then(|| area(text)));
        let source = kit_base::Clock::standing_at(kit_base::Instant::from_micros(0)).id();
        let origin = documents::Origin::Illustrative;
        Land {
            industrial,
            leasable,
            service,
            road,
            green,
            technical,
            other,
            from: kit_base::Day::OPEN,
            origin,
            source,
        }
    }

    fn verdicts(decision: &str, parts: [&str; 7], leases: &[&str]) -> Vec<Verdict> {
        let leases: Vec<_> = leases.iter().map(|text| area(text)).collect();
        let found = balance(Some(area(decision)), Some(&land(parts)), &leases);
        found.into_iter().map(|identity| identity.verdict).collect()
    }

    #[test]
    fn land_that_adds_up_holds_everywhere() {
        let all = verdicts("50", ["40", "30", "2", "4", "3", "1", "0"], &["10", "5"]);
        assert!(all.iter().all(|verdict| *verdict == Verdict::Holds), "{all:?}");
    }

    #[test]
    fn the_term_that_is_off_is_named_with_how_much() {
        let all = verdicts("50", ["40", "45", "2", "4", "3", "0,5", "0"], &["30", "16"]);
        assert_eq!(all[0], Verdict::Off("enterprises.land.parts", minus(area("49,5"), area("50"))));
        assert_eq!(all[1], Verdict::Off(LEASABLE, area("5")));
        assert_eq!(all[2], Verdict::Off(LEASED, area("1")));
        assert_eq!(all[4], Verdict::Off(VACANT, minus(area("40"), area("46"))));
    }

    #[test]
    fn what_is_not_known_is_named_and_nothing_is_concluded() {
        let all = verdicts("50", ["40", "", "2", "", "3", "1", "0"], &[]);
        assert_eq!(all[0], Verdict::Unknown(vec!["enterprises.land.road"]));
        assert_eq!(all[1], Verdict::Unknown(vec![LEASABLE]));
        assert_eq!(all[4], Verdict::Holds);
        let nothing = balance(None, None, &[]);
        assert!(matches!(&nothing[0].verdict, Verdict::Unknown(missing) if missing.len() == 7));
    }
}
