//! The codes of what is new.

use kit_base::Result;
use kit_db::{OrFault, Reader};
use sea_orm::{EntityTrait, QuerySelect};

/// The next free code with that prefix: `DA-0001`.
pub(crate) async fn next_code<E: EntityTrait>(
    reader: &Reader,
    prefix: &str,
    code: E::Column,
) -> Result<String> {
    let codes = E::find().select_only().column(code).into_tuple::<String>().all(reader).await;
    let codes = codes.or_fault("codes")?;
    let number = |code: &String| code.strip_prefix(prefix)?.strip_prefix('-')?.parse::<u32>().ok();
    let last = codes.iter().filter_map(number).max().unwrap_or(0);
    Ok(format!("{prefix}-{:04}", last + 1))
}
