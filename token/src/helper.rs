//! The helper process: it is started, and each of its answers is waited for up to a deadline.

use crate::error::TokenError;
use crate::wire::{self, Reply, Request};
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The time in which a person types a PIN at the token's own pad.
const PAD: Duration = Duration::from_secs(120);

/// The time that a helper has to log out and end by itself.
const FAREWELL: Duration = Duration::from_millis(500);

/// How the helper is started: the program with arguments that make it call [`serve`](crate::serve).
#[derive(Debug, Clone)]
pub struct Launcher {
    program: PathBuf,
    arguments: Vec<OsString>,
    deadline: Duration,
}

impl Launcher {
    /// Makes a launcher. An answer that takes longer than the deadline counts as none, and ends the helper.
    #[must_use]
    pub fn new(program: PathBuf, arguments: impl IntoIterator<Item = OsString>, deadline: Duration) -> Self {
        Launcher { program, arguments: arguments.into_iter().collect(), deadline }
    }
}

/// A running helper. It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Helper {
    child: Child,
    requests: Option<ChildStdin>,
    replies: Receiver<io::Result<Reply>>,
    deadline: Duration,
}

impl Helper {
    /// Starts a helper.
    pub(crate) fn start(launcher: &Launcher) -> Result<Self, TokenError> {
        let mut command = Command::new(&launcher.program);
        command.args(&launcher.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        // Ctrl-C is for the program, which ends at a place where nothing is half done.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| failed(&error))?;
        let pipe = child.stdout.take();
        let (sender, replies) = channel();
        thread::spawn(move || {
            let Some(mut pipe) = pipe else { return };
            loop {
                let reply = match wire::receive(&mut pipe) {
                    Ok(Some(frame)) => wire::parse(&frame),
                    Ok(None) => return,
                    Err(error) => Err(error),
                };
                let is_last = reply.is_err();
                if sender.send(reply).is_err() || is_last {
                    return;
                }
            }
        });
        let requests = child.stdin.take();
        Ok(Helper { child, requests, replies, deadline: launcher.deadline })
    }

    /// Asks the helper, and waits for its answer.
    pub(crate) fn ask(&mut self, request: &Request) -> Result<Reply, TokenError> {
        self.send(|pipe| wire::send(pipe, request))?;
        self.wait(self.deadline)
    }

    /// Logs in. Without a PIN, a person types it at the token's own pad.
    pub(crate) fn log_in(&mut self, pin: Option<&[u8]>, is_typed: bool) -> Result<Reply, TokenError> {
        let request = Request::LogIn { by_pad: pin.is_none(), is_typed };
        self.send(|pipe| {
            wire::send(pipe, &request)?;
            wire::send_bytes(pipe, pin.unwrap_or_default())
        })?;
        self.wait(if pin.is_none() { PAD.max(self.deadline) } else { self.deadline })
    }

    fn send(&mut self, write: impl FnOnce(&mut ChildStdin) -> io::Result<()>) -> Result<(), TokenError> {
        match self.requests.as_mut().map(write) {
            Some(Ok(())) => Ok(()),
            // A pipe without a reader: the helper has ended.
            _ => Err(self.ended()),
        }
    }

    fn wait(&mut self, deadline: Duration) -> Result<Reply, TokenError> {
        match self.replies.recv_timeout(deadline) {
            Ok(Ok(Reply::Failed(error))) => Err(error),
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(error)) => {
                self.stop();
                Err(failed(&error))
            }
            Err(RecvTimeoutError::Timeout) => {
                self.stop();
                Err(TokenError::Hung { seconds: deadline.as_secs() })
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.ended()),
        }
    }

    /// Returns the error of a helper that has ended although it was asked something.
    fn ended(&mut self) -> TokenError {
        self.requests = None;
        match self.child.wait() {
            Ok(status) => TokenError::Crashed { how: how(status) },
            Err(error) => failed(&error),
        }
    }

    /// Ends the helper at once.
    fn stop(&mut self) {
        self.requests = None;
        // A helper that has ended by itself is no error.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // The end of the pipe asks it to end.
        self.requests = None;
        let start = Instant::now();
        while start.elapsed() < FAREWELL {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(2)),
                _ => return,
            }
        }
        self.stop();
    }
}

fn failed(error: &io::Error) -> TokenError {
    TokenError::Helper { reason: error.to_string() }
}

/// Returns how a process ended, as people write it.
fn how(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("signal {signal}");
    }
    status.code().map_or_else(|| "no exit code".to_owned(), |code| format!("exit code {code}"))
}
