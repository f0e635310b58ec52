//! Ctrl-C, as a terminal sends it, while the program does long work.

use super::{Run, command};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};

pub fn start(folder: &Path, words: &str) -> Child {
    let mut command = command(folder);
    command.args(words.split(' ')).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

pub fn send_interrupt(child: &Child) {
    kill_process(Pid::from_child(child), Signal::INT).unwrap();
}

/// Runs a command, and sends it SIGINT as soon as it handles the signal.
pub fn interrupted(folder: &Path, words: &str) -> Run {
    let mut child = start(folder, words);
    wait_for_handler(&mut child);
    send_interrupt(&child);
    child.wait_with_output().unwrap().into()
}

/// Waits until the process handles SIGINT, which is when its long work begins.
fn wait_for_handler(child: &mut Child) {
    let status = format!("/proc/{}/status", child.id());
    loop {
        let text = fs::read_to_string(&status).unwrap();
        let caught = text.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
        if u64::from_str_radix(caught.trim(), 16).unwrap() & 0b10 != 0 {
            return;
        }
        assert!(child.try_wait().unwrap().is_none(), "the command has ended before its long work");
        std::thread::yield_now();
    }
}
