//! Which addresses are of the internet, and of nobody's inside.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block<A> {
    /// Its first address.
    pub(super) first: A,
    /// How many leading bits all its addresses share.
    pub(super) bits: u8,
}

/// Blocks that are not global, by IANA's registry of special-purpose IPv4 addresses (RFC 6890), with
/// multicast, and Azure's metadata service, which has a public address.
const NOT_PUBLIC: [Block<Ipv4Addr>; 16] = [
    v4(0, 0, 0, 0, 8),
    v4(10, 0, 0, 0, 8),
    v4(100, 64, 0, 0, 10),
    v4(127, 0, 0, 0, 8),
    v4(168, 63, 129, 16, 32),
    v4(169, 254, 0, 0, 16),
    v4(172, 16, 0, 0, 12),
    v4(192, 0, 0, 0, 24),
    v4(192, 0, 2, 0, 24),
    v4(192, 88, 99, 0, 24),
    v4(192, 168, 0, 0, 16),
    v4(198, 18, 0, 0, 15),
    v4(198, 51, 100, 0, 24),
    v4(203, 0, 113, 0, 24),
    v4(224, 0, 0, 0, 4),
    v4(240, 0, 0, 0, 4),
];

/// Global unicast addresses.
const GLOBAL: Block<Ipv6Addr> = v6(0x2000, 0, 0, 3);

/// What is special among [`GLOBAL`] ones (IANA's registry): protocol assignments with Teredo,
/// documentation.
const NOT_PUBLIC_6: [Block<Ipv6Addr>; 3] = [
    v6(0x2001, 0, 0, 23),
    v6(0x2001, 0x0db8, 0, 32),
    v6(0x3fff, 0, 0, 20),
];

/// Addresses that stand for an IPv4 address: 6to4 (RFC 3056) and NAT64 (RFC 6052).
const SIX_TO_FOUR: Block<Ipv6Addr> = v6(0x2002, 0, 0, 16);
const NAT64: Block<Ipv6Addr> = v6(0x0064, 0xff9b, 0, 96);

const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Block<Ipv4Addr> {
    Block {
        first: Ipv4Addr::new(a, b, c, d),
        bits,
    }
}

const fn v6(a: u16, b: u16, c: u16, bits: u8) -> Block<Ipv6Addr> {
    Block {
        first: Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0),
        bits,
    }
}

impl Block<Ipv4Addr> {
    /// Whether the address is in it.
    pub(super) fn contains(self, address: Ipv4Addr) -> bool {
        let differing = self.first.to_bits() ^ address.to_bits();
        differing.leading_zeros() >= u32::from(self.bits)
    }
}

impl Block<Ipv6Addr> {
    /// Whether the address is in it.
    pub(super) fn contains(self, address: Ipv6Addr) -> bool {
        let differing = self.first.to_bits() ^ address.to_bits();
        differing.leading_zeros() >= u32::from(self.bits)
    }
}

/// Whether the address is of the internet: none of loopback, private, link-local, multicast, shared,
/// reserved or documentation blocks, nor a cloud's metadata service. An IPv6 address that stands for
/// an IPv4 address is judged as that.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match inner(v6) {
            Some(v4) => is_public_v4(v4),
            None => GLOBAL.contains(v6) && !NOT_PUBLIC_6.iter().any(|block| block.contains(v6)),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !NOT_PUBLIC.iter().any(|block| block.contains(address))
}

/// The IPv4 address that it stands for.
fn inner(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let bits = address.to_bits();
    let low = |bits: u128| Ipv4Addr::from_bits((bits & u128::from(u32::MAX)) as u32);
    if let Some(mapped) = address.to_ipv4_mapped() {
        Some(mapped)
    } else if SIX_TO_FOUR.contains(address) {
        Some(low(bits >> 80))
    } else if NAT64.contains(address) {
        Some(low(bits))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn addresses_of_the_inside_are_not_public() {
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.255.255.255",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
    }

    #[test]
    fn addresses_of_the_internet_are() {
        for outside in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "168.63.129.17",
            "172.15.255.255",
            "172.32.0.0",
            "223.255.255.255",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
            "2002:101:101::1",
            "2606:4700::1111",
            "2a00::1",
        ] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }
}
