//! Entity tags of documents in both formats.

use crate::documents::{JSON, SHOP, shop, with_shop};

/// A strong etag belongs to one text: a cache that has the JSON is not told that it has the YAML. A change
/// is of the document, and may name either.
#[tokio::test]
async fn each_format_has_its_etag() {
    let (app, editor) = with_shop().await;
    let yaml = ("accept", "application/yaml");
    let get = |headers: Vec<(&'static str, String)>| {
        let (app, editor) = (&app, &editor);
        async move {
            let headers: Vec<_> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
            app.call_with(editor, "GET", SHOP, &headers, "").await
        }
    };
    let as_json = get(vec![]).await.header("etag").to_owned();
    let as_yaml = get(vec![("accept", yaml.1.to_owned())])
        .await
        .header("etag")
        .to_owned();
    assert_ne!(as_json, as_yaml);
    let known = "if-none-match";
    for (accept, etag, status) in [
        ("application/json", &as_json, 304),
        ("application/json", &as_yaml, 200),
        ("application/yaml", &as_yaml, 304),
        ("application/yaml", &as_json, 200),
    ] {
        let answer = get(vec![("accept", accept.to_owned()), (known, etag.clone())]).await;
        assert_eq!(answer.status, status, "{accept} {etag}");
        assert_eq!(answer.header("vary"), "accept", "{accept} {etag}");
    }

    // A change by either, and the etag of what was put in the format that it was put in.
    let headers = [JSON, ("if-match", as_yaml.as_str())];
    let put = app
        .call_with(&editor, "PUT", SHOP, &headers, &shop("A").to_string())
        .await;
    assert_eq!(put.status, 200, "{}", put.text);
    assert_eq!(put.header("etag"), get(vec![]).await.header("etag"));
    let stale = app
        .call_with(&editor, "PUT", SHOP, &headers, &shop("B").to_string())
        .await;
    assert_eq!(stale.status, 412);
    let deleted = [("if-match", put.header("etag"))];
    let deleted = app.call_with(&editor, "DELETE", SHOP, &deleted, "").await;
    assert_eq!(deleted.status, 200, "{}", deleted.text);
}
