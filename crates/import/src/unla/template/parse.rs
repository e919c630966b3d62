//! Reading a template.

use super::lex::{Token, tokens};

/// Deepest nesting of blocks and parentheses.
const DEEPEST: usize = 30;

/// A part of a template.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Text(String),
    Show(Pipeline),
    /// `{{ $name := … }}`.
    Set(String, Pipeline),
    /// Conditions with what follows them, and the rest.
    If(Vec<(Pipeline, Vec<Node>)>, Vec<Node>),
    /// The names of index and element, if they have any.
    Range(Vec<String>, Pipeline, Vec<Node>, Vec<Node>),
    With(Pipeline, Vec<Node>, Vec<Node>),
}

/// Commands, the result of each being the last argument of the next.
pub(crate) type Pipeline = Vec<Command>;

/// A value, or a function with its arguments.
pub(crate) type Command = Vec<Operand>;

/// A part of a command.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    /// `.a.b`, of what the dot is.
    Field(Vec<String>),
    /// `$x.a.b`; the name is empty for `$`.
    Variable(String, Vec<String>),
    Function(String),
    Text(String),
    Number(String),
    /// `true`, `false`, `nil`.
    Constant(&'static str),
    /// `(…).a.b`.
    Group(Pipeline, Vec<String>),
}

/// Reads a template.
///
/// # Errors
/// What Go would not take, or is not known here.
pub(crate) fn parse(source: &str) -> Result<Vec<Node>, String> {
    let mut parser = Parser {
        pieces: pieces(source)?,
        at: 0,
    };
    let (nodes, end) = parser.nodes(0)?;
    match end {
        None => Ok(nodes),
        Some(word) => Err(format!("`{word}` belongs to nothing")),
    }
}

enum Piece {
    Text(String),
    Action(Vec<Token>),
}

/// Text and actions in turn, blanks taken away where `{{-` and `-}}` say so.
fn pieces(source: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let (mut rest, mut trims) = (source, false);
    loop {
        let (text, tail) = match rest.split_once("{{") {
            Some((text, tail)) => (text, Some(tail)),
            None => (rest, None),
        };
        let text = if trims { text.trim_start() } else { text };
        let trims_before = tail.is_some_and(|tail| tail.starts_with("- "));
        let text = if trims_before { text.trim_end() } else { text };
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        let Some(tail) = tail else { return Ok(pieces) };
        let tail = if trims_before {
            tail.get(1..).unwrap_or_default()
        } else {
            tail
        };
        let (action, after) = action(tail).ok_or("a `{{` has no `}}`")?;
        trims = action.ends_with(" -");
        let action = if trims {
            action.trim_end_matches('-')
        } else {
            action
        };
        if !action.trim().starts_with("/*") {
            pieces.push(Piece::Action(tokens(action)?));
        }
        rest = after;
    }
}

/// The action, and what follows its `}}`, which is not one inside a text.
fn action(text: &str) -> Option<(&str, &str)> {
    if text.trim_start().starts_with("/*") {
        let end = text.find("*/")?;
        let close = text.get(end..)?.find("}}")? + end;
        return Some((text.get(..close)?, text.get(close + 2..)?));
    }
    let (mut quote, mut escaped) = (None, false);
    for (index, c) in text.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '`') => quote = Some(c),
            (None, '}') if text.get(index..)?.starts_with("}}") => {
                return Some((text.get(..index)?, text.get(index + 2..)?));
            }
            _ => {}
        }
    }
    None
}

struct Parser {
    pieces: Vec<Piece>,
    at: usize,
}

/// What a block ends with: a keyword, and the condition of an `else if`.
type End = Option<String>;

impl Parser {
    /// Nodes up to the keyword that belongs to what is around them. The action of an `else if` is left
    /// to be read as one of its own.
    fn nodes(&mut self, depth: usize) -> Result<(Vec<Node>, End), String> {
        if depth > DEEPEST {
            return Err("it is nested too deeply".to_owned());
        }
        let mut nodes = Vec::new();
        while let Some(piece) = self.pieces.get_mut(self.at) {
            self.at += 1;
            let mut tokens = match piece {
                Piece::Text(text) => {
                    nodes.push(Node::Text(std::mem::take(text)));
                    continue;
                }
                Piece::Action(tokens) => std::mem::take(tokens),
            };
            let keyword = match tokens.first() {
                Some(Token::Name(name)) => name.clone(),
                Some(_) => String::new(),
                None => return Err("an action is empty".to_owned()),
            };
            match keyword.as_str() {
                "end" | "else" => {
                    tokens.remove(0);
                    if !tokens.is_empty() {
                        // `else if`: as if it were an action of its own.
                        self.at -= 1;
                        if let Some(piece) = self.pieces.get_mut(self.at) {
                            *piece = Piece::Action(tokens);
                        }
                        return Ok((nodes, Some("else if".to_owned())));
                    }
                    return Ok((nodes, Some(keyword)));
                }
                "if" | "with" | "range" => {
                    tokens.remove(0);
                    nodes.push(self.block(&keyword, &tokens, depth)?);
                }
                "define" | "template" | "block" | "break" | "continue" => {
                    return Err(format!("`{keyword}` is not supported"));
                }
                _ => nodes.push(show(&tokens)?),
            }
        }
        Ok((nodes, None))
    }

