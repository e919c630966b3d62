//! Carries out one kind of call so many times, for counting instructions:
//! `calls get|order|report|list COUNT`, or `calls tools COUNT` to take in so many tools.

#[path = "../benches/load/mod.rs"]
mod load;

fn main() {
    let mut words = std::env::args().skip(1);
    let what = words.next().unwrap_or_default();
    let count = words.next().and_then(|word| word.parse::<u32>().ok());
    if let ("tools", Some(count)) = (what.as_str(), count) {
        std::hint::black_box(load::take_in(count));
        return;
    }
    let (Some(kind), Some(count)) = (kind(&what), count) else {
        std::process::exit(2);
    };
    let load = load::Load::new();
    let mut bytes = 0;
    for _ in 0..count {
        bytes += load.run(kind);
    }
    std::hint::black_box(bytes);
}

/// Reads the word of the command line.
fn kind(word: &str) -> Option<load::Kind> {
    Some(match word {
        "get" => load::Kind::Get,
        "order" => load::Kind::Order,
        "report" => load::Kind::Report,
        "list" => load::Kind::List,
        _ => return None,
    })
}
