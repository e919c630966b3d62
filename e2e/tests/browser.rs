//! The console in a real browser, against a real control plane, Envoy, bridge and REST API. Each test
//! has a stage of its own and plays the scenes of a file in `e2e/ui/specs`, one for each group of
//! pages. `cargo xtask test browser` installs what they need.

use anyhow::{Context, Result, ensure};
use portico_e2e::identity_provider::IdentityProvider;
use portico_e2e::{admin, binary, demo::Demo, gateway::Gateway, scripted_model::ScriptedModel};
use std::env;
use std::fs;
use std::path::PathBuf;
use tokio::process::Command;

/// What seals the secrets of scenes.
const SECRET_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";

#[tokio::test(flavor = "multi_thread")]
async fn sign_in() -> Result<()> {
    Stage::with_bookshop().await?.play("sign-in").await
}

/// Nothing is configured yet.
#[tokio::test(flavor = "multi_thread")]
async fn first_run() -> Result<()> {
    Stage::empty().await?.play("first-run").await
}

#[tokio::test(flavor = "multi_thread")]
async fn identity_provider() -> Result<()> {
    let mut stage = Stage::with_bookshop().await?;
    let (public_url, folder) = (
        stage.gateway.control_plane.admin_url(),
        stage.gateway.directory().to_owned(),
    );
    let mut provider = IdentityProvider::new()?;
    provider.start(&public_url, &folder, 0).await?;
    for flag in provider.flags(&public_url, &folder)? {
        stage.add_flags(&[&flag]);
    }
    let rule = "--oidc-member=devs=default:editor";
    stage.add_flags(&["--oidc-create-users", rule]);
    fs::write(folder.join("groups-Olaf"), "devs\n")?;
    stage.tell("PORTICO_PROVIDER_URL", provider.url());
    stage.play("identity-provider").await
}

#[tokio::test(flavor = "multi_thread")]
async fn servers() -> Result<()> {
    Stage::with_bookshop().await?.play("servers").await
}

/// With a second Envoy, which scenes start themselves and which has the gateway's address already.
#[tokio::test(flavor = "multi_thread")]
async fn fleet() -> Result<()> {
    let mut stage = Stage::with_bookshop().await?;
    let bootstrap = stage.gateway.directory().join("second-envoy.yaml");
    fs::write(&bootstrap, occupied(&stage.gateway)?)?;
    stage.tell("PORTICO_ENVOY", binary::envoy()?.display().to_string());
    stage.tell("PORTICO_BOOTSTRAP", bootstrap.display().to_string());
    stage.play("fleet").await
}

#[tokio::test(flavor = "multi_thread")]
async fn history() -> Result<()> {
    Stage::with_bookshop().await?.play("history").await
}

#[tokio::test(flavor = "multi_thread")]
async fn people() -> Result<()> {
    Stage::with_bookshop().await?.play("people").await
}

#[tokio::test(flavor = "multi_thread")]
async fn server_editor() -> Result<()> {
    Stage::with_bookshop().await?.play("server-editor").await
}

#[tokio::test(flavor = "multi_thread")]
async fn playground() -> Result<()> {
    Stage::with_bookshop().await?.play("playground").await
}

#[tokio::test(flavor = "multi_thread")]
async fn upstreams() -> Result<()> {
    Stage::with_bookshop().await?.play("upstreams").await
}

#[tokio::test(flavor = "multi_thread")]
async fn imports() -> Result<()> {
    Stage::with_bookshop().await?.play("imports").await
}

#[tokio::test(flavor = "multi_thread")]
async fn import_updates() -> Result<()> {
    let stage = Stage::with_bookshop().await?;
    stage.play("import-updates").await
}

/// The chat lab, with models that are scripts.
#[tokio::test(flavor = "multi_thread")]
async fn chat() -> Result<()> {
    let models = ScriptedModel::start().await?;
    let mut stage = Stage::with_bookshop().await?;
    stage.tell("PORTICO_MODEL_URL", models.openai_url());
    stage.play("chat").await
}

/// Every page as it loads, and the pictures of the guide.
#[tokio::test(flavor = "multi_thread")]
async fn pages() -> Result<()> {
    let models = ScriptedModel::start().await?;
    let mut stage = Stage::with_bookshop().await?;
    stage.tell("PORTICO_MODEL_URL", models.openai_url());
    stage.add_flags(&["--clients-url", "https://mcp.example.com"]);
    stage.play("pages").await
}

