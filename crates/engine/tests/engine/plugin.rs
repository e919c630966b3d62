//! Plugin configurations, and what is said of those that cannot be used.

use portico_engine::{Plugin, Route, Unmatched};

#[test]
fn configurations_that_are_used() {
    let table = [
        ("", None, Unmatched::Continue),
        ("{}", None, Unmatched::Continue),
        (r#" {"controlPlane":null} "#, None, Unmatched::Continue),
        (
            r#"{"controlPlane":{"cluster":"c\u0070"}}"#,
            Some("cp"),
            Unmatched::Continue,
        ),
        (r#"{"unmatched":"not_found"}"#, None, Unmatched::NotFound),
        (
            r#"{"unmatched":"continue","documents":[]}"#,
            None,
            Unmatched::Continue,
        ),
    ];
    for (text, control_plane, unmatched) in table {
        let plugin = Plugin::parse(text.as_bytes()).unwrap();
        assert_eq!(plugin.control_plane.as_deref(), control_plane, "{text}");
        assert_eq!(plugin.gateway.unmatched, unmatched, "{text}");
    }
}

#[test]
fn documents_are_served_at_once() {
    let text = br#"{"documents":[{"kind":"Server","name":"s","path":"/s"}]}"#;
    let plugin = Plugin::parse(text).unwrap();
    assert!(matches!(plugin.gateway.route("/s/mcp"), Route::Server(_)));
}

#[test]
fn mistakes_have_their_path() {
    let table = [
        "\u{feff}{}",
        "{",
        "{} {}",
        "5",
        r#""{}""#,
        r#"{"unmatched":"pass"}"#,
        r#"{"unmatched":1}"#,
        r#"{"unknown":1}"#,
        r#"{"unmatched":"continue","unmatched":"continue"}"#,
        r#"{"controlPlane":{}}"#,
        r#"{"controlPlane":{"cluster":1}}"#,
        r#"{"controlPlane":{"cluster":""}}"#,
        r#"{"controlPlane":{"cluster":"c","address":"a"}}"#,
        r#"{"controlPlane":"c"}"#,
        r#"{"documents":{}}"#,
        r#"{"documents":null}"#,
        r#"{"documents":[5, {"kind":"Other"}, {}]}"#,
        r#"{"documents":[{"kind":"Server","name":"s","path":"/s","tools":[{"name":"t"}]}]}"#,
        r#"{"documents":[{"kind":"Server","name":"s","path":"s","tools":[{"name":"a","http":{"upstream":"u","path":"/"}},{"name":"b","http":{"upstream":"u","path":"/{x}"}}]}]}"#,
        r#"{"documents":[{"kind":"Server","name":"s","path":"/s"},{"kind":"Server","name":"s","path":"/s"}]}"#,
        r#"{"documents":[{"kind":"Upstream","name":"u","url":"https://u.example.com"}]}"#,
        r#"{"documents":[{"kind":"Upstream","name":"u","cluster":"c","headers":{"Host":"x"}}]}"#,
        r#"{"documents":[{"kind":"Server","name":"s","path":"/s","resources":[{"name":"r","uriTemplate":"a://{","text":"x"}]}]}"#,
    ];
    let rows = table.map(|text| {
        let errors = Plugin::parse(text.as_bytes()).expect_err(text);
        let lines: Vec<_> = errors
            .iter()
            .map(|error| format!("  {} | {}\n", error.path, error.message))
            .collect();
        format!("{text}\n{}", lines.concat())
    });
    insta::assert_snapshot!(rows.concat());
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    assert_eq!(Plugin::parse(b"\xff").unwrap_err().len(), 1);
}
