//! Pages of lists: `?limit=` and an opaque `?cursor=`, which names the last entry of the page
//! before, so that entries that come and go neither repeat nor hide others.

use super::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Entries of a page, if the client does not say.
pub const DEFAULT_LIMIT: usize = 50;

/// Most entries of a page.
pub const MAX_LIMIT: usize = 200;

/// What a client says about the page it wants.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Most entries of the page; 50 by default.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// `cursor` of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl PageQuery {
    /// How many entries the page has at most.
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }

    /// How many rows to read for [`Self::page`]: one more, to know whether there are more.
    pub fn rows(&self) -> i64 {
        i64::try_from(self.limit()).map_or(i64::MAX, |limit| limit.saturating_add(1))
    }

    /// The key of the last entry of the page before; `None` for the first page.
    ///
    /// # Errors
    /// 400 if the cursor is none of ours.
    pub fn after<K: DeserializeOwned>(&self) -> Result<Option<K>, Problem> {
        let Some(cursor) = &self.cursor else {
            return Ok(None);
        };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let key = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        key.map(Some)
            .ok_or_else(|| Problem::bad_request("`cursor` is not one that a page gave"))
    }

    /// The page of these entries, of which [`Self::rows`] were read. `key` gives an entry's place in the order of the list.
    ///
    /// # Errors
    /// 500 if a key cannot be written.
    pub fn page<T, K: Serialize>(
        &self,
        mut entries: Vec<T>,
        key: impl Fn(&T) -> K,
    ) -> Result<Page<T>, Problem> {
        let more = entries.len() > self.limit();
        entries.truncate(self.limit());
        let next = match entries.last().filter(|_| more) {
            Some(last) => {
                let key = serde_json::to_vec(&key(last)).map_err(Problem::internal)?;
                Some(URL_SAFE_NO_PAD.encode(key))
            }
            None => None,
        };
        Ok(Page {
            items: entries,
            next,
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let super::input::Query(query): super::input::Query<Self> =
            super::input::Query::from_request_parts(parts, state).await?;
        match query.limit {
            Some(limit) if !(1..=MAX_LIMIT).contains(&limit) => Err(Problem::bad_request(format!(
                "`limit` must be from 1 to {MAX_LIMIT}"
            ))),
            _ => Ok(query),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    async fn query(uri: &str) -> Result<PageQuery, Problem> {
        let (mut parts, ()) = Request::get(uri).body(()).unwrap().into_parts();
        PageQuery::from_request_parts(&mut parts, &()).await
    }

    /// Goes through 0..total as a client does.
    fn walk(total: u32, limit: usize) -> Vec<Vec<u32>> {
        let mut pages = Vec::new();
        let mut cursor = None;
        loop {
            let query = PageQuery {
                limit: Some(limit),
                cursor,
            };
            let from = query.after::<u32>().unwrap().map_or(0, |last| last + 1);
            let read: Vec<u32> = (from..total).take(query.limit() + 1).collect();
            let page = query.page(read, |entry| *entry).unwrap();
            pages.push(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return pages;
            }
        }
    }

    #[test]
    fn pages_follow_each_other() {
        assert_eq!(walk(5, 2), [vec![0, 1], vec![2, 3], vec![4]]);
        assert_eq!(walk(4, 2), [vec![0, 1], vec![2, 3]]);
        assert_eq!(walk(0, 2), [Vec::<u32>::new()]);
    }

    #[tokio::test]
    async fn limits_are_kept() {
        assert_eq!(query("/?limit=1").await.unwrap().limit(), 1);
        assert_eq!(query("/?limit=200").await.unwrap().limit(), 200);
        assert_eq!(query("/").await.unwrap().limit(), 50);
        for bad in ["0", "201", "-1", "x", ""] {
            let problem = query(&format!("/?limit={bad}")).await.unwrap_err();
            assert_eq!(problem.status, 400, "{bad}");
        }
    }

    #[tokio::test]
    async fn foreign_cursors_are_refused() {
        for bad in ["x", "eA", "bnVsbA", "%00", ""] {
            let query = query(&format!("/?cursor={bad}")).await.unwrap();
            assert_eq!(query.after::<String>().unwrap_err().status, 400, "{bad}");
        }
    }
}
