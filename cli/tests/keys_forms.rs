//! Tests of key files as people have them: PEM as openssl reads it, other forms with the commands that convert them,
//! and passphrases.
#![cfg(target_os = "linux")]

mod common;

use common::{Run, command, folder, set_mode, starseal, starseal_with};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const PASSPHRASE: &str = "correct horse";

/// Runs a script with a POSIX shell in a folder. Returns whether it succeeded, and what it wrote to standard error.
fn shell(folder: &Path, script: &str) -> (bool, String) {
    let output = Command::new("sh").args(["-c", script]).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[track_caller]
fn must(folder: &Path, script: &str) {
    let (succeeded, error) = shell(folder, script);
    assert!(succeeded, "{script}\n{error}");
}

/// Returns a folder with a key of openssl in `key.pem`, its public half in `public.pem`, and a passphrase file.
fn keys() -> tempfile::TempDir {
    let folder = folder();
    let path = folder.path();
    must(
        path,
        "umask 077; openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem",
    );
    write(path, "pass.txt", format!("{PASSPHRASE}\n").as_bytes());
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).unwrap();
    set_mode(&folder.join(name), 0o600);
}

fn show(folder: &Path, name: &str) -> Run {
    starseal_with(folder, &["key", "show", "--public", "--passphrase-file", "pass.txt", name])
}

#[test]
fn pem_is_read_as_people_have_it() {
    let folder = keys();
    let folder = folder.path();
    must(
        folder,
        &format!("umask 077; openssl pkcs8 -topk8 -in key.pem -passout 'pass:{PASSPHRASE}' -out encrypted.pem"),
    );
    must(folder, "umask 077; openssl pkey -in key.pem -text -out with-text.pem");
    let expected = fs::read_to_string(folder.join("public.pem")).unwrap();
    let mut names = vec!["with-text.pem".to_owned()];
    for name in ["key.pem", "encrypted.pem", "public.pem"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let one_line = text.replace("KEY-----\n", "KEY-----\u{0}").replace("\n-----", "\u{0}-----").replace('\n', "");
        let forms: [(&str, Vec<u8>); 10] = [
            ("blanks", text.replace('\n', " \t\n").into_bytes()),
            ("blank-lines", format!("\n\n{text}\n  \n").into_bytes()),
            ("comment-before", format!("the key of 2026 (鍵)\n{text}").into_bytes()),
            ("comment-after", format!("{text}written by me\n").into_bytes()),
            ("crlf", text.replace('\n', "\r\n").into_bytes()),
            ("no-last-line-end", text.trim_end().as_bytes().to_vec()),
            ("byte-order-mark", format!("\u{feff}{text}").into_bytes()),
            ("utf-16", utf16),
            ("one-line", one_line.replace('\u{0}', "\n").into_bytes()),
            ("escaped", text.replace('\n', "\\n").into_bytes()),
        ];
        for (form, bytes) in forms {
            let name = format!("{form}-{name}");
            write(folder, &name, &bytes);
            names.push(name);
        }
    }
    for name in names {
        let run = show(folder, &name).exits(0);
        assert_eq!((run.out, run.err), (expected.clone(), String::new()), "{name}");
    }
}

#[test]
fn of_several_keys_the_first_private_one_is_taken() {
    let folder = keys();
    let folder = folder.path();
    let expected = fs::read_to_string(folder.join("public.pem")).unwrap();
    must(
        folder,
        "umask 077; cat public.pem key.pem > own.pem; cat key.pem issuer.pem > two.pem; cat issuer.pem public.pem \
         > mixed.pem",
    );
    let run = show(folder, "own.pem").exits(0);
    assert_eq!((run.out, run.err.as_str()), (expected.clone(), ""));
    let run = show(folder, "two.pem").exits(0);
    assert_eq!(run.out, expected);
    assert!(run.err.contains("two.pem holds several keys: the first private key is used"), "{}", run.err);
    let run = show(folder, "mixed.pem").exits(0);
    assert!(run.err.contains("the first private key is used, "), "{}", run.err);
    let run = starseal(folder, "key passphrase two.pem --new-passphrase-file pass.txt").exits(3);
    run.complains("holds several keys", "a file of its own");
}

