//! A model that finds books of the demo's shop, for trying the chat lab without a provider.

use super::script::{Asked, Step, call_of, say};
use super::{BREATH, script};
use serde_json::{Value, json};

/// The longer ones first, as one is a part of another.
const GENRES: [&str; 5] = ["science-fiction", "adventure", "crime", "novel", "science"];

const TOOL: &str = "list_books";

/// Looks for books of the genre that the user names, then tells what there is.
pub(super) fn answer(asked: &Asked, steps: &mut Vec<Step>) {
    if let Some(result) = asked.results.last() {
        return say(&told(result), steps);
    }
    if !asked.tools.iter().any(|tool| tool == TOOL) {
        let missing = format!("I need the tool {TOOL}. Choose the server of the demo's bookshop.");
        return say(&missing, steps);
    }
    let text = asked.text.to_lowercase();
    let genre = GENRES.iter().find(|genre| text.contains(*genre));
    let (thought, arguments) = match genre {
        Some(genre) => (
            format!("The user wants books of the genre {genre}. "),
            json!({ "genre": genre }),
        ),
        None => ("The user names no genre. ".to_owned(), json!({})),
    };
    for piece in [thought, format!("I look them up with {TOOL}.")] {
        steps.push(Step::Reasoning(piece));
        steps.push(Step::Pause(BREATH));
    }
    steps.push(Step::EndThought);
    steps.push(call_of(TOOL, &arguments.to_string(), false));
    steps.push(Step::End(script::TOOL_CALLS));
}

/// The shop's answer as a person would give it.
fn told(result: &str) -> String {
    let read = serde_json::from_str::<Value>(result).ok();
    let books = read.as_ref().and_then(|answer| answer["books"].as_array());
    let Some(books) = books.filter(|books| !books.is_empty()) else {
        return format!("The shop says: {result}");
    };
    let mut table =
        "This is on the shelf:\n\n| Title | Author | Price |\n| --- | --- | ---: |\n".to_owned();
    for book in books {
        let (title, author) = (text(&book["title"]), text(&book["author"]));
        let price = price(book["priceCents"].as_u64());
        table.push_str(&format!("| {title} | {author} | {price} |\n"));
    }
    let cheapest = books.iter().min_by_key(|book| book["priceCents"].as_u64());
    let title = cheapest.map_or("", |book| text(&book["title"]));
    format!("{table}\nThe cheapest one is *{title}*. Shall I order it for you?")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("unknown")
}

fn price(cents: Option<u64>) -> String {
    cents.map_or_else(
        || "unknown".to_owned(),
        |cents| format!("€ {}.{:02}", cents / 100, cents % 100),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str, results: &[&str]) -> Asked {
        Asked {
            model: "bookseller".to_owned(),
            text: text.to_owned(),
            results: results.iter().map(ToString::to_string).collect(),
            tools: vec![TOOL.to_owned()],
            before: 0,
        }
    }

    #[test]
    fn asks_for_the_genre_that_is_named() {
        let mut steps = Vec::new();
        answer(&asked("Any Science-Fiction?", &[]), &mut steps);
        let arguments = steps.iter().find_map(|step| match step {
            Step::Call { arguments, .. } => Some(arguments.concat()),
            _ => None,
        });
        assert_eq!(arguments.as_deref(), Some(r#"{"genre":"science-fiction"}"#));
    }

    #[test]
    fn tells_what_the_shop_says() {
        let books = r#"{"books":[{"title":"A","author":"B","priceCents":905}],"total":1}"#;
        assert!(told(books).contains("| A | B | € 9.05 |"));
        assert_eq!(told("no shop"), "The shop says: no shop");
    }
}
