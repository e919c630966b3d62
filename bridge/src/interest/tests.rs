//! Tests of who is told what.

use super::*;
use portico_config::ResourceType;

fn server(tools: &[&str], prompts: &[&str], text: &str) -> Server {
    let mut server = Server::default();
    for name in tools {
        server.put(ResourceType::Tool, name, "{}");
    }
    for name in prompts {
        server.put(ResourceType::Prompt, name, "{}");
    }
    if !text.is_empty() {
        let json = format!(r#"{{"name":"r","uri":"x:r","text":"{text}"}}"#);
        server.put(ResourceType::Resource, "r", &json);
    }
    server
}

/// What is told, and the ids of it.
fn told(interest: &mut Interest, server: &Server) -> (Vec<String>, Vec<String>) {
    let (mut notices, mut ids) = (Vec::new(), Vec::new());
    interest.catch_up(server, |notice, point| {
        notices.push(match notice {
            Notice::Changed(part) => format!("{part:?}"),
            Notice::Updated(uri) => uri.to_owned(),
        });
        ids.push(point.to_text());
    });
    (notices, ids)
}

fn notices(interest: &mut Interest, server: &Server) -> Vec<String> {
    told(interest, server).0
}

fn listening(server: &Server, prefix: &str) -> Interest {
    let mut interest = Interest::new(|_| true, prefix);
    interest.begin(server);
    interest
}

#[test]
fn each_change_is_told_once_and_only_of_lists_that_were_offered() {
    let first = server(&["a"], &["p"], "");
    let mut interest = listening(&first, "i");
    assert!(notices(&mut interest, &first).is_empty());
    let second = server(&["a", "b"], &[], "one");
    assert_eq!(notices(&mut interest, &second), ["Tools", "Prompts"]);
    assert!(notices(&mut interest, &second).is_empty());
    let mut subscriber = Interest::new(|part| part == Part::Prompts, "s");
    assert!(notices(&mut subscriber, &second).is_empty(), "not begun");
    subscriber.begin(&first);
    assert_eq!(notices(&mut subscriber, &second), ["Prompts"]);
    let mut muted = listening(&first, "m");
    muted.mute(true);
    assert!(notices(&mut muted, &second).is_empty());
    muted.mute(false);
    assert_eq!(notices(&mut muted, &second), ["Tools", "Prompts"]);
}

#[test]
fn who_comes_back_is_told_what_was_missed_wherever_that_is() {
    let first = server(&["a"], &["p"], "one");
    let mut interest = listening(&first, "i");
    let start = interest.point().unwrap().to_text();
    let second = server(&["b"], &[], "one");
    let (_, ids) = told(&mut interest, &second);
    let [after_tools, after_all] = ids.as_slice() else {
        panic!("{ids:?}");
    };
    let resumed = |id: &str, server: &Server| {
        let mut interest = listening(server, "another");
        interest.resume(&Resumed::parse(id).unwrap());
        notices(&mut interest, server)
    };
    assert_eq!(resumed(&start, &second), ["Tools", "Prompts"]);
    assert_eq!(resumed(after_tools, &second), ["Prompts"]);
    assert!(resumed(after_all, &second).is_empty());
    assert!(resumed(&start, &first).is_empty());
    assert_eq!(resumed(after_all, &first), ["Tools"]);
}

#[test]
fn contents_are_told_to_subscribers() {
    let one = server(&[], &[], "one");
    let mut interest = listening(&one, "i");
    assert!(interest.subscribe("x:r", &one));
    assert!(interest.subscribe("x:none", &one));
    let before = interest.point().unwrap().to_text();
    let two = server(&[], &[], "two");
    assert_eq!(notices(&mut interest, &two), ["x:r"]);
    assert!(notices(&mut interest, &two).is_empty());
    // What came after the id was lost: it is told again.
    interest.resume(&Resumed::parse(&before).unwrap());
    assert_eq!(notices(&mut interest, &two), ["x:r"]);
    // Another replica knows of no subscriptions.
    let mut another = listening(&two, "another");
    another.resume(&Resumed::parse(&before).unwrap());
    assert_eq!(notices(&mut another, &two), ["Resources"]);
    interest.unsubscribe("x:r");
    assert!(notices(&mut interest, &one).is_empty());
    assert!(!interest.subscribe(&"x".repeat(MAX_URI + 1), &one));
}

#[test]
fn ids_of_others_are_none() {
    let known = Prints::default().to_text();
    for id in [
        "",
        "1",
        "a.b.c",
        &format!("i.x.{known}"),
        &format!("i.1.{known}.t"),
        &format!("i.1.{known}.s.s"),
    ] {
        assert_eq!(Resumed::parse(id), None, "{id}");
    }
    let resumed = Resumed::parse(&format!("i.1.{known}.s")).unwrap();
    assert!(resumed.subscribed && resumed.number == 1);
}

#[test]
fn notifications_are_json() {
    let json = Notice::Updated("x:\"r").to_json(Some("\"a\""));
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["params"]["uri"], "x:\"r");
    assert_eq!(
        read["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"],
        "a"
    );
    let json = Notice::Changed(Part::Tools).to_json(None);
    assert_eq!(
        json,
        r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#
    );
}

#[test]
fn who_does_not_say_what_it_knew_is_told_of_every_list_that_there_is() {
    let shop = server(&["a"], &["p"], "");
    let mut interest = listening(&shop, "i");
    interest.doubt();
    assert_eq!(notices(&mut interest, &shop), ["Tools", "Prompts"]);
    assert!(notices(&mut interest, &shop).is_empty());
    let nothing_known = &mut Interest::new(|_| true, "n");
    nothing_known.doubt();
    assert!(notices(nothing_known, &shop).is_empty(), "not begun");
}

#[test]
fn subscriptions_are_bounded_and_can_be_repeated() {
    let server = Server::default();
    let mut interest = listening(&server, "i");
    let uri = |number: usize| format!("x:{number}");
    assert!((0..MAX_URIS).all(|number| interest.subscribe(&uri(number), &server)));
    assert!(!interest.subscribe(&uri(MAX_URIS), &server));
    assert!(interest.subscribe(&uri(0), &server));
    interest.unsubscribe(&uri(1));
    assert!(interest.subscribe(&uri(MAX_URIS), &server));
    interest.unsubscribe(&uri(0));
    assert!(!interest.subscribe(&"x".repeat(MAX_URI + 1), &server));
}
