//! Rebuilds the program when a migration or a file of the console is added: the macros that embed them
//! do not see that.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    // Only where it is a folder by now do debug builds find there what is built later.
    let console = Path::new("../admin-ui/dist");
    if let Err(error) = std::fs::create_dir_all(console) {
        println!(
            "cargo:warning=the console is left out: {}: {error}",
            console.display()
        );
    }
    // Other builds read the console's files when they are asked for.
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../admin-ui/dist");
    }
}
