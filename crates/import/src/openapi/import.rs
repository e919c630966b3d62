//! A whole description becomes documents.

use super::read::{self, Operation};
use super::schema::Schemas;
use super::security::{self, Scheme, Security};
use super::source::Source;
use super::{describe, server, tool};
use crate::allowance::Allowance;
use crate::finish;
use crate::name::{self, Names};
use crate::report::{self, Format, Report, Warnings};
use crate::tree::Value;
use crate::{Import, ImportError, Options};
use portico_config::Document;
use portico_config::model::{Server, Tool, Upstream};
use std::collections::{BTreeMap, HashSet};

/// Makes documents of a description.
pub(crate) fn import(
    root: Value,
    format: Format,
    options: &Options,
    allowance: Allowance<'_>,
) -> Result<Import, ImportError> {
    let source = Source { root, format };
    let (operations, odd): (Vec<_>, Vec<_>) = read::operations(&source).into_iter().unzip();
    let mut importer = Importer::new(&source, &operations, (options, allowance));
    let names = importer.names(&operations);
    for ((operation, warnings), name) in operations.iter().zip(odd).zip(names) {
        if !importer.allowance.has_time() {
            break;
        }
        importer.operation(operation, warnings, name);
    }
    importer.finish()
}

struct Importer<'i> {
    source: &'i Source,
    options: &'i Options,
    allowance: Allowance<'i>,
    schemas: Schemas<'i>,
    security: Security<'i>,
    /// What names of documents begin with.
    base: String,
    upstreams: Upstreams,
    tools: Vec<Tool>,
    reports: Vec<report::Operation>,
    warnings: Warnings,
}

/// The upstreams by URL and the name of the security scheme, in the order in which they were needed.
#[derive(Default)]
struct Upstreams {
    names: Names,
    all: Vec<(String, Option<Scheme>, String)>,
    /// The URLs, each with what its names have besides.
    urls: BTreeMap<String, String>,
}

