//! `starseal registry serve`: shows a publication in a browser on this machine. The library decides what is answered.

use crate::args::RegistryServeArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::messages::{say, system};
use crate::output;
use crate::output::escape::shown;
use starseal::verify::Digest;
use starseal_registry::site::{Answer, Held, answer, encoded, headers, media_type, root_of};
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The maximum length of a request without its body, in bytes.
const MAX_REQUEST_BYTES: usize = 16 * 1024;

/// How much of a request that was refused is read to no purpose, in bytes.
const MAX_LEFT_BYTES: u64 = 1024 * 1024;

/// The maximum number of headers of a request.
const MAX_HEADERS: usize = 64;

/// The maximum number of requests that are answered at once.
const MAX_AT_ONCE: usize = 64;

/// How long a client may take to send or receive.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn run(args: &RegistryServeArgs) -> Result<Exit, Failure> {
    if Held::read(&root_of(&args.folder)).is_none() {
        let what = say!("registry-serve-no-publication", path = shown(&args.folder));
        return Err(Failure::new(Cause::WrongKind, what, say!("registry-serve-no-publication-help")));
    }
    let unusable = |error: io::Error| {
        let what = say!("registry-serve-listen", address = args.listen, reason = system(&error));
        Failure::impossible(what, say!("registry-serve-listen-help"))
    };
    let listener = TcpListener::bind(args.listen).map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let mut out = output::listing(args.quiet);
    let folder = shown(&args.folder);
    writeln!(out, "{}", say!("registry-serving", path = folder, address = format!("http://{address}/")))?;
    out.flush()?;
    let folder = args.folder.clone();
    let running = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for stream in listener.incoming() {
            // A client that has gone again is no reason to end.
            let Ok(stream) = stream else { continue };
            if running.fetch_add(1, Ordering::SeqCst) >= MAX_AT_ONCE {
                running.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let (folder, running) = (&folder, &running);
            scope.spawn(move || {
                // A client that does not take its answer concerns nobody else.
                let _ = serve(stream, folder);
                running.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    Ok(Exit::Success)
}

/// What a request asks for.
struct Request {
    is_head: bool,
    path: String,
    tag: Option<String>,
    /// The encodings that the client accepts.
    accepted: String,
}

/// Why a request is not answered with a file: a status of HTTP.
struct Refused(&'static str);

fn serve(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let root = root_of(folder);
    let request = match read(&mut stream)? {
        Ok(request) => request,
        Err(Refused(status)) => {
            send(&mut stream, status, &[], None)?;
            // What was not read would make the system take back the answer.
            stream.shutdown(Shutdown::Write)?;
            return io::copy(&mut stream.take(MAX_LEFT_BYTES), &mut io::sink()).map(drop);
        }
    };
    let Some(held) = Held::read(&root) else { return send(&mut stream, "503 Service Unavailable", &[], None) };
    match answer(&request.path, &held, &|path| root.join(path).is_file()) {
        Answer::File(path) => send_file(&mut stream, &request, &root, &path),
        Answer::Redirect(to) => send(&mut stream, "301 Moved Permanently", &[("Location", to)], None),
        Answer::Missing => send(&mut stream, "404 Not Found", &[], None),
    }
}

fn read(stream: &mut TcpStream) -> io::Result<Result<Request, Refused>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(&bytes) {
            Err(_) => return Ok(Err(Refused("400 Bad Request"))),
            Ok(httparse::Status::Complete(_)) => {
                let is_head = match parsed.method {
                    Some("GET") => false,
                    Some("HEAD") => true,
                    _ => return Ok(Err(Refused("405 Method Not Allowed"))),
                };
                let value = |name: &str| {
                    let header = parsed.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
                    header.map(|header| String::from_utf8_lossy(header.value).into_owned())
                };
                let (tag, accepted) = (value("If-None-Match"), value("Accept-Encoding").unwrap_or_default());
                return Ok(Ok(Request { is_head, path: parsed.path.unwrap_or("/").to_owned(), tag, accepted }));
            }
            Ok(httparse::Status::Partial) if bytes.len() >= MAX_REQUEST_BYTES => {
                return Ok(Err(Refused("431 Request Header Fields Too Large")));
            }
            Ok(httparse::Status::Partial) => {}
        }
        let length = stream.read(&mut piece)?;
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend(piece.iter().take(length));
    }
}

fn send_file(stream: &mut TcpStream, request: &Request, root: &Path, path: &str) -> io::Result<()> {
    let found = encoded(path, &request.accepted, &|path| root.join(path).is_file());
    let file: PathBuf = root.join(found.as_ref().map_or(path, |(_, file)| file.as_str()));
    let Ok(bytes) = fs::read(file) else { return send(stream, "404 Not Found", &[], None) };
    let tag = format!("\"{}\"", Digest::of(&bytes));
    let mut own = vec![("ETag", tag.clone()), ("Vary", "Accept-Encoding".to_owned())];
    own.extend(headers(Some(path)).map(|(name, value)| (name, value.to_owned())));
    if request.tag.as_ref().is_some_and(|held| held.split(',').any(|one| one.trim() == tag)) {
        return send(stream, "304 Not Modified", &own, None);
    }
    let media_type = match media_type(path) {
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    };
    own.extend(found.map(|(name, _)| ("Content-Encoding", name.to_owned())));
    own.extend([("Content-Type", media_type), ("Content-Length", bytes.len().to_string())]);
    send(stream, "200 OK", &own, Some(bytes).filter(|_| !request.is_head))
}

/// Sends an answer. Headers that every answer has are added where there is no file, which brings its own.
fn send(stream: &mut TcpStream, status: &str, own: &[(&str, String)], body: Option<Vec<u8>>) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    let mut add = |name: &str, value: &str| head.push_str(&format!("{name}: {value}\r\n"));
    own.iter().for_each(|(name, value)| add(name, value));
    let has = |wanted: &str| own.iter().any(|(name, _)| *name == wanted);
    headers(None).filter(|(name, _)| !has(name)).for_each(|(name, value)| add(name, value));
    if !has("Content-Length") && !status.starts_with("304") {
        add("Content-Length", "0");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body.unwrap_or_default())?;
    stream.flush()
}
