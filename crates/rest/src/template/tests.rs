//! Tests of templates.

use super::*;
use std::fmt::Write;

fn variables(args: &str) -> Variables {
    let mut variables = Variables::new();
    variables.add_json("args", args);
    variables
}

fn render(escape: Escape, source: &str, args: &str) -> Result<String, String> {
    let template = Template::compile(source, escape, &["args"])?;
    let rendered = template.render(variables(args), DEFAULT_STEPS);
    rendered
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .map_err(|error| error.to_string())
}

#[test]
fn values_keep_their_type_in_json() {
    let args = r#"{"text": "a\"b\\c\n", "count": 3, "big": 123456789012345678901234567890123456789012345,
        "exact": 9007199254740993, "price": 19.90, "long": 0.1000000000000000055511151231257827,
        "yes": true, "no": false, "nil": null, "list": [1, "x", {"a": 1.50}], "object": {"b": 1e400}, "zero": -0}"#;
    let table = [
        (r#"{"v": {{ args.text }}}"#, r#"{"v": "a\"b\\c\n"}"#),
        (r#"{"v": "{{ args.text }}!"}"#, r#"{"v": "a\"b\\c\n!"}"#),
        (r#"{"{{ args.text }}": 1}"#, r#"{"a\"b\\c\n": 1}"#),
        (
            r#"{"v": "\"{{ args.text }}\""}"#,
            r#"{"v": "\"a\"b\\c\n\""}"#,
        ),
        ("{{ args.count }}", "3"),
        (r#""{{ args.count }}""#, r#""3""#),
        (
            "{{ args.big }}",
            "123456789012345678901234567890123456789012345",
        ),
        ("{{ args.exact }}", "9007199254740993"),
        ("{{ args.exact + 1 }}", "9007199254740994"),
        ("{{ args.price }}", "19.9"),
        ("{{ args.price > 19 }}", "true"),
        ("{{ args.long }}", "0.1000000000000000055511151231257827"),
        (
            "[{{ args.yes }}, {{ args.no }}, {{ args.nil }}]",
            "[true, false, null]",
        ),
        ("{{ args.list }}", r#"[1, "x", {"a": 1.50}]"#),
        (r#""{{ args.list }}""#, r#""[1, \"x\", {\"a\": 1.50}]""#),
        ("{{ args.list[2].a }}", "1.5"),
        ("{{ args.list[-1] }}", r#"{"a": 1.50}"#),
        ("{{ args.object }}", r#"{"b": 1e400}"#),
        ("{{ args.object.b }}", "1e400"),
        (
            "{{ [args.text, {'k': args.list[0]}] }}",
            r#"["a\"b\\c\n",{"k":1}]"#,
        ),
        ("{{ args.object | tojson }}", r#"{"b": 1e400}"#),
        (r#""{{ args.text | tojson }}""#, r#""\"a\\\"b\\\\c\\n\"""#),
        (
            "{% for x in args.list %}{% if loop.first %}[{% else %},{% endif %}{{ x }}{% endfor %}]",
            r#"[1,"x",{"a": 1.50}]"#,
        ),
        (
            "{% for k, v in args.object | items %}{{ [k, v] }}{% endfor %}",
            r#"["b",1e400]"#,
        ),
        (
            "{% set x %}say \"{{ args.count }}\"{% endset %}{{ x }}",
            r#""say \"3\"""#,
        ),
        ("{{ args.none | default(7) }}", "7"),
        ("{{ args.nil | default(7) }}", "7"),
        ("{% if args.none %}1{% else %}2{% endif %}", "2"),
        ("{{ args.list | length }}", "3"),
        ("{{ 7 / 2 }}", "3.5"),
        ("{{ args.zero }}", "-0.0"),
    ];
    for (source, expected) in table {
        assert_eq!(
            render(Escape::Json, source, args).as_deref(),
            Ok(expected),
            "{source}"
        );
    }
}

#[test]
fn texts_are_written_as_they_are() {
    let args = r#"{"text": "a\"b", "list": ["x", "y", 3], "n": 2.5, "o": {"k": "v"}}"#;
    let table = [
        ("{{ args.text }}", "a\"b"),
        ("{{ args.list | join(', ') }}", "x, y, 3"),
        ("{{ args.list }}", r#"["x", "y", 3]"#),
        ("{{ args.n * 2 }}", "5.0"),
        ("{{ args.n | round }}", "2.0"),
        ("{{ (args.n * 2) | int }}", "5"),
        ("{{ args.text | upper | replace('B', 'c') }}", "A\"c"),
        ("{{ 'a b' | split | last | trim }}", "b"),
        (
            "{{ args.o.k | truncate(0) }}|{{ args.o | items | first | first }}",
            "|k",
        ),
        (
            "{{ args.none is defined }}{{ args.o is mapping }}",
            "falsetrue",
        ),
        ("{{ 'x' if args.n > 2 else 'y' }}", "x"),
    ];
    for (source, expected) in table {
        assert_eq!(
            render(Escape::Text, source, args).as_deref(),
            Ok(expected),
            "{source}"
        );
    }
}

#[test]
fn mistakes_are_found_at_load() {
    let sources = [
        "{{ args.x",
        "{% if args.x %}",
        "{% for x in args.y %}{% endif %}",
        "{{ args.x | safe }}",
        "{{ args.x | nope }}",
        "{{ args.x is nope }}",
        "{{ range(3) }}",
        "{{ args.items() }}",
        "{{ argz.x }}",
        "{% include 'x' %}",
        "{% macro x() %}{% endmacro %}",
    ];
    let mut table = String::new();
    for source in sources {
        let error = Template::compile(source, Escape::Text, &["args", "config"]).unwrap_err();
        writeln!(table, "{source}\n    {error}").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn failures_say_what_is_wrong() {
    let args = r#"{"s": "x", "o": {}, "twice": {"a": 1, "a": 2}, "l": [1,2,3]}"#;
    let sources = [
        "{{ args.missing }}",
        "{{ args.o.missing }}",
        "{{ args.o.missing.more }}",
        "{{ args.missing | upper }}",
        "{% for x in args.missing %}{% endfor %}",
        "{{ args.twice.a }}",
        "{{ args.s + 1 }}",
        "{{ args.s | int }}",
        "{\"a\": ",
        "{{ args.s }} {{ args.s }}",
        "{% for a in args.l %}{% for b in args.l %}{% for c in args.l %}{% for d in args.l %}{% for e in args.l %}{% for f in args.l %}{% for g in args.l %}{% for h in args.l %}{% for i in args.l %}{{ 1 }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ 'x' * 9000000 }}",
    ];
    let mut table = String::new();
    for source in sources {
        let error = render(Escape::Json, source, args).unwrap_err();
        writeln!(table, "{source}\n    {error}").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_is_used_is_known() {
    let source =
        "{{ args.a.b }}{% for x in args.list %}{{ x.y }}{% endfor %}{{ args['c'] }}{{ config.d }}";
    let template = Template::compile(source, Escape::Text, &["args", "config"]).unwrap();
    let uses: Vec<String> = template.uses().iter().map(|path| path.join(".")).collect();
    assert_eq!(uses, ["args", "args.a.b", "args.list", "config.d"]);
}

proptest::proptest! {
    #[test]
    fn no_value_changes_the_structure(text: String, key: String) {
        let args = serde_json::json!({"text": text, "key": key}).to_string();
        let source = r#"{"a": {{ args.text }}, "b": "x{{ args.text }}\"y", "c": [{% for i in [1, 2] %}{% if i > 1 %}, {% endif %}{{ args.key }}{% endfor %}]}"#;
        let rendered = render(Escape::Json, source, &args).unwrap();
        let read: serde_json::Value = serde_json::from_str(&rendered).unwrap();
        let expected = serde_json::json!({"a": text, "b": format!("x{text}\"y"), "c": [key, key]});
        proptest::prop_assert_eq!(read, expected);
    }

    #[test]
    fn no_source_panics(source in "[{}%# |a-c.\"'\\[\\]()+*1-]{0,40}") {
        if let Ok(template) = Template::compile(&source, Escape::Json, &["a", "b", "c"]) {
            let mut variables = Variables::new();
            variables.add_json("a", r#"{"a": [1], "b": "x"}"#);
            variables.add_text("b", "y");
            let _ = template.render(variables, 1000);
        }
    }
}
