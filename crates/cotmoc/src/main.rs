//! See the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Before there are other threads.
    cotmoc::use_one_heap();
    run()
}

#[tokio::main]
async fn run() -> ExitCode {
    cotmoc::run().await
}
