//! A limit on single allocations: a file that says it holds 4 GB must be refused before memory is asked for.

use std::alloc::{GlobalAlloc, Layout, System};

/// The most bytes of one allocation. `-malloc_limit_mb` of the fuzzer needs a sanitizer; without one it does nothing.
const MOST_BYTES: usize = 1 << 30;

/// The system's allocator, which has no memory for what is larger: code that does not ask whether there is stops there.
pub struct Limited;

#[expect(unsafe_code, reason = "an allocator is; it hands everything on as it is")]
unsafe impl GlobalAlloc for Limited {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if MOST_BYTES < layout.size() { std::ptr::null_mut() } else { unsafe { System.alloc(layout) } }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if MOST_BYTES < layout.size() { std::ptr::null_mut() } else { unsafe { System.alloc_zeroed(layout) } }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if MOST_BYTES < size { std::ptr::null_mut() } else { unsafe { System.realloc(block, layout, size) } }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }
}
