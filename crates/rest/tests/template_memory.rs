//! Templates that ask for gigabytes get an error and no gigabytes: the peak of this process is
//! measured. A file of its own, as a process has one peak.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::template::{Escape, Template, Variables};

/// Most bytes of memory that this process had at once (Linux: `VmHWM`).
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    let kilobytes: usize = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes * 1024
}

#[test]
fn nothing_asks_for_more_than_there_may_be() {
    let repeat =
        |begin: &str, step: &str| format!("{begin}{}{{{{ x | length }}}}", step.repeat(50));
    let sources = [
        "{{ 'x' * 100000000 }}".to_owned(),
        "{{ ('x' * 100000000) ~ ('x' * 100000000) }}".to_owned(),
        "{{ (1, 2) * 50000000 }}".to_owned(),
        "{{ args.s * args.n }}".to_owned(),
        "{{ args.list * args.n }}".to_owned(),
        "{% for i in args.list %}{{ args.s * args.n }}{% endfor %}".to_owned(),
        repeat("{% set x = args.s %}", "{% set x = x ~ x %}"),
        repeat("{% set x = args.s %}", "{% set x = x + x %}"),
        repeat("{% set x = args.list %}", "{% set x = x + x %}"),
        repeat(
            "{% set x = args.s %}",
            "{% set x %}{{ x }}{{ x }}{% endset %}",
        ),
        repeat("{% set x = args.s %}", "{% set x = [x, x] | join(x) %}"),
        repeat("{% set x = args.s %}", "{% set x = x | replace('0', x) %}"),
        repeat(
            "{% set x = args.s %}",
            "{% set x = [x, x] | tojson | string %}",
        ),
        repeat(
            "{% set x = args.s %}",
            "{% set x = (x ~ ',' ~ x) | split(',') | join(x) %}",
        ),
        format!(
            "{{% set x %}}{{% for i in args.list %}}{{% for i in args.list %}}{}{{% endfor %}}{{% endfor %}}{{% endset %}}{{{{ x }}}}",
            "r".repeat(50_000)
        ),
        "{% for i in args.list %}{{ args.ones | length }}{% endfor %}".to_owned(),
    ];
    let list = vec!["1"; 300].join(",");
    let ones = vec!["1"; 400_000].join(",");
    let args =
        format!(r#"{{"s": "0123456789", "n": 10000000, "list": [{list}], "ones": [{ones}]}}"#);
    let before = peak();
    for source in sources {
        for escape in [Escape::Text, Escape::Json, Escape::Markup] {
            let Ok(template) = Template::compile(&source, escape, &["args"]) else {
                continue;
            };
            let mut variables = Variables::new();
            variables.add_json("args", &args);
            assert!(template.render(variables, 10_000_000).is_err(), "{source}");
        }
    }
    // 32 MiB at most, twice where a text grows, and what is made of them.
    let grown = peak() - before;
    assert!(grown < 160 << 20, "{grown}");
}
