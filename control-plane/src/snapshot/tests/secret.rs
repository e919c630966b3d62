//! Upstreams whose credentials come from secrets.

use super::*;
use crate::secret::{Keyring, Resolver};
use portico_config::model::Plain;

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

fn resolver() -> Resolver {
    Resolver {
        keyring: Some(Arc::new(Keyring::parse(KEY).unwrap())),
        ..Resolver::default()
    }
}

/// A secret `key` with `value`.
fn secret(value: &str) -> String {
    let sealed = Keyring::parse(KEY)
        .unwrap()
        .seal("default", "key", &Plain::new(value.to_owned()))
        .unwrap();
    format!(r#"{{"kind":"Secret","name":"key","sealed":"{sealed}"}}"#)
}

fn upstream(credential: &str) -> String {
    format!(
        r#"{{"kind":"Upstream","name":"api","cluster":"c","headers":{{"x-a":"1"}},"credential":{{"secret":"key",{credential}}}}}"#
    )
}

/// The upstream that is pushed.
fn pushed(snapshot: &Snapshot) -> Option<String> {
    let resource = snapshot.set(Kind::Upstream).get("default/api")?;
    Some(
        DocumentMessage::decode(resource.body().unwrap().as_slice())
            .unwrap()
            .json,
    )
}

fn build(builder: &mut Builder, json: &[&str]) -> Snapshot {
    let documents = documents(json);
    builder.build(&documents, &resolver().resolve(&documents), true)
}

#[test]
fn what_is_pushed_has_the_value_and_no_credential() {
    let table = [
        (
            r#""header":"X-Key""#,
            r#""headers":{"X-Key":"a b","x-a":"1"}"#,
        ),
        (
            r#""header":"Authorization","prefix":"Bearer ""#,
            r#""headers":{"Authorization":"Bearer a b","x-a":"1"}"#,
        ),
        (
            r#""basic":{"username":"me"}"#,
            r#""headers":{"authorization":"Basic bWU6YSBi","x-a":"1"}"#,
        ),
        (
            r#""query":"key""#,
            r#""headers":{"x-a":"1"},"query":{"key":"a b"}"#,
        ),
    ];
    for (credential, expected) in table {
        let snapshot = build(
            &mut Builder::new(gateway()),
            &[&secret("a b"), &upstream(credential)],
        );
        let expected = format!(r#"{{"name":"api","tenant":"default","cluster":"c",{expected}}}"#);
        assert_eq!(pushed(&snapshot), Some(expected));
        assert_eq!((snapshot.documents, &*snapshot.unresolved), (2, &[][..]));
    }
}

#[test]
fn a_new_value_pushes_the_upstream_alone() {
    let mut builder = Builder::new(gateway());
    let (api, local) = (upstream(r#""header":"x-key""#), LOCAL);
    let upstreams = documents(&[&api, local]);
    let mut build = |value: &str| {
        let mut all = upstreams.clone();
        all.extend(documents(&[&secret(value)]));
        builder.build(&all, &resolver().resolve(&all), true)
    };
    let (first, same, second) = (build("one"), build("one"), build("two"));
    assert_eq!((first.revision, same.revision, second.revision), (1, 1, 2));
    let (before, after) = (first.set(Kind::Upstream), second.set(Kind::Upstream));
    assert_eq!(after.difference_from(before).unwrap().changed.len(), 1);
    assert!(pushed(&second).unwrap().contains("two"));
}

#[test]
fn the_last_good_upstream_stays_while_its_secret_does_not_open() {
    let mut builder = Builder::new(gateway());
    let (api, good) = (upstream(r#""header":"x-key""#), secret("one"));
    let first = build(&mut builder, &[&api, &good, LOCAL]);
    let lost = r#"{"kind":"Secret","name":"key","sealed":"v1.00000000.AAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    let moved = api.replace(r#""cluster":"c""#, r#""cluster":"d""#);
    for api in [&api, &moved] {
        let broken = build(&mut builder, &[api, lost, LOCAL, MESH]);
        assert_eq!(pushed(&broken), pushed(&first));
        assert!(broken.complete);
        assert_eq!(broken.unresolved[0].upstream, "api");
        assert!(!broken.unresolved[0].message.contains("one"));
        assert!(broken.set(Kind::Upstream).get("default/mesh").is_some());
    }
    let healed = build(&mut builder, &[&moved, &good, LOCAL]);
    assert!(pushed(&healed).unwrap().contains(r#""cluster":"d""#));
    assert_eq!(&*healed.unresolved, []);
}

#[test]
fn an_upstream_that_was_never_good_is_not_taken_away_from_filters() {
    let documents = documents(&[&upstream(r#""header":"x-key""#), &secret("one")]);
    let mut builder = Builder::new(gateway());
    let snapshot = builder.build(&documents, &Resolver::default().resolve(&documents), true);
    assert_eq!((pushed(&snapshot), snapshot.complete), (None, false));
    let snapshot = builder.build(&documents, &resolver().resolve(&documents), true);
    assert!(pushed(&snapshot).is_some() && snapshot.complete);
}

#[test]
fn a_value_that_a_header_cannot_carry_is_an_error_that_does_not_show_it() {
    for value in ["päss", "a\nb"] {
        let snapshot = build(
            &mut Builder::new(gateway()),
            &[&secret(value), &upstream(r#""header":"x-key""#)],
        );
        let error = &snapshot.unresolved[0];
        let expected = "has a value that cannot be sent: it must be printable ASCII text";
        assert!(error.message.starts_with(expected), "{}", error.message);
        assert!(!error.message.contains(value));
    }
}
