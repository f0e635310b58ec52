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
    is_root: bool,
    options: Vec<String>,
    port: u16,
}

impl Server {
    /// Starts a server that is reached by its socket only.
    pub fn start() -> Self {
        Server::start_in(tempfile::tempdir().unwrap(), 5432, &["listen_addresses="])
    }

    /// Starts a server with options in a folder, whose files it must be able to read.
    pub fn start_in(folder: tempfile::TempDir, port: u16, options: &[&str]) -> Self {
        let data = folder.path().join("data");
        // The server refuses to run as root, and must own its folder.
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0);
        if is_root {
            run(Command::new("chown").args(["-R", "postgres"]).arg(folder.path()));
        }
        let mut initdb = program("initdb", folder.path(), is_root);
        initdb.args(["--auth=trust", "--username=registry", "--encoding=UTF8", "--no-sync", "--pgdata"]).arg(&data);
        run(&mut initdb);
        let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
        let child = serve(folder.path(), is_root, port, &options);
        let mut server = Server { folder, child, is_root, options, port };
        server.wait();
        server
    }

    /// Waits until the server takes changes. After a crash, it does not start before the processes of the old one have
    /// ended. While it recovers, it answers already, but on the old timeline and without changing anything.
    fn wait(&mut self) {
        let start = Instant::now();
        while !self.takes_changes() {
            assert!(start.elapsed() < Duration::from_secs(120), "the server does not start: {}", self.log());
            std::thread::sleep(Duration::from_millis(50));
            if self.child.try_wait().unwrap().is_some() {
                self.child = serve(self.folder.path(), self.is_root, self.port, &self.options);
            }
        }
    }

    fn takes_changes(&self) -> bool {
        let Ok(mut client) = Client::connect(&self.url("postgres"), NoTls) else { return false };
        client.query_one("SELECT pg_is_in_recovery()", &[]).is_ok_and(|row| !row.get::<_, bool>(0))
    }

    /// Kills the server with SIGKILL. Its processes for connections end with it.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts the server again, after it was killed.
    pub fn restart(&mut self) {
        self.child = serve(self.folder.path(), self.is_root, self.port, &self.options);
        self.wait();
    }

    /// Returns a copy of the data, for which the server is stopped.
    pub fn copy(&mut self) -> PathBuf {
        self.stop();
        let copy = self.folder.path().join("copy");
        run(Command::new("cp").arg("-a").arg(self.data()).arg(&copy));
        self.restart();
        copy
    }

    /// Starts the server again with a copy of its data, as after a recovery to a point in time: on the next timeline.
    pub fn recover(&mut self, copy: &Path) {
        self.stop();
        std::fs::remove_dir_all(self.data()).unwrap();
        run(Command::new("cp").arg("-a").arg(copy).arg(self.data()));
        std::fs::write(self.data().join("recovery.signal"), "").unwrap();
        self.options.push("restore_command=false".to_owned());
        self.restart();
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A fast shutdown: the server ends all connections.
    fn stop(&mut self) {
        run(Command::new("kill").args(["-INT", &self.child.id().to_string()]));
        self.child.wait().unwrap();
    }

    fn url(&self, database: &str) -> String {
        format!("host={} port={} user=registry dbname={database}", self.folder.path().display(), self.port)
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

/// Returns a command that runs a program of PostgreSQL, as its user if this is root.
fn program(name: &str, folder: &Path, is_root: bool) -> Command {
    let path = find(name);
    if !is_root {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
    command.current_dir(folder);
    command
}

fn serve(folder: &Path, is_root: bool, port: u16, options: &[String]) -> Child {
    let mut server = program("postgres", folder, is_root);
    server.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    server.args(["-p", &port.to_string(), "-c", "fsync=off", "-c", "max_connections=50"]);
    server.args(options.iter().flat_map(|option| ["-c", option]));
    let log = std::fs::File::options().append(true).create(true).open(folder.join("log")).unwrap();
    server.stdout(Stdio::null()).stderr(log).spawn().unwrap()
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

pub fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}
