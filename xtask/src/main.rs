//! `cargo xtask`: the development tasks of Portico.

mod arguments;
mod bench;
mod console;
mod fuzz;
mod http;
mod install;
mod layout;
mod licences;
mod process;
mod shell;
mod test;
mod tidy;
mod ui;
mod up;
mod wasm;

use arguments::Task;
use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = process::catch_signals()
        .and_then(|()| arguments::parse(lexopt::Parser::from_env()))
        .and_then(run);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            ui::complaint(format_args!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Usage => {
            ui::line(arguments::USAGE);
            Ok(())
        }
        Task::Up { config_store } => up::up(config_store.as_deref()),
        Task::Test { words, test_args } => test::test(&words, &test_args),
        Task::Bench(options) => bench::bench(&options),
        Task::BenchReload(options) => bench::reload::reload(&options),
        Task::BenchFleet(options) => bench::fleet::fleet(&options),
        Task::BenchStreams(options) => bench::streams::streams(&options),
        Task::Fuzz(options) => fuzz::fuzz(&options),
        Task::Tidy => tidy::tidy(),
        Task::Wasm => wasm::check_size(),
    }
}
