//! Helpers that run `starseal` as a user does, with fixed keys of made-up companies.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]

#[cfg(target_os = "linux")]
pub mod interrupt;
pub mod schema;

use starseal::carrier::CarrierPrefix;
use starseal::seal::seal;
use starseal::{CarrierText, Date, LabelBuilder, Level, ProductId, SealedLabel, Signer, SigningKey, TrustList};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The time at which the tests take place.
pub const NOW: &str = "2026-11-22T03:00:00Z";
pub const PREFIX: &str = "HTTPS://JC-STAR.EXAMPLE/L/";

pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

pub fn root_key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

pub fn issuer_key() -> SigningKey {
    SigningKey::from_seed(&[2; 32])
}

/// A key that no trust list of the tests names.
pub fn stranger_key() -> SigningKey {
    SigningKey::from_seed(&[3; 32])
}

pub fn trust_list() -> TrustList {
    TrustList::open(&std::fs::read(data("trust.cbor")).unwrap()).unwrap()
}

/// Returns an unencrypted PKCS#8 file as in RFC 8410.
pub fn private_pem(seed: u8) -> String {
    use base64::Engine;
    let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    der.extend([seed; 32]);
    let body = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n")
}

/// Creates a folder for one test, with the keys and the trust list of the tests.
pub fn folder() -> tempfile::TempDir {
    let folder = folder_with_keys();
    std::fs::copy(data("trust.cbor"), folder.path().join("trust.cbor")).unwrap();
    folder
}

/// Creates a folder for one test, with only the keys.
pub fn folder_with_keys() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, seed) in [("root.pem", 1), ("issuer.pem", 2), ("stranger.pem", 3)] {
        let path = folder.path().join(name);
        std::fs::write(&path, private_pem(seed)).unwrap();
        set_mode(&path, 0o600);
    }
    folder
}

pub fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// The result of a run.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Parses the printed lines of JSON.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Fails the test unless the run had this exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\n--- stdout\n{}\n--- stderr\n{}", self.out, self.err);
        self
    }

    /// Fails the test unless standard error has an error with this text, followed by help with this text.
    #[track_caller]
    pub fn complains(self, what: &str, help: &str) -> Self {
        let lines: Vec<&str> = self.err.lines().collect();
        let place = lines.iter().position(|line| line.starts_with("error: ") && line.contains(what));
        let place = place.unwrap_or_else(|| panic!("no error says \"{what}\":\n{}", self.err));
        let next = lines.get(place + 1).copied().unwrap_or_default();
        assert!(next.starts_with("  help: ") && next.contains(help), "no help says \"{help}\":\n{}", self.err);
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Run {
            code: output.status.code().expect("the program was killed"),
            out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            err: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }
}

/// Returns the command, to run in a folder.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_starseal"));
    command.current_dir(folder);
    without_settings(&mut command);
    command
}

/// Removes the settings of the machine from a command's environment, and gives it a locale without a language.
fn without_settings(command: &mut Command) {
    for name in [
        "STARSEAL_TRUST",
        "STARSEAL_PKCS11_MODULE",
        "STARSEAL_PKCS11_TIMEOUT",
        "SOFTHSM2_CONF",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "LC_ALL",
        "LC_MESSAGES",
    ] {
        command.env_remove(name);
    }
    command.env("LANG", "C");
}

/// Creates a folder that contains only the program, for a shell's `PATH`.
pub fn program_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_starseal"), folder.path().join("starseal")).unwrap();
    folder
}

/// Runs a script with a real shell in a folder, with the program first in its `PATH` and an empty standard input.
pub fn shell(program: &str, script: &str, folder: &Path, programs: &Path) -> Run {
    let path = std::env::join_paths(
        std::iter::once(programs.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut shell = Command::new(program);
    shell.args(["-e", "-c", script]).current_dir(folder).env("PATH", path.unwrap()).stdin(Stdio::null());
    without_settings(&mut shell);
    shell.output().unwrap_or_else(|error| panic!("{program}: {error}")).into()
}

/// Runs the command with arguments separated by spaces.
pub fn starseal(folder: &Path, words: &str) -> Run {
    command(folder).args(words.split_whitespace()).output().unwrap().into()
}

/// Runs the command with the given arguments.
pub fn starseal_with(folder: &Path, arguments: &[&str]) -> Run {
    command(folder).args(arguments).output().unwrap().into()
}

/// Runs the command with bytes on standard input.
pub fn starseal_fed(folder: &Path, words: &str, input: &[u8]) -> Run {
    let mut command = command(folder);
    command.args(words.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        // The program may stop reading early.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output.into()
}

/// Returns the builder of the usual label.
pub fn builder(level: u8) -> LabelBuilder {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let id = ProductId::new("EX-000123").unwrap();
    LabelBuilder::new(id, Level::new(level).unwrap(), day("2026-04-01"), day("2028-03-31"), 7).criteria(1).category(1)
}

pub fn sealed_by(key: &dyn Signer) -> SealedLabel {
    let label = builder(1).model("CAM-100").unwrap().build(&trust_list().statement().scheme).unwrap();
    seal(&label, key).unwrap()
}

/// Returns the carrier of the usual label.
pub fn carrier() -> String {
    carrier_of(&sealed_by(&issuer_key()), PREFIX)
}

pub fn carrier_of(sealed: &SealedLabel, prefix: &str) -> String {
    CarrierText::for_symbol(&CarrierPrefix::new(prefix).unwrap(), sealed).to_string()
}

/// Returns the carrier of the usual label with one bit of its signature flipped.
pub fn forged() -> String {
    let mut bytes = sealed_by(&issuer_key()).as_bytes().to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    carrier_of(&SealedLabel::from_bytes(&bytes).unwrap(), PREFIX)
}

/// Returns the sorted names of the files in a folder.
pub fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
