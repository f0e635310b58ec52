//! COSE messages (RFC 9052) and the program's own containers, by the heads of their CBOR items.
//!
//! Only heads and headers are read: a file of any size and shape takes no more time than its first few items.

use super::items::{BREAK, Head, Items, MOST, Value};
use super::{Kind, UntaggedList};
use starseal::status::STATUS_LIST_TYP;
use starseal::trust::TRUST_LIST_TYP;

/// The CBOR tags of COSE_Sign1, COSE_Sign and CWT (RFC 8392).
const SIGN1: u64 = 18;
const SIGN: u64 = 98;
const CWT: u64 = 61;

/// The other tags of COSE messages: COSE_Encrypt0, COSE_Mac0, COSE_Encrypt and COSE_Mac.
const OTHER_TAGS: [u64; 4] = [16, 17, 96, 97];

/// The tag that says that CBOR follows (RFC 8949 section 3.4.6).
const SELF_DESCRIBED: u64 = 55_799;

/// The labels of header parameters.
const ALG: i128 = 1;
const CRIT: i128 = 2;
const KID: i128 = 4;
const TYP: i128 = 16;

/// The algorithm that seals and lists use, Ed25519 (RFC 9864).
const ED25519: i128 = -19;

/// The parts of the headers of a COSE message that are looked at. The first of two equal parameters counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct CoseHeader {
    alg: Option<Value>,
    typ: Option<Value>,
    kid_bytes: Option<usize>,
    has_crit: bool,
    /// Whether there are other parameters.
    has_others: bool,
}

/// Why a COSE message has another profile than the one that is read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HeaderFault {
    /// The header names no algorithm.
    NoAlgorithm,
    /// The header names another algorithm: its number and name.
    Algorithm {
        /// The algorithm as the header has it, such as `-8 (EdDSA)`.
        shown: String,
        /// Whether the algorithm is registered, and none that a later version would use.
        is_given_up: bool,
    },
    /// The header has no `typ`.
    NoType,
    /// The header has another `typ`.
    Type(String),
    /// The type is neither a text nor a number.
    StrangeType,
    /// The header names parameters that a reader must understand.
    Critical,
    /// The header has no key ID.
    NoKeyId,
    /// The key ID has another length than four bytes.
    KeyIdLength(usize),
    /// The header has parameters that the profile does not have.
    Others,
}

/// The profiles of COSE messages that are read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// A label: alg and kid.
    Label,
    /// A status list: alg, kid and typ.
    StatusList,
    /// A trust list: typ, and alg and kid in each signature.
    TrustList,
}

impl Profile {
    /// Returns the `typ` of the profile; labels have none.
    pub(crate) const fn typ(self) -> Option<&'static str> {
        match self {
            Profile::Label => None,
            Profile::StatusList => Some(STATUS_LIST_TYP),
            Profile::TrustList => Some(TRUST_LIST_TYP),
        }
    }
}

/// Returns the first difference of a message's headers from those of a profile; none if there is none, or if the bytes
/// are not a COSE message.
pub(crate) fn header_fault(bytes: &[u8], profile: Profile) -> Option<HeaderFault> {
    let mut items = Items(bytes);
    items.tags();
    let message = Message::read(&mut items)?;
    if profile != Profile::TrustList {
        return message.header.type_fault(profile.typ(), CoseHeader::key_fault);
    }
    message.header.type_fault(profile.typ(), |_| None).or_else(|| {
        let signatures = message.signers.iter();
        signatures.map(|header| header.type_fault(None, CoseHeader::key_fault)).find_map(|fault| fault)
    })
}

impl CoseHeader {
    /// Reads the content of one header.
    fn add(&mut self, content: &[u8]) -> Option<()> {
        let mut items = Items(content);
        let head = items.head().filter(|head| head.major == 5)?;
        for _ in 0..head.argument.map_or(MOST, |count| usize::try_from(count).unwrap_or(MOST).min(MOST)) {
            if head.argument.is_none() && items.0.first() == Some(&BREAK) {
                break;
            }
            let label = items.value()?;
            match label {
                Value::Number(ALG) => self.alg = self.alg.take().or(Some(items.value()?)),
                Value::Number(TYP) => self.typ = self.typ.take().or(Some(items.value()?)),
                Value::Number(KID) => {
                    self.kid_bytes = self.kid_bytes.or(Some(items.clone().string(2).map_or(0, <[u8]>::len)));
                    items.skip()?;
                }
                other => {
                    self.has_crit |= other == Value::Number(CRIT);
                    self.has_others = true;
                    items.skip()?;
                }
            }
        }
        Some(())
    }

