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
        "{{ args.s * 9000000 }}",
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

/// What a template makes is bounded before it is allocated: no row comes near what it asks for.
#[test]
fn what_it_makes_is_bounded_on_its_way() {
    let repeat = |begin: &str, step: &str, times, end: &str| {
        format!("{{% set x = {begin} %}}{}{end}", step.repeat(times))
    };
    let length = "{{ x | length }}";
    let unrolled = [
        ("'x'", "{% set x = x ~ x %}"),
        ("'x'", "{% set x = x + x %}"),
        ("'x'", "{% set x %}{{ x }}{{ x }}{% endset %}"),
        ("[1]", "{% set x = x + x %}"),
        ("args.s", "{% set x = x | replace('0', x) %}"),
        ("args.s", "{% set x = [x, x] | join(x) %}"),
        (
            "args.s",
            "{% set x = (x ~ ',' ~ x) | split(',') | join(x) %}",
        ),
    ];
    let mut unrolled: Vec<String> = unrolled
        .into_iter()
        .map(|(begin, step)| repeat(begin, step, 60, length))
        .collect();
    unrolled.push(repeat(
        "[args.s]",
        "{% set x = [x, x] %}",
        40,
        "{{ x | tojson }}",
    ));
    let deep = repeat("[1]", "{% set x = [x] %}", 70, "{{ x }}");
    let raw = format!(
        "{{% set x %}}{{% for i in args.list %}}{{% for j in args.list %}}{}{{% endfor %}}{{% endfor %}}{{% endset %}}{{{{ x | length }}}}",
        "r".repeat(5_000)
    );
    let list = vec!["1"; 300].join(",");
    let ones = vec!["1"; 400_000].join(",");
    let args =
        format!(r#"{{"s": "0123456789", "n": 100000000, "list": [{list}], "ones": [{ones}]}}"#);
    let work = "it makes more than 33554432 bytes on its way: give it less to work on";
    let steps = "it takes too many steps: give it less to go through";
    let constant = "`*` cannot repeat a constant: write what it makes";
    let table = [
        ("{{ args.s * args.n }}", work),
        ("{{ args.n * args.s }}", work),
        ("{{ (args.s * args.n) | length }}", work),
        (
            "{{ args.s * -1 }}",
            "a text is multiplied by a whole number",
        ),
        (
            "{{ args.list * args.n }}",
            "`*` does not fit a sequence and a number",
        ),
        ("{{ 'x' * 100000000 }}", constant),
        ("{{ ('x' ~ 'y') * (10 ** 7) }}", constant),
        ("{% if ('x' * 9999999) is string %}{% endif %}", constant),
        ("{{ args.s | replace('0', [1] * 9999999) }}", constant),
        ("{{ (1, 2) * 9999999 }}", constant),
        (&raw, steps),
        ("{{ args.ones | length }}", work),
        (&deep, "a value is nested too deep"),
        (
            "{% for i in args.list %}{% for j in args.list %}{{ args.s }}{{ args.s }}{{ args.s }}{{ args.s }}{{ args.s }}{{ args.s }}{{ args.s }}{{ args.s }}{{ args.s }}{{ args.s }}{% endfor %}{% endfor %}",
            steps,
        ),
    ];
    let unrolled = unrolled.iter().map(|source| (source.as_str(), work));
    for (source, expected) in table.into_iter().chain(unrolled) {
        let shown = source.get(..60).unwrap_or(source);
        let error = render(Escape::Text, source, &args).unwrap_err();
        assert_eq!(error, expected, "{shown}");
    }
}

/// Where operators are watched they do what they did.
#[test]
fn watched_operators_calculate() {
    let args = r#"{"s": "ab", "n": 3, "f": 1.5, "list": [1, "x"], "o": {"k": 1}, "big": 9223372036854775807, "nil": null}"#;
    let table = [
        ("{{ args.n * args.n + 1 }}", "10"),
        ("{{ args.n * args.f }}|{{ args.f + 1 }}", "4.5|2.5"),
        ("{{ args.big + 1 }}", "9223372036854775808"),
        (
            "{{ args.s * 3 }}|{{ 2 * args.s }}|{{ args.s * 0 }}",
            "ababab|abab|",
        ),
        (
            "{{ args.s + 'c' }}|{{ args.s ~ args.n ~ args.f }}",
            "abc|ab31.5",
        ),
        ("{{ args.list + [2] }}", r#"[1,"x",2]"#),
        ("{{ args.s ~ args.list ~ args.o }}", r#"ab[1, "x"]{"k": 1}"#),
        (
            "{{ 'a' in args.s }}{{ 'x' in args.list }}{{ 'k' in args.o }}{{ 2 in args.list }}",
            "truetruetruefalse",
        ),
        ("{{ 'z' not in args.s }}", "true"),
        (
            "{% set x %}<{{ args.s ~ 1 }}>{% endset %}{{ x * 2 }}",
            "<ab1><ab1>",
        ),
        (
            "{% for i in args.list %}{{ i ~ loop.index }}{% if not loop.last %},{% endif %}{% endfor %}",
            "11,x2",
        ),
    ];
    for (source, expected) in table {
        assert_eq!(
            render(Escape::Text, source, args).as_deref(),
            Ok(expected),
            "{source}"
        );
    }
    let json =
        r#"{"a": {{ args.s ~ '"' }}, "b": "{{ args.n * 2 }}", "c": {{ args.list + [args.o] }}}"#;
    assert_eq!(
        render(Escape::Json, json, args).as_deref(),
        Ok(r#"{"a": "ab\"", "b": "6", "c": [1,"x",{"k": 1}]}"#)
    );
    let errors = [
        ("{{ args.none ~ 1 }}", "`none` is missing"),
        ("{{ args.nil + 1 }}", "`+` does not fit a none and a number"),
        ("{{ 1 in args.n }}", "nothing can be `in` a number"),
    ];
    for (source, expected) in errors {
        assert_eq!(
            render(Escape::Text, source, args),
            Err(expected.to_owned()),
            "{source}"
        );
    }
}
