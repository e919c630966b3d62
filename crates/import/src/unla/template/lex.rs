//! The tokens of one action: what stands between `{{` and `}}`.

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// `.name`; only `.` where empty. True where a blank stands before it.
    Field(String, bool),
    /// `$name`.
    Variable(String),
    /// A keyword or function.
    Name(String),
    Text(String),
    Number(String),
    Open,
    /// True where a field follows at once.
    Close,
    Pipe,
    Assign,
    Comma,
}

/// The tokens of an action.
///
/// # Errors
/// What cannot be read.
pub(super) fn tokens(action: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = action;
    let mut blank = true;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let (token, tail) = match first {
            c if c.is_whitespace() => {
                blank = true;
                rest = after;
                continue;
            }
            '(' => (Token::Open, after),
            ')' => (Token::Close, after),
            '|' => (Token::Pipe, after),
            ',' => (Token::Comma, after),
            ':' => match after.strip_prefix('=') {
                Some(tail) => (Token::Assign, tail),
                None => return Err("there is a `:` without `=`".to_owned()),
            },
            '=' => (Token::Assign, after),
            '"' => quoted(after)?,
            '`' => match after.split_once('`') {
                Some((text, tail)) => (Token::Text(text.to_owned()), tail),
                None => return Err("a text has no end".to_owned()),
            },
            '.' => {
                let (name, tail) = word(after);
                (Token::Field(name.to_owned(), blank), tail)
            }
            '$' => {
                let (name, tail) = word(after);
                (Token::Variable(name.to_owned()), tail)
            }
            c if c.is_ascii_digit() || c == '-' || c == '+' => {
                let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-');
                let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                let (number, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
                if number.parse::<f64>().is_err() {
                    return Err(format!("`{number}` is no number"));
                }
                (
                    Token::Number(number.trim_start_matches('+').to_owned()),
                    tail,
                )
            }
            c if c.is_alphabetic() || c == '_' => {
                let (name, tail) = word(rest);
                (Token::Name(name.to_owned()), tail)
            }
            c => return Err(format!("`{c}` cannot stand here")),
        };
        tokens.push(token);
        rest = tail;
        blank = false;
    }
    Ok(tokens)
}

fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    text.split_at_checked(end.unwrap_or(text.len()))
        .unwrap_or((text, ""))
}

fn quoted(text: &str) -> Result<(Token, &str), String> {
    let mut escaped = false;
    for (index, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                let inner = text.get(..index).unwrap_or_default();
                let read = serde_json::from_str::<String>(&format!("\"{inner}\""));
                let read = read.map_err(|_| format!("the text \"{inner}\" cannot be read"))?;
                return Ok((Token::Text(read), text.get(index + 1..).unwrap_or_default()));
            }
            _ => {}
        }
    }
    Err("a text has no end".to_owned())
}
