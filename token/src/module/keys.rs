//! Finds keys by what the URI says, reads their public halves, and makes keys.

use super::fault::{code, other};
use super::session::Attachment;
use crate::error::TokenError;
use crate::uri::ObjectType;
use cryptoki::error::RvError;
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};

/// Ed25519 as CKA_EC_PARAMS has it: the OID of RFC 8410, the name of the curve in PKCS#11 3.0, the same as RFC 8410 and
/// some modules write it, and the OID that GnuPG used before.
const ED25519: [&[u8]; 4] = [
    b"\x06\x03\x2b\x65\x70",
    b"\x13\x0cedwards25519",
    b"\x13\x07Ed25519",
    b"\x06\x09\x2b\x06\x01\x04\x01\xda\x47\x0f\x01",
];

/// The bytes before the key in CKA_PUBLIC_KEY_INFO (SPKI, RFC 8410 section 4).
const SPKI: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";

/// The most keys whose names are told.
const NAMED: usize = 20;

/// What is read of a key.
#[derive(Default)]
struct Facts {
    label: String,
    id: Vec<u8>,
    key_type: Option<KeyType>,
    params: Option<Vec<u8>>,
    may_sign: Option<bool>,
    asks_each_time: bool,
    point: Option<[u8; 32]>,
}

impl Facts {
    /// Returns the key's label and identifier, for people.
    fn name(&self) -> String {
        let id: String = self.id.iter().map(|byte| format!("%{byte:02x}")).collect();
        match (self.label.is_empty(), id.is_empty()) {
            (false, true) => self.label.clone(),
            (false, false) => format!("{} (id={id})", self.label),
            (true, _) => format!("id={id}"),
        }
    }

    /// Refuses a key that is not an Ed25519 key.
    fn must_be_ed25519(&self) -> Result<(), TokenError> {
        let found = match (&self.params, self.key_type) {
            (Some(params), _) if ED25519.contains(&params.as_slice()) => return Ok(()),
            // Some modules do not show the curve of a private key.
            (None, Some(KeyType::EC_EDWARDS)) => return Ok(()),
            (_, Some(key_type)) => key_type.to_string(),
            (_, None) => "a key without a type".to_owned(),
        };
        Err(TokenError::OtherAlgorithm { key: self.name(), found })
    }
}

impl Attachment {
    /// Finds the one public key that the URI names. Returns its 32 bytes.
    pub(super) fn find_public(&mut self) -> Result<Vec<u8>, TokenError> {
        let found = self.facts(ObjectClass::PUBLIC_KEY, None)?;
        let facts = self.the_one(found, ObjectClass::PUBLIC_KEY)?.1;
        facts.must_be_ed25519()?;
        facts.point.map(Vec::from).ok_or_else(|| TokenError::NoPublicKey { key: facts.name() })
    }

    /// Finds the one private key that the URI names, and its public half. Returns the 32 bytes of the public half.
    pub(super) fn find_private(&mut self) -> Result<Vec<u8>, TokenError> {
        if self.uri.object_type == Some(ObjectType::Public) {
            return Err(TokenError::OnlyPublic);
        }
        self.must_know(MechanismType::EDDSA)?;
        let found = self.facts(ObjectClass::PRIVATE_KEY, None)?;
        let (handle, facts) = self.the_one(found, ObjectClass::PRIVATE_KEY)?;
        facts.must_be_ed25519()?;
        if facts.may_sign == Some(false) {
            return Err(TokenError::MayNotSign { key: facts.name() });
        }
        if facts.asks_each_time {
            return Err(TokenError::AsksEachTime { key: facts.name() });
        }
        let public = match facts.point {
            Some(point) => point,
            None => self.public_half(&facts)?,
        };
        self.key = Some(handle);
        Ok(public.to_vec())
    }

    /// Makes a key pair whose private half never leaves the token. Returns the 32 bytes of the public half.
    pub(super) fn generate(&mut self) -> Result<Vec<u8>, TokenError> {
        let label = self.uri.object.clone().ok_or(TokenError::NoLabel)?;
        self.must_know(MechanismType::ECC_EDWARDS_KEY_PAIR_GEN)?;
        for class in [ObjectClass::PRIVATE_KEY, ObjectClass::PUBLIC_KEY] {
            let template = [Attribute::Class(class), Attribute::Label(label.clone().into())];
            if !self.session.find_objects(&template).map_err(|error| other(&error))?.is_empty() {
                return Err(TokenError::KeyExists { token: self.token.clone(), key: label });
            }
        }
        let writing = self.module.open_rw_session(self.slot).map_err(|error| other(&error))?;
        let mut common = vec![Attribute::Token(true), Attribute::Label(label.into())];
        common.extend(self.uri.id.clone().map(Attribute::Id));
        let mut private = common.clone();
        private.extend([
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Sign(true),
        ]);
        // Modules differ in how they name the curve.
        let mut refused = None;
        for params in ED25519.iter().take(2) {
            let mut public = common.clone();
            public.extend([Attribute::Private(false), Attribute::Verify(true), Attribute::EcParams(params.to_vec())]);
            match writing.generate_key_pair(&Mechanism::EccEdwardsKeyPairGen, &public, &private) {
                Ok((public, _)) => {
                    let facts = self.read(public)?;
                    return facts.point.map(Vec::from).ok_or_else(|| TokenError::NoPublicKey { key: facts.name() });
                }
                Err(error) => {
                    let is_about_curve = matches!(
                        code(&error),
                        Some(
                            RvError::AttributeValueInvalid
                                | RvError::CurveNotSupported
                                | RvError::DomainParamsInvalid
                                | RvError::TemplateInconsistent
                        )
                    );
                    refused = Some(other(&error));
                    if !is_about_curve {
                        break;
                    }
                }
            }
        }
        Err(refused.unwrap_or(TokenError::NoEddsa { token: self.token.clone() }))
    }

