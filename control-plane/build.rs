//! Rebuilds the program when a migration is added: the macro that embeds them does not see that.

fn main() {
    // Nobody reads what is printed but cargo, which has no other way to be told.
    #[expect(clippy::print_stdout, reason = "how a build script talks to cargo")]
    {
        println!("cargo:rerun-if-changed=migrations");
    }
}
