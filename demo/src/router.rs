//! The API's routes.

use crate::failure::Failure;
use crate::shop::Shop;
use crate::{book, order};
use axum::Router;
use axum::routing::{get, post};

/// All routes, over the given shop.
pub(crate) fn router(shop: Shop) -> Router {
    Router::new()
        .route("/books", get(book::list_books).post(book::add_book))
        .route("/books/{id}", get(book::get_book))
        .route("/books/{id}/summary", get(book::summarize_book))
        .route("/orders", post(order::place_order))
        .route(
            "/orders/{id}",
            get(order::get_order).delete(order::cancel_order),
        )
        .fallback(async || Failure::not_found("no such path"))
        .method_not_allowed_fallback(async || Failure::method_not_allowed())
        .with_state(shop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode, header};
    use serde_json::{Value, json};
    use tower::ServiceExt;

    async fn call(api: &Router, method: &str, uri: &str, body: Option<Value>) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let response = api.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        (status.as_u16(), value)
    }

    #[tokio::test]
    async fn lists_by_genre_and_limit() {
        let api = router(Shop::with_stock());
        let (status, list) = call(&api, "GET", "/books?genre=crime&limit=1", None).await;
        assert_eq!(status, 200);
        assert_eq!(list["total"], 2);
        assert_eq!(list["books"].as_array().unwrap().len(), 1);
        assert_eq!(list["books"][0]["title"], "A Study in Scarlet");
    }

    #[tokio::test]
    async fn summary_is_plain_text() {
        let api = router(Shop::with_stock());
        let (status, text) = call(&api, "GET", "/books/1/summary", None).await;
        assert_eq!(status, 200);
        assert_eq!(
            text,
            "The Time Machine by H. G. Wells (1895), science-fiction. EUR 7.99, 12 in stock."
        );
    }

    #[tokio::test]
    async fn errors_are_json() {
        let api = router(Shop::with_stock());
        let table = [
            ("GET", "/books/99", None, StatusCode::NOT_FOUND, "not_found"),
            (
                "GET",
                "/books/x",
                None,
                StatusCode::BAD_REQUEST,
                "bad_request",
            ),
            (
                "GET",
                "/books?limit=-1",
                None,
                StatusCode::BAD_REQUEST,
                "bad_request",
            ),
            (
                "POST",
                "/books",
                Some(json!({"title": 1})),
                StatusCode::BAD_REQUEST,
                "bad_request",
            ),
            (
                "PUT",
                "/books",
                None,
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
            ),
            (
                "DELETE",
                "/orders/1",
                None,
                StatusCode::NOT_FOUND,
                "not_found",
            ),
            ("GET", "/nowhere", None, StatusCode::NOT_FOUND, "not_found"),
        ];
        for (method, uri, body, status, code) in table {
            let (got, answer) = call(&api, method, uri, body).await;
            assert_eq!(got, status.as_u16(), "{method} {uri}");
            assert_eq!(answer["error"]["code"], code, "{method} {uri}");
        }
    }

    #[tokio::test]
    async fn orders_move_stock_and_cancelling_moves_it_back() {
        let api = router(Shop::with_stock());
        let body = json!({
            "customer": {"name": "Ada", "email": "ada@example.com"},
            "lines": [{"bookId": 4, "quantity": 2}, {"bookId": 1, "quantity": 1}],
            "delivery": {"method": "pickup", "giftWrap": true},
            "channel": "mcp",
        });
        let (status, order) = call(&api, "POST", "/orders", Some(body.clone())).await;
        assert_eq!((status, &order["totalCents"]), (201, &json!(3197)));
        assert_eq!(
            order["delivery"],
            json!({"method": "pickup", "giftWrap": true})
        );
        let (_, book) = call(&api, "GET", "/books/4", None).await;
        assert_eq!(book["stock"], 1);

        let (status, answer) = call(&api, "POST", "/orders", Some(body)).await;
        assert_eq!(
            (status, &answer["error"]["code"]),
            (409, &json!("conflict"))
        );

        let (status, _) = call(&api, "DELETE", "/orders/1", None).await;
        assert_eq!(status, 204);
        let (_, book) = call(&api, "GET", "/books/4", None).await;
        assert_eq!(book["stock"], 3);
        let (status, _) = call(&api, "GET", "/orders/1", None).await;
        assert_eq!(status, 404);
    }
}
