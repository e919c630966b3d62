//! A configuration of Unla with every field that there is.

use crate::told;
use portico_import::{Options, import, recognize};

const SHOP: &str = include_str!("unla/shop.yaml");

#[test]
fn every_field_is_taken_over_or_told() {
    assert_eq!(recognize(SHOP).unwrap().unwrap().to_string(), "Unla");
    let import = import(SHOP, &Options::default()).unwrap();
    insta::assert_snapshot!(told::shown(&told::checked(import)));
}
