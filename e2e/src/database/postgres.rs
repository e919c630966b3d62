//! A PostgreSQL server.

use super::programs::{User, check_name, command, find, newest, output};
use crate::port::Port;
use crate::process::Process;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

const START: Duration = Duration::from_secs(60);

/// A PostgreSQL server with its data in a temporary directory.
#[derive(Debug)]
pub struct Postgres {
    // Fields are dropped in this order: the server before its data.
    process: Option<Process>,
    port: Port,
    user: Option<User>,
    data: PathBuf,
    folder: TempDir,
}

impl Postgres {
    /// A new server, running.
    pub async fn start() -> Result<Self> {
        let user = User::for_server("postgres")?;
        let (folder, data) = super::folder("portico-postgres-", user.as_ref())?;
        let mut initdb = command(&program("initdb")?, user.as_ref(), "KILL");
        initdb.arg("-D").arg(&data).current_dir(folder.path());
        initdb.args([
            "-U",
            "portico",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]);
        output(&mut initdb)?;
        let mut server = Self {
            process: None,
            port: Port::free()?,
            user,
            data,
            folder,
        };
        server.run().await?;
        Ok(server)
    }

    /// Starts the server with the data that is there.
    pub(super) async fn run(&mut self) -> Result<()> {
        // QUIT is the fast end without leaving shared memory behind.
        let mut postgres = command(&program("postgres")?, self.user.as_ref(), "QUIT");
        postgres
            .arg("-D")
            .arg(&self.data)
            .current_dir(self.folder.path());
        postgres.args(["-p", &self.port.number().to_string(), "-h", "127.0.0.1"]);
        // No socket file. The data need not survive a power cut.
        for setting in [
            "unix_socket_directories=",
            "fsync=off",
            "max_connections=300",
        ] {
            postgres.args(["-c", setting]);
        }
        let process = Process::start("postgres", postgres, self.folder.path())?;
        let process = self.process.insert(process);
        let (ready, port) = (program("pg_isready")?, self.port.number().to_string());
        process
            .until("pg_isready", START, async || {
                let mut probe = Command::new(&ready);
                output(probe.args(["-h", "127.0.0.1", "-p", &port, "-q"])).map(drop)
            })
            .await
    }

    /// Ends the server at once.
    pub(super) fn stop(&mut self) -> Result<()> {
        if let Some(mut process) = self.process.take() {
            process.kill()?;
        }
        // What is left of its processes ends when they see that; a new one must not start before.
        let lock = self.data.join("postmaster.pid");
        if lock.exists() {
            std::fs::remove_file(lock)?;
        }
        Ok(())
    }

    /// Creates an empty database and gives its URL.
    pub(super) fn create(&self, name: &str) -> Result<String> {
        check_name(name)?;
        let mut psql = Command::new(program("psql")?);
        psql.args(["-h", "127.0.0.1", "-p", &self.port.number().to_string()]);
        psql.args(["-U", "portico", "-d", "postgres", "-q", "-c"]);
        output(psql.arg(format!("CREATE DATABASE {name}")))?;
        Ok(format!("postgres://portico@{}/{name}", self.port.address()))
    }
}

fn program(name: &str) -> Result<PathBuf> {
    let folders = newest("/usr/lib/postgresql", "bin");
    find("PORTICO_POSTGRES_DIR", &folders, name)
}