/// Returns the command in the help of a run, with the passphrases that openssl would ask for.
fn conversion(run: &Run) -> String {
    let help = run.err.lines().find_map(|line| line.trim_start().strip_prefix("help: ")).unwrap();
    let (_, command) = help.split_once(": ").unwrap_or_else(|| panic!("no command: {help}"));
    let command = command.split("; then ").next().unwrap();
    let given = format!("-passin 'pass:{PASSPHRASE}'");
    command
        .replace("-aes256", &format!("{given} -passout 'pass:{PASSPHRASE}' -aes256"))
        .replace("-nocerts", &format!("{given} -passout 'pass:{PASSPHRASE}' -nocerts"))
        .replace("ssh-keygen -p", &format!("ssh-keygen -q -p -P '{PASSPHRASE}'"))
}

/// A form of a key: how it is made with openssl, ssh-keygen and the tools of a shell, and what names it.
type Form = (&'static str, &'static str, &'static str);

/// Makes the 32 bytes of the private key, and of the public key.
const SEED: &str = "openssl pkey -in key.pem -outform DER | tail -c 32";
const PUBLIC: &str = "openssl pkey -pubin -in public.pem -pubout -outform DER | tail -c 32";

/// Forms of the private key, and of the public key.
const PRIVATE_FORMS: [Form; 25] = [
    ("key.der", "openssl pkey -in key.pem -outform DER -out F", "a private key in DER"),
    ("my key.der", "openssl pkey -in key.pem -outform DER -out F", "a private key in DER"),
    (
        "encrypted.der",
        "openssl pkcs8 -topk8 -in key.pem -outform DER -passout PASS -out F",
        "an encrypted private key in DER",
    ),
    ("key.b64", "openssl pkey -in key.pem -outform DER | base64 > F", "the base64 text of a private key in DER"),
    ("key.hex", "openssl pkey -in key.pem -outform DER | od -An -v -tx1 > F", "the hex text of a private key in DER"),
    (
        "ring.pem",
        "(echo -----BEGIN PRIVATE KEY-----; RING | base64 -w0; echo; echo -----END PRIVATE KEY-----) > F",
        "the library ring",
    ),
    ("ring.der", "RING > F", "a private key in DER"),
    ("ring.b64", "RING | base64 > F", "the base64 text of a private key in DER"),
    ("ring.hex", "RING | od -An -v -tx1 > F", "the hex text of a private key in DER"),
    (
        "encrypted.b64",
        "openssl pkcs8 -topk8 -in key.pem -outform DER -passout PASS | base64 > F",
        "the base64 text of an encrypted private key in DER",
    ),
    ("seed", "SEED > F", "32 bytes"),
    ("seed.hex", "SEED | od -An -v -tx1 > F", "the hex text of 32 bytes"),
    ("seed-line.hex", "SEED | od -An -v -tx1 | tr -d ' \\n' > F", "the hex text of 32 bytes"),
    ("seed.b64", "SEED | base64 > F", "the base64 text of 32 bytes"),
    ("seed.b64url", "SEED | URL > F", "the base64 text of 32 bytes"),
    ("pair", "(SEED; PUBLIC) > F", "64 bytes"),
    ("pair.hex", "(SEED; PUBLIC) | od -An -v -tx1 > F", "the hex text of 64 bytes"),
    ("pair.b64", "(SEED; PUBLIC) | base64 -w0 > F", "the base64 text of 64 bytes"),
    (
        "key.jwk",
        "printf '{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"%s\",\"x\":\"%s\"}' $(SEED | URL) $(PUBLIC | URL) > F",
        "a private key as JSON",
    ),
    (
        "key.p12",
        "openssl req -x509 -new -key key.pem -subj /CN=x -out c.pem && \
         openssl pkcs12 -export -inkey key.pem -in c.pem -passout PASS -out F",
        "a PKCS#12 file",
    ),
    (
        "des3.pem",
        "openssl pkcs8 -topk8 -in key.pem -v2 des3 -passout PASS -out F",
        "PBKDF2 (HMAC with SHA-256) and 3DES",
    ),
    (
        "pbes1.pem",
        "openssl pkcs8 -topk8 -in key.pem -v1 PBE-SHA1-3DES -passout PASS -out F",
        "PKCS#12 with SHA-1 and 3DES",
    ),
    (
        "md5.pem",
        "openssl pkcs8 -topk8 -in key.pem -v1 PBE-MD5-DES -provider legacy -provider default -passout PASS -out F",
        "PBES1 with MD5 and DES",
    ),
    (
        "sha1.pem",
        "openssl pkcs8 -topk8 -in key.pem -v2 aes-256-cbc -v2prf hmacWithSHA1 -passout PASS -out F",
        "PBKDF2 (HMAC with SHA-1) and AES-256",
    ),
    ("camellia.pem", "openssl pkcs8 -topk8 -in key.pem -v2 camellia-256-cbc -passout PASS -out F", "Camellia-256"),
];
const PUBLIC_FORMS: [Form; 7] = [
    ("public.der", "openssl pkey -pubin -in public.pem -pubout -outform DER -out F", "a public key in DER"),
    (
        "public.jwk",
        "printf '{\\n \"kty\": \"OKP\",\\n \"crv\": \"Ed25519\",\\n \"x\": \"%s\"\\n}' $(PUBLIC | URL) > F",
        "a public key as JSON",
    ),
    (
        "public.b64",
        "openssl pkey -pubin -in public.pem -pubout -outform DER | base64 > F",
        "the base64 text of a public key in DER",
    ),
    (
        "public.hex",
        "openssl pkey -pubin -in public.pem -pubout -outform DER | od -An -v -tx1 > F",
        "the hex text of a public key in DER",
    ),
    ("cert.pem", "openssl req -x509 -new -key key.pem -subj /CN=x -out F", "a certificate"),
    ("cert.der", "openssl req -x509 -new -key key.pem -subj /CN=x -outform DER -out F", "a certificate"),
    ("request.pem", "openssl req -new -key key.pem -subj /CN=x -out F", "a certificate request"),
];

/// Makes a form, and checks that it is refused with a command that converts it.
fn convert(folder: &Path, (name, made, named): Form) {
    // PKCS#8 v2 with an explicit tag, as ring 0.16 wrote it.
    let ring = r"(printf '0S\002\001\0010\005\006\003+ep\004\042\004 '; SEED; printf '\241#\003!\000'; PUBLIC)";
    let script = made
        .replace("RING", ring)
        .replace("SEED", SEED)
        .replace("PUBLIC", PUBLIC)
        .replace("URL", "base64 -w0 | tr -- '+/' '-_' | tr -d =")
        .replace("PASS", &format!("'pass:{PASSPHRASE}'"))
        .replace(" F", &format!(" '{name}'"));
    must(folder, &format!("umask 077; {script}"));
    let run = show(folder, name).exits(3).complains(named, "NEW");
    let command = conversion(&run);
    must(folder, &format!("umask 077; rm -f NEW; {command}"));
    let expected = fs::read_to_string(folder.join("public.pem")).unwrap();
    let converted = show(folder, "NEW").exits(0);
    assert_eq!(converted.out, expected, "{name}: {command}");
}

#[test]
fn private_keys_in_other_forms_are_named_with_a_command_that_converts_them() {
    let folder = keys();
    PRIVATE_FORMS.into_iter().for_each(|form| convert(folder.path(), form));
}

#[test]
fn public_keys_in_other_forms_are_named_with_a_command_that_converts_them() {
    let folder = keys();
    PUBLIC_FORMS.into_iter().for_each(|form| convert(folder.path(), form));
}

#[test]
fn keys_of_openssh_are_named_with_a_command_that_converts_them() {
    let folder = keys();
    let folder = folder.path();
    must(folder, "ssh-keygen -q -t ed25519 -N '' -C 'a comment of some length' -f ssh");
    // The public key as openssl would have it, made from that of OpenSSH by hand.
    must(
        folder,
        r"(printf '0*0\005\006\003+ep\003!\000'; cut -d' ' -f2 ssh.pub | base64 -d | tail -c 32) > p.der; openssl pkey \
          -pubin -inform DER -in p.der -pubout -out public.pem",
    );
    must(folder, &format!("cp ssh encrypted; ssh-keygen -q -p -N '{PASSPHRASE}' -f encrypted"));
    convert(folder, ("ssh", "true", "a private key in the form of OpenSSH"));
    convert(folder, ("encrypted", "true", "an encrypted private key in the form of OpenSSH"));
    convert(folder, ("ssh.pub", "true", "a public key in the form of OpenSSH"));
    convert(folder, ("ssh2.pub", "ssh-keygen -e -f ssh.pub > F", "a public key in the form of SSH2"));
}

#[test]
fn keys_of_other_algorithms_are_named() {
    let folder = keys();
    let folder = folder.path();
    for (name, made, named) in [
        ("x25519", "openssl genpkey -algorithm x25519 -out F", "an X25519 key, not Ed25519"),
        ("x25519.der", "openssl genpkey -algorithm x25519 -outform DER -out F", "an X25519 key, not Ed25519"),
        ("ed448", "openssl genpkey -algorithm ed448 -out F", "an Ed448 key, not Ed25519"),
        ("x448", "openssl genpkey -algorithm x448 | openssl pkey -pubout -out F", "an X448 key, not Ed25519"),
        (
            "p256",
            "openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256 -out F",
            "another elliptic curve (EC)",
        ),
        ("sec1", "openssl ecparam -name prime256v1 -genkey -out F", "another elliptic curve (EC)"),
        ("sec1.der", "openssl ecparam -name prime256v1 -genkey -noout -outform DER -out F", "another elliptic curve"),
        (
            "sealed",
            "openssl ecparam -name prime256v1 -genkey | openssl ec -aes128 -passout pass:abcd -out F",
            "another elliptic curve",
        ),
        ("rsa", "openssl genrsa -traditional -out F 2048", "an RSA key"),
        ("rsa.pub", "openssl genrsa 2048 | openssl rsa -RSAPublicKey_out -out F", "an RSA key"),
        (
            "cert",
            "openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256 -out e; \
             openssl req -x509 -new -key e -subj /CN=x -out F",
            "another elliptic curve",
        ),
        ("ecdsa", "ssh-keygen -q -t ecdsa -N '' -f F", "OpenSSH of another algorithm (ecdsa-sha2-nistp256)"),
        ("ecdsa.pub", "true", "OpenSSH of another algorithm (ecdsa-sha2-nistp256)"),
        (
            "jwk",
            "printf '{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}' > F",
            "(EC, P-256)",
        ),
    ] {
        must(folder, &format!("umask 077; {}", made.replace(" F", &format!(" {name}"))));
        show(folder, name).exits(3).complains(named, "starseal key generate");
    }
}

#[test]
fn files_that_hold_no_key_are_named() {
    let folder = keys();
    let folder = folder.path();
    let key = fs::read_to_string(folder.join("key.pem")).unwrap();
    write(folder, "cut.pem", &key.as_bytes()[..60]);
    write(folder, "bitten.pem", key.replacen("MC4C", "M(4C", 1).as_bytes());
    write(folder, "dashes.pem", key.replace("-----", "—").as_bytes());
    write(folder, "page.pem", b"<!DOCTYPE html><title>Sign in</title>");
    write(folder, "empty.pem", b"");
    write(folder, "crl.pem", b"-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n");
    show(folder, "cut.pem")
        .exits(3)
        .complains("is cut: the line -----END PRIVATE KEY----- is missing", "copy the whole");
    show(folder, "bitten.pem").exits(3).complains("characters that are not base64", "copy the whole");
    show(folder, "dashes.pem").exits(3).complains("not the five hyphens", "word processors");
    show(folder, "page.pem").exits(3).complains("is a web page (HTML), not a key", "starseal key generate");
    show(folder, "empty.pem").exits(3).complains("is empty", "starseal key generate");
    show(folder, "crl.pem").exits(3).complains("\"X509 CRL\"", "starseal key generate");
    show(folder, "trust.cbor").exits(3).complains("is a trust list, not a key", "starseal key generate");
}

#[test]
fn halves_that_differ_are_refused() {
    let folder = keys();
    let folder = folder.path();
    let made = format!(
        r"(printf '0Q\002\001\0010\005\006\003+ep\004\042\004 '; {SEED}; printf '\201!\000'; {}) | base64 -w0",
        PUBLIC.replace("-pubin -in public.pem", "-in issuer.pem")
    );
    must(
        folder,
        &format!(
            "umask 077; (echo -----BEGIN PRIVATE KEY-----; {made}; echo; echo -----END PRIVATE KEY-----) > two.pem"
        ),
    );
    show(folder, "two.pem").exits(3).complains("two halves that do not belong together", "do not use it");
    let sign = "trust create --sign-with two.pem --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/L/ --out t.cbor";
    starseal(folder, sign).exits(3).complains("two halves", "do not use it");
}

#[test]
fn a_new_passphrase_must_be_one_that_can_be_typed() {
    let folder = keys();
    let folder = folder.path();
    let utf16: Vec<u8> = "\u{feff}correct horse\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, said) in [
        ("bom.txt", "\u{feff}correct horse\n".as_bytes(), "byte order mark (BOM)"),
        ("utf-16.txt", &utf16, "in UTF-16"),
        ("cp932.txt", b"\x83p\x83X\x83\x8f\x81[\x83h\n", "not UTF-8"),
        ("letter.txt", b"x\n", "one letter"),
        ("blank.txt", b"   \n", "empty passphrase"),
        ("empty.txt", b"", "empty passphrase"),
    ] {
        write(folder, name, bytes);
        let made = starseal(folder, &format!("key generate --out new.pem --passphrase-file {name}")).exits(3);
        made.complains(said, "");
        let changed = starseal(folder, &format!("key passphrase key.pem --new-passphrase-file {name}")).exits(3);
        changed.complains(said, "");
        assert!(!folder.join("new.pem").exists());
        show(folder, "key.pem").exits(0);
    }
    write(folder, "short.txt", b"horse\n");
    let run = starseal(folder, "key generate --out new.pem --passphrase-file short.txt").exits(0);
    assert!(run.err.contains("warning: the passphrase has 5 characters"), "{}", run.err);
}

