//! Importing descriptions that others wrote.

use crate::app::{Answer, Caller, TestApp};
use serde_json::{Value, json};

fn description() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Pets", "version": "1" },
        "servers": [{ "url": "https://pets.example.com/v1" }],
        "security": [{ "key": [] }],
        "components": { "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } } },
        "paths": {
            "/pets": {
                "get": { "operationId": "listPets", "parameters": [
                    { "name": "limit", "in": "query", "schema": { "type": "integer" } },
                ] },
                "head": { "operationId": "countPets" },
            },
            "/pets/{petId}": { "delete": { "operationId": "deletePet" } },
        },
    })
}

fn body(mode: &str, options: Value) -> Value {
    json!({ "text": description().to_string(), "mode": mode, "options": options })
}

async fn start() -> (TestApp, Caller) {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    (app, admin)
}

async fn post(app: &TestApp, caller: &Caller, path: &str, body: Value) -> Answer {
    app.call(caller, "POST", &format!("/api/v1/{path}"), body)
        .await
}

#[tokio::test]
async fn a_preview_stores_nothing_and_tells_every_operation() {
    let (app, admin) = start().await;
    let options = json!({ "tenant": "a", "rename": { "GET /pets": "find_pets" } });
    let answer = post(&app, &admin, "imports/preview", body("create", options)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let report = &answer.body["report"];
    let told: Vec<_> = report["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| {
            (
                operation["key"].as_str().unwrap(),
                operation["tool"].as_str(),
                operation["reason"].is_string(),
            )
        })
        .collect();
    let expected = [
        ("GET /pets", Some("find_pets"), false),
        ("HEAD /pets", None, true),
        ("DELETE /pets/{petId}", Some("deletePet"), false),
    ];
    assert_eq!(told, expected);
    assert_eq!(report["secrets"][0]["name"], "pets-key");
    assert_eq!(answer.body["errors"], json!([]));
    let server = answer.body["documents"].as_array().unwrap().last().unwrap();
    assert_eq!(server["path"], "/a/pets");
    let servers = app.get(&admin, "/api/v1/servers").await;
    assert_eq!(servers.body["items"], json!([]));
}

