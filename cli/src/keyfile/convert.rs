//! The commands that convert keys of other forms.
//!
//! They need a POSIX shell and openssl; those for OpenSSH's keys need ssh-keygen if the key has a passphrase.

use super::form::{DerForm, Form, Writing};
use crate::messages::say;
use std::fmt::Display;

/// Prints the start of a private key in PKCS#8, before its 32 bytes.
const PRIVATE_START: &str = r#"printf '0.\002\001\0000\005\006\003+ep\004"\004 '"#;

/// Prints the start of a public key (SPKI), before its 32 bytes.
const PUBLIC_START: &str = r"printf '0*0\005\006\003+ep\003!\000'";

/// The ends of commands that write a key.
const PRIVATE_END: &str = "openssl pkey -inform DER -out NEW";
const PUBLIC_END: &str = "openssl pkey -pubin -inform DER -pubout -out NEW";

impl Form {
    /// Returns the advice that converts `file`, a word for a shell.
    pub(super) fn advice(self, file: &str) -> String {
        // The JSON may be on one line. A JWK has no padding.
        let member = |name: &str| {
            format!("sed -n 's/.*\"{name}\" *: *\"\\([^\"]*\\)\".*/\\1=/p' {file} | tr -- -_ +/ | openssl base64 -d -A")
        };
        // The offset of the private key in a key of OpenSSH without a passphrase.
        let from_ssh =
            |file: &str| private(&format!("sed /-/d {file} | openssl base64 -d | tail -c +162 | head -c 32"));
        // A private key that such a command writes has no passphrase.
        let is_open = matches!(
            self,
            Form::Der(_, DerForm::Private | DerForm::PrivateV2)
                | Form::Seed(_)
                | Form::Pair(_)
                | Form::Ring
                | Form::JwkPrivate
                | Form::OpenSsh
        );
        let command = match self {
            Form::Der(writing, der) => der.convert(&writing.print(file, None)),
            Form::Seed(writing) => private(&writing.print(file, Some("="))),
            Form::Pair(writing) => private(&format!("{} | head -c 32", writing.print(file, Some("==")))),
            Form::Ring => {
                private(&format!("openssl asn1parse -in {file} -noout -strparse 14 -out /dev/stdout | tail -c 32"))
            }
            Form::JwkPrivate => private(&member("d")),
            Form::JwkPublic => public(&member("x")),
            Form::OpenSsh => from_ssh(file),
            Form::OpenSshEncrypted => {
                let command = format!("cp {file} COPY && ssh-keygen -p -N '' -f COPY && {}", from_ssh("COPY"));
                return say!("convert-copy", command = command);
            }
            Form::OpenSshPublic => public(&format!("cut -d' ' -f2 {file} | openssl base64 -d -A | tail -c 32")),
            Form::Ssh2Public => {
                public(&format!("ssh-keygen -i -f {file} | cut -d' ' -f2 | openssl base64 -d -A | tail -c 32"))
            }
            Form::Ppk => {
                return say!("convert-ppk", command = format_args!("puttygen {file} -O private-openssh -o COPY"));
            }
            Form::Pkcs12 => format!("openssl pkcs12 -in {file} -nocerts -out NEW"),
            Form::Certificate => {
                return public_half(format_args!("openssl x509 -in {file} -pubkey -noout > NEW"));
            }
            Form::CertificateDer => {
                return public_half(format_args!("openssl x509 -inform DER -in {file} -pubkey -noout > NEW"));
            }
            Form::Request => return public_half(format_args!("openssl req -in {file} -pubkey -noout > NEW")),
            Form::JavaKeystore => {
                let first =
                    format!("keytool -importkeystore -srckeystore {file} -destkeystore COPY -deststoretype pkcs12");
                return say!("convert-twice", first = first, second = "openssl pkcs12 -in COPY -nocerts -out NEW");
            }
            Form::Traditional => format!("openssl pkey -in {file} -aes256 -out NEW"),
        };
        if is_open { say!("convert-open", command = command) } else { say!("convert", command = command) }
    }
}

/// Returns the advice that takes the public key out of a file.
fn public_half(command: impl Display) -> String {
    say!("convert-public", command = command)
}

/// Returns the command that writes a private key, from one that prints its 32 bytes.
fn private(seed: &str) -> String {
    format!("({PRIVATE_START}; {seed}) | {PRIVATE_END}")
}

/// Returns the command that writes a public key, from one that prints its 32 bytes.
fn public(key: &str) -> String {
    format!("({PUBLIC_START}; {key}) | {PUBLIC_END}")
}

impl Writing {
    /// Returns the command that prints the bytes of a file. `padding` is that of base64, if the number of bytes is
    /// known: the text may lack it, or be base64url.
    fn print(self, file: &str, padding: Option<&str>) -> String {
        match (self, padding) {
            (Writing::Bytes, _) => format!("cat {file}"),
            (Writing::Hex, _) => format!("tr a-f A-F < {file} | basenc -di --base16"),
            (Writing::Base64, None) => format!("tr -d ' \\r\\n' < {file} | openssl base64 -d -A"),
            (Writing::Base64, Some(padding)) => {
                format!("(tr -d ' =\\r\\n' < {file} | tr -- -_ +/; printf {padding}) | openssl base64 -d -A")
            }
        }
    }
}

impl DerForm {
    /// Returns the command that writes a key, from one that prints its DER.
    fn convert(self, print: &str) -> String {
        match self {
            DerForm::Private => format!("{print} | {PRIVATE_END}"),
            // The private key stands behind 16 bytes.
            DerForm::PrivateV2 => private(&format!("{print} | tail -c +17 | head -c 32")),
            DerForm::Encrypted => format!("{print} | openssl pkey -inform DER -aes256 -out NEW"),
            DerForm::Public => format!("{print} | {PUBLIC_END}"),
        }
    }
}
