//! Both times against a model too simple to be wrong: after every deed, a copy of every day.

use std::collections::BTreeMap;

use kit_base::{Day, Instant};
use kit_testing::{TestDb, for_each_engine};

use crate::sample::{Dice, RECORD, STORAGE, a_plot, lan, names, plot, subject};

const DAYS: u64 = 24;
const DEEDS: u64 = 30;
const CODES: [&str; 3] = ["1", "2", "3"];

/// What every code is called on every day.
type Calendar = BTreeMap<(u64, &'static str), String>;

fn nth(n: u64) -> Day {
    if n == DAYS { Day::OPEN } else { kit_testing::day(&format!("2024-01-{:02}", n + 1)) }
}

/// Does one deed at random in the database and in the model.
async fn step(test: &TestDb, dice: &mut Dice, calendar: &mut Calendar, nr: u64) {
    let code = CODES[usize::try_from(dice.below(3)).unwrap()];
    let from = dice.below(DAYS);
    let to = from + 1 + dice.below(DAYS - from);
    let name = (dice.below(4) != 0).then(|| format!("name {nr}"));
    let deed = test.act(lan(), &RECORD, subject(code), async |tx| match &name {
        Some(name) => tx.record::<plot::Entity>(a_plot(code, name), nth(from), nth(to)).await.map(|_| ()),
        None => tx.clear::<plot::Entity>(&[code.into()], nth(from), nth(to)).await.map(|_| ()),
    });
    deed.await.unwrap();
    for day in from..to {
        match &name {
            Some(name) => calendar.insert((day, code), name.clone()),
            None => calendar.remove(&(day, code)),
        };
    }
}

#[tokio::test]
async fn any_sequence_of_records_and_gaps_reads_back_as_it_was_for_every_day_and_moment() {
    for_each_engine(STORAGE, async |test| {
        for seed in [1, 2] {
            let mut dice = Dice(seed);
            let mut calendar = Calendar::new();
            let mut known: Vec<(Instant, Calendar)> = Vec::new();
            let all = test.act(lan(), &RECORD, subject("all"), async |tx| {
                for code in CODES {
                    tx.clear::<plot::Entity>(&[code.into()], nth(0), Day::OPEN).await?;
                }
                Ok(())
            });
            all.await.unwrap();
            for nr in 0..DEEDS {
                test.clock().set(test.clock().now().plus_seconds(60));
                step(test, &mut dice, &mut calendar, nr).await;
                known.push((test.clock().now(), calendar.clone()));
            }
            for (moment, then) in known.iter().step_by(3) {
                for nr in 0..DAYS {
                    let expect: Vec<_> = then
                        .iter()
                        .filter(|((d, _), _)| *d == nr)
                        .map(|((_, c), n)| ((*c).to_owned(), n.clone()))
                        .collect();
                    assert_eq!(
                        names(test, nth(nr), *moment).await,
                        expect,
                        "seed {seed}, day {nr}, known at {moment}"
                    );
                }
            }
        }
        assert_eq!(test.verify().await.unwrap().broken, []);
    })
    .await;
}
