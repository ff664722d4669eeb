//! The readers of GIS files.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[global_allocator]
static MEMORY: fuzz::memory::Limited = fuzz::memory::Limited;

fuzz_target!(
    init: fuzz::readers::prepare(),
    |bytes: &[u8]| -> libfuzzer_sys::Corpus { fuzz::readers::run(bytes) }
);
