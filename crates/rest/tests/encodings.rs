//! What is sent in forms, parts and cookies, independent parsers read back.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::mapping::Binding;
use portico_rest::{Arguments, Operation, RawJson, Target};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Content type and body, and the cookies.
type Sent = (Option<(String, Vec<u8>)>, Option<String>);

/// The request for `arguments`, which must fit.
fn send(http: &str, arguments: &Value) -> Sent {
    let binding = format!(r#"{{"upstream": "u", "method": "POST", "path": "/", {http}}}"#);
    let binding: Binding = serde_json::from_str(&binding).unwrap();
    let schema = r#"{"properties": {"a": {}, "list": {}, "file": {}, "name": {}}}"#;
    let operation = Operation::compile(&binding, Some(&RawJson::parse(schema).unwrap())).unwrap();
    let target = Target::new(Some("http://u"), None, []).unwrap();
    let raw = arguments.to_string();
    let arguments = Arguments::parse(Some(&raw)).unwrap();
    let request = operation.request(&target, &arguments).unwrap();
    let header = |name: &str| {
        let found = request.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone().into_owned())
    };
    let body = request
        .body
        .clone()
        .map(|body| (header("content-type").unwrap(), body));
    (body, header("cookie"))
}

/// Name, file name, type and content of a part.
type Part = (Option<String>, Option<String>, Option<String>, Vec<u8>);

fn parts(content_type: &str, body: Vec<u8>) -> Vec<Part> {
    let boundary = multer::parse_boundary(content_type).unwrap();
    let stream = tokio_stream::once(Ok::<_, std::convert::Infallible>(body));
    let mut multipart = multer::Multipart::new(stream, boundary);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut parts = Vec::new();
        while let Some(field) = multipart.next_field().await.unwrap() {
            let text = |text: &str| text.to_owned();
            let head = (
                field.name().map(text),
                field.file_name().map(text),
                field.content_type().map(|mime| mime.to_string()),
            );
            let bytes = field.bytes().await.unwrap().to_vec();
            parts.push((head.0, head.1, head.2, bytes));
        }
        parts
    })
}

proptest! {
    #[test]
    fn forms_are_read_back(a: String, list in prop::collection::vec(any::<String>(), 0..4)) {
        let (body, _) = send(r#""body": {"form": []}"#, &json!({"a": a, "list": list}));
        let (content_type, body) = body.unwrap();
        prop_assert_eq!(content_type, "application/x-www-form-urlencoded");
        let mut expected = vec![("a".to_owned(), a)];
        expected.extend(list.into_iter().map(|item| ("list".to_owned(), item)));
        let read: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn parts_are_read_back(
        a in "(\r\n|--|portico-|[\"\\\\a-zé\r\n]){0,12}",
        name in "[a-z\"\\\\\r\n; =é]{0,10}",
        bytes: Vec<u8>,
        list in prop::collection::vec(any::<String>(), 0..3),
    ) {
        let file = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &bytes);
        let http = r#""body": {"multipart": [{"name": "a"}, {"name": "file", "file": true, "filename": "{{ args.name }}"}]}"#;
        let arguments = json!({"a": a, "name": name, "file": file, "list": list});
        let (content_type, body) = send(http, &arguments).0.unwrap();
        let escaped = name
            .replace('"', "%22")
            .replace('\\', "%5C")
            .replace('\r', "%0D")
            .replace('\n', "%0A");
        let mut expected = vec![
            (Some("a".to_owned()), None, None, a.into_bytes()),
            (Some("file".to_owned()), Some(escaped), Some("application/octet-stream".to_owned()), bytes),
        ];
        expected.extend(list.into_iter().map(|item| (Some("list".to_owned()), None, None, item.into_bytes())));
        prop_assert_eq!(parts(&content_type, body), expected);
    }

    #[test]
    fn no_value_makes_another_cookie(a: String, list in prop::collection::vec(any::<String>(), 0..4)) {
        let http = r#""parameters": [{"name": "a", "in": "cookie"}, {"name": "l", "in": "cookie", "arg": "list"}]"#;
        let cookies = send(http, &json!({"a": a, "list": list})).1.unwrap();
        prop_assert!(cookies.bytes().all(|byte| matches!(byte, b'!'..=b'~' | b' ')));
        // RFC 6265 section 5.4: pairs apart by "; ", the name ends at the first "=".
        let read: Vec<(String, String)> = cookies
            .split("; ")
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap();
                let value = percent_encoding::percent_decode_str(value).decode_utf8().unwrap();
                (name.to_owned(), value.into_owned())
            })
            .collect();
        let mut expected = vec![("a".to_owned(), a)];
        expected.extend(list.into_iter().map(|item| ("l".to_owned(), item)));
        prop_assert_eq!(read, expected);
    }
}
