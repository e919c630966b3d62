//! Going through a schema once for what references may name: `$id`, `$anchor` and the like.

use super::Compiler;
use super::dialect::{Dialect, Shape};
use super::uri;
use portico_json::{Kind, Value};
use std::borrow::Cow;

/// A schema with an address: the whole, or one inside with an `$id` of its own.
#[derive(Debug)]
pub(super) struct Resource {
    /// Its address; empty where the whole schema has none.
    pub(super) address: String,
    pub(super) at: u32,
    pub(super) dialect: Dialect,
}

/// A name for a part of a resource.
#[derive(Debug)]
pub(super) struct Anchor<'t> {
    pub(super) resource: u32,
    pub(super) name: Cow<'t, str>,
    pub(super) at: u32,
    pub(super) dynamic: bool,
}

/// What there is in a schema.
#[derive(Debug, Default)]
pub(super) struct Map<'t> {
    pub(super) resources: Vec<Resource>,
    pub(super) anchors: Vec<Anchor<'t>>,
    /// The parts, in the order of the text, with their resource.
    places: Vec<(u32, u32)>,
}

impl Map<'_> {
    /// The resource that the part at this place belongs to, if there is a part.
    pub(super) fn resource_of(&self, at: u32) -> Option<u32> {
        let found = self.places.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        self.places.get(found).map(|(_, resource)| *resource)
    }

    /// The edition that a resource is written in.
    pub(super) fn dialect(&self, resource: u32) -> Dialect {
        self.resources
            .get(resource as usize)
            .map_or(Dialect::Draft2020, |resource| resource.dialect)
    }

    pub(super) fn address(&self, resource: u32) -> &str {
        self.resources
            .get(resource as usize)
            .map_or("", |resource| &resource.address)
    }
}

impl<'t> Compiler<'t> {
    pub(super) fn scan(&mut self) {
        let root = self.json.root();
        let dialect = self.dialect_of(root, Dialect::Draft2020);
        self.map.resources.push(Resource {
            address: String::new(),
            at: root.at(),
            dialect,
        });
        self.scan_schema(root, 0);
    }

    /// The edition that `schema` says it is written in.
    fn dialect_of(&mut self, schema: Value<'t>, inherited: Dialect) -> Dialect {
        let Some(named) = schema.get("$schema") else {
            return inherited;
        };
        let known = Dialect::named(&named.string()).filter(|_| named.kind() == Kind::String);
        known.unwrap_or_else(|| {
            self.error(
                named,
                "this edition of JSON Schema is not known: leave it out, or write \
                 `https://json-schema.org/draft/2020-12/schema`",
            );
            inherited
        })
    }

    fn scan_schema(&mut self, schema: Value<'t>, resource: u32) {
        if schema.kind() != Kind::Object {
            return;
        }
        let resource = self.enter(schema, resource);
        self.map.places.push((schema.at(), resource));
        self.scan_anchors(schema, resource);
        let dialect = self.map.dialect(resource);
        for (key, value) in schema.members() {
            let Some(shape) = dialect.shape(&key.string()) else {
                continue;
            };
            match (shape, value.kind()) {
                (Shape::Map | Shape::Dependencies, Kind::Object) => {
                    for (_, schema) in value.members() {
                        self.scan_schema(schema, resource);
                    }
                }
                (Shape::List | Shape::SchemaOrList, Kind::Array) => {
                    for schema in value.items() {
                        self.scan_schema(schema, resource);
                    }
                }
                (Shape::Schema | Shape::SchemaOrList, _) => self.scan_schema(value, resource),
                _ => {}
            }
        }
    }

    /// The resource that `schema` belongs to, which is a new one where it has an address.
    fn enter(&mut self, schema: Value<'t>, resource: u32) -> u32 {
        let outer = self.map.dialect(resource);
        // An embedded schema may be of another edition, by whose rules it then has an address.
        let dialect = match schema.at() {
            0 => outer,
            _ => self.dialect_of(schema, outer),
        };
        if dialect.lone_reference() && schema.get("$ref").is_some() {
            return resource;
        }
        let Some(id) = schema.get(dialect.id()) else {
            return resource;
        };
        if id.kind() != Kind::String {
            self.error(id, "this is no address: write a text");
            return resource;
        }
        let text = id.string();
        let (address, fragment) = text.split_once('#').unwrap_or((&text, ""));
        if !fragment.is_empty() {
            if dialect > Dialect::Draft7 {
                self.error(id, "an `$id` has no fragment: use `$anchor`");
            } else if address.is_empty() {
                self.anchor(resource, fragment.to_owned().into(), schema, false);
                return resource;
            }
        }
        let address = uri::resolve(self.map.address(resource), address);
        if schema.at() == 0 {
            if let Some(root) = self.map.resources.first_mut() {
                root.address = address;
            }
            return resource;
        }
        if self
            .map
            .resources
            .iter()
            .any(|other| other.address == address)
        {
            self.error(id, "another schema in here has this address too");
        }
        self.map.resources.push(Resource {
            address,
            at: schema.at(),
            dialect,
        });
        u32::try_from(self.map.resources.len() - 1).unwrap_or(u32::MAX)
    }

    fn scan_anchors(&mut self, schema: Value<'t>, resource: u32) {
        let dialect = self.map.dialect(resource);
        let keywords = [
            ("$anchor", Dialect::Draft2019, false),
            ("$dynamicAnchor", Dialect::Draft2020, true),
        ];
        for (keyword, since, dynamic) in keywords {
            let Some(name) = schema.get(keyword).filter(|_| dialect >= since) else {
                continue;
            };
            if name.kind() == Kind::String {
                self.anchor(resource, name.string(), schema, dynamic);
            } else {
                self.error(name, "this is no name: write a text");
            }
        }
        let recursive = schema.get("$recursiveAnchor");
        if dialect == Dialect::Draft2019 && recursive.is_some_and(|is| is.kind() == Kind::True) {
            self.anchor(resource, Cow::Borrowed(""), schema, true);
        }
    }

    fn anchor(&mut self, resource: u32, name: Cow<'t, str>, schema: Value<'t>, dynamic: bool) {
        let at = schema.at();
        let mut others = self.map.anchors.iter();
        if others.any(|other| (other.resource, &other.name) == (resource, &name) && other.at != at)
        {
            self.error(
                schema,
                format!("another schema in here is called `{name}` too"),
            );
        }
        self.map.anchors.push(Anchor {
            resource,
            name,
            at,
            dynamic,
        });
    }
}
