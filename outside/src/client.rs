//! Fetches files from one host, with limits on everything.

use crate::address::Address;
use crate::descriptor::File;
use crate::fault::{Fault, FetchError};
use crate::limits::{MAX_CONNECTIONS, MAX_HEADER_BYTES, MAX_REDIRECTS, Patience};
use starseal::verify::Digest;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, StatusCode, Uri, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

/// What has passed between a client and its host.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Traffic {
    /// The number of requests.
    pub requests: u64,
    /// The number of bytes of bodies that were received.
    pub body_bytes: u64,
}

/// Told how many bytes of a file have arrived, and how many it has, if that is known.
pub type Watch<'a> = dyn FnMut(u64, Option<u64>) + 'a;

/// A client of one host.
#[derive(Debug)]
pub struct Client {
    address: Address,
    agent: Agent,
    patience: Patience,
    until: Instant,
    traffic: Traffic,
}

/// What to fetch.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'a> {
    pub(crate) path: &'a str,
    /// The media type that the answer must have.
    pub(crate) media_type: &'a str,
    /// The maximum length in bytes.
    pub(crate) most: usize,
    /// The length and the digest, if they are known.
    pub(crate) file: Option<&'a File>,
    /// The tag of the version that is held.
    pub(crate) held: Option<&'a str>,
}

/// What a server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The version that is held is the current one.
    Unchanged,
    /// The file.
    Fetched(Fetched),
}

/// A file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fetched {
    pub(crate) bytes: Vec<u8>,
    /// The tag of this version.
    pub(crate) tag: Option<String>,
    /// The value of `Cache-Control`.
    pub(crate) caching: Option<String>,
}

/// What has arrived of a file so far.
#[derive(Default)]
struct Part {
    bytes: Vec<u8>,
    /// A tag that stands for the very bytes, with which the rest can be asked for.
    tag: Option<String>,
}

/// What came of one connection.
enum Step {
    Done(Answer),
    /// The server sends to another path of the host.
    Moved(String),
    /// The connection ended before the file did.
    Cut,
}

impl Client {
    /// Makes a client of a host. It trusts the certificates that the system trusts; on Unix, the environment variable
    /// `SSL_CERT_FILE` names others. The time for the whole starts now.
    #[must_use]
    pub fn new(address: Address, patience: Patience) -> Self {
        let system = rustls_native_certs::load_native_certs().certs;
        let roots: Vec<Certificate<'static>> = system.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(roots)))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(MAX_HEADER_BYTES)
            .timeout_per_read(Some(patience.read))
            .timeout_per_write(Some(patience.read))
            .timeout_connect(Some(patience.read))
            .user_agent(concat!("starseal/", env!("CARGO_PKG_VERSION")))
            .accept("*/*")
            .accept_encoding("identity")
            .build();
        let until = Instant::now() + patience.whole;
        let agent = Agent::with_parts(config, DefaultConnector::new(), Names::default());
        Client { address, agent, patience, until, traffic: Traffic::default() }
    }

    /// Returns the address of the host.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Returns what has passed so far.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// Fetches a file of the descriptor.
    pub(crate) fn file(&mut self, file: &File, most: usize, watch: &mut Watch<'_>) -> Result<Fetched, FetchError> {
        let wanted = Wanted { path: &file.path, media_type: &file.media_type, most, file: Some(file), held: None };
        match self.get(&wanted, watch)? {
            Answer::Fetched(fetched) => Ok(fetched),
            // It is only taken for an answer where it was asked for.
            Answer::Unchanged => Err(self.error(&file.path, Fault::NotModifiedUnasked)),
        }
    }

    /// Fetches a path. A connection that is lost is made again, and continues where the last one ended.
    pub(crate) fn get(&mut self, wanted: &Wanted<'_>, watch: &mut Watch<'_>) -> Result<Answer, FetchError> {
        let (mut path, mut redirects) = (wanted.path.to_owned(), 0);
        let (mut part, mut connections) = (Part::default(), 0);
        loop {
            let before = part.bytes.len();
            match self.step(&path, wanted, &mut part, watch).map_err(|fault| self.error(&path, fault))? {
                Step::Done(answer) => return Ok(answer),
                Step::Moved(to) => {
                    redirects += 1;
                    if redirects > MAX_REDIRECTS {
                        return Err(self.error(&path, Fault::TooManyRedirects));
                    }
                    path = to;
                }
                Step::Cut => {
                    connections += 1;
                    let received = part.bytes.len();
                    if connections >= MAX_CONNECTIONS || received <= before {
                        return Err(self.error(&path, Fault::Truncated { received }));
                    }
                    if part.tag.is_none() {
                        part.bytes.clear();
                    }
                }
            }
        }
    }

