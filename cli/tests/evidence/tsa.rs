//! A time-stamping server on this machine: openssl answers, and HTTP carries it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use tempfile::TempDir;

const CONFIG: &str = "\
[tsa]
default_tsa = server
[server]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = ca.pem
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
";

/// Turns a request into an answer: the media type and the body.
type Answer = dyn Fn(&Path, &[u8]) -> (&'static str, Vec<u8>) + Send + Sync;

/// A server that runs until it is dropped.
pub struct Tsa {
    folder: Arc<TempDir>,
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Tsa {
    /// Starts a server whose key has the algorithm, in the words of `openssl req -newkey`.
    pub fn honest(algorithm: &str) -> Self {
        Tsa::start(algorithm, |folder, request| ("application/timestamp-reply", reply(folder, request)))
    }

    pub fn start(
        algorithm: &str,
        answer: impl Fn(&Path, &[u8]) -> (&'static str, Vec<u8>) + Send + Sync + 'static,
    ) -> Self {
        let folder = Arc::new(authority(algorithm));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let is_over = Arc::new(AtomicBool::new(false));
        let (over, data, answer): (_, _, Box<Answer>) = (is_over.clone(), folder.clone(), Box::new(answer));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                // A client that goes away is no fault of the server.
                let _ = serve(stream.unwrap(), data.path(), &*answer);
            }
        });
        Tsa { folder, address, is_over, thread: Some(thread) }
    }

    pub fn url(&self) -> String {
        format!("http://{}/tsr", self.address)
    }

    /// Returns the certificate of the authority.
    pub fn ca(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }
}

impl Drop for Tsa {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        self.thread.take().into_iter().for_each(|thread| thread.join().unwrap());
    }
}

fn openssl(folder: &Path, words: &str) {
    let output = Command::new("openssl").args(words.split_whitespace()).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Makes an authority and the certificate of its server.
fn authority(algorithm: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("tsa.cnf"), CONFIG).unwrap();
    std::fs::write(path.join("serial"), "01\n").unwrap();
    std::fs::write(path.join("ext"), "extendedKeyUsage = critical,timeStamping\n").unwrap();
    openssl(
        path,
        &format!("req -x509 -newkey {algorithm} -nodes -subj /CN=Example-Root -keyout ca.key -out ca.pem -days 30"),
    );
    openssl(path, &format!("req -newkey {algorithm} -nodes -subj /CN=Example-TSA -keyout tsa.key -out tsa.csr"));
    openssl(path, "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile ext -out tsa.pem -days 30");
    folder
}

/// Answers a request as openssl does.
pub fn reply(folder: &Path, request: &[u8]) -> Vec<u8> {
    let mut command = Command::new("openssl");
    command.args(["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "/dev/stdin"]).current_dir(folder);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(request).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl ts -reply");
    output.stdout
}

fn serve(mut stream: TcpStream, folder: &Path, answer: &Answer) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut request = vec![0; length];
    reader.read_exact(&mut request)?;
    let (media_type, body) = answer(folder, &request);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), &body].concat())
}
