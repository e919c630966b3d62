//! The command line.

use crate::{bench, fuzz};
use anyhow::{bail, ensure};
use lexopt::{Arg, Parser, ValueExt as _};

/// What `cargo xtask` prints without a task.
pub(crate) const USAGE: &str = "\
Usage: cargo xtask TASK

  up [--config-store URL]
                        start control plane, Envoy and a demo API on loopback, until Ctrl-C; the
                        configuration is kept in .portico, or where URL says
  test [WORD...] [-- ARGUMENT...]
                        check everything, or the sections whose names contain a WORD;
                        ARGUMENTs go to the end-to-end test binaries
  bench [--seconds N] [--rounds N] [--connections N] [--case WORD]...
                        CPU per request and latency of plain proxying, of Envoy's own REST
                        bridge and of Portico; all cases, or those whose names contain a WORD
  bench reload [--edits N] [--soak N] [--case WORD]...
                        what saving one of 10,000 tools costs, start and memory of Envoy, and
                        its memory over N million calls
  bench fleet [--nodes N] [--edits N]
                        what N simulated Envoys cost a control plane on SQLite, and storing a
                        document of 10,000 tools
  bench streams [--streams N] [--changes N] [--calls N]
                        what open event streams cost Envoy and bridge, how soon they are told of a
                        change, how they come back, and calls over HTTP+SSE
  fuzz [--runs N] [TARGET]
                        feed the parsers, the codecs and the engine with inputs that grow by
                        coverage
  tidy                  check the rules of this repository that no other tool knows
  wasm                  build the filter for Envoy and check its size

Environment: ENVOY_BIN (an Envoy to use instead of the one from PyPI), CARGO_TARGET_DIR,
PORTICO_STATE_DIR (instead of .portico).";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Usage,
    Up {
        config_store: Option<String>,
    },
    Test {
        words: Vec<String>,
        test_args: Vec<String>,
    },
    Bench(bench::Options),
    BenchReload(bench::reload::Options),
    BenchFleet(bench::fleet::Options),
    BenchStreams(bench::streams::Options),
    Fuzz(fuzz::Options),
    Tidy,
    Wasm,
}

/// Reads the command line.
///
/// # Errors
/// No such task or option.
pub(crate) fn parse(mut parser: Parser) -> anyhow::Result<Task> {
    let Some(first) = parser.next()? else {
        return Ok(Task::Usage);
    };
    let name = match first {
        Arg::Short('h') | Arg::Long("help") => return Ok(Task::Usage),
        Arg::Value(name) => name.string()?,
        other => return Err(other.unexpected().into()),
    };
    match name.as_str() {
        "help" => Ok(Task::Usage),
        "up" => up(&mut parser),
        "test" => test(&mut parser),
        "bench" => bench(&mut parser),
        "fuzz" => fuzz(&mut parser),
        "tidy" => no_more(parser, Task::Tidy),
        "wasm" => no_more(parser, Task::Wasm),
        _ => bail!("no task `{name}`\n\n{USAGE}"),
    }
}

fn no_more(mut parser: Parser, task: Task) -> anyhow::Result<Task> {
    match parser.next()? {
        None => Ok(task),
        Some(argument) => Err(argument.unexpected().into()),
    }
}

fn up(parser: &mut Parser) -> anyhow::Result<Task> {
    let mut config_store = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("config-store") => config_store = Some(parser.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Up { config_store })
}

fn test(parser: &mut Parser) -> anyhow::Result<Task> {
    let arguments = parser.raw_args()?;
    let arguments = arguments.map(|argument| argument.string());
    let mut words = arguments.collect::<Result<Vec<_>, _>>()?;
    let mut test_args = Vec::new();
    if let Some(at) = words.iter().position(|word| word == "--") {
        test_args = words.split_off(at + 1);
        words.pop();
    }
    if let Some(option) = words.iter().find(|word| word.starts_with('-')) {
        bail!("no option `{option}` of test");
    }
    Ok(Task::Test { words, test_args })
}

fn bench(parser: &mut Parser) -> anyhow::Result<Task> {
    let mut options = bench::Options::default();
    while let Some(argument) = parser.next()? {
        let option = match argument {
            Arg::Value(word) if word == "reload" && options == bench::Options::default() => {
                return bench_reload(parser);
            }
            Arg::Value(word) if word == "fleet" && options == bench::Options::default() => {
                return bench_fleet(parser);
            }
            Arg::Value(word) if word == "streams" && options == bench::Options::default() => {
                return bench_streams(parser);
            }
            Arg::Long("case") => {
                options.cases.push(parser.value()?.string()?);
                continue;
            }
            Arg::Long("seconds") => &mut options.seconds,
            Arg::Long("rounds") => &mut options.rounds,
            Arg::Long("connections") => &mut options.connections,
            other => return Err(other.unexpected().into()),
        };
        *option = above_zero(parser)?;
    }
    Ok(Task::Bench(options))
}

