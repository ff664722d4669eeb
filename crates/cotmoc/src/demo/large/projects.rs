//! Made-up enterprises and their projects in made-up clusters.

use clusters::{ClusterId, Precision};
use documents::{DocumentId, Origin};
use enterprises::{
    Dated, EnterpriseId, EnterpriseTold, Fact, Kind, LeaseKind, LeaseTold, ProjectTold, Series, State, Tenure,
};
use kit_base::{Area, Chance, Clock, Day, Money};

use super::{
    clusters::Drawn,
    ground::{Ground, LAST_MONTH, month},
};

/// An enterprise with the place of its trade in the list of names.
pub(super) struct Firm {
    pub(super) id: EnterpriseId,
    pub(super) trade: usize,
}

/// An enterprise, and what is recorded of it.
pub(super) fn firm(chance: &mut Chance, ground: &Ground, clock: &Clock, number: usize) -> (Firm, Dated) {
    let firm = Firm { id: clock.id(), trade: chance.index(ground.names.trade.len()) };
    let style = chance.index(ground.names.enterprise.len());
    let name = ground.names.enterprise[style].replace("{trade}", &ground.names.trade[firm.trade].name);
    let told = EnterpriseTold {
        name: name.replace("{nr}", &format!("{number:05}")),
        kind: if style == 2 { Kind::Cooperative } else { Kind::Enterprise },
        tax_code: None,
        country: if chance.is(15) {
            (*chance.pick(&["KR", "CN", "JP", "TW"])).to_owned()
        } else {
            String::new()
        },
        body: None,
    };
    let fact = Fact::Enterprise(firm.id, told);
    let new = Some(format!("DN-{}", 10_000 + number));
    (firm, dated(fact, new, 0, Day::OPEN, ground.source))
}

/// The projects of one cluster.
pub(super) struct Settling<'a> {
    pub(super) chance: &'a mut Chance,
    pub(super) ground: &'a Ground,
    pub(super) clock: &'a Clock,
    pub(super) cluster: ClusterId,
    /// Month from which projects come.
    pub(super) open: i64,
    /// Land for each of them, in 0.01 m².
    pub(super) plot: i64,
}

impl<'a> Settling<'a> {
    /// In that cluster, so many projects that share its land.
    pub(super) fn of(
        (chance, ground, clock): (&'a mut Chance, &'a Ground, &'a Clock),
        cluster: &Drawn,
        projects: usize,
    ) -> Option<Self> {
        let many = i64::try_from(projects).ok().filter(|many| 0 < *many)?;
        let (cluster, open, plot) = (cluster.id, cluster.open?, cluster.leasable / many);
        Some(Self { chance, ground, clock, cluster, open, plot })
    }

    /// All that is recorded of one project.
    pub(super) fn project(&mut self, firm: &Firm, number: usize) -> Vec<Dated> {
        let (id, source) = (self.clock.id(), self.ground.source);
        let begun = self.chance.between(self.open, LAST_MONTH);
        let trade = &self.ground.names.trade[firm.trade];
        let name = self.ground.names.project.replace("{trade}", &trade.name);
        let tenure = *self.chance.pick(&[
            Tenure::Sublease,
            Tenure::Sublease,
            Tenure::Sublease,
            Tenure::LandLease,
            Tenure::FactoryRental,
        ]);
        let registered = self.chance.between(5, 600) * 1_000_000_000;
        let told = ProjectTold {
            name: name.replace("{nr}", &format!("{number:05}")),
            enterprise: firm.id,
            cluster: self.cluster,
            part: String::new(),
            vsic: trade.vsic.parse().ok(),
            registered: Some(Money::from_dong(registered)),
            realised: None,
            foreign: self.chance.is(15),
            tenure,
        };
        let later = begun + self.chance.between(10, 40);
        let change = (later <= LAST_MONTH).then_some(later);
        let new = Some(format!("DA-{}", 10_000 + number));
        let first = Fact::Project(id, told.clone());
        let mut facts = vec![dated(first, new, begun, change.map_or(Day::OPEN, month), source)];
        if let Some(later) = change {
            let realised = Some(Money::from_dong(registered * self.chance.between(10, 100) / 100));
            facts.push(dated(
                Fact::Project(id, ProjectTold { realised, ..told }),
                None,
                later,
                Day::OPEN,
                source,
            ));
        }
        for (state, from) in self.states(begun) {
            facts.push(dated(Fact::State(id, state), None, from, Day::OPEN, source));
        }
        if let Some(kind) = land(tenure) {
            let area = Area::from_cm2_hundreds((self.plot * self.chance.between(40, 100) / 100).max(1));
            let told = LeaseTold { project: id, cluster: self.cluster, area, kind };
            let new = Some(format!("HD-{}", 10_000 + number));
            facts.push(dated(Fact::Lease(self.clock.id(), told), new, begun, month(begun + 50 * 12), source));
        }
        if self.chance.is(70) {
            let count = self.chance.between(10, 400);
            facts.push(dated(Fact::Workers(id, Series::Employed, count), None, begun, Day::OPEN, source));
            let contract = Fact::Workers(id, Series::Contract, count * 7 / 10);
            facts.push(dated(contract, None, begun, Day::OPEN, source));
        }
        facts
    }

    fn states(&mut self, begun: i64) -> Vec<(State, i64)> {
        let building = begun + self.chance.between(1, 10);
        let producing = building + self.chance.between(6, 18);
        let over = producing + self.chance.between(6, 60);
        let end = *self.chance.pick(&[State::Suspended, State::Ended, State::Withdrawn]);
        let mut way =
            vec![(State::Registered, begun), (State::Building, building), (State::Producing, producing)];
        if self.chance.is(6) {
            way.push((end, over));
        }
        way.retain(|(_, from)| *from <= LAST_MONTH);
        way
    }
}

fn land(tenure: Tenure) -> Option<LeaseKind> {
    match tenure {
        Tenure::Sublease => Some(LeaseKind::Sublease),
        Tenure::LandLease => Some(LeaseKind::LandLease),
        Tenure::FactoryRental | Tenure::None => None,
    }
}

fn dated(fact: Fact, new: Option<String>, from: i64, to: Day, source: DocumentId) -> Dated {
    let (precision, origin) = (Precision::Day, Origin::Illustrative);
    Dated { fact, new, from: month(from), to: Some(to), precision, origin, source }
}
