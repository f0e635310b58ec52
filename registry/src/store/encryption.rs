//! Whether and how a connection to PostgreSQL is encrypted.
//!
//! A connection to another machine is encrypted, and the server must show a certificate of its host name: nobody
//! between the two can read passwords and personal data, or change what is stored. A connection within this machine
//! needs no encryption.

use super::StoreError;
use postgres::config::{Host, SslMode};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What an address says of the encryption. The driver knows neither the file of the root nor the strict mode.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Wish {
    mode: Option<String>,
    root: Option<PathBuf>,
}

/// An address of a database, and how the connection is encrypted; not at all without a configuration.
pub(super) struct Address {
    pub(super) config: postgres::Config,
    pub(super) encryption: Option<MakeRustlsConnect>,
}

/// Reads an address, and decides about the encryption.
///
/// # Errors
/// `Unverified` if the connection leaves this machine and would not be verified, `Unreachable` if the address is not
/// one, or the certificates cannot be read.
pub(super) fn address(url: &str) -> Result<Address, StoreError> {
    let unreachable = |reason: String| StoreError::Unreachable { reason };
    let (rest, wish) = split(url);
    let mut config: postgres::Config = rest.parse().map_err(|error: postgres::Error| unreachable(error.to_string()))?;
    let outside = outside(&config);
    let is_wanted = match (outside, wish.mode.as_deref()) {
        (_, Some("verify-full")) | (Some(_), None) => true,
        (None, None | Some("disable" | "allow" | "prefer")) => false,
        (Some(host), Some(mode)) => return Err(StoreError::Unverified { host, mode: mode.to_owned() }),
        (None, Some(mode)) => {
            return Err(StoreError::Unverified { host: "this machine".to_owned(), mode: mode.to_owned() });
        }
    };
    if !is_wanted {
        config.ssl_mode(SslMode::Disable);
        return Ok(Address { config, encryption: None });
    }
    config.ssl_mode(SslMode::Require);
    let encryption = Some(encryption(wish.root).map_err(unreachable)?);
    Ok(Address { config, encryption })
}

/// Takes what is about the encryption out of an address: a URL, or words.
fn split(url: &str) -> (String, Wish) {
    let mut wish = Wish::default();
    let mut keep = |word: &&str| match word.split_once('=') {
        Some(("sslmode", mode)) => {
            wish.mode = Some(mode.to_owned());
            false
        }
        Some(("sslrootcert", file)) => {
            wish.root = Some(file.replace("%2F", "/").replace("%2f", "/").replace("%20", " ").into());
            false
        }
        _ => true,
    };
    let is_url = ["postgresql://", "postgres://"].iter().any(|start| url.starts_with(start));
    let rest = match url.split_once('?') {
        Some((start, parameters)) if is_url => {
            let kept: Vec<&str> = parameters.split('&').filter(|word| keep(word)).collect();
            if kept.is_empty() { start.to_owned() } else { format!("{start}?{}", kept.join("&")) }
        }
        _ if is_url => url.to_owned(),
        _ => url.split(' ').filter(|word| keep(word)).collect::<Vec<_>>().join(" "),
    };
    (rest, wish)
}

/// Returns the first host that is not this machine.
fn outside(config: &postgres::Config) -> Option<String> {
    let numbers = config.get_hostaddrs();
    if let Some(other) = numbers.iter().find(|number| !is_loopback(**number)) {
        return Some(other.to_string());
    }
    let is_outside = |host: &&Host| match host {
        Host::Tcp(name) => {
            let number = name.trim_matches(['[', ']']).parse::<IpAddr>().ok();
            number.map_or(name != "localhost", |number| !is_loopback(number))
        }
        #[cfg(unix)]
        Host::Unix(_) => false,
    };
    // A number says where the connection goes, and the name beside it is that of the certificate.
    let hosts = if numbers.is_empty() { config.get_hosts() } else { &[] };
    hosts.iter().find(is_outside).map(|host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    })
}

fn is_loopback(number: IpAddr) -> bool {
    number.to_canonical().is_loopback()
}

/// Makes the configuration of TLS: the roots of a file, or those that the system trusts.
fn encryption(root: Option<PathBuf>) -> Result<MakeRustlsConnect, String> {
    let mut roots = RootCertStore::empty();
    match root {
        Some(path) => {
            let unreadable = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            for certificate in CertificateDer::pem_file_iter(&path).map_err(|error| unreadable(&error))? {
                let certificate = certificate.map_err(|error| unreadable(&error))?;
                roots.add(certificate).map_err(|error| unreadable(&error))?;
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if roots.is_empty() {
        return Err("there is no certificate by which the server could be verified: give sslrootcert".to_owned());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| error.to_string())?;
    Ok(MakeRustlsConnect::new(builder.with_root_certificates(roots).with_no_client_auth()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_this_machine_is_verified() {
        for inside in [
            "host=/run/postgresql user=registry dbname=ledger",
            "postgresql://registry@/ledger?host=/run/postgresql",
            "postgresql://registry:word@localhost/ledger",
            "postgresql://registry:word@127.0.0.1:5433/ledger?sslmode=disable",
            "postgresql://registry:word@[::1]/ledger",
            "host=db.example hostaddr=127.0.0.1 user=registry password=word",
        ] {
            assert!(address(inside).unwrap().encryption.is_none(), "{inside}");
        }
        for weak in ["disable", "allow", "prefer", "require", "verify-ca", "strict"] {
            for host in ["db.example", "192.0.2.7", "[2001:db8::7]", "localhost.example", "localhost,db.example"] {
                let url = format!("postgresql://registry:word@{host}/ledger?application_name=x&sslmode={weak}");
                let error = address(&url).err().unwrap();
                assert_eq!(error.code(), "connection-unverified", "{url}");
                assert!(!error.to_string().contains("word"), "{error}");
            }
            let words = format!("host=db.example sslmode={weak} user=registry");
            assert_eq!(address(&words).err().unwrap().code(), "connection-unverified", "{words}");
            let number = format!("host=localhost hostaddr=192.0.2.7 user=registry sslmode={weak}");
            assert_eq!(address(&number).err().unwrap().code(), "connection-unverified", "{number}");
        }
        assert_eq!(
            address("postgresql://registry@localhost/x?sslmode=require").err().unwrap().code(),
            "connection-unverified"
        );
        assert_eq!(address("host").err().unwrap().code(), "database-unreachable");
        let missing = address("postgresql://registry@db.example/ledger?sslrootcert=/nowhere/ca.pem").err().unwrap();
        assert!(missing.to_string().contains("/nowhere/ca.pem"), "{missing}");
    }

    #[test]
    fn an_address_is_split() {
        let wish = |mode: Option<&str>, root: Option<&str>| Wish {
            mode: mode.map(str::to_owned),
            root: root.map(PathBuf::from),
        };
        for (url, rest, expected) in [
            ("postgres://a@h/d", "postgres://a@h/d", wish(None, None)),
            ("postgres://a@h/d?sslmode=require", "postgres://a@h/d", wish(Some("require"), None)),
            (
                "postgres://a@h/d?x=1&sslrootcert=%2Fetc%2Fca.pem&sslmode=verify-full&y=2",
                "postgres://a@h/d?x=1&y=2",
                wish(Some("verify-full"), Some("/etc/ca.pem")),
            ),
            ("host=h sslmode=disable user=a", "host=h user=a", wish(Some("disable"), None)),
        ] {
            assert_eq!(split(url), (rest.to_owned(), expected), "{url}");
        }
    }
}
