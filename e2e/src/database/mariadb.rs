//! A MariaDB server.

use super::programs::{User, check_name, command, find, output};
use crate::port::Port;
use crate::process::Process;
use anyhow::Result;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

const START: Duration = Duration::from_secs(90);

/// Run by the server at each start.
const USERS: &str = "CREATE USER IF NOT EXISTS portico@'%' IDENTIFIED BY 'portico';\n\
                     GRANT ALL ON *.* TO portico@'%';\n";

/// A MariaDB server with its data in a temporary directory.
#[derive(Debug)]
pub struct Mariadb {
    // Fields are dropped in this order: the server before its data.
    process: Option<Process>,
    port: Port,
    user: Option<User>,
    data: PathBuf,
    folder: TempDir,
}

impl Mariadb {
    /// A new server, running.
    pub async fn start() -> Result<Self> {
        let user = User::for_server("mysql")?;
        let (folder, data) = super::folder("portico-mariadb-", user.as_ref())?;
        let mut install = command(&program("mariadb-install-db")?, user.as_ref(), "KILL");
        install.args(["--no-defaults", "--skip-test-db"]);
        install.arg("--auth-root-authentication-method=normal");
        install.arg(format!("--datadir={}", data.display()));
        output(install.current_dir(folder.path()))?;
        std::fs::write(folder.path().join("users.sql"), USERS)?;
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
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let mut mariadbd = command(&program("mariadbd")?, self.user.as_ref(), "KILL");
        mariadbd.current_dir(self.folder.path()).args([
            "--no-defaults".to_owned(),
            format!("--datadir={}", self.data.display()),
            format!("--port={}", self.port.number()),
            "--bind-address=127.0.0.1".to_owned(),
            format!("--socket={}", path("socket")),
            format!("--pid-file={}", path("pid")),
            format!("--init-file={}", path("users.sql")),
            "--skip-name-resolve".to_owned(),
            // The data need not survive a power cut.
            "--innodb-flush-log-at-trx-commit=2".to_owned(),
            "--innodb-buffer-pool-size=32M".to_owned(),
        ]);
        let process = Process::start("mariadb", mariadbd, self.folder.path())?;
        let address = self.port.address();
        self.process
            .insert(process)
            .until("it listens", START, async || {
                TcpStream::connect(&address)?;
                Ok(())
            })
            .await
    }

    /// Ends the server at once.
    pub(super) fn stop(&mut self) -> Result<()> {
        match self.process.take() {
            Some(mut process) => process.kill(),
            None => Ok(()),
        }
    }

    /// Creates an empty database and gives its URL.
    pub(super) fn create(&self, name: &str) -> Result<String> {
        check_name(name)?;
        let mut mariadb = Command::new(program("mariadb")?);
        mariadb.args(["--no-defaults", "--protocol=tcp", "--host=127.0.0.1"]);
        mariadb.args([&format!("--port={}", self.port.number()), "--user=portico"]);
        mariadb.args(["--password=portico", "--execute"]);
        // Another character set than what Portico asks for, as servers may have.
        output(mariadb.arg(format!("CREATE DATABASE {name} CHARACTER SET latin1")))?;
        Ok(format!(
            "mysql://portico:portico@{}/{name}",
            self.port.address()
        ))
    }
}

fn program(name: &str) -> Result<PathBuf> {
    let folders = ["/usr/sbin", "/usr/bin"].map(PathBuf::from);
    find("PORTICO_MARIADB_DIR", &folders, name)
}