    /// Returns the public half of a private key: that with the same identifier or, without one, with the same label.
    fn public_half(&self, private: &Facts) -> Result<[u8; 32], TokenError> {
        let missing = || TokenError::NoPublicKey { key: private.name() };
        let same = match private.id.is_empty() {
            true => Attribute::Label(private.label.clone().into()),
            false => Attribute::Id(private.id.clone()),
        };
        let mut points: Vec<[u8; 32]> =
            self.facts(ObjectClass::PUBLIC_KEY, Some(same))?.iter().filter_map(|(_, facts)| facts.point).collect();
        points.dedup();
        match points.as_slice() {
            [point] => Ok(*point),
            [] => Err(missing()),
            _ => Err(TokenError::SeveralKeys { token: self.token.clone(), found: vec![private.name()] }),
        }
    }

    /// Returns the one key of several that fits, or says which keys there are.
    fn the_one(
        &self,
        mut found: Vec<(ObjectHandle, Facts)>,
        class: ObjectClass,
    ) -> Result<(ObjectHandle, Facts), TokenError> {
        let names = |all: &[(ObjectHandle, Facts)]| all.iter().take(NAMED).map(|(_, facts)| facts.name()).collect();
        let token = self.token.clone();
        if found.len() > 1 {
            return Err(TokenError::SeveralKeys { token, found: names(&found) });
        }
        match found.pop() {
            Some(one) => Ok(one),
            None => {
                let all = self.read_all(&[Attribute::Class(class)])?;
                Err(TokenError::NoKey { token, found: names(&all) })
            }
        }
    }

    /// Reads the keys that the URI names, or those with an attribute.
    fn facts(&self, class: ObjectClass, with: Option<Attribute>) -> Result<Vec<(ObjectHandle, Facts)>, TokenError> {
        let mut template = vec![Attribute::Class(class)];
        match with {
            Some(attribute) => template.push(attribute),
            None => {
                template.extend(self.uri.object.clone().map(|label| Attribute::Label(label.into())));
                template.extend(self.uri.id.clone().map(Attribute::Id));
            }
        }
        self.read_all(&template)
    }

    fn read_all(&self, template: &[Attribute]) -> Result<Vec<(ObjectHandle, Facts)>, TokenError> {
        let handles = self.session.find_objects(template).map_err(|error| other(&error))?;
        handles.into_iter().map(|handle| Ok((handle, self.read(handle)?))).collect()
    }

    fn read(&self, handle: ObjectHandle) -> Result<Facts, TokenError> {
        let wanted = [
            AttributeType::Label,
            AttributeType::Id,
            AttributeType::KeyType,
            AttributeType::EcParams,
            AttributeType::Sign,
            AttributeType::AlwaysAuthenticate,
            AttributeType::EcPoint,
            AttributeType::PublicKeyInfo,
        ];
        let mut facts = Facts::default();
        for attribute in self.session.get_attributes(handle, &wanted).map_err(|error| other(&error))? {
            match attribute {
                Attribute::Label(label) => facts.label = String::from_utf8_lossy(&label).into_owned(),
                Attribute::Id(id) => facts.id = id,
                Attribute::KeyType(key_type) => facts.key_type = Some(key_type),
                Attribute::EcParams(params) => facts.params = Some(params),
                Attribute::Sign(may) => facts.may_sign = Some(may),
                Attribute::AlwaysAuthenticate(asks) => facts.asks_each_time = asks,
                Attribute::EcPoint(bytes) => facts.point = point(&bytes).or(facts.point),
                Attribute::PublicKeyInfo(bytes) => facts.point = facts.point.or_else(|| of_spki(&bytes)),
                _ => {}
            }
        }
        Ok(facts)
    }
}

/// Reads CKA_EC_POINT: the 32 bytes alone, in an octet string (PKCS#11 2.40), or in a bit string (PKCS#11 3.0).
fn point(bytes: &[u8]) -> Option<[u8; 32]> {
    let raw = match bytes.len() {
        32 => bytes,
        34 => bytes.strip_prefix(b"\x04\x20")?,
        35 => bytes.strip_prefix(b"\x03\x21\x00")?,
        _ => return None,
    };
    raw.try_into().ok()
}

fn of_spki(bytes: &[u8]) -> Option<[u8; 32]> {
    bytes.strip_prefix(SPKI)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{SPKI, of_spki, point};

    #[test]
    fn points_are_read_raw_and_wrapped_and_nothing_else_is() {
        let raw = [7; 32];
        assert_eq!(point(&raw), Some(raw));
        assert_eq!(point(&[&[4, 0x20][..], &raw].concat()), Some(raw));
        assert_eq!(point(&[&[3, 0x21, 0][..], &raw].concat()), Some(raw));
        assert_eq!(of_spki(&[SPKI, &raw].concat()), Some(raw));
        for bytes in [&[][..], &[7; 31], &[7; 33], &[7; 34], &[7; 35], &[4; 57]] {
            assert_eq!((point(bytes), of_spki(bytes)), (None, None), "{bytes:?}");
        }
    }
}
