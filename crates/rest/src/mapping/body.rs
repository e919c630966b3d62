//! The configuration of a request's body.

use super::{Parameter, Style};
use crate::json::RawJson;
use crate::mapping::Location;
use serde::{Deserialize, Serialize};

/// A body that is not a JSON object of parameters: exactly one field is set.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Body {
    /// JSON: the argument (dotted path) that is the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arg: Option<String>,
    /// JSON: a fixed body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<RawJson>,
    /// JSON made by a template over `args`, `config` and `request.headers`:
    /// `{"name": {{ args.name }}, "note": "from {{ args.by }}"}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// `application/x-www-form-urlencoded`, of these fields and all arguments that are mentioned
    /// nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Vec<Field>>,
    /// `multipart/form-data`, of these parts and all arguments that are mentioned nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multipart: Option<Vec<Part>>,
    /// Any text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binary: Option<Binary>,
}

/// A field of a form. The same as a [`Parameter`], laid out as in a query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// The argument that fills it, as a dotted path; `name` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arg: Option<String>,
    /// A fixed value instead of an argument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<RawJson>,
    /// A template instead of an argument. It makes a text, not sent where it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Sent where the argument is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<RawJson>,
    /// `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`; `form` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
    /// OpenAPI `explode`; true for `form`, false for the other styles, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explode: Option<bool>,
}

impl Field {
    /// The query parameter that looks the same.
    pub(crate) fn to_parameter(&self) -> Parameter {
        Parameter {
            name: self.name.clone(),
            location: Location::Query,
            arg: self.arg.clone(),
            value: self.value.clone(),
            template: self.template.clone(),
            default: self.default.clone(),
            style: self.style,
            explode: self.explode,
        }
    }
}

/// A part of a `multipart/form-data` body. A list becomes one part for each item, an object or a
/// list inside a list a part of type `application/json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Part {
    /// Its name on the wire.
    pub name: String,
    /// The argument that fills it, as a dotted path; `name` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arg: Option<String>,
    /// A fixed value instead of an argument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<RawJson>,
    /// A template instead of an argument. It makes a text, not sent where it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Sent where the argument is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<RawJson>,
    /// The value is a file: base64, or a `data:` URL. `filename` is `file` where absent then.
    #[serde(default, skip_serializing_if = "is_false")]
    pub file: bool,
    /// File name, a template: `{{ args.title }}.pdf`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Media type; where absent that of the `data:` URL, `application/octet-stream` for other files,
    /// `application/json` for objects, and none for plain values. With a JSON type a list is one
    /// part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// A body of text: exactly one of `arg` and `template` is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Text {
    /// The argument (dotted path) that is the body. Objects and lists are written as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arg: Option<String>,
    /// A template over `args`, `config` and `request.headers`. With an XML or HTML type, values are
    /// escaped for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Media type; `text/plain; charset=utf-8` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
}

/// A body of bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Binary {
    /// The argument (dotted path) that is the body: base64, or a `data:` URL.
    pub arg: String,
    /// Media type; where absent that of the `data:` URL, or `application/octet-stream`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
}
