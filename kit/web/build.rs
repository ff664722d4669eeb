//! New files of the front end are embedded too.

fn main() {
    println!("cargo::rerun-if-changed=../../web/dist");
}
