//! The helper: it loads the vendor's module, finds token and key, and signs. It runs in a process of its own, which the
//! module may take with it.
//!
//! - `fault`: what the codes of PKCS#11 mean
//! - `keys`: finds keys by what the URI says, reads their public halves, and makes keys
//! - `session`: the module, the token, and the session with it

mod fault;
mod keys;
mod session;

use crate::error::TokenError;
use crate::wire::{self, Reply, Request};
use session::Attachment;
use std::io;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// The time that a call of the module may go on after the program has ended.
const GRACE: Duration = Duration::from_secs(2);

type Frame = Zeroizing<Vec<u8>>;

/// Serves the program that started this process, until the program closes the pipe. A program calls it when it is
/// started with the arguments of a [`Launcher`](crate::Launcher), and before it does anything else.
///
/// # Errors
/// The error of a pipe, and frames that are not those of the program.
pub fn serve() -> io::Result<()> {
    let mut replies = replies()?;
    let frames = frames();
    let mut attachment = None;
    while let Ok(frame) = frames.recv() {
        let reply = match answer(wire::parse(&frame)?, &mut attachment, &frames) {
            Ok(reply) => reply,
            Err(error) => Reply::Failed(error),
        };
        wire::send(&mut replies, &reply)?;
    }
    Ok(())
}

fn answer(
    request: Request,
    attachment: &mut Option<Attachment>,
    frames: &Receiver<Frame>,
) -> Result<Reply, TokenError> {
    let held = || TokenError::Helper { reason: "no token is attached".to_owned() };
    match request {
        Request::Attach { module, uri } => {
            let (attached, facts) = Attachment::new(&module, *uri)?;
            *attachment = Some(attached);
            Ok(Reply::Attached(facts))
        }
        Request::LogIn { by_pad, is_typed } => {
            let pin = frames.recv().map_err(|_| TokenError::Helper { reason: "the PIN is missing".to_owned() })?;
            attachment.as_mut().ok_or_else(held)?.log_in((!by_pad).then_some(&*pin), is_typed)?;
            Ok(Reply::Done)
        }
        Request::FindPublic => Ok(Reply::Key(attachment.as_mut().ok_or_else(held)?.find_public()?)),
        Request::FindPrivate => Ok(Reply::Key(attachment.as_mut().ok_or_else(held)?.find_private()?)),
        Request::Sign { message } => Ok(Reply::Signature(attachment.as_mut().ok_or_else(held)?.sign(&message)?)),
        Request::Generate => Ok(Reply::Key(attachment.as_mut().ok_or_else(held)?.generate()?)),
    }
}

/// Reads frames on a thread, so that the end of the program is seen while the module is busy.
fn frames() -> Receiver<Frame> {
    let (sender, frames) = channel();
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(frame)) = wire::receive(&mut input) {
            if sender.send(frame).is_err() {
                return;
            }
        }
        drop(sender);
        // The process ends by itself now, unless the module does not return.
        thread::sleep(GRACE);
        std::process::exit(0);
    });
    frames
}

/// Returns the pipe for replies. What the module itself prints goes to standard error from now on.
#[cfg(unix)]
fn replies() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    let pipe = io::stdout().as_fd().try_clone_to_owned()?;
    rustix::stdio::dup2_stdout(io::stderr().as_fd())?;
    Ok(pipe.into())
}

#[cfg(not(unix))]
fn replies() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}