impl<'i> Importer<'i> {
    fn new(
        source: &'i Source,
        operations: &[Operation<'i>],
        (options, allowance): (&'i Options, Allowance<'i>),
    ) -> Self {
        let info = source.root.get("info");
        let title = info.and_then(|info| info.text("title")).unwrap_or("api");
        Self {
            source,
            options,
            allowance,
            schemas: Schemas::new(source),
            security: Security::new(source, operations),
            base: options
                .name
                .clone()
                .unwrap_or_else(|| name::document(title)),
            upstreams: Upstreams::default(),
            tools: Vec::new(),
            reports: Vec::new(),
            warnings: Warnings::default(),
        }
    }

    /// The name of each operation's tool. They do not depend on which operations are chosen.
    fn names(&mut self, operations: &[Operation<'i>]) -> Vec<String> {
        let keys: HashSet<String> = operations.iter().map(self::key).collect();
        let mut names = Names::default();
        let mut given: BTreeMap<String, String> = BTreeMap::new();
        for (key, name) in &self.options.rename {
            if !keys.contains(key) {
                let message = format!("there is no operation `{key}` to rename");
                self.warnings.add("no-operation", String::new(), message);
            } else if names.take(name) {
                given.insert(key.clone(), name.clone());
            } else {
                let message = format!("`{name}` is the name of another tool already");
                self.warnings.add("rename", String::new(), message);
            }
        }
        for key in self.options.operations.iter().flatten() {
            if !keys.contains(key) {
                let message = format!("there is no operation `{key}` to choose");
                self.warnings.add("no-operation", String::new(), message);
            }
        }
        let name = |operation: &Operation<'_>| match given.remove(&key(operation)) {
            Some(name) => name,
            None => name::free_tool(&mut names, &natural_name(operation)),
        };
        operations.iter().map(name).collect()
    }

    fn operation(&mut self, operation: &Operation<'i>, mut warnings: Warnings, name: String) {
        let key = key(operation);
        let chosen = self.options.wants(&key);
        let made = chosen.then(|| self.tool(operation, name, &mut warnings));
        let (tool, reason) = match made {
            Some(Ok(tool)) => (Some(tool), None),
            Some(Err(reason)) => (None, Some(reason)),
            None => (None, None),
        };
        let mut warnings = warnings.into_vec();
        if !self.allowance.tell(&warnings) {
            warnings.clear();
        }
        let tags = operation
            .part
            .value
            .items("tags")
            .iter()
            .filter_map(Value::as_text);
        self.reports.push(report::Operation {
            method: operation.method.clone(),
            path: operation.path.to_owned(),
            operation_id: operation.part.value.text("operationId").map(str::to_owned),
            summary: describe::summary(operation),
            tags: tags.map(str::to_owned).collect(),
            deprecated: describe::is_deprecated(operation),
            place: operation.part.place.clone(),
            tool: tool.as_ref().map(|tool| tool.name.clone()),
            reason,
            chosen,
            warnings,
            key,
        });
        self.tools.extend(tool);
    }

    fn tool(
        &mut self,
        operation: &Operation<'i>,
        name: String,
        warnings: &mut Warnings,
    ) -> Result<Tool, String> {
        let url = server::url(
            &operation.servers,
            self.source,
            self.options,
            &mut self.warnings,
        );
        let scheme = self.security.of(&operation.part, warnings).cloned();
        let made = (self.source, &self.schemas);
        let tool = tool::tool(made, operation, (name, "upstream".to_owned()), warnings)?;
        finish::check(&tool)?;
        self.allowance.take(&tool)?;
        let upstream = self.upstream(url, scheme);
        Ok(Tool {
            http: portico_rest::mapping::Binding {
                upstream,
                ..tool.http
            },
            ..tool
        })
    }

    /// The name of the upstream with this URL and this secret. The one that the description as a whole
    /// asks for has the plain name, so that it stays when operations come and go.
    fn upstream(&mut self, url: String, scheme: Option<Scheme>) -> String {
        let Upstreams { names, all, urls } = &mut self.upstreams;
        if let Some((_, _, name)) = all
            .iter()
            .find(|(own, other, _)| *own == url && *other == scheme)
        {
            return name.clone();
        }
        let besides = match urls.get(&url) {
            Some(besides) => besides.clone(),
            None if urls.is_empty() => String::new(),
            None => host(&url),
        };
        urls.insert(url.clone(), besides.clone());
        let own = match &scheme {
            same if same.as_ref() == self.security.usual() => "",
            None => "open",
            Some(scheme) => scheme.key.as_str(),
        };
        let parts = [name::cut(&self.base, 40), &besides, own];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let name = names.free(&name::document(&parts.join("-")), 63, "-");
        all.push((url, scheme, name.clone()));
        name
    }

    fn finish(mut self) -> Result<Import, ImportError> {
        self.allowance.finish()?;
        let tenant = self.options.tenant();
        let (mut documents, mut secrets) = (Vec::new(), BTreeMap::new());
        for (url, scheme, name) in std::mem::take(&mut self.upstreams.all) {
            let credential = scheme.and_then(|scheme| {
                let secret = scheme.secret_name(&self.base);
                secrets.insert(secret.clone(), scheme.need(&secret, self.options));
                if security::is_omitted(&secret, self.options) {
                    return None;
                }
                if scheme.needs_username(self.options) {
                    let message = format!(
                        "say who `{}` is: the user's name is `user` until then",
                        scheme.key
                    );
                    self.warnings.add("username", "security", message);
                }
                Some(scheme.credential(secret, self.options))
            });
            documents.push(Document::Upstream(Upstream {
                credential,
                ..finish::upstream(tenant, name, url)
            }));
        }
        for (name, need) in &secrets {
            let secret = security::secret(tenant, (name, &need.variable), self.options);
            documents.extend(secret.map(Document::Secret));
        }
        let info = self.source.root.get("info");
        let text = |key| info.and_then(|info| info.text(key)).map(str::to_owned);
        let mut server = self.server(text("title"), text("version"), text("description"));
        server.tools = std::mem::take(&mut self.tools);
        documents.push(Document::Server(server));
        finish::together(&documents)?;
        Ok(Import {
            documents,
            report: Report {
                format: self.source.format,
                title: text("title"),
                version: text("version"),
                servers: server::report(self.source),
                operations: self.reports,
                secrets: secrets.into_values().collect(),
                warnings: self.warnings.into_vec(),
            },
        })
    }

    fn server(
        &self,
        title: Option<String>,
        version: Option<String>,
        description: Option<String>,
    ) -> Server {
        let website = self
            .source
            .root
            .get("externalDocs")
            .and_then(|docs| docs.text("url"));
        let path = self.options.path_of(&self.base);
        let mut server = finish::server(self.options.tenant(), self.base.clone(), path);
        server.title = title;
        server.version = version;
        server.description = description.map(|text| name::cut(text.trim(), 1000).to_owned());
        server.website_url = website.map(str::to_owned);
        if finish::is_wrong(&server, "websiteUrl") {
            server.website_url = None;
        }
        server
    }
}

/// What options name an operation by.
fn key(operation: &Operation<'_>) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The name that the description gives the operation, or else one of method and path.
fn natural_name(operation: &Operation<'_>) -> String {
    match operation.part.value.text("operationId") {
        Some(id) if id.chars().any(|c| c.is_ascii_alphanumeric()) => name::tool(id),
        _ => name::tool(&format!(
            "{}_{}",
            operation.method.to_lowercase(),
            operation.path
        )),
    }
}

fn host(url: &str) -> String {
    let host = portico_rest::BaseUrl::parse(url).map(|url| url.host);
    name::document(&host.unwrap_or_default())
}
