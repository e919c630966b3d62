//! Whole configurations become documents.

use super::prompt;
use super::request::Carried;
use super::server::{self, Router};
use super::tool::{self, Made, Surroundings};
use crate::allowance::Allowance;
use crate::name::{self, Names};
use crate::openapi::{self, Part};
use crate::report::{self, Format, Report, SecretNeed, Warnings};
use crate::tree::Value;
use crate::{Import, ImportError, Options, finish};
use portico_config::Document;
use portico_config::model::{Credential, Server, Tool, Upstream};
use std::collections::{BTreeMap, BTreeSet};

/// Makes documents of configurations.
pub(crate) fn import(
    configs: &[Value],
    options: &Options,
    allowance: Allowance<'_>,
) -> Result<Import, ImportError> {
    let mut importer = Importer {
        options,
        allowance,
        base: String::new(),
        servers: Vec::new(),
        server_names: Names::default(),
        upstream_names: Names::default(),
        upstreams: Vec::new(),
        secrets: BTreeMap::new(),
        reports: Vec::new(),
        warnings: Warnings::default(),
    };
    for (index, config) in configs.iter().enumerate() {
        let place = if configs.len() > 1 {
            format!("[{index}]")
        } else {
            String::new()
        };
        importer.config(&Part::new(config, place));
    }
    importer.finish(configs.first())
}

struct Importer<'i> {
    options: &'i Options,
    allowance: Allowance<'i>,
    /// What names of upstreams and secrets begin with.
    base: String,
    servers: Vec<Server>,
    server_names: Names,
    upstream_names: Names,
    /// By origin and secret.
    upstreams: Vec<((String, Option<Carried>), Upstream)>,
    secrets: BTreeMap<String, SecretNeed>,
    reports: Vec<report::Operation>,
    warnings: Warnings,
}

