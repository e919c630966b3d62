//! What a `$ref` refers to.

use super::Compiler;
use super::uri;
use crate::rule::{Id, Rule};
use portico_json::{Kind, Value};

impl<'t> Compiler<'t> {
    /// The part that `reference`, a keyword's value in `resource`, refers to.
    pub(super) fn reference(&mut self, reference: Value<'t>, resource: u32) -> Option<Rule> {
        self.target(reference, resource)
            .map(|(id, _)| Rule::Reference(id))
    }

    /// The same for `$dynamicRef`, and for `$recursiveRef` with its one, nameless anchor.
    pub(super) fn dynamic_reference(
        &mut self,
        reference: Value<'t>,
        resource: u32,
    ) -> Option<Rule> {
        let (id, at) = self.target(reference, resource)?;
        let text = reference.string();
        let name = text.split_once('#').map_or("", |(_, name)| name);
        let mut anchors = self.map.anchors.iter();
        let is_dynamic =
            anchors.any(|anchor| anchor.dynamic && anchor.at == at && anchor.name == name);
        Some(if is_dynamic {
            Rule::Dynamic(name.into(), id)
        } else {
            Rule::Reference(id)
        })
    }

    fn target(&mut self, reference: Value<'t>, resource: u32) -> Option<(Id, u32)> {
        if reference.kind() != Kind::String {
            self.error(
                reference,
                "this refers to nothing: write a text such as `#/$defs/name`",
            );
            return None;
        }
        let text = reference.string();
        let (address, fragment) = text.split_once('#').unwrap_or((&text, ""));
        let address = uri::resolve(self.map.address(resource), address);
        let resources = &self.map.resources;
        let Some(found) = resources
            .iter()
            .position(|resource| resource.address == address)
        else {
            self.error(
                reference,
                "refer to a part of this schema (`#/$defs/…`): others are not fetched",
            );
            return None;
        };
        let found = u32::try_from(found).unwrap_or(u32::MAX);
        let Some((value, resource)) = self.inside(found, fragment) else {
            self.error(reference, format!("there is no `{text}` in this schema"));
            return None;
        };
        Some((self.part(value, resource), value.at()))
    }

    /// The value that `fragment` names in a resource, and the resource that it belongs to.
    fn inside(&self, resource: u32, fragment: &str) -> Option<(Value<'t>, u32)> {
        let fragment = uri::decode(fragment)?;
        let root = self
            .json
            .value(self.map.resources.get(resource as usize)?.at);
        if fragment.is_empty() {
            return Some((root, resource));
        }
        let Some(pointer) = fragment.strip_prefix('/') else {
            let mut anchors = self.map.anchors.iter();
            let anchor =
                anchors.find(|anchor| anchor.resource == resource && anchor.name == fragment)?;
            return Some((self.json.value(anchor.at), resource));
        };
        let (mut value, mut resource) = (root, resource);
        for token in pointer.split('/') {
            value = match value.kind() {
                Kind::Object => value.get(&token.replace("~1", "/").replace("~0", "~"))?,
                Kind::Array => value.items().nth(token.parse().ok()?)?,
                _ => return None,
            };
            resource = self.map.resource_of(value.at()).unwrap_or(resource);
        }
        Some((value, resource))
    }
}
