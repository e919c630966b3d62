//! A virtual MCP server, compiled.

use crate::list::List;
use crate::prompt::Prompt;
use crate::resource::{Address, Resource};
use crate::tool::{Tool, serialize};
use portico_config::FieldError;
use portico_config::model::{CacheScope, Icon, Server as Document, Sessions};
use portico_rest::limits::Limits;
use portico_rest::template::DEFAULT_STEPS;
use serde::Serialize;
use std::collections::HashMap;
use std::rc::Rc;

/// Most entries of a page where the server does not say.
const DEFAULT_PAGE_SIZE: usize = 1_000;

/// Most bytes of a request's body where the server does not say.
const REQUEST_BYTES: usize = 4 << 20;

/// Most bytes of an upstream's response where neither the server nor the tool says.
const RESPONSE_BYTES: usize = 8 << 20;

/// A server with its catalogue. Exchanges keep the one that they began with.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    /// `None` while only parts of it have arrived: it is not served then.
    pub(crate) head: Option<Rc<Head>>,
    pub(crate) tools: List<Tool>,
    pub(crate) prompts: List<Prompt>,
    pub(crate) resources: List<Resource>,
    pub(crate) templates: List<Resource>,
    /// Name of the resource by its URI.
    uris: HashMap<String, Rc<str>>,
}

/// What a server says of itself, serialized once.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) tenant: String,
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) allowed_origins: Vec<String>,
    pub(crate) sessions: Sessions,
    /// Most bytes of a request's body.
    pub(crate) request_bytes: usize,
    /// Most bytes of an upstream's response where the tool does not say.
    pub(crate) response_bytes: usize,
    /// Bounds of arguments.
    pub(crate) limits: Limits,
    /// Most steps of a template.
    pub(crate) template_steps: u64,
    /// What templates use as `config`: JSON of an object, where there is something in it.
    pub(crate) config: Option<Box<str>>,
    page_size: usize,
    /// JSON of MCP's `Implementation`.
    pub(crate) server_info: Box<str>,
    /// JSON string.
    pub(crate) instructions: Option<Box<str>>,
    /// What every modern result ends with.
    pub(crate) modern_members: String,
    /// What every modern result that may be kept says of that.
    pub(crate) cache_members: String,
}

impl Head {
    /// Compiles the server's own document; its tools, prompts and resources come by themselves.
    ///
    /// # Errors
    /// Only what cannot be written as JSON.
    pub(crate) fn compile(document: &Document) -> Result<Self, FieldError> {
        let server_info = implementation(document)?;
        let ttl = document.cache.ttl.map_or(0, |ttl| ttl.0);
        let scope = match document.cache.scope {
            CacheScope::Public => "public",
            CacheScope::Private => "private",
        };
        let limits = document.limits;
        let usual = Limits::default();
        let config = (!document.config.is_empty()).then(|| serialize(&document.config));
        Ok(Self {
            request_bytes: limits
                .request_bytes
                .map_or(REQUEST_BYTES, |most| most as usize),
            response_bytes: limits
                .response_bytes
                .map_or(RESPONSE_BYTES, |most| most as usize),
            limits: Limits {
                depth: limits.depth.unwrap_or(usual.depth),
                keys: limits.keys.unwrap_or(usual.keys),
                items: limits.items.unwrap_or(usual.items),
                string_bytes: limits.string_bytes.unwrap_or(usual.string_bytes),
            },
            template_steps: limits.template_steps.map_or(DEFAULT_STEPS, u64::from),
            config: config.transpose()?,
            tenant: document.tenant.clone(),
            name: document.name.clone(),
            path: document.path.clone(),
            allowed_origins: document.allowed_origins.clone(),
            sessions: document.sessions,
            page_size: document
                .page_size
                .map_or(DEFAULT_PAGE_SIZE, |size| size as usize)
                .max(1),
            instructions: document.instructions.as_ref().map(serialize).transpose()?,
            modern_members: format!(
                r#""resultType":"complete","_meta":{{"io.modelcontextprotocol/serverInfo":{server_info}}}"#
            ),
            cache_members: format!(r#""ttlMs":{ttl},"cacheScope":"{scope}""#),
            server_info,
        })
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            head: None,
            tools: List::new("tools", DEFAULT_PAGE_SIZE),
            prompts: List::new("prompts", DEFAULT_PAGE_SIZE),
            resources: List::new("resources", DEFAULT_PAGE_SIZE),
            templates: List::new("resourceTemplates", DEFAULT_PAGE_SIZE),
            uris: HashMap::new(),
        }
    }
}

impl Server {
    pub(crate) fn set_head(&mut self, head: Head) {
        self.tools.set_page_size(head.page_size);
        self.prompts.set_page_size(head.page_size);
        self.resources.set_page_size(head.page_size);
        self.templates.set_page_size(head.page_size);
        self.head = Some(Rc::new(head));
    }

    /// The newest owner of a URI has it, so that resources can hand their URIs on one by one.
    pub(crate) fn insert_resource(&mut self, name: &str, resource: Resource) {
        self.remove_resource(name);
        let resource = Rc::new(resource);
        match &resource.address {
            Address::Uri(uri) => {
                self.uris.insert(uri.clone(), Rc::from(name));
                self.resources.insert(name, resource);
            }
            Address::Template { .. } => self.templates.insert(name, resource),
        }
    }

    pub(crate) fn remove_resource(&mut self, name: &str) {
        if let Some(Address::Uri(uri)) = self.resources.get(name).map(|resource| &resource.address)
            && self.uris.get(uri).is_some_and(|owner| **owner == *name)
        {
            self.uris.remove(uri);
        }
        self.resources.remove(name);
        self.templates.remove(name);
    }

    /// The resource of exactly that URI.
    pub(crate) fn resource_at(&self, uri: &str) -> Option<&Rc<Resource>> {
        self.uris.get(uri).and_then(|name| self.resources.get(name))
    }

    /// Whether nothing of the server is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.head.is_none()
            && self.tools.is_empty()
            && self.prompts.is_empty()
            && self.resources.is_empty()
            && self.templates.is_empty()
    }
}

/// MCP's `Implementation`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Implementation<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    website_url: Option<&'a str>,
    #[serde(skip_serializing_if = "<[Icon]>::is_empty")]
    icons: &'a [Icon],
}

fn implementation(document: &Document) -> Result<Box<str>, FieldError> {
    serialize(&Implementation {
        name: &document.name,
        title: document.title.as_deref(),
        version: document.version.as_deref().unwrap_or("1.0.0"),
        description: document.description.as_deref(),
        website_url: document.website_url.as_deref(),
        icons: &document.icons,
    })
}