impl Importer<'_> {
    fn config(&mut self, config: &Part<'_>) {
        let own = config.value.text("name").unwrap_or("unla");
        if config
            .value
            .text("deletedAt")
            .is_some_and(|at| !at.starts_with("0001-"))
        {
            let message = format!("`{own}` is deleted: it is left out");
            return self.warnings.add("deleted", config.place.clone(), message);
        }
        if let Some(tenant) = config
            .value
            .text("tenant")
            .filter(|name| *name != self.options.tenant())
        {
            let message = format!(
                "it is of tenant `{tenant}`, and becomes one of `{}`",
                self.options.tenant()
            );
            self.warnings
                .add("tenant", openapi::inside(&config.place, "tenant"), message);
        }
        self.base = self
            .options
            .name
            .clone()
            .unwrap_or_else(|| name::document(own));
        let prompts = prompt::read(config, &mut self.warnings);
        let mut offered = BTreeSet::new();
        for part in config.items("servers") {
            let name = part.value.text("name").unwrap_or("server").to_owned();
            let routers = server::routers(config, &name, &mut self.warnings);
            if routers.is_empty() {
                let message = format!("no router leads to `{name}`: its path is made of its name");
                self.warnings.add("router", part.place.clone(), message);
            }
            let tools = self.tools(config, &part, &name, &mut offered);
            self.server(&part, (&name, routers), tools, &prompts);
        }
        self.left_out(config, &offered);
    }

    /// The tools that a server offers.
    fn tools(
        &mut self,
        config: &Part<'_>,
        server: &Part<'_>,
        name: &str,
        offered: &mut BTreeSet<String>,
    ) -> Vec<Tool> {
        let values = server::config(server, &mut self.warnings);
        let surroundings = Surroundings {
            config: &values,
            environment: &self.options.variables,
        };
        let mut names = Names::default();
        let mut tools = Vec::new();
        for allowed in server.items("allowedTools") {
            if !self.allowance.has_time() {
                break;
            }
            let Some(wanted) = allowed.value.as_text() else {
                continue;
            };
            let mut all = config.items("tools");
            let Some(part) = all.find(|part| part.value.text("name") == Some(wanted)) else {
                let message = format!("there is no tool `{wanted}`");
                self.warnings.add("no-tool", allowed.place, message);
                continue;
            };
            offered.insert(wanted.to_owned());
            let key = format!("{name}/{wanted}");
            let mut warnings = Warnings::default();
            let chosen = self.options.wants(&key);
            let given = self.options.rename.get(&key).cloned();
            let own = given.unwrap_or_else(|| tool_name(wanted, &part, &mut warnings));
            let own = name::free_tool(&mut names, &own);
            let made = chosen.then(|| self.tool(&part, own, &surroundings, &mut warnings));
            let (tool, reason) = match made {
                Some(Ok(tool)) => (Some(tool), None),
                Some(Err(reason)) => (None, Some(reason)),
                None => (None, None),
            };
            self.report(&part, key, (tool.as_ref(), reason, chosen), warnings);
            tools.extend(tool);
        }
        tools
    }

    fn tool(
        &mut self,
        part: &Part<'_>,
        name: String,
        surroundings: &Surroundings<'_>,
        warnings: &mut Warnings,
    ) -> Result<Tool, String> {
        let Made {
            mut tool,
            origin,
            carried,
        } = tool::tool(part, name, surroundings, warnings)?;
        finish::check(&tool)?;
        self.allowance.take(&tool)?;
        tool.http.upstream = self.upstream(origin, carried);
        Ok(tool)
    }

    fn upstream(&mut self, origin: String, carried: Option<Carried>) -> String {
        let key = (origin, carried);
        if let Some((_, upstream)) = self.upstreams.iter().find(|(own, _)| *own == key) {
            return upstream.name.clone();
        }
        let (origin, carried) = &key;
        let host = origin.split("://").nth(1).unwrap_or_default();
        let begin = name::cut(&self.base, 40);
        let name = if self.upstreams.is_empty() {
            name::document(begin)
        } else {
            name::document(&format!("{begin}-{host}"))
        };
        let name = self.upstream_names.free(&name, 63, "-");
        let mut upstream = finish::upstream(self.options.tenant(), name.clone(), origin.clone());
        if let Some(carried) = carried {
            upstream.credential = self.credential(carried);
        }
        self.upstreams.push((key, upstream));
        name
    }

    fn credential(&mut self, carried: &Carried) -> Option<Credential> {
        let secret = name::document(&format!(
            "{}-{}",
            name::cut(&self.base, 20),
            carried.variable
        ));
        let header = &carried.header;
        self.secrets.insert(
            secret.clone(),
            SecretNeed {
                name: secret.clone(),
                scheme: carried.variable.clone(),
                purpose: format!("a key in the header `{header}`"),
                description: None,
                variable: carried.variable.clone(),
                given: self.options.secrets.contains_key(&secret),
            },
        );
        if openapi::is_omitted(&secret, self.options) {
            return None;
        }
        Some(Credential {
            secret,
            header: Some(header.clone()),
            prefix: Some(carried.prefix.clone()).filter(|prefix| !prefix.is_empty()),
            basic: None,
            query: None,
        })
    }

    fn report(
        &mut self,
        part: &Part<'_>,
        key: String,
        (tool, reason, chosen): (Option<&Tool>, Option<String>, bool),
        warnings: Warnings,
    ) {
        let value = part.value;
        self.reports.push(report::Operation {
            key,
            method: value.text("method").unwrap_or("GET").to_uppercase(),
            path: value.text("endpoint").unwrap_or_default().to_owned(),
            operation_id: value.text("name").map(str::to_owned),
            summary: value
                .text("description")
                .map(|text| name::cut(text, 200).to_owned()),
            tags: Vec::new(),
            deprecated: false,
            place: part.place.clone(),
            tool: tool.map(|tool| tool.name.clone()),
            reason,
            chosen,
            warnings: warnings.into_vec(),
        });
    }

    /// One document for each path.
    fn server(
        &mut self,
        part: &Part<'_>,
        (name, routers): (&str, Vec<Router>),
        tools: Vec<Tool>,
        prompts: &[portico_config::model::Prompt],
    ) {
        let own = self.server_names.free(&name::document(name), 60, "-");
        let description = part.value.text("description").map(str::to_owned);
        let mut paths: Vec<(String, Vec<String>)> = routers
            .into_iter()
            .map(|router| (router.path, router.origins))
            .collect();
        if paths.is_empty() {
            paths.push((self.options.path_of(&own), Vec::new()));
        }
        for (index, (path, origins)) in paths.into_iter().enumerate() {
            // Each path has a server of its own, with all the tools.
            let mut others = tools.iter().skip_while(|_| index == 0);
            let fits =
                self.allowance.has_time() && others.all(|tool| self.allowance.take(tool).is_ok());
            if !fits {
                let message = format!("`{path}` is left out: the import is as large as it may be");
                self.warnings.add("router", part.place.clone(), message);
                continue;
            }
            let own = match index {
                0 => own.clone(),
                _ => self.server_names.free(&own, 60, "-"),
            };
            let mut server = finish::server(self.options.tenant(), own, path);
            server.description.clone_from(&description);
            server.allowed_origins = origins;
            if finish::is_wrong(&server, "allowedOrigins") {
                let message = "some of the origins are none: they are left out";
                self.warnings.add("cors", part.place.clone(), message);
                let one = |origin: &String| {
                    let mut probe = server.without_parts();
                    probe.allowed_origins = vec![origin.clone()];
                    !finish::is_wrong(&probe, "allowedOrigins")
                };
                let kept = server
                    .allowed_origins
                    .iter()
                    .filter(|origin| one(origin))
                    .cloned()
                    .collect();
                server.allowed_origins = kept;
            }
            server.tools.clone_from(&tools);
            server.prompts = prompts.to_vec();
            self.servers.push(server);
        }
    }

    /// Tools that nobody offers, and servers of MCP.
    fn left_out(&mut self, config: &Part<'_>, offered: &BTreeSet<String>) {
        for part in config.items("tools") {
            let name = part.value.text("name").unwrap_or_default().to_owned();
            if !offered.contains(&name) {
                let reason = "no server has it among its `allowedTools`".to_owned();
                self.report(&part, name, (None, Some(reason), true), Warnings::default());
            }
        }
        for part in config.items("mcpServers") {
            let name = part.value.text("name").unwrap_or_default().to_owned();
            let reason = "it is an MCP server, and Portico offers REST APIs only".to_owned();
            self.report(&part, name, (None, Some(reason), true), Warnings::default());
        }
    }

    fn finish(self, first: Option<&Value>) -> Result<Import, ImportError> {
        self.allowance.finish()?;
        let mut documents = Vec::new();
        for (_, upstream) in self.upstreams {
            documents.push(Document::Upstream(upstream));
        }
        for (name, need) in &self.secrets {
            let secret =
                openapi::secret(self.options.tenant(), (name, &need.variable), self.options);
            documents.extend(secret.map(Document::Secret));
        }
        documents.extend(self.servers.into_iter().map(Document::Server));
        finish::together(&documents)?;
        let title = first
            .and_then(|config| config.text("name"))
            .map(str::to_owned);
        Ok(Import {
            documents,
            report: Report {
                format: Format::Unla,
                title,
                version: None,
                servers: Vec::new(),
                operations: self.reports,
                secrets: self.secrets.into_values().collect(),
                warnings: self.warnings.into_vec(),
            },
        })
    }
}

fn tool_name(wanted: &str, part: &Part<'_>, warnings: &mut Warnings) -> String {
    if name::is_tool_name(wanted) {
        return wanted.to_owned();
    }
    let name = name::tool(wanted);
    let message = format!("the name of a tool has no such characters: it is `{name}`");
    warnings.add("name", openapi::inside(&part.place, "name"), message);
    name
}
