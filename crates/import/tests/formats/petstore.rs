//! One small shop for pets, described in all three versions of the format.

use crate::told;
use portico_import::{Options, import};

#[test]
fn openapi_31() {
    let import = import(include_str!("petstore/v31.yaml"), &Options::default()).unwrap();
    insta::assert_snapshot!(told::shown(&told::checked(import)));
}

#[test]
fn openapi_30() {
    let options = Options {
        source_url: Some("https://pets.example.com/docs/openapi.yaml".to_owned()),
        ..Options::default()
    };
    let import = import(include_str!("petstore/v30.yaml"), &options).unwrap();
    insta::assert_snapshot!(told::shown(&told::checked(import)));
}

#[test]
fn swagger_20() {
    let import = import(include_str!("petstore/v20.json"), &Options::default()).unwrap();
    insta::assert_snapshot!(told::shown(&told::checked(import)));
}
