//! Arguments that try to be more than values.

use crate::row::{Row, Table, call, post, row};

pub(crate) fn tables() -> Vec<Table> {
    vec![
        Table {
            title: "Arguments in the path",
            rows: path(),
        },
        Table {
            title: "Arguments in query, headers and body",
            rows: elsewhere(),
        },
    ]
}

/// A call whose arguments are these members.
fn sent(input: &'static str, members: &str, answers: &'static [&'static str]) -> Row {
    row(
        input,
        post(call("send", &format!("{{{members}}}"))),
        answers,
    )
}

fn path() -> Vec<Row> {
    let segment =
        |input, value: &str, answers| sent(input, &format!(r#""segment":{value}"#), answers);
    vec![
        segment(
            "`..`",
            r#""..""#,
            &["200 isError: The argument `segment` must be something else than `.` or `..`."],
        ),
        segment(
            "`.`",
            r#"".""#,
            &["200 isError: The argument `segment` must be something else than `.` or `..`."],
        ),
        segment(
            "`../../admin`",
            r#""../../admin""#,
            &["200 content: upstream gets POST /base/a/..%2F..%2Fadmin/x-p.json?fixed=1"],
        ),
        segment(
            "`%2e%2e`",
            r#""%2e%2e""#,
            &["200 content: upstream gets POST /base/a/%252e%252e/x-p.json?fixed=1"],
        ),
        segment(
            "`%2e%2e%2fadmin`",
            r#""%2e%2e%2fadmin""#,
            &["200 content: upstream gets POST /base/a/%252e%252e%252fadmin/x-p.json?fixed=1"],
        ),
        segment(
            "`..%00/`",
            r#""..%00/""#,
            &["200 content: upstream gets POST /base/a/..%2500%2F/x-p.json?fixed=1"],
        ),
        segment(
            "`..;/admin`",
            r#""..;/admin""#,
            &["200 content: upstream gets POST /base/a/..%3B%2Fadmin/x-p.json?fixed=1"],
        ),
        segment(
            r"a backslash: `..\admin`",
            r#""..\\admin""#,
            &["200 content: upstream gets POST /base/a/..%5Cadmin/x-p.json?fixed=1"],
        ),
        segment(
            "a full-width slash",
            r#""..\uff0fadmin""#,
            &["200 content: upstream gets POST /base/a/..%EF%BC%8Fadmin/x-p.json?fixed=1"],
        ),
        segment(
            "`?x=1#y`",
            r#""?x=1#y""#,
            &["200 content: upstream gets POST /base/a/%3Fx%3D1%23y/x-p.json?fixed=1"],
        ),
        segment(
            "a URL",
            r#""//evil.example/""#,
            &["200 content: upstream gets POST /base/a/%2F%2Fevil.example%2F/x-p.json?fixed=1"],
        ),
        segment(
            "a line break and a header",
            r#""a HTTP/1.1\r\nx-evil: 1\r\n\r\n""#,
            &[
                "200 content: upstream gets POST /base/a/a%20HTTP%2F1.1%0D%0Ax-evil%3A%201%0D%0A%0D%0A/x-p.json?fixed=1",
            ],
        ),
        segment(
            "NUL",
            r#""a\u0000b""#,
            &["200 content: upstream gets POST /base/a/a%00b/x-p.json?fixed=1"],
        ),
        segment(
            "nothing",
            r#""""#,
            &["200 isError: The argument `segment` must be a value that is not empty."],
        ),
        segment(
            "null",
            "null",
            &["200 isError: The argument `segment` is required: it is part of the request's path."],
        ),
        segment(
            "a list of dots",
            r#"["..",".."]"#,
            &["200 content: upstream gets POST /base/a/..,../x-p.json?fixed=1"],
        ),
        segment(
            "an object",
            r#"{"..":"/"}"#,
            &["200 content: upstream gets POST /base/a/..,%2F/x-p.json?fixed=1"],
        ),
        segment(
            "a list of lists",
            "[[1]]",
            &[
                "200 isError: The argument `segment` must be a plain value, or a list or an object of plain values.",
            ],
        ),
        sent(
            "dots inside of a segment",
            r#""segment":"s","part":"../..""#,
            &["200 content: upstream gets POST /base/a/s/x-..%2F...json?fixed=1"],
        ),
    ]
}

fn elsewhere() -> Vec<Row> {
    let with = |input, members: &str, answers| {
        sent(input, &format!(r#""segment":"s",{members}"#), answers)
    };
    vec![
        with(
            "query: another parameter",
            r#""key":"v&fixed=2#x""#,
            &["200 content: upstream gets POST /base/a/s/x-p.json?fixed=1&key=v%26fixed%3D2%23x"],
        ),
        with(
            "query: a line break",
            r#""key":"v\r\nx-evil: 1""#,
            &[
                "200 content: upstream gets POST /base/a/s/x-p.json?fixed=1&key=v%0D%0Ax-evil%3A%201",
            ],
        ),
        with(
            "query: NUL and half-encoded bytes",
            r#""key":"\u0000%zz%""#,
            &["200 content: upstream gets POST /base/a/s/x-p.json?fixed=1&key=%00%25zz%25"],
        ),
        with(
            "query: the separator inside of a list",
            r#""tags":["a,b","&c"]"#,
            &["200 content: upstream gets POST /base/a/s/x-p.json?fixed=1&tags=a%2Cb,%26c"],
        ),
        with(
            "query: a member named as another parameter",
            r#""filter":{"a]&fixed=2&filter[b":"v"}"#,
            &[
                "200 content: upstream gets POST /base/a/s/x-p.json?fixed=1&filter%5Ba%5D%26fixed%3D2%26filter%5Bb%5D=v",
            ],
        ),
        with(
            "query: a list inside of an object",
            r#""filter":{"a":[1]}"#,
            &[
                "200 isError: The argument `filter` must be a plain value, or a list or an object of plain values.",
            ],
        ),
        with(
            "header: a line break and a header",
            r#""header":"v\r\nx-evil: 1""#,
            &[
                "200 isError: The argument `header` must be printable ASCII text, as it is sent in a header.",
            ],
        ),
        with(
            "header: a bare line feed",
            r#""header":"v\nx-evil: 1""#,
            &[
                "200 isError: The argument `header` must be printable ASCII text, as it is sent in a header.",
            ],
        ),
        with(
            "header: NUL",
            r#""header":"v\u0000""#,
            &[
                "200 isError: The argument `header` must be printable ASCII text, as it is sent in a header.",
            ],
        ),
        with(
            "header: text outside of ASCII",
            r#""header":"\u00e4\u010a""#,
            &[
                "200 isError: The argument `header` must be printable ASCII text, as it is sent in a header.",
            ],
        ),
        with(
            "header: blanks at its ends",
            r#""header":" v ""#,
            &[
                "200 isError: The argument `header` must be without blanks at its ends, as it is sent in a header.",
            ],
        ),
        with(
            "header: an object",
            r#""header":{"a":"b"}"#,
            &["200 content: upstream gets POST /base/a/s/x-p.json?fixed=1 x-header: a,b"],
        ),
        with(
            "body: quotes and braces",
            r#""field":"\"},\"x\":{\"""#,
            &[
                "200 content: upstream gets POST /base/a/s/x-p.json?fixed=1 {\"field\":\"\\\"},\\\"x\\\":{\\\"\"}",
            ],
        ),
        with(
            "body: a number beyond 53 bits",
            r#""field":9007199254740993"#,
            &[
                "200 content: upstream gets POST /base/a/s/x-p.json?fixed=1 {\"field\":9007199254740993}",
            ],
        ),
        with(
            "body: the fields of an object's prototype",
            r#""field":{"__proto__":{"admin":true}}"#,
            &[
                "200 content: upstream gets POST /base/a/s/x-p.json?fixed=1 {\"field\":{\"__proto__\":{\"admin\":true}}}",
            ],
        ),
        with(
            "an argument that no tool has",
            r#""evil":"1""#,
            &["200 content: upstream gets POST /base/a/s/x-p.json?fixed=1"],
        ),
        row(
            "arguments: a list",
            post(call("send", r#"["s"]"#)),
            &["200 isError: The arguments must be a JSON object."],
        ),
        row(
            "arguments: text",
            post(call("send", r#""s""#)),
            &["200 isError: The arguments must be a JSON object."],
        ),
    ]
}
