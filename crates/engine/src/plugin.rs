//! The filter's plugin configuration: where its configuration comes from, and the documents that
//! need no control plane.

use crate::gateway::{Gateway, Unmatched};
use portico_config::{FieldError, path_of};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What to do where the configuration is no JSON at all.
const HINT: &str = "give the plugin configuration as a google.protobuf.StringValue that holds JSON";

/// The plugin configuration, read.
#[derive(Debug, Default)]
pub struct Plugin {
    /// Envoy's cluster of the control plane; without one the inline documents are all there is.
    pub control_plane: Option<String>,
    /// The gateway with the inline documents loaded.
    pub gateway: Gateway,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Configuration<'a> {
    control_plane: Option<Peer>,
    bridge: Option<Peer>,
    #[serde(default)]
    unmatched: Unmatched,
    #[serde(borrow, default)]
    documents: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Peer {
    cluster: String,
}

impl Plugin {
    /// Reads the plugin configuration, JSON text; nothing at all is an empty configuration.
    ///
    /// # Errors
    /// Everything that is wrong, with paths such as `documents[0].tools[1].http.path`.
    pub fn parse(configuration: &[u8]) -> Result<Self, Vec<FieldError>> {
        if configuration.is_empty() {
            return Ok(Self::default());
        }
        let read = read(configuration).map_err(|error| vec![error])?;
        let mut plugin = Self {
            control_plane: read.control_plane.map(|it| it.cluster),
            ..Self::default()
        };
        plugin.gateway.unmatched = read.unmatched;
        plugin.gateway.bridge = read.bridge.map(|it| it.cluster.into());
        let mut documents = Vec::with_capacity(read.documents.len());
        let mut errors = Vec::new();
        for (index, document) in read.documents.iter().enumerate() {
            match portico_config::parse(document.get()) {
                Ok(document) => documents.push(document),
                Err(error) => errors.push(error.under(&format!("documents[{index}]"))),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        plugin.gateway.catalog.load(&documents)?;
        Ok(plugin)
    }
}

fn read(configuration: &[u8]) -> Result<Configuration<'_>, FieldError> {
    let text = std::str::from_utf8(configuration)
        .map_err(|error| FieldError::new("", format!("{error}; {HINT}")))?;
    let read: Configuration<'_> =
        serde_json::from_str(text).map_err(|error| at(&path_of(text, &error), &error))?;
    for (name, peer) in [
        ("controlPlane", &read.control_plane),
        ("bridge", &read.bridge),
    ] {
        if peer.as_ref().is_some_and(|it| it.cluster.is_empty()) {
            return Err(FieldError::new(
                format!("{name}.cluster"),
                format!("name Envoy's cluster, or leave `{name}` out"),
            ));
        }
    }
    Ok(read)
}

/// The error at `path`, which is empty for the configuration as a whole.
fn at(path: &str, error: &serde_json::Error) -> FieldError {
    let hint = if path.is_empty() {
        format!("; {HINT}")
    } else {
        String::new()
    };
    FieldError::new(path, format!("{error}{hint}"))
}
