//! Model providers, conversations and messages.

use crate::migrated;
use chrono::{DateTime, NaiveDateTime};
use portico_control_plane::storage::conversation::{self, Conversation, searchable};
use portico_control_plane::storage::message::{self, Message};
use portico_control_plane::storage::model_provider::{self, ModelProvider};
use portico_control_plane::storage::user::{self, User};
use portico_control_plane::storage::{Database, StorageError};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;
use std::collections::BTreeSet;

on_all_databases!(
    providers_are_changed_and_listed,
    conversations_are_searched_and_paged,
    messages_are_put_and_cut,
);

fn time(micros: i64) -> NaiveDateTime {
    DateTime::from_timestamp_micros(1_700_000_000_000_000 + micros)
        .unwrap()
        .naive_utc()
}

fn provider(name: &str) -> ModelProvider {
    ModelProvider {
        id: format!("id of {name}"),
        tenant: "default".to_owned(),
        name: name.to_owned(),
        title: "Größe".to_owned(),
        kind: "openai".to_owned(),
        base_url: "https://x/v1".to_owned(),
        default_model: "m".to_owned(),
        models: "[]".to_owned(),
        sealed_key: Some("sealed".to_owned()),
        secret: None,
        updated_at: time(1),
    }
}

async fn with_users(database: &Database) {
    let made = database.run(|c| {
        for name in ["ann", "bob"] {
            let user = User {
                id: name.to_owned(),
                name: name.to_owned(),
                password_hash: None,
                oidc_subject: None,
                is_admin: false,
                disabled: false,
                created_at: time(0),
            };
            user::insert(c, &user)?;
        }
        Ok(())
    });
    made.await.unwrap();
}

fn conversation(user: &str, id: &str, title: &str, micros: i64) -> Conversation {
    Conversation {
        id: id.to_owned(),
        user_id: user.to_owned(),
        tenant: "default".to_owned(),
        title: title.to_owned(),
        provider: "p".to_owned(),
        model: "m".to_owned(),
        settings: "{}".to_owned(),
        searched: searchable(title),
        created_at: time(0),
        updated_at: time(micros),
    }
}

fn said(conversation: &str, position: i64, text: &str) -> Message {
    Message {
        id: format!("{conversation} {position}"),
        conversation_id: conversation.to_owned(),
        position,
        content: "{}".to_owned(),
        searched: searchable(text),
    }
}

async fn providers_are_changed_and_listed(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let outcome = database.run(|c| {
        for name in ["b", "a", "c"] {
            model_provider::insert(c, &provider(name))?;
        }
        let mut changed = provider("b");
        changed.sealed_key = None;
        changed.secret = Some("key".to_owned());
        model_provider::update(c, &changed)?;
        assert_eq!(model_provider::find(c, "default", "b")?, Some(changed));
        assert_eq!(model_provider::find(c, "other", "b")?, None);
        let names = |found: Vec<ModelProvider>| -> Vec<String> {
            found.into_iter().map(|provider| provider.name).collect()
        };
        assert_eq!(names(model_provider::list(c, None, None, 2)?), ["a", "b"]);
        let after = Some(("default".to_owned(), "a".to_owned()));
        let own = Some(BTreeSet::from(["default".to_owned()]));
        assert_eq!(names(model_provider::list(c, own, after, 9)?), ["b", "c"]);
        assert_eq!(
            names(model_provider::list(c, Some(BTreeSet::new()), None, 9)?),
            [""; 0]
        );
        assert!(model_provider::delete(c, "default", "a")?);
        assert!(!model_provider::delete(c, "default", "a")?);
        Ok(())
    });
    outcome.await.unwrap();
    let twice = database.run(|c| {
        let mut again = provider("b");
        again.id = "another".to_owned();
        model_provider::insert(c, &again)
    });
    assert!(matches!(twice.await, Err(StorageError::Duplicate(_))));
}

async fn conversations_are_searched_and_paged(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    with_users(&database).await;
    let outcome = database.run(|c| {
        let all = [
            conversation("ann", "1", "Über Bücher", 10),
            conversation("ann", "2", "100% sure!", 20),
            conversation("ann", "3", "a_b", 20),
            conversation("bob", "4", "Über alles", 30),
        ];
        for row in &all {
            conversation::insert(c, row)?;
        }
        message::put(c, &said("1", 0, "eine FRAGE\0"))?;
        message::put(c, &said("4", 0, "keine Frage"))?;
        let mut found = |search: Option<&str>, before, limit| {
            let rows = conversation::list(c, "ann", search, before, limit).unwrap();
            rows.into_iter().map(|row| row.id).collect::<Vec<String>>()
        };
        assert_eq!(found(None, None, 9), ["3", "2", "1"]);
        assert_eq!(found(None, Some((time(20), "3".to_owned())), 9), ["2", "1"]);
        assert_eq!(found(None, Some((time(20), "2".to_owned())), 9), ["1"]);
        assert_eq!(found(None, None, 1), ["3"]);
        for (search, expected) in [
            ("üBER", vec!["1"]),
            ("frage\0", vec!["1"]),
            ("100%", vec!["2"]),
            ("%", vec!["2"]),
            ("!", vec!["2"]),
            ("A_B", vec!["3"]),
            ("_", vec!["3"]),
            ("\\", vec![]),
            ("'", vec![]),
        ] {
            assert_eq!(found(Some(search), None, 9), expected, "{search}");
        }
        // Another's is neither found, changed nor deleted.
        assert_eq!(conversation::find(c, "bob", "1")?, None);
        assert!(!conversation::update(
            c,
            &conversation("bob", "1", "mine", 40)
        )?);
        assert!(!conversation::delete(c, "bob", "1")?);
        assert!(conversation::update(
            c,
            &conversation("ann", "1", "Renamed", 50)
        )?);
        let renamed = conversation::find(c, "ann", "1")?.unwrap();
        assert_eq!(
            (renamed.title.as_str(), renamed.updated_at),
            ("Renamed", time(50))
        );
        // They go with their user.
        user::delete(c, "ann")?;
        assert_eq!(conversation::list(c, "ann", None, None, 9)?, []);
        assert_eq!(message::list(c, "1", None, None)?, []);
        Ok(())
    });
    outcome.await.unwrap();
}

async fn messages_are_put_and_cut(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    with_users(&database).await;
    let outcome = database.run(|c| {
        conversation::insert(c, &conversation("ann", "1", "t", 1))?;
        for position in 0..5 {
            message::put(c, &said("1", position, "x"))?;
        }
        let mut changed = said("1", 2, "y");
        changed.content = "x".repeat(100_000);
        // Twice, as the second time nothing differs.
        message::put(c, &changed)?;
        message::put(c, &changed)?;
        let found = message::list(c, "1", Some(1), Some(2))?;
        assert_eq!(found, [changed, said("1", 3, "x")]);
        message::delete_from(c, "1", 3)?;
        assert_eq!(message::list(c, "1", None, None)?.len(), 3);
        Ok(())
    });
    outcome.await.unwrap();
}