    /// Sends bytes to a path, and returns the body of the answer, which has the wanted type. Nothing is sent twice.
    pub(crate) fn post(&mut self, body: &[u8], media_type: &str, wanted: &Wanted<'_>) -> Result<Vec<u8>, FetchError> {
        self.sent(body, media_type, wanted).map_err(|fault| self.error(wanted.path, fault))
    }

    fn sent(&mut self, body: &[u8], media_type: &str, wanted: &Wanted<'_>) -> Result<Vec<u8>, Fault> {
        let request = self.agent.post(self.address.of(wanted.path)).config().timeout_global(Some(self.left()?)).build();
        self.traffic.requests += 1;
        let response = request.header(header::CONTENT_TYPE, media_type).send(body);
        let response = response.map_err(|error| Fault::of(error, self.patience))?;
        let status = response.status();
        match status {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Fault::NotFound { status: status.as_u16() }),
            _ if status.is_server_error() => return Err(Fault::ServerFailed { status: status.as_u16() }),
            _ => return Err(Fault::StatusUnexpected { status: status.as_u16() }),
        }
        check_type(response.headers(), wanted.media_type)?;
        let mut part = Part::default();
        match self.take_body(response, wanted, &mut part, &mut |_, _| {})? {
            Step::Done(Answer::Fetched(fetched)) => Ok(fetched.bytes),
            _ => Err(Fault::Truncated { received: part.bytes.len() }),
        }
    }

    /// Returns what is left of the time for the whole.
    fn left(&self) -> Result<Duration, Fault> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(Fault::DeadlinePassed { seconds: self.patience.whole.as_secs() }) } else { Ok(left) }
    }

    fn error(&self, path: &str, fault: Fault) -> FetchError {
        FetchError { url: self.address.of(path), fault }
    }

    fn step(&mut self, path: &str, wanted: &Wanted<'_>, part: &mut Part, watch: &mut Watch<'_>) -> Result<Step, Fault> {
        let left = self.left()?;
        let from = part.bytes.len();
        let mut request = self.agent.get(self.address.of(path)).config().timeout_global(Some(left)).build();
        match (&part.tag, wanted.held) {
            (Some(tag), _) if from > 0 => {
                request = request.header(header::RANGE, format!("bytes={from}-")).header(header::IF_RANGE, tag);
            }
            (_, Some(held)) => request = request.header(header::IF_NONE_MATCH, held),
            _ => {}
        }
        self.traffic.requests += 1;
        let response = request.call().map_err(|error| Fault::of(error, self.patience))?;
        let status = response.status();
        match status {
            StatusCode::OK => part.bytes.clear(),
            StatusCode::PARTIAL_CONTENT if from > 0 && continues(response.headers(), from) => {}
            StatusCode::PARTIAL_CONTENT => return Err(Fault::PartMismatch { from }),
            StatusCode::NOT_MODIFIED if from == 0 && wanted.held.is_some() => return Ok(Step::Done(Answer::Unchanged)),
            StatusCode::NOT_MODIFIED => return Err(Fault::NotModifiedUnasked),
            StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Fault::NotFound { status: status.as_u16() }),
            _ if status.is_server_error() => return Err(Fault::ServerFailed { status: status.as_u16() }),
            _ if status.is_redirection() => return self.redirect(path, response.headers()).map(Step::Moved),
            _ => return Err(Fault::StatusUnexpected { status: status.as_u16() }),
        }
        check_type(response.headers(), wanted.media_type)?;
        self.take_body(response, wanted, part, watch)
    }

    /// Returns the path to which an answer sends, which must be on this host.
    fn redirect(&self, path: &str, headers: &HeaderMap) -> Result<String, Fault> {
        let to = text(headers, header::LOCATION).unwrap_or_default();
        if to.starts_with('/') && !to.starts_with("//") {
            return Ok(to);
        }
        if !to.contains("//") && !to.contains(':') && !to.is_empty() {
            let folder = path.rfind('/').map_or("", |end| path.get(..=end).unwrap_or_default());
            return Ok(format!("{folder}{to}"));
        }
        match Address::split(&to) {
            Ok((address, path)) if address == self.address => Ok(path),
            _ => Err(Fault::RedirectElsewhere { to: to.chars().take(256).collect() }),
        }
    }

    fn take_body(
        &mut self,
        mut response: Response<Body>,
        wanted: &Wanted<'_>,
        part: &mut Part,
        watch: &mut Watch<'_>,
    ) -> Result<Step, Fault> {
        let headers = response.headers();
        let tag = text(headers, header::ETAG);
        let caching = text(headers, header::CACHE_CONTROL);
        part.tag = tag.clone().filter(|tag| !tag.starts_with("W/"));
        let rest = text(headers, header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
        let whole = rest.map(|rest| rest.saturating_add(part.bytes.len() as u64));
        let known = wanted.file.map(|file| file.bytes);
        if let (Some(found), Some(wanted)) = (whole, known)
            && found != wanted
        {
            return Err(Fault::LengthMismatch { found, wanted });
        }
        let most = known.map_or(wanted.most, |known| usize::try_from(known).unwrap_or(usize::MAX).min(wanted.most));
        if whole.or(known).is_some_and(|length| length > wanted.most as u64) {
            return Err(Fault::TooLong { most: wanted.most });
        }
        let mut reader = response.body_mut().as_reader();
        let mut buffer = [0; 16 * 1024];
        loop {
            let count = match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) => match Fault::of(error.into(), self.patience) {
                    Fault::ConnectionFailed { .. } | Fault::NotHttp { .. } => return Ok(Step::Cut),
                    fault => return Err(fault),
                },
            };
            self.traffic.body_bytes += count as u64;
            if part.bytes.len() + count > most {
                return Err(Fault::TooLong { most });
            }
            part.bytes.extend(buffer.iter().take(count));
            watch(part.bytes.len() as u64, known.or(whole));
        }
        if known.or(whole).is_some_and(|length| (part.bytes.len() as u64) < length) {
            return Ok(Step::Cut);
        }
        let bytes = core::mem::take(&mut part.bytes);
        if let Some(file) = wanted.file
            && Digest::of(&bytes) != file.sha256
        {
            let (found, wanted) = (Digest::of(&bytes).to_string(), file.sha256.to_string());
            return Err(Fault::DigestMismatch { found, wanted });
        }
        Ok(Step::Done(Answer::Fetched(Fetched { bytes, tag, caching })))
    }
}

