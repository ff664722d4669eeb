//! Damaged stores.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[global_allocator]
static MEMORY: fuzz::memory::Limited = fuzz::memory::Limited;

fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus { fuzz::store::run(bytes) });
