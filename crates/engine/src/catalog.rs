//! What one worker serves: servers and upstreams, changed one resource at a time.

use crate::prompt::Prompt;
use crate::resource::Resource;
use crate::server::{Head, Server};
use crate::tool::Tool;
use crate::upstream::Upstream;
use portico_config::{
    Document, FieldError, ResourceType, model, parse_prompt, parse_resource, parse_server,
    parse_tool, parse_upstream, validate_all,
};
use std::collections::HashMap;
use std::rc::Rc;

/// The servers and upstreams of one worker.
///
/// A change replaces what it names and nothing else; exchanges that have begun keep what they
/// began with, because everything is held by `Rc`.
#[derive(Debug, Default)]
pub struct Catalog {
    /// By `tenant/name`.
    servers: HashMap<String, Rc<Server>>,
    /// `tenant/name` by path.
    paths: HashMap<String, String>,
    upstreams: Rc<Upstreams>,
}

/// Upstreams by `tenant/name`.
pub(crate) type Upstreams = HashMap<String, Rc<Upstream>>;

/// A server and the upstreams of the moment: what one exchange works with from start to end.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub(crate) server: Rc<Server>,
    pub(crate) head: Rc<Head>,
    upstreams: Rc<Upstreams>,
    /// Envoy's cluster of the bridge, where there is one.
    pub(crate) bridge: Option<Rc<str>>,
}

impl Snapshot {
    /// The upstream of that name that the server's tenant has.
    pub(crate) fn upstream(&self, name: &str) -> Option<&Rc<Upstream>> {
        self.upstreams.get(&key(&self.head.tenant, name))
    }
}

impl Catalog {
    /// The server with that path prefix.
    pub(crate) fn server_at(&self, path: &str) -> Option<Snapshot> {
        let server = self.servers.get(self.paths.get(path)?)?.clone();
        let head = server.head.clone()?;
        Some(Snapshot {
            server,
            head,
            upstreams: self.upstreams.clone(),
            bridge: None,
        })
    }

    /// Loads whole documents, all or none.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with the index of its document as the path's root.
    pub fn load(&mut self, documents: &[Document]) -> Result<(), Vec<FieldError>> {
        let place = |index: usize, error: FieldError| error.under(&format!("documents[{index}]"));
        let errors: Vec<_> = validate_all(documents)
            .into_iter()
            .map(|(index, error)| place(index, error))
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut loaded = Self::default();
        for (index, document) in documents.iter().enumerate() {
            // Other documents are for the control plane.
            let result = if let Document::Upstream(upstream) = document {
                loaded.insert_upstream(upstream)
            } else if let Document::Server(server) = document {
                loaded.insert_server(server)
            } else {
                Ok(())
            };
            result.map_err(|error| vec![place(index, error)])?;
        }
        *self = loaded;
        Ok(())
    }

    fn insert_upstream(&mut self, document: &model::Upstream) -> Result<(), FieldError> {
        let name = key(&document.tenant, &document.name);
        let upstream = Rc::new(Upstream::compile(document)?);
        Rc::make_mut(&mut self.upstreams).insert(name, upstream);
        Ok(())
    }

    /// A server with all its parts.
    fn insert_server(&mut self, document: &model::Server) -> Result<(), FieldError> {
        let name = key(&document.tenant, &document.name);
        let at = |field: &str, index: usize| format!("{field}[{index}]");
        let server = self.server_mut(&name);
        for (index, tool) in document.tools.iter().enumerate() {
            let compiled = Tool::compile(tool).map_err(|error| error.under(&at("tools", index)))?;
            server.tools.insert(&tool.name, Rc::new(compiled));
        }
        for (index, prompt) in document.prompts.iter().enumerate() {
            let compiled =
                Prompt::compile(prompt).map_err(|error| error.under(&at("prompts", index)))?;
            server.prompts.insert(&prompt.name, Rc::new(compiled));
        }
        for (index, resource) in document.resources.iter().enumerate() {
            let compiled = Resource::compile(resource)
                .map_err(|error| error.under(&at("resources", index)))?;
            server.insert_resource(&resource.name, compiled);
        }
        self.upsert_server(&name, Head::compile(document)?);
        Ok(())
    }