    /// Returns a wrong `typ`, or else a fault of the algorithm first and then what `keys` returns.
    fn type_fault(&self, typ: Option<&str>, keys: impl Fn(&Self) -> Option<HeaderFault>) -> Option<HeaderFault> {
        let quoted = |text: &str| format!("{:?}", crate::output::escape::shortened(text, 60));
        let of_type = match (typ, &self.typ) {
            (Some(typ), Some(Value::Text(text))) if text == typ => None,
            (Some(_), None) => Some(HeaderFault::NoType),
            (None, None) => None,
            (_, Some(Value::Number(number))) => Some(HeaderFault::Type(number.to_string())),
            (_, Some(Value::Text(text))) => Some(HeaderFault::Type(quoted(text))),
            (_, Some(Value::Other)) => Some(HeaderFault::StrangeType),
        };
        // A message of another kind has another algorithm as well, so the type comes first.
        of_type.or_else(|| keys(self))
    }

    /// Returns the first difference from a header with the algorithm Ed25519 and a key ID.
    fn key_fault(&self) -> Option<HeaderFault> {
        match &self.alg {
            None | Some(Value::Other) => return Some(HeaderFault::NoAlgorithm),
            Some(Value::Number(ED25519)) => {}
            Some(Value::Number(number)) => {
                let name = algorithm(*number);
                let shown = name.map_or_else(|| number.to_string(), |(name, _)| format!("{number} ({name})"));
                return Some(HeaderFault::Algorithm { shown, is_given_up: name.is_some_and(|(_, later)| !later) });
            }
            Some(Value::Text(text)) => {
                let shown = format!("{:?}", crate::output::escape::shortened(text, 40));
                return Some(HeaderFault::Algorithm { shown, is_given_up: true });
            }
        }
        match self.kid_bytes {
            _ if self.has_crit => Some(HeaderFault::Critical),
            None => Some(HeaderFault::NoKeyId),
            Some(4) => self.has_others.then_some(HeaderFault::Others),
            Some(other) => Some(HeaderFault::KeyIdLength(other)),
        }
    }

    fn has_typ(&self, typ: &str) -> bool {
        matches!(&self.typ, Some(Value::Text(text)) if text == typ)
    }
}

/// Returns the name of a COSE algorithm, and whether a later version of the format may use it.
fn algorithm(number: i128) -> Option<(&'static str, bool)> {
    Some(match number {
        -7 => ("ES256", false),
        -8 => ("EdDSA", false),
        -9 => ("ESP256", false),
        -35 => ("ES384", false),
        -36 => ("ES512", false),
        -37 => ("PS256", false),
        -38 => ("PS384", false),
        -39 => ("PS512", false),
        -47 => ("ES256K", false),
        -48 => ("ML-DSA-44", true),
        -49 => ("ML-DSA-65", true),
        -50 => ("ML-DSA-87", true),
        -51 => ("ESP384", false),
        -52 => ("ESP512", false),
        -53 => ("Ed448", true),
        -257 => ("RS256", false),
        -258 => ("RS384", false),
        -259 => ("RS512", false),
        4 => ("HMAC 256/64", false),
        5 => ("HMAC 256/256", false),
        6 => ("HMAC 384/384", false),
        7 => ("HMAC 512/512", false),
        _ => return None,
    })
}

/// The array of a COSE message with signatures.
struct Message {
    header: CoseHeader,
    signatures: Signatures,
    /// The headers of the signatures, if there may be several.
    signers: Vec<CoseHeader>,
}

/// The last item of a COSE message.
enum Signatures {
    /// A string: a signature, or a tag of a MAC.
    One,
    /// An array with this number of signatures.
    Many(Option<u64>),
    /// Nothing, because the bytes end before.
    Cut,
}

