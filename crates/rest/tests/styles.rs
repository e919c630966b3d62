//! OpenAPI 3.1 parameter styles.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::mapping::Binding;
use portico_rest::{Arguments, Operation, RawJson, Target};

/// One parameter called `color`, sent with each of these values: a text, an empty text, a list, an
/// object. The examples of OpenAPI 3.1 section 4.8.12.4, and of RFC 6570 where it has none.
#[test]
fn styles_are_those_of_openapi() {
    let values = [
        r#""blue""#,
        r#""""#,
        r#"["blue","black","brown"]"#,
        r#"{"R":100,"G":200,"B":150}"#,
    ];
    let rows: [(&str, &str, bool, [&str; 4]); 15] = [
        (
            "path",
            "simple",
            false,
            ["blue", "!", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            "path",
            "simple",
            true,
            ["blue", "!", "blue,black,brown", "R=100,G=200,B=150"],
        ),
        (
            "path",
            "label",
            false,
            [".blue", "!", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            "path",
            "label",
            true,
            [".blue", "!", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            "path",
            "matrix",
            false,
            [
                ";color=blue",
                ";color",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            "path",
            "matrix",
            true,
            [
                ";color=blue",
                ";color",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            "query",
            "form",
            false,
            [
                "?color=blue",
                "?color=",
                "?color=blue,black,brown",
                "?color=R,100,G,200,B,150",
            ],
        ),
        (
            "query",
            "form",
            true,
            [
                "?color=blue",
                "?color=",
                "?color=blue&color=black&color=brown",
                "?R=100&G=200&B=150",
            ],
        ),
        (
            "query",
            "spaceDelimited",
            false,
            [
                "?color=blue",
                "?color=",
                "?color=blue%20black%20brown",
                "?color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            "query",
            "spaceDelimited",
            true,
            [
                "?color=blue",
                "?color=",
                "?color=blue&color=black&color=brown",
                "?R=100&G=200&B=150",
            ],
        ),
        (
            "query",
            "pipeDelimited",
            false,
            [
                "?color=blue",
                "?color=",
                "?color=blue%7Cblack%7Cbrown",
                "?color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        (
            "query",
            "pipeDelimited",
            true,
            [
                "?color=blue",
                "?color=",
                "?color=blue&color=black&color=brown",
                "?R=100&G=200&B=150",
            ],
        ),
        (
            "query",
            "deepObject",
            true,
            [
                "!",
                "!",
                "!",
                "?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
        (
            "header",
            "simple",
            false,
            ["blue", "", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            "header",
            "simple",
            true,
            ["blue", "", "blue,black,brown", "R=100,G=200,B=150"],
        ),
    ];
    for (location, style, explode, expected) in rows {
        for (value, expected) in values.iter().zip(expected) {
            let sent = styled(location, style, explode, value);
            assert_eq!(
                sent.as_deref().unwrap_or("!"),
                expected,
                "{location} {style} {explode} {value}"
            );
        }
    }
}

/// What stands for the value where it is sent, or the error.
fn styled(location: &str, style: &str, explode: bool, value: &str) -> Result<String, String> {
    let path = if location == "path" { "/{color}" } else { "/" };
    let binding = format!(
        r#"{{"upstream": "u", "path": "{path}", "parameters":
            [{{"name": "color", "in": "{location}", "style": "{style}", "explode": {explode}}}]}}"#
    );
    let binding: Binding = serde_json::from_str(&binding).unwrap();
    let schema = RawJson::parse(r#"{"properties": {"color": {}}}"#).unwrap();
    let operation = Operation::compile(&binding, Some(&schema)).unwrap();
    let target = Target::new(None, Some("c"), []).unwrap();
    let raw = format!(r#"{{"color": {value}}}"#);
    let arguments = Arguments::parse(Some(&raw)).unwrap();
    let request = operation
        .request(&target, &arguments)
        .map_err(|error| error.to_string())?;
    Ok(match location {
        "header" => request
            .headers
            .first()
            .map(|(_, value)| value.to_string())
            .unwrap(),
        _ => request.path.strip_prefix('/').unwrap().to_owned(),
    })
}

#[test]
fn values_that_a_style_cannot_tell_apart_are_refused() {
    let refused = [
        ("query", "spaceDelimited", r#"["a b"]"#),
        ("query", "pipeDelimited", r#"["a|b"]"#),
        ("query", "deepObject", r#"{"a": {"b": 1}}"#),
        ("header", "simple", r#"["a,b"]"#),
    ];
    for (location, style, value) in refused {
        let explode = style == "deepObject";
        assert!(
            styled(location, style, explode, value).is_err(),
            "{location} {style} {value}"
        );
    }
}
