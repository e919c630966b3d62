//! A browser, as far as a login needs one.

use anyhow::{Context, Result};
use hyper::Method;
use portico_e2e::mcp::{Answer, Client};
use std::collections::BTreeMap;

/// Cookies by origin and name, and nothing else of a browser.
#[derive(Default)]
pub(crate) struct Browser {
    pub(crate) cookies: BTreeMap<(String, String), String>,
}

impl Browser {
    pub(crate) async fn get(&mut self, url: &str) -> Result<Answer> {
        self.send(Method::GET, url, &[], "").await
    }

    pub(crate) async fn post(&mut self, url: &str, form: &str) -> Result<Answer> {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.send(Method::POST, url, &[kind], form).await
    }

    pub(crate) async fn send(
        &mut self,
        method: Method,
        url: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer> {
        let origin: String = url.split('/').take(3).collect::<Vec<_>>().join("/");
        let own = self.cookies.iter().filter(|((of, _), _)| *of == origin);
        let pairs: Vec<String> = own.map(|((_, name), v)| format!("{name}={v}")).collect();
        let cookie = pairs.join("; ");
        let mut all = headers.to_vec();
        if !cookie.is_empty() {
            all.push(("cookie", &cookie));
        }
        let client = Client::unpooled(url);
        let answer = client.send(method, &all, body.to_owned()).await?;
        for line in answer.headers.get_all("set-cookie") {
            let pair = line.to_str()?.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').context("no cookie")?;
            let key = (origin.clone(), name.to_owned());
            if value.is_empty() {
                self.cookies.remove(&key);
            } else {
                self.cookies.insert(key, value.to_owned());
            }
        }
        Ok(answer)
    }
}

/// Where a redirect leads.
pub(crate) fn location(answer: &Answer) -> Result<String> {
    let location = answer.header("location");
    let location = location.with_context(|| format!("HTTP {}, no redirect", answer.status))?;
    Ok(location.to_owned())
}
