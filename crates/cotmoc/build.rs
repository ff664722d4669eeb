//! New files of the seed are embedded too.

fn main() {
    println!("cargo::rerun-if-changed=../../seed/bac-giang");
}