    fn block(&mut self, keyword: &str, tokens: &[Token], depth: usize) -> Result<Node, String> {
        let (names, tokens) = declared(tokens)?;
        let condition = pipeline(tokens)?;
        let (body, end) = self.nodes(depth + 1)?;
        let mut otherwise = Vec::new();
        match end.as_deref() {
            Some("end") => {}
            Some("else") => {
                let (nodes, end) = self.nodes(depth + 1)?;
                if end.as_deref() != Some("end") {
                    return Err("a block has no `end`".to_owned());
                }
                otherwise = nodes;
            }
            Some("else if") if keyword == "if" => {
                // What follows is an `if` that ends with the same `end`.
                let Some(Piece::Action(tokens)) = self.pieces.get_mut(self.at) else {
                    return Err("an `else` cannot be read".to_owned());
                };
                let mut tokens = std::mem::take(tokens);
                self.at += 1;
                if tokens.first() != Some(&Token::Name("if".to_owned())) {
                    return Err("only `if` follows an `else`".to_owned());
                }
                tokens.remove(0);
                let Node::If(mut rest, last) = self.block("if", &tokens, depth + 1)? else {
                    return Err("an `else if` cannot be read".to_owned());
                };
                rest.insert(0, (condition, body));
                return Ok(Node::If(rest, last));
            }
            _ => return Err("a block has no `end`".to_owned()),
        }
        match keyword {
            "if" if names.is_empty() => Ok(Node::If(vec![(condition, body)], otherwise)),
            "with" if names.is_empty() => Ok(Node::With(condition, body, otherwise)),
            "range" => Ok(Node::Range(names, condition, body, otherwise)),
            _ => Err("variables of a condition are not supported".to_owned()),
        }
    }
}

fn show(tokens: &[Token]) -> Result<Node, String> {
    let (mut names, tokens) = declared(tokens)?;
    let pipeline = pipeline(tokens)?;
    match (names.pop(), names.is_empty()) {
        (None, _) => Ok(Node::Show(pipeline)),
        (Some(name), true) => Ok(Node::Set(name, pipeline)),
        (Some(_), false) => Err("two variables are set at once".to_owned()),
    }
}

/// The variables before a `:=`, and what follows it.
fn declared(tokens: &[Token]) -> Result<(Vec<String>, &[Token]), String> {
    let Some(at) = tokens.iter().position(|token| *token == Token::Assign) else {
        return Ok((Vec::new(), tokens));
    };
    let (before, after) = tokens.split_at_checked(at).unwrap_or((tokens, &[]));
    let mut names = Vec::new();
    for token in before {
        match token {
            Token::Variable(name) if !name.is_empty() => names.push(name.clone()),
            Token::Comma => {}
            _ => return Err("only variables are set".to_owned()),
        }
    }
    Ok((names, after.get(1..).unwrap_or_default()))
}

fn pipeline(tokens: &[Token]) -> Result<Pipeline, String> {
    let mut rest = tokens;
    let pipeline = commands(&mut rest, 0)?;
    if rest.is_empty() {
        Ok(pipeline)
    } else {
        Err("there is a `)` too many".to_owned())
    }
}

/// Commands up to a `)` or the end.
fn commands(rest: &mut &[Token], depth: usize) -> Result<Pipeline, String> {
    if depth > DEEPEST {
        return Err("it is nested too deeply".to_owned());
    }
    let (mut pipeline, mut command) = (Vec::new(), Vec::new());
    while let Some((token, tail)) = rest.split_first() {
        if *token == Token::Close {
            break;
        }
        *rest = tail;
        let operand = match token {
            Token::Pipe => {
                pipeline.push(std::mem::take(&mut command));
                continue;
            }
            Token::Open => {
                let inner = commands(rest, depth + 1)?;
                match rest.split_first() {
                    Some((Token::Close, tail)) => *rest = tail,
                    _ => return Err("a `(` has no `)`".to_owned()),
                }
                Operand::Group(inner, fields(rest))
            }
            Token::Field(name, _) => {
                let mut path: Vec<String> = Vec::new();
                if !name.is_empty() {
                    path.push(name.clone());
                    path.extend(fields(rest));
                }
                Operand::Field(path)
            }
            Token::Variable(name) => Operand::Variable(name.clone(), fields(rest)),
            Token::Name(name) => match name.as_str() {
                "true" => Operand::Constant("true"),
                "false" => Operand::Constant("false"),
                "nil" => Operand::Constant("none"),
                _ => Operand::Function(name.clone()),
            },
            Token::Text(text) => Operand::Text(text.clone()),
            Token::Number(number) => Operand::Number(number.clone()),
            Token::Close | Token::Assign | Token::Comma => {
                return Err("a sign cannot stand here".to_owned());
            }
        };
        command.push(operand);
    }
    pipeline.push(command);
    if pipeline.iter().any(Vec::is_empty) {
        return Err("a command is missing".to_owned());
    }
    Ok(pipeline)
}

/// The fields that follow at once.
fn fields(rest: &mut &[Token]) -> Vec<String> {
    let mut path = Vec::new();
    while let Some((Token::Field(name, false), tail)) = rest.split_first() {
        if name.is_empty() {
            break;
        }
        path.push(name.clone());
        *rest = tail;
    }
    path
}
