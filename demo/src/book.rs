//! Books: list, look up, summarize, add.

use crate::failure::Failure;
use crate::shop::Shop;
use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// A book on the shelf.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Book {
    pub(crate) id: u64,
    #[serde(flatten)]
    pub(crate) details: BookDetails,
}

/// What is known of a book; the body of `POST /books`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct BookDetails {
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) genre: String,
    pub(crate) year: i32,
    /// Price in euro cents.
    pub(crate) price_cents: u64,
    /// Copies that can be ordered.
    #[serde(default)]
    pub(crate) stock: u64,
}

/// Query of `GET /books`.
#[derive(Debug, Deserialize)]
pub(crate) struct ListQuery {
    genre: Option<String>,
    limit: Option<usize>,
}

/// Answer of `GET /books`.
#[derive(Debug, Serialize)]
pub(crate) struct BookList {
    books: Vec<Book>,
    /// Number of books that match, also those beyond `limit`.
    total: usize,
}

/// `GET /books?genre=&limit=`
pub(crate) async fn list_books(
    State(shop): State<Shop>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<BookList>, Failure> {
    let Query(query) = query?;
    let mut books = shop.open().books(query.genre.as_deref());
    let total = books.len();
    books.truncate(query.limit.unwrap_or(usize::MAX));
    Ok(Json(BookList { books, total }))
}

/// `GET /books/{id}`
pub(crate) async fn get_book(
    State(shop): State<Shop>,
    id: Result<Path<u64>, PathRejection>,
) -> Result<Json<Book>, Failure> {
    let Path(id) = id?;
    Ok(Json(shop.open().book(id)?.clone()))
}

/// `GET /books/{id}/summary`, as plain text.
pub(crate) async fn summarize_book(
    State(shop): State<Shop>,
    id: Result<Path<u64>, PathRejection>,
) -> Result<String, Failure> {
    let Path(id) = id?;
    let shelf = shop.open();
    let BookDetails {
        title,
        author,
        genre,
        year,
        price_cents,
        stock,
    } = &shelf.book(id)?.details;
    let (euros, cents) = (price_cents / 100, price_cents % 100);
    Ok(format!(
        "{title} by {author} ({year}), {genre}. EUR {euros}.{cents:02}, {stock} in stock."
    ))
}

/// `POST /books`
pub(crate) async fn add_book(
    State(shop): State<Shop>,
    details: Result<Json<BookDetails>, JsonRejection>,
) -> Result<(StatusCode, Json<Book>), Failure> {
    let Json(details) = details?;
    if details.title.trim().is_empty() {
        return Err(Failure::bad_request("title is empty"));
    }
    Ok((StatusCode::CREATED, Json(shop.open().add_book(details))))
}
