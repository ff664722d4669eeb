//! A named figure that explains itself: what it counts, on which legal basis, and every record that enters it.

use std::{collections::BTreeMap, fmt, future::Future, pin::Pin, sync::Arc};

use kit_base::{Action, Actor, Area, At, Day, Money, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Asked, Basis, Kept, Reader};

/// How a figure behaves over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// As it stands on a day.
    Stock,
    /// Added up since the beginning.
    Cumulative,
    /// What came about in a period.
    Flow,
}

/// What a figure is counted in. The word is `unit.<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Code in JSON, for example `ha`.
    pub code: &'static str,
    /// Decimals on screens.
    pub digits: usize,
}

/// An exact value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// So many records.
    Count(usize),
    /// A legal area, shown in hectares.
    Area(Area),
    /// Money, shown in billions of đồng.
    Money(Money),
    /// One area of another, shown in percent with one decimal: `part` of `whole`.
    Share {
        /// The numerator (*tử số*).
        part: Area,
        /// The denominator (*mẫu số*).
        whole: Area,
    },
}

impl Value {
    /// As a number in the figure's unit. A share of nothing is 0.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of records and thousandths stay far below 2^53")]
    pub fn number(self) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Area(area) => area.hectares(),
            Self::Money(money) => money.billions(),
            Self::Share { part, whole } => thousandths(part, whole) as f64 / 10.0,
        }
    }

    /// The areas among what `members` add, summed.
    #[must_use]
    pub fn sum_of_areas(members: &[Member]) -> Self {
        let areas = members.iter().filter_map(|member| match member.value {
            Some(Self::Area(area)) => Some(area),
            _ => None,
        });
        Self::Area(areas.sum())
    }

    /// The money among what `members` add, summed.
    #[must_use]
    pub fn sum_of_money(members: &[Member]) -> Self {
        let amounts = members.iter().filter_map(|member| match member.value {
            Some(Self::Money(money)) => Some(money),
            _ => None,
        });
        Self::Money(amounts.sum())
    }

    /// The counts among what `members` add, summed.
    #[must_use]
    pub fn sum_of_counts(members: &[Member]) -> Self {
        let counts = members.iter().filter_map(|member| match member.value {
            Some(Self::Count(count)) => Some(count),
            _ => None,
        });
        Self::Count(counts.sum())
    }

    /// The share of all parts in all wholes: weighted by area, never a mean of percentages.
    #[must_use]
    pub fn share_of_sums(members: &[Member]) -> Self {
        let shares = || {
            members.iter().filter_map(|member| match member.value {
                Some(Self::Share { part, whole }) => Some((part, whole)),
                _ => None,
            })
        };
        Self::Share {
            part: shares().map(|(part, _)| part).sum(),
            whole: shares().map(|(_, whole)| whole).sum(),
        }
    }
}

/// Thousandths of `whole` that `part` is, rounded half up, exactly.
fn thousandths(part: Area, whole: Area) -> i64 {
    if whole.raw() == 0 {
        return 0;
    }
    let twice = 2 * i128::from(part.raw()) * 1000 + i128::from(whole.raw());
    i64::try_from(twice.div_euclid(2 * i128::from(whole.raw()))).unwrap_or(i64::MAX)
}

/// Counts are whole numbers in JSON, areas hectares, money billions of đồng, shares percent with one decimal.
impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Count(count) => count.serialize(serializer),
            other => other.number().serialize(serializer),
        }
    }
}

/// A record that enters a figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Member {
    /// Its key, for example the code of a cluster.
    pub id: String,
    /// Its name on the day.
    pub name: String,
    /// What it adds; nothing when that is not known.
    #[schema(value_type = Option<f64>)]
    pub value: Option<Value>,
    /// The page of the record.
    pub href: String,
    /// The document the value rests on, in words.
    pub source: String,
    /// Whether it is made up for the demo.
    pub illustrative: bool,
    /// What is not known of it although it is counted; the words are `measure.doubts.<code>.member` and `.members`.
    pub doubt: Option<&'static str>,
}

