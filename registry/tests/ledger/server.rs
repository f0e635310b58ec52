//! A PostgreSQL server of the test's own.

use super::database::Database;
use postgres::{Client, NoTls};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server in a temporary folder, reached by a Unix socket in it. It is stopped when it is dropped.
pub struct Server {
    folder: tempfile::TempDir,
    child: Child,
}

impl Server {
    /// Starts a server that does not wait for the disk, which tests need not.
    pub fn start() -> Self {
        Server::with(&["-c", "fsync=off"])
    }

    /// Starts a server that waits for the disk, as one in use does.
    #[allow(dead_code, reason = "only the benchmark uses it")]
    pub fn durable() -> Self {
        Server::with(&[])
    }

    fn with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        // The server refuses to run as root, and must own its folder.
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0);
        if is_root {
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let program = |name: &str| {
            let path = find(name);
            if !is_root {
                return Command::new(path);
            }
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
            command.current_dir(folder.path());
            command
        };
        let mut initdb = program("initdb");
        initdb.args(["--auth=trust", "--username=registry", "--encoding=UTF8", "--no-sync", "--pgdata"]).arg(&data);
        run(&mut initdb);
        let mut server = program("postgres");
        server.arg("-D").arg(&data).arg("-k").arg(folder.path());
        server.args(["-c", "listen_addresses=", "-c", "max_connections=50"]).args(options);
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let child = server.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let server = Server { folder, child };
        let start = Instant::now();
        while Client::connect(&server.url("postgres"), NoTls).is_err() {
            assert!(start.elapsed() < Duration::from_secs(120), "the server does not start: {}", server.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    fn url(&self, database: &str) -> String {
        format!("host={} user=registry dbname={database}", self.folder.path().display())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Makes an empty database.
    pub fn database(&self, name: &str) -> Database {
        let mut client = Client::connect(&self.url("postgres"), NoTls).unwrap();
        client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        Database::Postgres(self.url(name))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A fast shutdown; the child is this test's own.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

/// Finds a program of Debian's PostgreSQL, which has its own folder, or one in the path.
fn find(name: &str) -> PathBuf {
    let debian = Path::new("/usr/lib/postgresql/15/bin").join(name);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&folders).map(|folder| folder.join(name));
    let found = std::iter::once(debian).chain(in_path).find(|path| path.is_file());
    found
        .unwrap_or_else(|| panic!("{name} is missing: install PostgreSQL, on Debian with `apt-get install postgresql`"))
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}
