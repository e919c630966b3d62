//! The `portico-control-plane` program.

use anyhow::{Context, Result, ensure};
use clap::Parser;
use portico_config::model::Plain;
use portico_control_plane::api::router::openapi_json;
use portico_control_plane::app::App;
use portico_control_plane::auth::first_admin;
use portico_control_plane::auth::password::Passwords;
use portico_control_plane::auth::user_name;
use portico_control_plane::cli::{
    Arguments, Command, CreateAdminArguments, SealArguments, ServeArguments,
};
use portico_control_plane::commands;
use portico_control_plane::config::AdminPassword;
use portico_control_plane::storage::{Database, MigrationSet};
use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(arguments) => serve(*arguments).await,
        Command::Validate(arguments) => commands::validate(arguments).await,
        Command::Migrate(arguments) => commands::migrate(arguments).await,
        Command::Export(arguments) => commands::export(arguments).await,
        Command::Import(arguments) => commands::import(*arguments).await,
        Command::CreateAdmin(arguments) => create_admin(arguments).await,
        Command::Openapi => openapi(),
        Command::Seal(arguments) => seal(&arguments),
        Command::RotateSecrets(arguments) => commands::rotate_secrets(arguments).await,
    };
    outcome.unwrap_or_else(|error| {
        // There is nowhere to report that standard error is closed.
        let _ = writeln!(std::io::stderr(), "error: {error:#}");
        ExitCode::FAILURE
    })
}

async fn serve(arguments: ServeArguments) -> Result<ExitCode> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    tokio::pin!(stop);
    let app = tokio::select! {
        app = App::start(arguments.into_config()?) => app?,
        // It may wait for its database.
        () = &mut stop => return Ok(ExitCode::SUCCESS),
    };
    app.run_until(stop).await?;
    Ok(ExitCode::SUCCESS)
}

async fn create_admin(arguments: CreateAdminArguments) -> Result<ExitCode> {
    user_name::check(&arguments.name).map_err(anyhow::Error::msg)?;
    let data = Database::connect(arguments.data_store).await?;
    data.migrate(&[MigrationSet::Data]).await?;
    let password = AdminPassword::from_environment();
    let password = password.as_ref().map(AdminPassword::reveal);
    let admin = first_admin::reset(&data, &Passwords::default(), &arguments.name, password).await?;
    let mut out = std::io::stdout().lock();
    match &admin.password {
        Some(made) => {
            let (name, made) = (&admin.name, made.reveal());
            writeln!(out, "Log in as `{name}` with the password {made}")?;
        }
        None => writeln!(out, "Log in as `{}` with the password given", admin.name)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn openapi() -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    out.write_all(openapi_json()?.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn seal(arguments: &SealArguments) -> Result<ExitCode> {
    let keyring = arguments.keys.keyring()?.context(commands::NO_KEY)?;
    let mut value = String::new();
    std::io::stdin().read_to_string(&mut value)?;
    let value = value.strip_suffix('\n').unwrap_or(&value);
    ensure!(!value.is_empty(), "write the value to standard input");
    let value = Plain::new(value.to_owned());
    let sealed = keyring.seal(&arguments.tenant, &arguments.name, &value);
    let sealed = sealed.context("the system gives no random numbers")?;
    writeln!(std::io::stdout(), "{sealed}")?;
    Ok(ExitCode::SUCCESS)
}
