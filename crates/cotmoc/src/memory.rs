//! How the allocator of the C library behaves.

/// One heap for all threads. By default glibc makes one for each of up to eight times the processors; rows that a thread
/// of the database reads and another gives up leave holes in all of them, and the program takes twice the memory it
/// holds (docs/adr/0012-one-heap.md).
///
/// What is large comes from the system and goes back to it. glibc forgets that limit as soon as something large was given
/// up, and then the 19 MB of each password that is checked stay as a hole in the heap.
pub fn use_one_heap() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    const LARGE: i32 = 256 * 1024;
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        #[expect(unsafe_code, reason = "calls of the C library that take and keep two numbers")]
        // SAFETY: mallopt may be called by any thread at any time; here there is only one yet.
        let _ =
            unsafe { (libc::mallopt(libc::M_ARENA_MAX, 1), libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE)) };
    }
}