/// A gateway with a bridge, so that there are both kinds of streams, and the demo's REST API.
struct Stage {
    gateway: Gateway,
    demo: Demo,
    /// More variables for the scenes.
    told: Vec<(&'static str, String)>,
}

impl Stage {
    /// Nothing is configured. The store is a database: it keeps revisions, which a directory does not.
    async fn empty() -> Result<Self> {
        let mut gateway = Gateway::new()?;
        let demo = Demo::start(gateway.directory()).await?;
        let key = gateway.directory().join("secret.key");
        fs::write(&key, SECRET_KEY)?;
        gateway.control_plane.set_store(store(&gateway));
        let told = Vec::new();
        let mut stage = Self {
            gateway,
            demo,
            told,
        };
        stage.add_flags(&["--secret-key-file", &key.display().to_string()]);
        // The demo's API is on this machine, where users may have the control plane ask.
        stage.add_flags(&["--outbound-allow", "127.0.0.1"]);
        stage.gateway.add_bridges(1, &[])?;
        Ok(stage)
    }

    /// The demo's configuration is in the store.
    async fn with_bookshop() -> Result<Self> {
        let stage = Self::empty().await?;
        let file = stage.gateway.directory().join("first.yaml");
        fs::write(&file, stage.demo.configuration()?)?;
        let mut import = Command::new(binary::control_plane()?);
        import.arg("import").arg(&file);
        import.args(["--config-store", &store(&stage.gateway)]);
        ensure!(
            import.status().await?.success(),
            "the demo cannot be imported"
        );
        Ok(stage)
    }

    fn add_flags(&mut self, flags: &[&str]) {
        self.gateway.control_plane.add_flags(flags.iter().copied());
    }

    fn tell(&mut self, name: &'static str, value: String) {
        self.told.push((name, value));
    }

    /// Starts everything and plays the scenes of this file.
    async fn play(mut self, spec: &str) -> Result<()> {
        let ui = binary::repository().join("e2e/ui");
        ensure!(
            ui.join("node_modules").is_dir(),
            "its packages are not installed: run `cargo xtask test browser`, or `npm ci` in e2e/ui"
        );
        self.gateway.start().await?;
        let mut node = Command::new("node");
        node.current_dir(&ui).kill_on_drop(true);
        node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]);
        node.arg(format!("specs/{spec}.mjs"));
        let demo = format!("http://127.0.0.1:{}", self.demo.port());
        node.env("PORTICO_BASE_URL", self.gateway.control_plane.admin_url())
            .env("PORTICO_GATEWAY_URL", self.gateway.url(""))
            .env("PORTICO_DEMO_URL", demo)
            .env("PORTICO_ADMIN_PASSWORD", admin::PASSWORD)
            .env("PORTICO_SCREENSHOTS", screenshots())
            .envs(self.told);
        let status = node.status().await.context("cannot run node")?;
        ensure!(status.success(), "scenes of {spec} failed");
        Ok(())
    }
}

fn store(gateway: &Gateway) -> String {
    let file = gateway.directory().join("portico.db");
    format!("sqlite:{}", file.display())
}

/// The bootstrap of an Envoy with a listener of its own at the gateway's address, so that it refuses
/// the one that the control plane sends.
fn occupied(gateway: &Gateway) -> Result<String> {
    let bootstrap = fs::read_to_string(binary::repository().join("envoy/bootstrap.yaml"))?;
    let address = gateway.url("");
    let port = address.rsplit(':').next().context("no port")?;
    let listener = format!(
        "static_resources:
  listeners:
  - name: another
    address:
      socket_address: {{address: 127.0.0.1, port_value: {port}}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.echo
        typed_config:
          \"@type\": type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo
"
    );
    let xds = gateway.control_plane.xds_port().to_string();
    Ok(bootstrap
        .replace("static_resources:\n", &listener)
        .replace("port_value: 18000", &format!("port_value: {xds}"))
        // A port that is free.
        .replace("port_value: 9901", "port_value: 0"))
}

/// Where the pictures go: `screenshots` in Cargo's target directory.
fn screenshots() -> PathBuf {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), Into::into);
    binary::repository().join(target).join("screenshots")
}
