//! Ranges of addresses.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// A range of addresses, as in `10.0.0.0/8`; a single one without the slash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    /// How many leading bits all its addresses share.
    bits: u8,
}

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = "write an address, or a block such as 10.1.0.0/16";
        let (base, bits) = match text.split_once('/') {
            Some((base, bits)) => (base, Some(bits.parse::<u8>().map_err(|_| wanted)?)),
            None => (text, None),
        };
        let base: IpAddr = base.parse().map_err(|_| wanted)?;
        let base = base.to_canonical();
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits > most {
            return Err(wanted);
        }
        Ok(Self { base, bits })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base, self.bits)
    }
}

impl Network {
    /// Whether the address is in it. An IPv6 address that is a mapped IPv4 one counts as that.
    #[must_use]
    pub fn contains(self, address: IpAddr) -> bool {
        let shared = match (self.base, address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(it)) => (base.to_bits() ^ it.to_bits()).leading_zeros(),
            (IpAddr::V6(base), IpAddr::V6(it)) => (base.to_bits() ^ it.to_bits()).leading_zeros(),
            _ => return false,
        };
        shared >= u32::from(self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        for bad in [
            "",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "::/129",
            "10.0.0/8",
            "proxy",
            "::ffff:10.0.0.1/104",
        ] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        let table = [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "::ffff:10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "10.1.2.2", false),
            ("::ffff:10.1.2.3", "10.1.2.3", true),
            ("0.0.0.0/0", "192.0.2.1", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("fd00::/8", "fd12::1", true),
            ("fd00::/8", "fe80::1", false),
            ("::/0", "2001:db8::1", true),
            ("192.0.2.128/25", "192.0.2.127", false),
        ];
        for (range, address, expected) in table {
            let network: Network = range.parse().unwrap();
            let contains = network.contains(address.parse().unwrap());
            assert_eq!(contains, expected, "{range} {address}");
        }
    }
}