/// Which part of the province is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, ToSchema)]
pub struct Scope {
    /// Key of an administrative unit, past or present; nothing for all that the asker may see.
    pub unit: Option<String>,
    /// Whether that unit is the territory the installation keeps its register of: then records that lie in no known
    /// commune belong to it too.
    #[serde(skip)]
    pub territory: bool,
}

type Members = for<'a> fn(
    &'a Reader,
    &'a Actor,
    At,
    &'a Scope,
) -> Pin<Box<dyn Future<Output = Result<Vec<Member>>> + Send + 'a>>;

/// The definition of a figure. Its words are `measure.<code>.name`, `.definition` and `.formula`.
#[derive(Clone, Copy)]
pub struct Measure {
    /// `noun.what`, for example `clusters.area_ha`.
    pub code: &'static str,
    /// What it is counted in.
    pub unit: Unit,
    /// How it behaves over time.
    pub kind: Kind,
    /// The right to look at the records: whose is limited gets the figure of their part.
    pub view: &'static Action,
    /// What it rests on, on a day: read from law data, never written here.
    pub basis: fn(Day) -> Vec<Basis>,
    /// The records that enter it.
    pub members: Members,
    /// The value they make; pure.
    pub fold: fn(&[Member]) -> Value,
}

impl fmt::Debug for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// A computed figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its definition.
    pub measure: Measure,
    /// The value: `fold(members)`.
    pub value: Value,
    /// Every record that entered it.
    pub members: Vec<Member>,
}

impl Figure {
    /// How many members are in doubt, by the code of the doubt.
    #[must_use]
    pub fn doubts(&self) -> BTreeMap<&'static str, usize> {
        let mut found = BTreeMap::new();
        for doubt in self.members.iter().filter_map(|member| member.doubt) {
            *found.entry(doubt).or_default() += 1;
        }
        found
    }
}

/// A figure without its members: what pages show of many figures at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The value.
    pub value: Value,
    /// How many records entered it.
    pub members: usize,
    /// How many of them add nothing because that is not known.
    pub unknown: usize,
    /// How many of them are made up for the demo.
    pub illustrative: usize,
    /// How many of them are in doubt, by the code of the doubt.
    pub doubts: BTreeMap<&'static str, usize>,
}

impl Figure {
    /// Without its members.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary {
            value: self.value,
            members: self.members.len(),
            unknown: self.members.iter().filter(|member| member.value.is_none()).count(),
            illustrative: self.members.iter().filter(|member| member.illustrative).count(),
            doubts: self.doubts(),
        }
    }
}

/// Summaries of some pages of figures for some people.
static SUMMARIES: Kept<(&'static str, Scope, Asked), Summary> = Kept::new(1_000);

impl Measure {
    /// What the figure comes to, kept until the next deed.
    ///
    /// # Errors
    /// As [`Measure::compute`].
    pub async fn summary(&self, reader: &Reader, who: &Actor, at: At, scope: &Scope) -> Result<Arc<Summary>> {
        let key = (self.code, scope.clone(), Asked::by(reader, who, at));
        let make = async { Ok(self.compute(reader, who, at, scope).await?.summary()) };
        SUMMARIES.get(reader, key, make).await
    }

    /// Computes the figure from the records that `who` may see.
    ///
    /// # Errors
    /// [`kit_base::Error::NotFound`] when the scope names no unit; [`kit_base::Error::Storage`].
    pub async fn compute(&self, reader: &Reader, who: &Actor, at: At, scope: &Scope) -> Result<Figure> {
        let members = (self.members)(reader, who, at, scope).await?;
        Ok(Figure { measure: *self, value: (self.fold)(&members), members })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(part: &str, whole: &str) -> f64 {
        Value::Share { part: part.parse().unwrap(), whole: whole.parse().unwrap() }.number()
    }

    #[test]
    fn percentages_have_one_decimal_and_round_half_up() {
        assert_eq!(share("567,12", "695").to_string(), "81.6");
        assert_eq!(share("0,05", "100").to_string(), "0.1");
        assert_eq!(share("0", "0").to_string(), "0");
        assert_eq!(share("1", "3").to_string(), "33.3");
    }
}
