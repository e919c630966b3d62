//! Properties of any result.

use super::*;
use proptest::prelude::*;

/// Presentations of many kinds.
const ANY: [&str; 9] = [
    r#"{"keep":["a[].b","*.c"],"drop":["a[].b.c"],"headers":["x"]}"#,
    r#"{"as":"text","maxText":100,"headers":["x"]}"#,
    r#"{"as":"resource","success":["2xx","4xx"]}"#,
    r#"{"as":"image","mimeType":"image/png"}"#,
    r#"{"as":"json"}"#,
    r#"{"mimeType":"text/plain; charset=utf-16"}"#,
    r#"{"template":"{{ response.text }}{{ response.headers.x }}","errorTemplate":"{{ response.json.a }}{{ response.text }}"}"#,
    r#"{"as":"json","template":"[{{ response.json }}, \"{{ response.headers.x }}\"]"}"#,
    r#"{"content":[{"type":"text","text":"{{ response.text }}"},{"type":"image","mimeType":"{{ response.headers.x }}","data":"{{ response.base64 }}"},{"type":"resource_link","uri":"{{ response.headers.x }}","name":"{{ response.json.a }}"},{"type":"resource","uri":"a:{{ response.headers.x }}","text":"{{ response.text }}"}]}"#,
];

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any::<Vec<u8>>(),
        any::<String>().prop_map(String::into_bytes),
        any::<String>().prop_map(|text| {
            serde_json::to_vec(&serde_json::json!({"a": [{"b": {"c": text}}], "d": {"c": 1}}))
                .unwrap()
        }),
        (any::<i64>(), any::<String>())
            .prop_map(|(number, key)| format!("{{\"a\": {number}, {key:?}: null}}").into_bytes()),
    ]
}

proptest! {
    #[test]
    fn any_result_is_valid_json(
        presentation in prop::sample::select(&ANY[..]),
        structured in prop_oneof![Just(Structured::None), Just(Structured::Object), Just(Structured::Any)],
        status in prop_oneof![Just(200_u16), Just(404), Just(500), Just(204)],
        content_type in prop::option::of("(text/plain|application/json|image/png)(; charset=(utf-8|utf-16|latin1|x))?"),
        header in prop::option::of("[ -~\u{80}-\u{ff}]{0,12}"),
        body in body(),
    ) {
        let presentation: Presentation = serde_json::from_str(presentation).unwrap();
        // Not every one goes together with an output schema.
        let Ok(presenter) = Presenter::compile(&presentation, None, structured != Structured::None) else {
            return Ok(());
        };
        let lookup = |name: &str| header.clone().filter(|_| name == "x");
        let response = Response {
            status,
            content_type: content_type.as_deref(),
            body: &body,
            local: None,
            headers: Headers::new(&lookup),
        };
        let call = Call { arguments: None, structured, check: None, config: None, steps: 10_000 };
        let mut out = b"{".to_vec();
        presenter.write(&mut out, &response, &call);
        out.push(b'}');
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        prop_assert!(value["content"].is_array());
        let failed = value.get("isError") == Some(&serde_json::Value::Bool(true));
        let object = value.get("structuredContent").is_some_and(serde_json::Value::is_object);
        match structured {
            Structured::Object => prop_assert!(failed != object),
            Structured::Any => prop_assert!(failed || value.get("structuredContent").is_some()),
            Structured::None => prop_assert!(value.get("structuredContent").is_none()),
        }
    }
}