/// Finds the addresses of a host. Whatever the system says if there are none, it is one error.
#[derive(Debug, Default)]
struct Names(DefaultResolver);

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        self.0.resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            other => other,
        })
    }
}

/// Returns a header as text; none if it is absent or has other bytes.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(|text| text.trim().to_owned())
}

/// Returns whether a part starts at a byte.
fn continues(headers: &HeaderMap, from: usize) -> bool {
    let range = text(headers, header::CONTENT_RANGE).unwrap_or_default();
    range.strip_prefix("bytes ").and_then(|range| range.split('-').next()?.parse().ok()) == Some(from)
}

/// Checks that a body is what was asked for, by its headers.
fn check_type(headers: &HeaderMap, wanted: &str) -> Result<(), Fault> {
    if let Some(coding) = text(headers, header::CONTENT_ENCODING).filter(|coding| coding != "identity") {
        return Err(Fault::Compressed { coding: coding.chars().take(64).collect() });
    }
    let of = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let found = of(&text(headers, header::CONTENT_TYPE).unwrap_or_default());
    if found == of(wanted) {
        return Ok(());
    }
    match found.as_str() {
        "text/html" | "application/xhtml+xml" => Err(Fault::WebPage),
        _ => Err(Fault::TypeMismatch { found: found.chars().take(128).collect(), wanted: of(wanted) }),
    }
}
