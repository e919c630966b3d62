//! What is measured: the request of each variant and how a right answer is known.

use super::answer;
use super::subject::{Setup, Variant};
use super::tool;
use anyhow::ensure;

/// The path of the MCP endpoint of Portico's server.
pub(super) const ENDPOINT: &str = "/bench/mcp";

/// One thing that is measured.
pub(super) struct Case {
    /// For the report, and what `--case` looks for.
    pub(super) name: &'static str,
    /// What is compared, in the order of the report.
    pub(super) setups: &'static [Setup],
    work: Work,
}

/// What a request makes the gateway do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// A call with an argument in the path.
    Weather,
    /// A call with a body.
    Order,
    /// A call with a large answer.
    Report,
    /// A list of so many tools.
    List(usize),
}

const ALL_WITH_10: &[Setup] = &[
    Setup::new(Variant::Plain, 10),
    Setup::new(Variant::Bridge, 10),
    Setup::new(Variant::Portico, 10),
];
const ALL_WITH_1000: &[Setup] = &[
    Setup::new(Variant::Plain, 1_000),
    Setup::new(Variant::Bridge, 1_000),
    Setup::new(Variant::Portico, 1_000),
];
const FEW_AND_MANY: &[Setup] = &[
    Setup::new(Variant::Portico, 10),
    Setup::new(Variant::Portico, 10_000),
];

const fn case(name: &'static str, setups: &'static [Setup], work: Work) -> Case {
    Case { name, setups, work }
}

/// All cases.
pub(super) const CASES: &[Case] = &[
    case(
        "tools/call, GET with a path argument",
        ALL_WITH_10,
        Work::Weather,
    ),
    case(
        "tools/call, POST with a 2 KB JSON body",
        ALL_WITH_10,
        Work::Order,
    ),
    case(
        "tools/call, GET with a 100 KB JSON answer",
        ALL_WITH_10,
        Work::Report,
    ),
    case("tools/list of 10 tools", ALL_WITH_10, Work::List(10)),
    case(
        "tools/list of 1,000 tools",
        ALL_WITH_1000,
        Work::List(1_000),
    ),
    case(
        "tools/call with 10 and with 10,000 tools loaded",
        FEW_AND_MANY,
        Work::Weather,
    ),
];

/// An HTTP request as the load sends it.
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) body: String,
}

/// What an MCP client of 2025-11-25 sends.
pub(super) const MCP_HEADERS: &[(&str, &str)] = &[
    ("Content-Type", "application/json"),
    ("Accept", "application/json, text/event-stream"),
    ("MCP-Protocol-Version", "2025-11-25"),
];

/// What a program that knows the REST API sends.
const PLAIN_HEADERS: &[(&str, &str)] = &[
    ("Content-Type", "application/json"),
    ("Accept", "application/json"),
];

impl Case {
    /// The cases whose names contain one of the words, in whatever case; all where there are none.
    ///
    /// # Errors
    /// A word that is in no name.
    pub(super) fn select(words: &[String]) -> anyhow::Result<Vec<&'static Self>> {
        let has = |case: &Self, word: &String| {
            let (name, word) = (case.name.to_lowercase(), word.to_lowercase());
            name.contains(&word)
        };
        for word in words {
            let names: Vec<_> = CASES.iter().map(|case| case.name).collect();
            ensure!(
                CASES.iter().any(|case| has(case, word)),
                "no case has `{word}` in its name: {}",
                names.join("; ")
            );
        }
        let wanted = |case: &&Self| words.is_empty() || words.iter().any(|word| has(case, word));
        Ok(CASES.iter().filter(wanted).collect())
    }

    /// What plain proxying means here.
    pub(super) fn plain(&self) -> &'static str {
        match self.work {
            Work::Weather | Work::Report => "the same GET",
            Work::Order => "the same POST",
            Work::List(_) => {
                "a GET of a list of the same tools, which the upstream serves from a file"
            }
        }
    }

    /// The request that one variant gets.
    pub(super) fn request(&self, variant: Variant) -> Request {
        if variant == Variant::Plain {
            return self.plain_request();
        }
        let (id, call) = (answer::ID, self.call());
        let (method, params) = match &call {
            None => ("tools/list", "{}".to_owned()),
            Some((tool, arguments)) => (
                "tools/call",
                format!(r#"{{"name":"{tool}","arguments":{arguments}}}"#),
            ),
        };
        Request {
            method: "POST",
            path: if variant == Variant::Bridge {
                "/mcp".to_owned()
            } else {
                ENDPOINT.to_owned()
            },
            headers: MCP_HEADERS,
            body: format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#),
        }
    }

    /// The tool that is called, and its arguments.
    fn call(&self) -> Option<(&'static str, String)> {
        match self.work {
            Work::Weather => Some((tool::GET_WEATHER, r#"{"city":"Berlin"}"#.to_owned())),
            Work::Order => Some((tool::CREATE_ORDER, tool::order())),
            Work::Report => Some((tool::GET_REPORT, r#"{"year":"2026"}"#.to_owned())),
            Work::List(_) => None,
        }
    }

    fn plain_request(&self) -> Request {
        let (path, body) = match self.work {
            Work::Weather => ("/v1/weather/Berlin".to_owned(), String::new()),
            Work::Order => ("/v1/orders".to_owned(), tool::order()),
            Work::Report => ("/v1/reports/2026".to_owned(), String::new()),
            Work::List(count) => (format!("/v1/lists/{count}"), String::new()),
        };
        Request {
            method: if body.is_empty() { "GET" } else { "POST" },
            path,
            headers: PLAIN_HEADERS,
            body,
        }
    }

    /// Whether each request of this variant becomes one of the upstream.
    pub(super) fn reaches_upstream(&self, variant: Variant) -> bool {
        self.call().is_some() || variant == Variant::Plain
    }

    /// Whether an answer is right.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn check(&self, variant: Variant, status: u16, body: &str) -> anyhow::Result<()> {
        ensure!(status == 200, "HTTP {status}");
        let expected = match self.work {
            Work::Weather => tool::WEATHER.to_owned(),
            Work::Order => tool::order_taken(),
            Work::Report => tool::report(),
            Work::List(count) => tool::list(count),
        };
        match self.work {
            _ if variant == Variant::Plain => answer::check_plain(body, &expected),
            Work::List(_) => answer::check_list(body, &expected),
            _ => answer::check_call(body, &expected),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selects_cases_by_words() {
        let names = |words: &[&str]| {
            let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
            Case::select(&words).map(|cases| cases.iter().map(|case| case.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]).unwrap().len(), CASES.len());
        assert_eq!(
            names(&["post", "1,000"]).unwrap(),
            [
                "tools/call, POST with a 2 KB JSON body",
                "tools/list of 1,000 tools"
            ]
        );
        assert!(names(&["nothing"]).is_err());
    }

    #[test]
    fn requests_are_json() {
        for case in CASES {
            for setup in case.setups {
                let request = case.request(setup.variant);
                assert_eq!(request.body.is_empty(), request.method == "GET");
                if !request.body.is_empty() {
                    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
                    assert!(body.is_object());
                }
            }
        }
    }

    #[test]
    fn knows_a_wrong_answer() {
        let order = CASES.get(1).unwrap();
        order
            .check(Variant::Plain, 200, &tool::order_taken())
            .unwrap();
        let cut = tool::order_answer("application/json", "17");
        order.check(Variant::Plain, 200, &cut).unwrap_err();
        order
            .check(Variant::Plain, 503, &tool::order_taken())
            .unwrap_err();
    }
}
