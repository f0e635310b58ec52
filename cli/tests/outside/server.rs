//! A web server of the tests on this machine, which tells the truth or lies.

use crate::site::Site;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A request: its path without the first slash, and its header.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    pub header: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// What a server does instead of an honest answer; false if it answers honestly.
pub type Lie = dyn Fn(&Request, usize, &mut TcpStream) -> bool + Send + Sync;

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
    site: Arc<Mutex<Site>>,
    pub requests: Arc<Mutex<Vec<Request>>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn honest(site: &Site) -> Self {
        Server::start(site, |_, _, _| false)
    }

    /// Starts a server. The lie gets each request, the number of requests of its path before it, and the connection.
    pub fn start(site: &Site, lie: impl Fn(&Request, usize, &mut TcpStream) -> bool + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (is_over, requests) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let site = Arc::new(Mutex::new(site.clone()));
        let (current, lie, over, log): (_, Arc<Lie>, _, Arc<Mutex<Vec<Request>>>) =
            (site.clone(), Arc::new(lie), is_over.clone(), requests.clone());
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let (site, lie, log, mut stream) =
                    (current.lock().unwrap().clone(), lie.clone(), log.clone(), stream.unwrap());
                // A client that goes away is no fault of the server.
                std::thread::spawn(move || _ = serve(&site, &*lie, &log, &mut stream));
            }
        });
        Server { address, is_over, site, requests, thread: Some(thread) }
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Publishes another day at the same address.
    pub fn publish(&self, site: &Site) {
        *self.site.lock().unwrap() = site.clone();
    }

    /// Returns the paths that were asked for.
    pub fn paths(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|request| request.path.clone()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // The last connection wakes the thread.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

fn serve(site: &Site, lie: &Lie, log: &Mutex<Vec<Request>>, stream: &mut TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
    let mut header = Vec::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(": ") else { break };
        header.push((name.to_owned(), value.to_owned()));
    }
    let request = Request { path, header };
    let earlier = {
        let mut log = log.lock().unwrap();
        log.push(request.clone());
        log.iter().filter(|other| other.path == request.path).count() - 1
    };
    if !lie(&request, earlier, stream) {
        answer(site, &request, stream)?;
    }
    Ok(())
}

/// Answers honestly: whole files and parts, with tags, and the label's page below the prefix.
pub fn answer(site: &Site, request: &Request, stream: &mut TcpStream) -> std::io::Result<()> {
    let path = if request.path.starts_with("L/") { "label/index.html" } else { &request.path };
    let Some((media_type, bytes)) = site.files.get(path) else {
        return send(stream, "404 Not Found", "text/html", "", b"<html>no</html>");
    };
    let tag = format!("\"{}\"", starseal::verify::Digest::of(bytes));
    let more = format!("ETag: {tag}\r\nCache-Control: public, max-age=300\r\n");
    if request.header("if-none-match") == Some(&tag) {
        return stream.write_all(format!("HTTP/1.1 304 Not Modified\r\n{more}Connection: close\r\n\r\n").as_bytes());
    }
    let range = request.header("range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'));
    match range.filter(|_| request.header("if-range") == Some(&tag)) {
        Some(from) => {
            let from: usize = from.parse().unwrap();
            let more = format!("{more}Content-Range: bytes {from}-{}/{}\r\n", bytes.len() - 1, bytes.len());
            send(stream, "206 Partial Content", media_type, &more, &bytes[from..])
        }
        None => send(stream, "200 OK", media_type, &more, bytes),
    }
}

/// Sends an answer with its true length.
pub fn send(stream: &mut TcpStream, status: &str, media_type: &str, more: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n{more}");
    stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())?;
    stream.write_all(body)
}