impl Message {
    fn read(items: &mut Items<'_>) -> Option<Self> {
        let array = items.head()?;
        if array.major != 4 || !matches!(array.argument, Some(4) | None) {
            return None;
        }
        let mut header = CoseHeader::default();
        match items.string(2)? {
            [] => {}
            protected => header.add(protected)?,
        }
        let unprotected = items.0;
        let mut ahead = items.clone();
        if ahead.head()?.major != 5 {
            return None;
        }
        header.add(unprotected)?;
        items.skip()?;
        let is_nil = items.0.first() == Some(&0xf6);
        let signatures = if is_nil {
            items.skip()?;
            items.signatures()
        } else {
            let mut payload = items.clone();
            if payload.head()?.major != 2 {
                return None;
            }
            match items.string(2) {
                Some(_) => items.signatures(),
                None => Some(Signatures::Cut),
            }
        };
        let signatures = signatures?;
        let signers = match signatures {
            Signatures::Many(_) => items.signers(),
            _ => Vec::new(),
        };
        Some(Message { header, signatures, signers })
    }
}

impl Items<'_> {
    /// Reads the headers of the signatures, as far as they are well-formed.
    fn signers(&mut self) -> Vec<CoseHeader> {
        let count = self.head().and_then(|head| head.argument).map_or(MOST, |count| count.min(MOST as u64) as usize);
        let signer = |items: &mut Self| {
            items.head().filter(|head| head.major == 4)?;
            let mut header = CoseHeader::default();
            match items.string(2)? {
                [] => {}
                protected => header.add(protected)?,
            }
            header.add(items.0)?;
            items.skip()?;
            items.skip()?;
            Some(header)
        };
        (0..count).map_while(|_| signer(self)).collect()
    }

    fn signatures(&self) -> Option<Signatures> {
        let mut ahead = self.clone();
        match ahead.head() {
            Some(Head { major: 2, .. }) => Some(Signatures::One),
            Some(Head { major: 4, argument }) => Some(Signatures::Many(argument)),
            Some(_) => None,
            None => Some(Signatures::Cut),
        }
    }
}

/// Recognizes COSE messages and containers of this program. Other CBOR is recognized only if it is a complete array,
/// map or tagged item, since many texts and binary files start like CBOR.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let mut items = Items(bytes);
    let mut tags = items.tags();
    tags.retain(|tag| *tag != SELF_DESCRIBED);
    if let Some(message) = Message::read(&mut items.clone()) {
        return message_kind(&tags, &message);
    }
    if tags.is_empty()
        && let Some(kind) = container(items)
    {
        return Some(kind);
    }
    let is_structure = bytes.first().is_some_and(|first| matches!(first >> 5, 4..=6));
    let mut whole = Items(bytes);
    let is_whole = is_structure && whole.skip().is_some() && whole.0.is_empty();
    (is_whole && std::str::from_utf8(bytes).is_err()).then_some(Kind::Cbor)
}

fn message_kind(tags: &[u64], message: &Message) -> Option<Kind> {
    let header = &message.header;
    let untagged = |list| Some(Kind::Untagged(list));
    match (tags, &message.signatures) {
        ([SIGN], Signatures::Many(Some(0))) if header.has_typ(TRUST_LIST_TYP) => Some(Kind::Draft),
        ([SIGN], _) if header.has_typ(TRUST_LIST_TYP) => Some(Kind::TrustList),
        ([], Signatures::Many(_)) if header.has_typ(TRUST_LIST_TYP) => untagged(UntaggedList::Trust),
        ([SIGN1] | [CWT, SIGN1], _) if header.has_typ(STATUS_LIST_TYP) => Some(Kind::StatusList),
        ([], Signatures::One) if header.has_typ(STATUS_LIST_TYP) => untagged(UntaggedList::Status),
        ([SIGN1], _) if header.typ.is_none() => Some(Kind::SealedLabel),
        ([.., tag], _) if [SIGN1, SIGN, CWT].contains(tag) || OTHER_TAGS.contains(tag) => {
            Some(Kind::OtherCose(Some(*tag)))
        }
        ([], Signatures::One | Signatures::Many(_)) if header.alg.is_some() => Some(Kind::OtherCose(None)),
        _ => None,
    }
}

/// Recognizes an array that starts with a name of this program.
fn container(mut items: Items<'_>) -> Option<Kind> {
    if items.head()?.major != 4 {
        return None;
    }
    match items.string(3)? {
        b"starseal-bundle" => Some(Kind::Bundle),
        b"starseal-state" => Some(Kind::State),
        name if name.starts_with(b"starseal-") => Some(Kind::StatusObject),
        _ => None,
    }
}
