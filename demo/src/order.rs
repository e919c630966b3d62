//! Orders: place, look up, cancel.

use crate::failure::Failure;
use crate::shop::Shop;
use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// An accepted order.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    pub(crate) id: u64,
    pub(crate) total_cents: u64,
    #[serde(flatten)]
    pub(crate) request: OrderRequest,
}

/// The body of `POST /orders`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct OrderRequest {
    pub(crate) customer: Customer,
    pub(crate) lines: Vec<OrderLine>,
    #[serde(default)]
    pub(crate) delivery: Delivery,
    /// Who sent the order: `web`, `mcp`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) channel: Option<String>,
}

/// Who pays.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Customer {
    pub(crate) name: String,
    pub(crate) email: String,
}

/// Some copies of one book.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct OrderLine {
    pub(crate) book_id: u64,
    pub(crate) quantity: u64,
}

/// How the books get to the customer.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Delivery {
    #[serde(default)]
    pub(crate) method: DeliveryMethod,
    #[serde(default)]
    pub(crate) gift_wrap: bool,
}

/// By post or over the counter.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DeliveryMethod {
    #[default]
    Post,
    Pickup,
}

/// `POST /orders`
pub(crate) async fn place_order(
    State(shop): State<Shop>,
    request: Result<Json<OrderRequest>, JsonRejection>,
) -> Result<(StatusCode, Json<Order>), Failure> {
    let Json(request) = request?;
    let order = shop.open().place_order(request)?;
    Ok((StatusCode::CREATED, Json(order)))
}

/// `GET /orders/{id}`
pub(crate) async fn get_order(
    State(shop): State<Shop>,
    id: Result<Path<u64>, PathRejection>,
) -> Result<Json<Order>, Failure> {
    let Path(id) = id?;
    Ok(Json(shop.open().order(id)?.clone()))
}

/// `DELETE /orders/{id}`: puts the books back on the shelf.
pub(crate) async fn cancel_order(
    State(shop): State<Shop>,
    id: Result<Path<u64>, PathRejection>,
) -> Result<StatusCode, Failure> {
    let Path(id) = id?;
    shop.open().cancel_order(id)?;
    Ok(StatusCode::NO_CONTENT)
}
