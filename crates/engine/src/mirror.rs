//! Arguments that `Mcp-Param-*` headers mirror.

use crate::header_list::HeaderList;
use portico_mcp::RpcError;
use portico_mcp::header::Field;
use portico_mcp::parameter::Mirrored;
use portico_rest::{Argument, ArgumentError, Arguments};

/// Checks that the client's headers say what its arguments say; `headers` are those that begin with
/// `mcp-param-`. Others than the tool's are left alone.
///
/// # Errors
/// 400/-32020, for the first header that does not.
pub(crate) fn check(
    mirrored: &[Mirrored],
    headers: &HeaderList,
    arguments: &Arguments<'_>,
) -> Result<(), RpcError> {
    for mirrored in mirrored {
        let mut field = Field::default();
        for (name, value) in headers.iter() {
            if name == mirrored.header {
                field.add(value);
            }
        }
        let argument = find(arguments, &mirrored.path).map_err(|error| {
            let header = &mirrored.header;
            RpcError::header_mismatch(format!("Header mismatch: {header}: {error}"))
        })?;
        mirrored.check(&field, argument)?;
    }
    Ok(())
}

/// The JSON text of the argument at `path`; `None` where nothing is there, be it that the path goes
/// through something else than objects. Fails where a key on the way stands twice.
fn find<'v>(
    arguments: &'v Arguments<'_>,
    path: &[String],
) -> Result<Option<&'v str>, ArgumentError> {
    for depth in 1..=path.len() {
        match arguments.get(path.get(..depth).unwrap_or_default())? {
            Some(Argument::Json(json)) if depth == path.len() => return Ok(Some(json)),
            Some(Argument::Json(json)) if json.starts_with('{') => {}
            _ => return Ok(None),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portico_mcp::parameter::ArgumentType;

    fn outcome(arguments: &str, headers: &[(&str, &str)]) -> String {
        let argument = |path: &[&str], header: &str, argument_type| Mirrored {
            path: path.iter().map(|name| (*name).to_owned()).collect(),
            header: header.to_owned(),
            argument_type,
        };
        let mirrored = [
            argument(&["region"], "mcp-param-region", ArgumentType::String),
            argument(&["where", "zone"], "mcp-param-zone", ArgumentType::Integer),
        ];
        let headers: HeaderList = headers.iter().copied().collect();
        match check(
            &mirrored,
            &headers,
            &Arguments::parse(Some(arguments)).unwrap(),
        ) {
            Ok(()) => "ok".to_owned(),
            Err(error) => format!("{} {} {}", error.status, error.code, error.message),
        }
    }

    #[test]
    fn finds_the_header_of_each_argument() {
        const REGION: (&str, &str) = ("mcp-param-region", "eu");
        const ZONE: (&str, &str) = ("mcp-param-zone", "7");
        let differs = "400 -32020 Header mismatch: mcp-param-zone differs from the body";
        let table: &[(&str, &[_], &str)] = &[
            ("{}", &[], "ok"),
            (
                r#"{"region":"eu","where":{"zone":7.0}}"#,
                &[ZONE, REGION],
                "ok",
            ),
            (r#"{"region":null,"where":null}"#, &[], "ok"),
            (r#"{"where":{"zone":null}}"#, &[], "ok"),
            (r#"{"where":{"area":7}}"#, &[], "ok"),
            (r#"{"where":"7"}"#, &[], "ok"),
            (r#"{"where.zone":7}"#, &[], "ok"),
            ("{}", &[("mcp-param-none", "x")], "ok"),
            (
                r#"{"region":"eu"}"#,
                &[("mcp-param-regio", "eu")],
                "400 -32020 Header mismatch: mcp-param-region is required",
            ),
            (
                r#"{"region":"eu"}"#,
                &[REGION, ("mcp-param-none", "x"), REGION],
                "400 -32020 Header mismatch: mcp-param-region must be sent once, as text",
            ),
            (r#"{"where":{"zone":8}}"#, &[ZONE], differs),
            (r#"{"where":{}}"#, &[ZONE], differs),
            (r#"{"where":"7"}"#, &[ZONE], differs),
            (r#"{"where.zone":7}"#, &[ZONE], differs),
            (
                r#"{"where":{"zone":7,"zone":8}}"#,
                &[ZONE],
                "400 -32020 Header mismatch: mcp-param-zone: The argument `where` must be an object that has each key once.",
            ),
        ];
        for (arguments, headers, expected) in table {
            assert_eq!(outcome(arguments, headers), *expected, "{arguments}");
        }
    }
}
