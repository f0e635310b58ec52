//! SoftHSM in a folder of its own, and a module around it that has the faults of real devices.

use crate::common::{self, Run};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

pub(crate) const PIN: &str = "pin-4711";
pub(crate) const SO_PIN: &str = "so-pin-4711";

/// Debian's SoftHSM, which `cargo xtask setup` installs.
pub(crate) const SOFTHSM: &str = "/usr/lib/softhsm/libsofthsm2.so";

/// A folder with tokens, in which the program is run.
pub(crate) struct Tokens {
    folder: TempDir,
    module: PathBuf,
    faults: String,
    seconds: u64,
}

impl Tokens {
    /// Makes a folder with one token, whose label is Office, and a file with its PIN.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("tokens")).unwrap();
        fs::create_dir(folder.path().join("state")).unwrap();
        let text = format!("directories.tokendir = {}/tokens\nlog.level = ERROR\n", folder.path().display());
        fs::write(folder.path().join("softhsm2.conf"), text).unwrap();
        let tokens = Tokens { folder, module: SOFTHSM.into(), faults: String::new(), seconds: 60 };
        tokens.secret("pin.txt", PIN);
        tokens.make("Office");
        tokens
    }

    /// The same with the module that has these faults.
    pub(crate) fn with_faults(mut self, faults: &str) -> Self {
        self.set_faults(faults);
        self
    }

    pub(crate) fn set_faults(&mut self, faults: &str) {
        (self.module, self.faults) = (faulty_module().to_owned(), faults.to_owned());
    }

    /// Sets the number of seconds within which the module must answer.
    pub(crate) fn set_deadline(&mut self, seconds: u64) {
        self.seconds = seconds;
    }

    /// Makes the faulty module forget what happened.
    pub(crate) fn forget(&self) {
        fs::remove_dir_all(self.path().join("state")).unwrap();
        fs::create_dir(self.path().join("state")).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn secret(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), format!("{text}\n")).unwrap();
        common::set_mode(&self.path().join(name), 0o600);
    }

    /// Makes another token.
    pub(crate) fn make(&self, label: &str) {
        self.util(&["--init-token", "--free", "--label", label, "--so-pin", SO_PIN, "--pin", PIN]);
    }

    /// Runs SoftHSM's own tool.
    pub(crate) fn util(&self, arguments: &[&str]) {
        let mut command = Command::new("softhsm2-util");
        command.args(arguments).current_dir(self.path()).env("SOFTHSM2_CONF", self.path().join("softhsm2.conf"));
        let output = command.output().expect("install softhsm2, as `cargo xtask setup` does");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    /// Returns the program with arguments, which are not split.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = common::command(self.path());
        command.args(arguments).env("SOFTHSM2_CONF", self.path().join("softhsm2.conf"));
        command.env("STARSEAL_PKCS11_MODULE", &self.module).env("SOFTHSM", SOFTHSM);
        command.env("STARSEAL_PKCS11_TIMEOUT", self.seconds.to_string());
        command.env("FAULTS", &self.faults).env("STATE", self.path().join("state"));
        command.stdin(std::process::Stdio::null());
        command
    }

    /// Runs the program with arguments separated by spaces.
    pub(crate) fn run(&self, words: &str) -> Run {
        let run: Run = self.command(words.split_whitespace()).output().unwrap().into();
        for secret in [PIN, SO_PIN] {
            assert!(!run.out.contains(secret) && !run.err.contains(secret), "{words}:\n{}{}", run.out, run.err);
        }
        run
    }

    /// Makes keys in the token.
    pub(crate) fn generate(&self, objects: &[&str]) {
        for object in objects {
            self.run(&format!("key generate {} --quiet", uri(object))).exits(0);
        }
    }

    /// Returns how often the faulty module has signed: the token's own counter.
    pub(crate) fn signatures(&self) -> u64 {
        fs::metadata(self.path().join("state/signatures.count")).map_or(0, |file| file.len())
    }

    /// Returns the IDs of the processes that run with this folder's state.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let wanted = format!("STATE={}", self.path().join("state").display());
        let is_ours = |id: &u32| fs::read(format!("/proc/{id}/environ")).is_ok_and(|all| contains(&all, &wanted));
        let all = fs::read_dir("/proc").unwrap().flatten();
        all.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(is_ours).collect()
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Returns the URI of a key in the token Office, with its PIN in a file.
pub(crate) fn uri(object: &str) -> String {
    format!("pkcs11:token=Office;object={object}?pin-source=file:pin.txt")
}

/// Compiles the faulty module, once for all tests.
pub(crate) fn faulty_module() -> &'static Path {
    static MODULE: OnceLock<PathBuf> = OnceLock::new();
    MODULE.get_or_init(|| {
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("libfaulty-{}.so", std::process::id()));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tokens/faulty.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&library).arg(source).arg("-ldl");
        let output = compiler.output().expect("install a C compiler");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        library
    })
}
