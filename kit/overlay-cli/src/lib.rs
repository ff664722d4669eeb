//! The command `overlay`.
