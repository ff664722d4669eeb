//! How the allocator of the C library behaves.

/// One heap for all threads. By default glibc makes one for each of up to eight times the processors; rows that a thread
/// of the database reads and another gives up leave holes in all of them, and the program takes twice the memory it
/// holds (docs/adr/0012-one-heap.md).
pub fn use_one_heap() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        #[expect(unsafe_code, reason = "a call of the C library that takes and keeps two numbers")]
        // SAFETY: mallopt may be called by any thread at any time; here there is only one yet.
        let _ = unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
    }
}
