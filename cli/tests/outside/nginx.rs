//! nginx from Debian with a certificate of the tests' own authority: the whole way, and what it costs.

use crate::common::{Run, command};
use crate::server::Server;
use crate::site::{DESCRIPTOR, Day, PHONE, Site, second};
use crate::update::folder;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// nginx with its files in a folder, until it is dropped.
struct Nginx {
    port: u16,
    process: Child,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn openssl(folder: &Path, words: &str) {
    let output = Command::new("openssl").current_dir(folder).args(words.split_whitespace()).output();
    let output = output.expect("install openssl, which makes the certificates of this test");
    assert!(output.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Makes an authority, and a certificate of it for `localhost`.
fn certificates(folder: &Path) {
    openssl(
        folder,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Tests -keyout ca.key \
         -out ca.pem",
    );
    openssl(
        folder,
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout host.key -out host.csr",
    );
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost\n").unwrap();
    openssl(folder, "x509 -req -in host.csr -CA ca.pem -CAkey ca.key -days 2 -extfile names -out host.pem");
}

fn write(root: &Path, site: &Site) {
    for (path, (_, bytes)) in &site.files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

impl Nginx {
    /// Starts nginx over `site` in a folder, and waits until it answers.
    fn start(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let at = folder.display();
        let config = format!(
            "daemon off; master_process off; error_log {at}/error.log; pid {at}/nginx.pid;\n\
             events {{}}\n\
             http {{\n\
             types {{ application/json json; application/cbor cbor; application/statuslist+cwt cwt; text/html html;\n\
             application/atom+xml atom; application/xml xml; application/octet-stream bundle; }}\n\
             log_format bytes '$uri $status $request_length $bytes_sent'; access_log {at}/access.log bytes;\n\
             client_body_temp_path {at}/t1; proxy_temp_path {at}/t2; fastcgi_temp_path {at}/t3;\n\
             uwsgi_temp_path {at}/t4; scgi_temp_path {at}/t5;\n\
             gzip on; gzip_types application/json application/octet-stream;\n\
             server {{ listen 127.0.0.1:{port} ssl; server_name localhost; root {at}/site;\n\
             ssl_certificate {at}/host.pem; ssl_certificate_key {at}/host.key;\n\
             add_header Cache-Control \"public, max-age=300\";\n\
             location ~ \\.(in-force|past)$ {{ types {{}} default_type application/cbor; }}\n\
             location ^~ /L/ {{ try_files /label/index.html =404; }} }}\n}}\n"
        );
        fs::write(folder.join("nginx.conf"), config).unwrap();
        let mut nginx = Command::new("/usr/sbin/nginx");
        nginx.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf")).stdin(Stdio::null()).stderr(Stdio::null());
        let process = nginx.spawn().expect("install nginx-light, which this test starts");
        let mut nginx = Nginx { port, process };
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = nginx.process.try_wait().unwrap();
            assert!(ended.is_none(), "{}", fs::read_to_string(folder.join("error.log")).unwrap_or_default());
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        nginx
    }
}

fn run(folder: &Path, authority: &str, words: &str) -> Run {
    let mut command = command(folder);
    command.env("SSL_CERT_FILE", folder.join(authority)).args(words.split_whitespace());
    command.output().unwrap().into()
}

#[test]
#[ignore = "long"]
fn over_nginx_with_tls_the_lists_arrive_and_nothing_is_found() {
    let first = Site::new(&Day::default(), &[]);
    let folder = folder(&first);
    let path = folder.path();
    certificates(path);
    write(&path.join("site"), &first);
    let nginx = Nginx::start(path);
    let url = format!("https://localhost:{}/", nginx.port);
    let words = format!("update --from {url} --trust trust.cbor --state shop.state --now 2026-11-22T03:00:00Z --json");
    assert_eq!(run(path, "ca.pem", &words).exits(0).json()[0]["route"], "whole");
    assert_eq!(run(path, "ca.pem", &words).exits(0).json()[0]["route"], "unchanged");
    let second = Site::new(&second(), &[&first]);
    write(&path.join("site"), &second);
    assert_eq!(run(path, "ca.pem", &words).exits(0).json()[0]["route"], "delta");
    let observe = format!("observe {url} --trust trust.cbor --now 2026-11-22T03:00:00Z --memory m.json");
    assert!(run(path, "ca.pem", &observe).exits(0).out.ends_with("nothing was found\n"));

    let mut many = second.descriptor.clone();
    for bundle in ["phone", "full"] {
        let delta = many["bundles"][bundle]["deltas"][0].clone();
        many["bundles"][bundle]["deltas"] = std::iter::repeat_n(delta, 30).collect();
    }
    println!("a descriptor with 30 deltas of each bundle: {} bytes", many.to_string().len());

    // What went over the wire, as `docs/performance/publication.md` has it: run with --nocapture to see it.
    let log = fs::read_to_string(path.join("access.log")).unwrap();
    let lines: Vec<Vec<&str>> = log.lines().map(|line| line.split(' ').collect()).collect();
    for line in lines.iter().take(5) {
        let body = second.files.get(line[0].trim_start_matches('/')).map_or(0, |(_, bytes)| bytes.len());
        println!(
            "{} {}: {} bytes sent, {} received, of them {body} at most the file",
            line[0], line[1], line[2], line[3]
        );
    }
    let statuses: Vec<(&str, &str)> =
        lines.iter().take(5).map(|line| (line[0].trim_start_matches('/'), line[1])).collect();
    let delta = "bundles/phone-from-1.bundle";
    assert_eq!(
        statuses,
        [(DESCRIPTOR, "200"), (PHONE, "200"), (DESCRIPTOR, "304"), (DESCRIPTOR, "200"), (delta, "200")]
    );
}

#[test]
#[ignore = "long"]
fn a_certificate_of_an_authority_that_is_not_trusted_is_refused() {
    let site = Site::new(&Day::default(), &[]);
    let folder = folder(&site);
    let path = folder.path();
    certificates(path);
    write(&path.join("site"), &site);
    let nginx = Nginx::start(path);
    let words = |host: &str| {
        format!("update --from https://{host}:{}/ --trust trust.cbor --state shop.state --lang en", nginx.port)
    };
    openssl(
        path,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Other -out other.pem",
    );
    run(path, "other.pem", &words("localhost")).exits(3).complains("(certificate-refused)", "proxy");
    // The certificate is for another name.
    run(path, "ca.pem", &words("127.0.0.1")).exits(3).complains("(certificate-refused)", "proxy");
    assert!(!path.join("shop.state").exists());
    // Without TLS, the same publication is taken on this machine.
    let server = Server::honest(&site);
    let plain = format!("update --from {} --trust trust.cbor --state shop.state", server.url());
    run(path, "ca.pem", &format!("{plain} --now 2026-11-22T03:00:00Z")).exits(0);
}