fn bench_streams(parser: &mut Parser) -> anyhow::Result<Task> {
    let mut options = bench::streams::Options::default();
    while let Some(argument) = parser.next()? {
        let option = match argument {
            Arg::Long("streams") => &mut options.streams,
            Arg::Long("changes") => &mut options.changes,
            Arg::Long("calls") => &mut options.calls,
            other => return Err(other.unexpected().into()),
        };
        *option = above_zero(parser)?;
    }
    Ok(Task::BenchStreams(options))
}

fn bench_reload(parser: &mut Parser) -> anyhow::Result<Task> {
    let mut options = bench::reload::Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("case") => options.cases.push(parser.value()?.string()?),
            Arg::Long("edits") => options.edits = above_zero(parser)?,
            Arg::Long("soak") => {
                let millions: u64 = parser.value()?.parse()?;
                options.soak = millions.saturating_mul(1_000_000);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::BenchReload(options))
}

fn bench_fleet(parser: &mut Parser) -> anyhow::Result<Task> {
    let mut options = bench::fleet::Options::default();
    while let Some(argument) = parser.next()? {
        let option = match argument {
            Arg::Long("nodes") => &mut options.nodes,
            Arg::Long("edits") => &mut options.edits,
            other => return Err(other.unexpected().into()),
        };
        *option = above_zero(parser)?;
    }
    Ok(Task::BenchFleet(options))
}

fn above_zero(parser: &mut Parser) -> anyhow::Result<u32> {
    let value = parser.value()?.parse()?;
    ensure!(value > 0, "the options of bench are numbers above 0");
    Ok(value)
}

fn fuzz(parser: &mut Parser) -> anyhow::Result<Task> {
    let mut options = fuzz::Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("runs") => options.runs = parser.value()?.parse()?,
            Arg::Value(target) if options.target.is_none() => {
                options.target = Some(target.string()?);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Fuzz(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(arguments: &[&str]) -> anyhow::Result<Task> {
        parse(Parser::from_args(arguments))
    }

    #[test]
    fn reads_tasks() {
        assert_eq!(task(&[]).unwrap(), Task::Usage);
        let up = |config_store: Option<&str>| Task::Up {
            config_store: config_store.map(str::to_owned),
        };
        assert_eq!(task(&["up"]).unwrap(), up(None));
        let given = ["up", "--config-store", "file:x"];
        assert_eq!(task(&given).unwrap(), up(Some("file:x")));
        assert!(task(&["up", "more"]).is_err());
        assert!(task(&["upp"]).is_err());
    }

    #[test]
    fn reads_words_and_arguments_of_test() {
        let expected = |words: &[&str], test_args: &[&str]| Task::Test {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            test_args: test_args.iter().map(|arg| (*arg).to_owned()).collect(),
        };
        assert_eq!(task(&["test"]).unwrap(), expected(&[], &[]));
        let all = task(&["test", "e2e", "--", "--exact", "a"]).unwrap();
        assert_eq!(all, expected(&["e2e"], &["--exact", "a"]));
        assert_eq!(task(&["test", "--", "a"]).unwrap(), expected(&[], &["a"]));
        assert!(task(&["test", "--fast"]).is_err());
    }

    #[test]
    fn reads_options_of_fuzz() {
        let expected = |runs, target: Option<&str>| {
            Task::Fuzz(fuzz::Options {
                runs,
                target: target.map(str::to_owned),
            })
        };
        let read = |arguments: &[&str]| task(arguments).unwrap();
        assert_eq!(read(&["fuzz"]), expected(1_000_000, None));
        assert_eq!(
            read(&["fuzz", "--runs", "7", "header"]),
            expected(7, Some("header"))
        );
        assert!(task(&["fuzz", "a", "b"]).is_err());
    }

    #[test]
    fn reads_options_of_bench() {
        let expected = bench::Options {
            seconds: 2,
            ..bench::Options::default()
        };
        assert_eq!(
            task(&["bench", "--seconds", "2"]).unwrap(),
            Task::Bench(expected)
        );
        let cases = bench::Options {
            cases: vec!["post".to_owned(), "100 KB".to_owned()],
            ..bench::Options::default()
        };
        assert_eq!(
            task(&["bench", "--case", "post", "--case", "100 KB"]).unwrap(),
            Task::Bench(cases)
        );
        assert!(task(&["bench", "--rounds", "0"]).is_err());
        assert!(task(&["bench", "--rounds", "x"]).is_err());
    }

    #[test]
    fn reads_options_of_bench_fleet() {
        let expected = bench::fleet::Options {
            nodes: 7,
            ..bench::fleet::Options::default()
        };
        let given = task(&["bench", "fleet", "--nodes", "7"]).unwrap();
        assert_eq!(given, Task::BenchFleet(expected));
        assert!(task(&["bench", "fleet", "--edits", "0"]).is_err());
    }

    #[test]
    fn reads_options_of_bench_reload() {
        let expected = bench::reload::Options {
            edits: 5,
            soak: 10_000_000,
            cases: vec!["one file".to_owned()],
        };
        assert_eq!(
            task(&[
                "bench", "reload", "--edits", "5", "--soak", "10", "--case", "one file"
            ])
            .unwrap(),
            Task::BenchReload(expected)
        );
        assert!(task(&["bench", "reload", "--seconds", "1"]).is_err());
        assert!(task(&["bench", "--seconds", "1", "reload"]).is_err());
    }
}