#[test]
fn keys_made_with_unusual_passphrases_still_open() {
    let folder = keys();
    let folder = folder.path();
    let expected = fs::read_to_string(folder.join("public.pem")).unwrap();
    write(folder, "bom.txt", "\u{feff}correct horse\n".as_bytes());
    must(folder, "umask 077; openssl pkcs8 -topk8 -in key.pem -scrypt -passout file:bom.txt -out marked.pem");
    must(folder, "umask 077; openssl pkcs8 -topk8 -in key.pem -scrypt -passout pass:x -out letter.pem");
    let with = |file: &str, key: &str| starseal(folder, &format!("key show --public --passphrase-file {file} {key}"));
    // With the file as it was, and as a person would type it.
    for file in ["bom.txt", "pass.txt"] {
        let run = with(file, "marked.pem").exits(0);
        assert_eq!(run.out, expected);
        assert!(run.err.contains("byte order mark (BOM), which nobody can type"), "{}", run.err);
        assert!(run.err.contains("help: change it: starseal key passphrase marked.pem"), "{}", run.err);
    }
    // A key with an ordinary passphrase opens with a file that has the mark.
    must(folder, "umask 077; openssl pkcs8 -topk8 -in key.pem -scrypt -passout file:pass.txt -out plain.pem");
    let run = with("bom.txt", "plain.pem").exits(0);
    assert_eq!((run.out, run.err.as_str()), (expected.clone(), ""));
    write(folder, "letter.txt", b"x\n");
    assert_eq!(with("letter.txt", "letter.pem").exits(0).out, expected);
    with("letter.txt", "marked.pem").exits(3).complains("the passphrase does not open marked.pem", "try again");
}

