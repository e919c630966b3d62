//! Short forms of protobuf's wrapper types and of addresses.

use envoy_types::pb::envoy::config::core::v3::{Address, SocketAddress, address, socket_address};
use envoy_types::pb::google::protobuf::{BoolValue, Duration, UInt32Value};

pub(super) const fn uint(value: u32) -> Option<UInt32Value> {
    Some(UInt32Value { value })
}

pub(super) const fn truth(value: bool) -> Option<BoolValue> {
    Some(BoolValue { value })
}

pub(super) const fn seconds(seconds: i64) -> Option<Duration> {
    Some(Duration { seconds, nanos: 0 })
}

pub(super) const fn millis(millis: i32) -> Option<Duration> {
    Some(Duration {
        seconds: 0,
        nanos: millis.saturating_mul(1_000_000),
    })
}

pub(super) fn socket(address: String, port: u16) -> Address {
    let port_specifier = Some(socket_address::PortSpecifier::PortValue(port.into()));
    let socket = SocketAddress {
        address,
        port_specifier,
        ..Default::default()
    };
    Address {
        address: Some(address::Address::SocketAddress(socket)),
    }
}
