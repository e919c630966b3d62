//! Where a request comes from: the other end of the connection, or, behind proxies that are trusted,
//! whom they name in `X-Forwarded-For`.
//!
//! Each proxy writes the address that it was asked from to the right of what it was given. So the
//! list is read from the right, as long as a trusted proxy wrote it; what stands further left may be
//! anybody's invention.

use crate::api::ApiState;
use crate::api::problem::Problem;
use crate::config::Network;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::net::{IpAddr, SocketAddr};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The proxies whose `X-Forwarded-For` is believed.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// Those in these ranges.
    #[must_use]
    pub fn new(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    /// The client of a request with these headers that `peer` sent. If all that is said comes from
    /// trusted proxies, the one that is farthest away.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines = headers.get_all(FORWARDED_FOR).iter().rev();
        // What is no text is no address either, which ends the list.
        let hops = lines.flat_map(|line| line.to_str().unwrap_or("").rsplit(','));
        for hop in hops {
            if !self.trusts(client) {
                break;
            }
            let Some(address) = address(hop.trim()) else {
                break;
            };
            client = address;
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

/// An address as proxies write it, perhaps with a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse::<IpAddr>();
    let address = address.or_else(|_| text.parse::<SocketAddr>().map(|it| it.ip()));
    address.ok().map(|address| address.to_canonical())
}

/// The address of the client, for throttling and audit.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<ApiState> for ClientAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, state).await;
        let ConnectInfo(peer) = peer.map_err(Problem::internal)?;
        let client = state.trusted_proxies.client(peer.ip(), &parts.headers);
        Ok(Self(client))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    #[test]
    fn the_list_is_believed_from_the_right_as_far_as_proxies_are_trusted() {
        let proxies = TrustedProxies::new(vec![network("10.0.0.0/8"), network("fd00::/8")]);
        let table: [(&str, &[&str], &str); 14] = [
            // Nobody is in between, whatever the client says.
            ("192.0.2.1", &["203.0.113.7"], "192.0.2.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["203.0.113.7"], "203.0.113.7"),
            ("::ffff:10.0.0.1", &["203.0.113.7"], "203.0.113.7"),
            // Two proxies; the client invented the first entry.
            (
                "10.0.0.1",
                &["6.6.6.6, 203.0.113.7, 10.0.0.2"],
                "203.0.113.7",
            ),
            (
                "10.0.0.1",
                &["6.6.6.6", "203.0.113.7,10.0.0.2"],
                "203.0.113.7",
            ),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            ("fd00::1", &["2001:db8::1"], "2001:db8::1"),
            ("10.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("10.0.0.1", &["[2001:db8::1]"], "2001:db8::1"),
            ("10.0.0.1", &["203.0.113.7:4711"], "203.0.113.7"),
            // Who cannot be read is not skipped.
            ("10.0.0.1", &["203.0.113.7, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["6.6.6.6, unknown, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["203.0.113.7", ""], "10.0.0.1"),
        ];
        for (peer, lines, expected) in table {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(FORWARDED_FOR, line.parse().unwrap());
            }
            let client = proxies.client(peer.parse().unwrap(), &headers);
            assert_eq!(client.to_string(), expected, "{peer} {lines:?}");
        }
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED_FOR, HeaderValue::from_bytes(b"\xff").unwrap());
        let peer = IpAddr::from([10, 0, 0, 1]);
        assert_eq!(proxies.client(peer, &headers), peer);
        headers.insert(FORWARDED_FOR, HeaderValue::from_static("203.0.113.7"));
        assert_eq!(TrustedProxies::default().client(peer, &headers), peer);
    }
}
