//! Connections to PostgreSQL over TLS: what is verified, and what is refused.

use super::server::{Server, run};
use starseal_registry::store::{PostgresStore, StoreError};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

/// Makes an authority, and a certificate of it for the name `localhost`.
fn certificates(folder: &Path) {
    let openssl = |arguments: &str| {
        let mut command = Command::new("openssl");
        run(command.args(arguments.split(' ')).current_dir(folder));
    };
    for name in ["ca", "other-ca"] {
        openssl(&format!(
            "req -x509 -newkey ed25519 -nodes -days 30 -subj /CN={name}.example -keyout {name}.key -out {name}.pem"
        ));
    }
    openssl("req -newkey ed25519 -nodes -subj /CN=localhost -keyout server.key -out server.csr");
    std::fs::write(folder.join("names"), "subjectAltName=DNS:localhost").unwrap();
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile names -out server.pem",
    );
}

#[test]
fn a_server_is_verified_by_its_certificate() {
    let folder = tempfile::tempdir().unwrap();
    certificates(folder.path());
    let (ca, other) = (folder.path().join("ca.pem"), folder.path().join("other-ca.pem"));
    let roots = tempfile::tempdir().unwrap();
    for path in [&ca, &other] {
        std::fs::copy(path, roots.path().join(path.file_name().unwrap())).unwrap();
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let [certificate, key] = ["server.pem", "server.key"].map(|name| folder.path().join(name).display().to_string());
    let options = [
        "listen_addresses=127.0.0.1",
        "ssl=on",
        &format!("ssl_cert_file={certificate}"),
        &format!("ssl_key_file={key}"),
    ];
    let server = Server::start_in(folder, port, &options);
    let _ = server.database("encrypted");
    let url = |host: &str, root: &str| {
        let root = roots.path().join(root);
        format!("postgresql://registry@{host}:{port}/encrypted?sslmode=verify-full&sslrootcert={}", root.display())
    };
    let mut store = PostgresStore::create(&url("localhost", "ca.pem")).unwrap();
    let sql = "SELECT CASE WHEN ssl THEN version ELSE 'none' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    let rows = starseal_registry::store::Store::query(&mut store, sql, &[]).unwrap();
    assert_eq!(rows[0].text(0), Ok("TLSv1.3"));
    // A server of another authority, and one of another name.
    for (host, root) in [("localhost", "other-ca.pem"), ("127.0.0.1", "ca.pem")] {
        let error = PostgresStore::open(&url(host, root)).unwrap_err();
        assert!(matches!(&error, StoreError::Unreachable { reason } if reason.contains("certificate")), "{error}");
    }
    // Without encryption, a connection within this machine works, and a mode that verifies nothing is refused.
    let plain = format!("postgresql://registry@localhost:{port}/encrypted");
    assert!(PostgresStore::open(&plain).is_ok());
    assert_eq!(PostgresStore::open(&format!("{plain}?sslmode=require")).unwrap_err().code(), "connection-unverified");
}

#[test]
fn a_server_without_encryption_is_refused_where_it_is_wanted() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    certificates(folder.path());
    let roots = tempfile::tempdir().unwrap();
    std::fs::copy(folder.path().join("ca.pem"), roots.path().join("ca.pem")).unwrap();
    let server = Server::start_in(folder, port, &["listen_addresses=127.0.0.1"]);
    let _ = server.database("plain");
    let root = roots.path().join("ca.pem");
    let url = format!(
        "host=localhost port={port} user=registry dbname=plain sslmode=verify-full sslrootcert={}",
        root.display()
    );
    assert_eq!(PostgresStore::create(&url).unwrap_err().code(), "database-unreachable");
}
