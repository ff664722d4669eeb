//! The overlay engine against the exact judge.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[global_allocator]
static MEMORY: fuzz::memory::Limited = fuzz::memory::Limited;

fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus { fuzz::engine::run(bytes) });
