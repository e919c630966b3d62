//! Fields, kinds, charsets, headers, statuses and lengths.

use super::*;

#[test]
fn fields_are_chosen() {
    use Structured::{Any, None, Object};
    let keep = r#"{"keep":["books[].id"]}"#;
    let results = table(vec![
        (keep, None, ok(&[JSON], BOOKS)),
        (keep, Object, ok(&[JSON], BOOKS)),
        (keep, None, ok(&[], BOOKS)),
        (keep, None, ok(&[JSON], b"<p>")),
        (keep, None, ok(&[JSON], b"")),
        (keep, Any, ok(&[JSON], b"[1.0]")),
        (keep, None, status(500, ok(&[JSON], BOOKS))),
        (r#"{"drop":["books[].text"]}"#, Any, ok(&[JSON], BOOKS)),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn kinds_and_types_are_set() {
    use Structured::{None, Object};
    let results = table(vec![
        (
            r#"{"as":"text"}"#,
            None,
            ok(&[("content-type", "image/png")], b"<svg/>"),
        ),
        (r#"{"as":"text"}"#, None, ok(&[], b"\xff\xfe\xfd")),
        (r#"{"as":"json"}"#, None, ok(&[], b" [1.0, 2] ")),
        (r#"{"as":"json"}"#, None, ok(&[JSON], b"[1")),
        (r#"{"as":"json"}"#, Object, ok(&[JSON], b"{}")),
        (
            r#"{"as":"image","mimeType":"image/png"}"#,
            None,
            ok(&[JSON], b"\x89PNG"),
        ),
        (r#"{"mimeType":"image/png"}"#, None, ok(&[], b"\x89PNG")),
        (r#"{"mimeType":"audio/wav"}"#, None, ok(&[JSON], b"RIFF")),
        (
            r#"{"as":"resource"}"#,
            None,
            ok(&[("content-type", "text/csv; charset=utf-8")], b"a,b"),
        ),
        (r#"{"as":"resource"}"#, None, ok(&[], b"a,b")),
        (r#"{"as":"resource"}"#, None, ok(&[], b"\xff")),
        (
            r#"{"as":"resource","mimeType":"application/pdf"}"#,
            None,
            ok(&[], b"%PDF\xff"),
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn charsets_are_read_and_compression_is_refused() {
    use Structured::{Any, None};
    const GZIP: &[u8] = b"\x1f\x8b\x08\0";
    let results = table(vec![
        ("{}", None, ok(&[LATIN], b"caf\xe9 \x80")),
        ("{}", None, status(404, ok(&[LATIN], b"caf\xe9"))),
        (
            "{}",
            Any,
            ok(
                &[("content-type", "application/json; charset=utf-16")],
                b"[\0]\0",
            ),
        ),
        (
            "{}",
            None,
            ok(&[("content-type", "text/plain")], b"\xff\xfea\0"),
        ),
        (
            "{}",
            None,
            ok(&[("content-type", "text/plain; charset=big5")], b"\xa4\xa4"),
        ),
        (
            r#"{"mimeType":"text/plain; charset=windows-1252"}"#,
            None,
            ok(&[], b"\x93a\x94"),
        ),
        (r#"{"mimeType":"text/csv"}"#, None, ok(&[LATIN], b"\xe9")),
        ("{}", None, ok(&[JSON, ("content-encoding", "gzip")], GZIP)),
        (
            "{}",
            Any,
            ok(&[JSON, ("content-encoding", "br")], b"\x0b\x02\x80"),
        ),
        (
            "{}",
            None,
            ok(
                &[("content-type", "image/png"), ("content-encoding", "zstd")],
                b"\x28\xb5",
            ),
        ),
        (
            "{}",
            None,
            ok(&[JSON, ("content-encoding", "identity")], b"[1]"),
        ),
        (
            "{}",
            None,
            ok(&[LATIN, ("content-encoding", "deflate")], b"x\x9c"),
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn headers_are_shown_and_statuses_chosen() {
    use Structured::{Any, None};
    const HEADERS: &[(&str, &str)] = &[JSON, ("etag", "\"7\""), ("location", "/books/7")];
    let headers = r#"{"headers":["ETag","Location","Link"]}"#;
    let results = table(vec![
        (headers, None, status(201, ok(HEADERS, b""))),
        (headers, Any, ok(HEADERS, b"[1]")),
        (headers, None, status(409, ok(HEADERS, b"{}"))),
        (headers, None, ok(&[JSON], b"[1]")),
        (
            headers,
            None,
            Answer {
                local: Some("response_timeout"),
                ..status(504, ok(HEADERS, b""))
            },
        ),
        (
            r#"{"success":["2xx",404]}"#,
            None,
            status(404, ok(&[JSON], b"[]")),
        ),
        (
            r#"{"success":["2xx",404]}"#,
            None,
            status(201, ok(&[JSON], b"[]")),
        ),
        (
            r#"{"success":[200]}"#,
            None,
            status(202, ok(&[JSON], b"[]")),
        ),
        (
            r#"{"success":["5xx"]}"#,
            None,
            Answer {
                local: Some("overload"),
                ..status(503, ok(&[], b"x"))
            },
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn long_texts_are_cut_and_long_structures_refused() {
    use Structured::{Any, None};
    const LONG: &[u8] = "\"äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü\"".as_bytes();
    let most = r#"{"maxText":100}"#;
    let results = table(vec![
        (most, None, ok(&[JSON], LONG)),
        (most, Any, ok(&[JSON], LONG)),
        (
            r#"{"maxText":100,"as":"resource"}"#,
            None,
            ok(&[JSON], LONG),
        ),
        (r#"{"maxText":100,"as":"json"}"#, None, ok(&[JSON], LONG)),
        (r#"{"maxText":104}"#, Any, ok(&[JSON], LONG)),
        (
            r#"{"maxText":100,"template":"{{ response.text }}"}"#,
            None,
            ok(&[JSON], LONG),
        ),
        (
            r#"{"maxText":100,"content":[{"type":"text","text":"{{ response.text }}"}]}"#,
            None,
            ok(&[JSON], LONG),
        ),
        (
            r#"{"maxText":100,"content":[{"type":"resource","uri":"a:b","text":"{{ response.text }}"}]}"#,
            None,
            ok(&[JSON], LONG),
        ),
    ]);
    insta::assert_snapshot!(results);
}
