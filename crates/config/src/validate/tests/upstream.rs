//! Rules of upstreams.

use super::{assert_right, table};

fn upstream(fields: &str) -> String {
    format!(r#"{{"kind": "Upstream", {fields}}}"#)
}

#[test]
fn right() {
    let longest = format!(r#""name": "{}", "url": "http://h""#, "a".repeat(63));
    assert_right(
        &[
            r#""name": "a", "url": "https://petstore.example.com/v3""#,
            r#""name": "a-1", "tenant": "0", "cluster": "outbound|8080||petstore.shop.svc.cluster.local""#,
            r#""name": "a", "url": "https://h", "cluster": "portico:default/a:01234567", "tls": {}"#,
            r#""name": "a", "url": "https://h", "tls": {"caFile": "/etc/ca.pem", "serverName": "h.example.com"}"#,
            r#""name": "a", "url": "http://h", "timeout": "1h", "retries": {"attempts": 10, "on": ["5xx"]}"#,
            r#""name": "a", "url": "http://h", "timeout": "1ms", "retries": {"attempts": 1, "on": ["reset"]}"#,
            r#""name": "a", "url": "http://h", "headers": {"X-Api-Version": "2", "Accept": "a/b, c/d", "X-Empty": ""}"#,
            &longest,
        ],
        upstream,
    );
}

#[test]
fn wrong() {
    let too_long = format!(r#""name": "{}", "url": "http://h""#, "a".repeat(64));
    let errors = table(
        &[
            r#""name": "", "url": "http://h""#,
            r#""name": "Petstore", "url": "http://h""#,
            r#""name": "-a", "url": "http://h""#,
            r#""name": "a-", "url": "http://h""#,
            r#""name": "a/b", "url": "http://h""#,
            &too_long,
            r#""name": "a", "tenant": "A", "url": "http://h""#,
            r#""name": "a""#,
            r#""name": "a", "url": "ftp://h""#,
            r#""name": "a", "url": "http://h?a=b""#,
            r#""name": "a", "cluster": """#,
            r#""name": "a", "cluster": "a b""#,
            r#""name": "a", "cluster": "a\r\nb: c""#,
            r#""name": "a", "url": "http://h", "timeout": "0ms""#,
            r#""name": "a", "url": "http://h", "timeout": "61m""#,
            r#""name": "a", "url": "http://h", "retries": {"attempts": 0, "on": []}"#,
            r#""name": "a", "url": "http://h", "retries": {"attempts": 11, "on": ["reset"]}"#,
            r#""name": "a", "url": "http://h", "headers": {"": "a", "a b": "", "a:": ""}"#,
            r#""name": "a", "url": "http://h", "headers": {"Host": "a", "X-Envoy-Retry-On": "5xx", "x-portico-cluster": "a"}"#,
            r#""name": "a", "url": "http://h", "headers": {"X-A": "a", "x-a": "b"}"#,
            r#""name": "a", "url": "http://h", "headers": {"A": "a\r\nb: c", "B": " a", "C": "ä"}"#,
            r#""name": "a", "url": "http://h", "tls": {}"#,
            r#""name": "a", "cluster": "c", "tls": {}"#,
            r#""name": "a", "url": "https://h", "tls": {"caFile": "", "serverName": ""}"#,
            r#""name": "a", "url": "https://h", "tls": {"serverName": "a:443"}"#,
            r#""name": "A", "tenant": "B", "timeout": "2h""#,
        ],
        upstream,
    );
    insta::assert_snapshot!(errors);
}
