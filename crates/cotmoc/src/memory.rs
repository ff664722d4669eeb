//! How the allocator of the C library behaves.

/// One heap for all threads. By default glibc makes one for each of up to eight times the processors; rows that a thread
/// of the database reads and another gives up leave holes in all of them, and the program takes twice the memory it
/// holds (docs/adr/0012-one-heap.md).
pub fn use_one_heap() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    set(libc::M_ARENA_MAX, 1);
}

/// What is large comes from the system and goes back to it. glibc forgets that limit as soon as something large was given
/// up, and then the 19 MB of each password that is checked stay as a hole in the heap. Only for serving: what reads large
/// files would ask the system for the same memory again and again.
pub(crate) fn give_back_what_is_large() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    set(libc::M_MMAP_THRESHOLD, 256 * 1024);
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn set(parameter: i32, value: i32) {
    #[expect(unsafe_code, reason = "a call of the C library that takes and keeps two numbers")]
    // SAFETY: mallopt may be called by any thread at any time.
    let _ = unsafe { libc::mallopt(parameter, value) };
}