#[tokio::test]
async fn an_import_is_one_change_and_seals_the_secret() {
    let (app, admin) = start().await;
    let options = json!({
        "tenant": "a", "operations": ["GET /pets"], "secrets": { "pets-key": { "value": "hunter2" } },
    });
    let answer = post(
        &app,
        &admin,
        "imports?reason=try",
        body("create", options.clone()),
    )
    .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["changed"].as_array().unwrap().len(), 3);
    assert!(!answer.text.contains("hunter2"));
    let server = app.get(&admin, "/api/v1/servers/a/pets").await;
    assert_eq!(server.body["tools"].as_array().unwrap().len(), 1);
    let secret = app.get(&admin, "/api/v1/secrets/a/pets-key").await;
    assert!(secret.body["sealed"].is_string() && !secret.text.contains("hunter2"));
    let revisions = app.get(&admin, "/api/v1/revisions").await;
    assert_eq!(revisions.body["items"].as_array().unwrap().len(), 1);

    // The server is there: nothing is overwritten by mistake.
    let again = post(&app, &admin, "imports", body("create", options)).await;
    assert_eq!(again.status, 412, "{}", again.body);
    let told = post(
        &app,
        &admin,
        "imports/preview",
        body("create", json!({ "tenant": "a" })),
    )
    .await;
    assert_eq!(told.body["errors"][0]["path"], "mode", "{}", told.body);

    // The secret stays what somebody has given.
    let replaced = post(
        &app,
        &admin,
        "imports",
        body("replace", json!({ "tenant": "a" })),
    )
    .await;
    assert_eq!(replaced.status, 200, "{}", replaced.body);
    let after = app.get(&admin, "/api/v1/secrets/a/pets-key").await;
    assert_eq!(after.body, secret.body);
    let server = app.get(&admin, "/api/v1/servers/a/pets").await;
    assert_eq!(server.body["tools"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn who_may_not_edit_may_not_import() {
    let (app, _) = start().await;
    let user = app.user("ed", &["b:editor"]).await;
    let editor = app.session(&user).await;
    let answer = post(
        &app,
        &editor,
        "imports",
        body("create", json!({ "tenant": "a" })),
    )
    .await;
    assert_eq!(answer.status, 403);
    let answer = post(
        &app,
        &editor,
        "imports",
        body("create", json!({ "tenant": "b" })),
    )
    .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn what_cannot_be_imported_is_told() {
    let (app, admin) = start().await;
    let table = [
        (json!({}), 400, ""),
        (json!({ "text": "{}", "url": "http://a" }), 400, ""),
        (json!({ "text": "a: [" }), 422, "text"),
        (json!({ "text": "hello: world" }), 422, "text"),
        (
            json!({ "text": "openapi: 3.1.0", "options": { "name": "A B" } }),
            422,
            "options.name",
        ),
        (
            json!({ "url": "http://127.0.0.1:1/openapi.json" }),
            422,
            "url",
        ),
        (json!({ "url": "file:///etc/passwd" }), 422, "url"),
    ];
    for (body, status, path) in table {
        let answer = post(&app, &admin, "imports/preview", body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        if status == 422 {
            assert_eq!(answer.body["errors"][0]["path"], path, "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_later_description_is_put_together_with_edits() {
    let (app, admin) = start().await;
    let options = || json!({ "tenant": "a" });
    let early = post(&app, &admin, "imports/preview", body("update", options())).await;
    assert_eq!(early.body["errors"][0]["path"], "mode", "{}", early.body);
    let made = post(&app, &admin, "imports", body("create", options())).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let known = app.get(&admin, "/api/v1/imports/a/pets").await;
    assert_eq!(known.body["format"], "OpenAPI 3.0", "{}", known.body);
    assert_eq!(known.body["options"]["tenant"], "a");

    let mut server = app.get(&admin, "/api/v1/servers/a/pets").await.body;
    server["tools"][0]["description"] = "Our words".into();
    let put = app
        .call(&admin, "PUT", "/api/v1/servers/a/pets", server)
        .await;
    assert_eq!(put.status, 200, "{}", put.body);

    let mut later = description();
    later["paths"]["/pets"]["get"]["summary"] = "List all pets".into();
    let parameters = later["paths"]["/pets"]["get"]["parameters"].as_array_mut();
    let tag = json!({ "name": "tag", "in": "query", "schema": { "type": "string" } });
    parameters.unwrap().push(tag);
    later["paths"]["/toys"] = json!({ "get": { "operationId": "listToys" } });
    let mut update = json!({ "text": later.to_string(), "mode": "update", "options": options() });
    let preview = post(&app, &admin, "imports/preview", update.clone()).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    let told: Vec<_> = preview.body["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            let text = |key: &str| change[key].as_str().unwrap_or_default().to_owned();
            (text("id"), text("by"), text("taken"))
        })
        .collect();
    let change = |id: &str, by: &str, taken: &str| {
        (format!("Server pets/{id}"), by.to_owned(), taken.to_owned())
    };
    assert_eq!(
        told,
        [
            change("listPets/description", "both", "here"),
            change("listPets/inputSchema.properties.tag", "source", "source"),
            change("listPets/title", "source", "source"),
            change("listToys/", "source", "source"),
        ]
    );
    let applied = post(&app, &admin, "imports", update.clone()).await;
    assert_eq!(applied.status, 200, "{}", applied.body);
    let server = app.get(&admin, "/api/v1/servers/a/pets").await.body;
    assert_eq!(server["tools"][0]["description"], "Our words");
    assert!(server["tools"][0]["inputSchema"]["properties"]["tag"].is_object());
    assert_eq!(server["tools"][2]["name"], "listToys");

    // The same again is no change, but for what is told of the edit, which may be given up.
    update["choices"] = json!({ "Server pets/listPets/description": "source" });
    let again = post(&app, &admin, "imports", update).await;
    assert_eq!(
        again.body["changed"].as_array().unwrap().len(),
        1,
        "{}",
        again.body
    );
    let server = app.get(&admin, "/api/v1/servers/a/pets").await.body;
    assert_eq!(server["tools"][0]["description"], "List all pets");
}

#[tokio::test]
async fn only_one_s_own_tenant_is_imported_into() {
    let app = TestApp::new().await;
    let editor = app.user("ed", &["a:editor", "b:viewer"]).await;
    let editor = app.session(&editor).await;
    let unla =
        "name: x\ntenant: b\nrouters: []\nservers:\n- name: s\n  allowedTools: []\ntools: []\n";
    for (options, text, status) in [
        (json!({ "tenant": "a" }), description().to_string(), 200),
        (json!({ "tenant": "b" }), description().to_string(), 403),
        (json!({}), description().to_string(), 403),
        (json!({ "tenant": "a" }), unla.to_owned(), 200),
    ] {
        let body = json!({ "text": text, "options": options });
        let answer = post(&app, &editor, "imports/preview", body).await;
        assert_eq!(answer.status, status, "{options} {}", answer.text);
        for document in answer.body["documents"].as_array().into_iter().flatten() {
            assert_eq!(document["tenant"], "a");
        }
    }
}

fn names(page: &Value) -> Vec<(&str, &str)> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            (
                item["tenant"].as_str().unwrap(),
                item["name"].as_str().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn earlier_imports_are_listed_with_what_they_gave() {
    let (app, admin) = start().await;
    let imports = [("a", "pets"), ("a", "zoo"), ("b", "pets")];
    for (tenant, name) in imports {
        let secrets = json!({ "pets-key": { "omit": true }, "zoo-key": { "value": "hunter2" } });
        let options = json!({ "tenant": tenant, "name": name, "secrets": secrets });
        let made = post(&app, &admin, "imports", body("create", options)).await;
        assert_eq!(made.status, 200, "{}", made.body);
    }
    let all = app.get(&admin, "/api/v1/imports").await;
    assert_eq!(names(&all.body), imports);
    let first = &all.body["items"][0];
    assert_eq!(
        (&first["tools"], &first["present"], &first["url"]),
        (&json!(2), &json!(true), &Value::Null)
    );
    let server = json!({ "kind": "Server", "tenant": "a", "name": "pets" });
    assert!(first["documents"].as_array().unwrap().contains(&server));
    // What becomes of secrets is known again at the next time, their values are not.
    let known = json!({ "pets-key": { "omit": true } });
    assert_eq!(first["options"]["secrets"], known);
    assert!(!all.text.contains("hunter2"));

    let page = app.get(&admin, "/api/v1/imports?limit=2").await.body;
    assert_eq!(names(&page), &imports[..2]);
    let next = page["next"].as_str().unwrap();
    let rest = format!("/api/v1/imports?limit=2&cursor={next}");
    assert_eq!(names(&app.get(&admin, &rest).await.body), &imports[2..]);
    let narrowed = app.get(&admin, "/api/v1/imports?tenant=b").await.body;
    assert_eq!(names(&narrowed), &imports[2..]);

    let one = app.get(&admin, "/api/v1/imports?tenant=a&name=zoo").await;
    assert_eq!(names(&one.body), &imports[1..2]);

    let user = app.user("vi", &["b:viewer"]).await;
    let viewer = app.session(&user).await;
    let own = app.get(&viewer, "/api/v1/imports").await.body;
    assert_eq!(names(&own), &imports[2..]);

    let path = "/api/v1/servers/a/pets";
    let gone = app.call(&admin, "DELETE", path, Value::Null).await;
    assert_eq!(gone.status, 200, "{}", gone.body);
    let after = app.get(&admin, "/api/v1/imports/a/pets").await.body;
    assert_eq!(after["present"], false);
}

#[tokio::test]
async fn an_update_that_changes_nothing_is_no_revision() {
    let (app, admin) = start().await;
    let options = || json!({ "tenant": "a" });
    let made = post(&app, &admin, "imports", body("create", options())).await;
    let again = post(&app, &admin, "imports", body("update", options())).await;
    assert_eq!(again.status, 200, "{}", again.body);
    assert_eq!(again.body["changed"], json!([]));
    assert_eq!(again.body["revision"], made.body["revision"]);
}