#[test]
fn a_passphrase_is_changed_in_place() {
    let folder = keys();
    let folder = folder.path();
    let expected = fs::read_to_string(folder.join("public.pem")).unwrap();
    write(folder, "next.txt", b"another horse\n");
    starseal(folder, "key passphrase key.pem --new-passphrase-file pass.txt").exits(0);
    assert!(fs::read_to_string(folder.join("key.pem")).unwrap().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    assert_eq!(show(folder, "key.pem").exits(0).out, expected);
    let before = fs::read(folder.join("key.pem")).unwrap();
    let change = "key passphrase key.pem --passphrase-file next.txt --new-passphrase-file next.txt";
    starseal(folder, change).exits(3).complains("the passphrase does not open key.pem", "try again");
    assert_eq!(fs::read(folder.join("key.pem")).unwrap(), before);
    // A link keeps pointing to the file, which is replaced.
    std::os::unix::fs::symlink("key.pem", folder.join("link.pem")).unwrap();
    let run =
        starseal(folder, "key passphrase link.pem --passphrase-file pass.txt --new-passphrase-file next.txt").exits(0);
    assert!(
        run.out.contains("now encrypted with the new passphrase") && run.out.contains("old passphrase"),
        "{}",
        run.out
    );
    assert!(fs::symlink_metadata(folder.join("link.pem")).unwrap().is_symlink());
    let with_next = starseal(folder, "key show --public key.pem --passphrase-file next.txt").exits(0);
    assert_eq!(with_next.out, expected);
    show(folder, "key.pem").exits(3);
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(folder.join("key.pem")).unwrap().permissions().mode() & 0o777, 0o600);
    // Nothing is left beside it, and what an interrupted run left is not overwritten.
    assert!(!common::files(folder).iter().any(|name| name.starts_with('.')), "{:?}", common::files(folder));
    write(folder, ".key.pem.new", b"left");
    let again = "key passphrase key.pem --passphrase-file next.txt --new-passphrase-file pass.txt";
    starseal(folder, again).exits(3).complains(".key.pem.new already exists", "remove it first");
    assert_eq!(starseal(folder, "key show --public key.pem --passphrase-file next.txt").exits(0).out, expected);
    fs::remove_file(folder.join(".key.pem.new")).unwrap();
    starseal(folder, "key passphrase key.pem --passphrase-file next.txt --no-passphrase").exits(0);
    assert!(fs::read_to_string(folder.join("key.pem")).unwrap().starts_with("-----BEGIN PRIVATE KEY-----"));
    starseal(folder, "key passphrase public.pem --no-passphrase").exits(3).complains("public key", "private key");
}

/// A process that aborts leaves no core file, although one beside it does, if the system writes any at all.
#[test]
fn a_core_dump_is_never_written() {
    use std::os::unix::process::ExitStatusExt;
    let folder = folder();
    let mut child = command(folder.path())
        .args(["verify", "--trust", "trust.cbor", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The verdict on a line shows that it runs. It waits for the next line.
    let mut input = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, b"HTTPS://OTHER.EXAMPLE/X\n").unwrap();
    let mut first = [0];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let core: Vec<&str> =
        limits.lines().find(|line| line.starts_with("Max core file size")).unwrap().split_whitespace().collect();
    assert_eq!(core[4..6], ["0", "0"], "{limits}");
    must(folder.path(), &format!("kill -ABRT {}", child.id()));
    let status = child.wait().unwrap();
    assert!(status.signal().is_some() && !status.core_dumped(), "{status}");
    assert!(!common::files(folder.path()).iter().any(|name| name.contains("core")));
}