    /// Adds or replaces one resource, given as its JSON.
    ///
    /// # Errors
    /// The resource cannot be used; what was there before stays.
    pub fn upsert(
        &mut self,
        resource_type: ResourceType,
        name: &str,
        json: &str,
    ) -> Result<(), FieldError> {
        match resource_type {
            ResourceType::Upstream => {
                let upstream = Upstream::compile(&parse_upstream(json)?)?;
                Rc::make_mut(&mut self.upstreams).insert(name.to_owned(), Rc::new(upstream));
            }
            ResourceType::Server => self.upsert_server(name, Head::compile(&parse_server(json)?)?),
            ResourceType::Tool => {
                let tool = Tool::compile(&parse_tool(json)?)?;
                self.change(name, |server, name| {
                    server.tools.insert(name, Rc::new(tool))
                })?;
            }
            ResourceType::Prompt => {
                let prompt = Prompt::compile(&parse_prompt(json)?)?;
                self.change(name, |server, name| {
                    server.prompts.insert(name, Rc::new(prompt))
                })?;
            }
            ResourceType::Resource => {
                let resource = Resource::compile(&parse_resource(json)?)?;
                self.change(name, |server, name| server.insert_resource(name, resource))?;
            }
        }
        Ok(())
    }

    /// Takes one resource away. An unknown name is no error: it is gone either way.
    pub fn remove(&mut self, resource_type: ResourceType, name: &str) {
        // Names without a server are never added, so removing one cannot fail in a way that counts.
        let _ = match resource_type {
            ResourceType::Upstream => {
                Rc::make_mut(&mut self.upstreams).remove(name);
                Ok(())
            }
            ResourceType::Server => {
                self.remove_server(name);
                Ok(())
            }
            ResourceType::Tool => self.change(name, |server, name| server.tools.remove(name)),
            ResourceType::Prompt => self.change(name, |server, name| server.prompts.remove(name)),
            ResourceType::Resource => {
                self.change(name, |server, name| server.remove_resource(name))
            }
        };
    }

    /// The newest owner of a path has it, so that two servers can swap their paths one by one.
    fn upsert_server(&mut self, name: &str, head: Head) {
        self.forget_path(name);
        self.paths.insert(head.path.clone(), name.to_owned());
        self.server_mut(name).set_head(head);
    }

    fn remove_server(&mut self, name: &str) {
        self.forget_path(name);
        self.server_mut(name).head = None;
        self.forget_if_empty(name);
    }

    fn forget_path(&mut self, name: &str) {
        let Some(head) = self
            .servers
            .get(name)
            .and_then(|server| server.head.as_ref())
        else {
            return;
        };
        if self
            .paths
            .get(&head.path)
            .is_some_and(|owner| owner == name)
        {
            self.paths.remove(&head.path);
        }
    }

    /// Changes the server that the resource `tenant/server/name` belongs to.
    fn change(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut Server, &str),
    ) -> Result<(), FieldError> {
        let mut parts = name.splitn(3, '/');
        let (Some(tenant), Some(server), Some(part)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(FieldError::new(
                "",
                format!("the resource name {name} is not of the form tenant/server/name"),
            ));
        };
        let server = key(tenant, server);
        change(self.server_mut(&server), part);
        self.forget_if_empty(&server);
        Ok(())
    }

    /// The server to change: a copy of its own where an exchange still holds it.
    fn server_mut(&mut self, name: &str) -> &mut Server {
        Rc::make_mut(self.servers.entry(name.to_owned()).or_default())
    }

    fn forget_if_empty(&mut self, name: &str) {
        if self
            .servers
            .get(name)
            .is_some_and(|server| server.is_empty())
        {
            self.servers.remove(name);
        }
    }
}

fn key(tenant: &str, name: &str) -> String {
    let mut key = String::with_capacity(tenant.len() + 1 + name.len());
    key.push_str(tenant);
    key.push('/');
    key.push_str(name);
    key
}

#[cfg(test)]
mod tests;
