//! The exact judge of the engine's own tests, from its files.

#![expect(clippy::float_cmp, reason = "areas that are exact are equal")]

#[path = "../../kit/overlay/tests/exact/judge.rs"]
pub mod judge;
#[path = "../../kit/overlay/tests/exact/oracle.rs"]
pub mod oracle;
#[path = "../../kit/overlay/tests/exact/shape.rs"]
pub mod shape;
#[path = "../../kit/overlay/tests/exact/valid.rs"]
pub mod valid;
