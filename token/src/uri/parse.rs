//! The grammar of RFC 7512, section 2.3.

use super::{ObjectType, SCHEME, Uri, UriError};
use std::path::PathBuf;
use std::str::FromStr;

/// The characters beside letters, digits and `-._~` that values before the question mark have unencoded.
pub(super) const IN_PATH: &str = ":[]@!$'()*+,=&";

/// The same for values behind the question mark, where `&` separates attributes.
pub(super) const IN_QUERY: &str = ":[]@!$'()*+,=/?|";

impl FromStr for Uri {
    type Err = UriError;

    fn from_str(text: &str) -> Result<Self, UriError> {
        let rest = text.get(SCHEME.len()..).filter(|_| Uri::is_meant_by(text)).ok_or(UriError::Scheme)?;
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut uri = Uri::default();
        let count = path.split(';').count();
        for (at, part) in path.split(';').enumerate().filter(|(_, part)| !part.is_empty()) {
            let (name, value) = named(part, at.saturating_add(1))?;
            uri.set_in_path(name, &Value::read(name, value, IN_PATH)?)?;
        }
        for (at, part) in query.split('&').enumerate().filter(|(_, part)| !part.is_empty()) {
            let (name, value) = named(part, count.saturating_add(at).saturating_add(1))?;
            // Its value is not even decoded.
            if name == "pin-value" {
                return Err(UriError::PinValue);
            }
            uri.set_in_query(name, &Value::read(name, value, IN_QUERY)?)?;
        }
        Ok(uri)
    }
}

impl Uri {
    fn set_in_path(&mut self, name: &str, value: &Value<'_>) -> Result<(), UriError> {
        match name {
            "token" => set(name, &mut self.token, value.text()?),
            "manufacturer" => set(name, &mut self.manufacturer, value.text()?),
            "serial" => set(name, &mut self.serial, value.text()?),
            "model" => set(name, &mut self.model, value.text()?),
            "library-manufacturer" => set(name, &mut self.library_manufacturer, value.text()?),
            "library-description" => set(name, &mut self.library_description, value.text()?),
            "library-version" => set(name, &mut self.library_version, value.text()?),
            "slot-manufacturer" => set(name, &mut self.slot_manufacturer, value.text()?),
            "slot-description" => set(name, &mut self.slot_description, value.text()?),
            "slot-id" => set(name, &mut self.slot_id, value.text()?.parse().map_err(|_| value.fault())?),
            "object" => set(name, &mut self.object, value.text()?),
            "type" => set(name, &mut self.object_type, value.object_type()?),
            "id" => set(name, &mut self.id, value.bytes.clone()),
            "pin-value" => Err(UriError::PinValue),
            _ => Err(UriError::Unknown { name: name.to_owned() }),
        }
    }

    fn set_in_query(&mut self, name: &str, value: &Value<'_>) -> Result<(), UriError> {
        match name {
            "pin-source" => set(name, &mut self.pin_source, pin_file(&value.text()?)?),
            "module-name" => set(name, &mut self.module_name, value.file_name()?),
            "module-path" if value.bytes.is_empty() => Err(value.fault()),
            "module-path" => set(name, &mut self.module_path, PathBuf::from(value.text()?)),
            _ => {
                self.ignored.push(name.to_owned());
                Ok(())
            }
        }
    }
}

/// Sets an attribute that was not set before.
fn set<T>(name: &str, place: &mut Option<T>, value: T) -> Result<(), UriError> {
    if place.is_some() {
        return Err(UriError::Repeated { name: name.to_owned() });
    }
    *place = Some(value);
    Ok(())
}

/// Splits an attribute into name and value. What has no name that can be shown may be a PIN, and is not shown.
fn named(part: &str, number: usize) -> Result<(&str, &str), UriError> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    part.split_once('=').filter(|(name, _)| is_name(name)).ok_or(UriError::NoName { number })
}

/// Returns the file of a `pin-source`: a path, or a URI with the scheme `file` and no host.
fn pin_file(text: &str) -> Result<PathBuf, UriError> {
    let path = match text.split_once(':') {
        Some((scheme, path)) if scheme.eq_ignore_ascii_case("file") => match path.strip_prefix("//") {
            Some(path) if path.starts_with('/') => path,
            Some(_) => return Err(UriError::PinSource),
            None => path,
        },
        // A drive of Windows, such as `C:\pin.txt`.
        Some((drive, _)) if drive.len() == 1 => text,
        Some((scheme, _)) if !scheme.contains('/') => return Err(UriError::PinSource),
        _ => text,
    };
    if path.is_empty() || path.starts_with('|') { Err(UriError::PinSource) } else { Ok(path.into()) }
}

/// The decoded value of an attribute.
struct Value<'a> {
    name: &'a str,
    bytes: Vec<u8>,
}

impl<'a> Value<'a> {
    fn read(name: &'a str, text: &str, allowed: &str) -> Result<Self, UriError> {
        let mut bytes = Vec::with_capacity(text.len());
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            match c {
                '%' => {
                    let mut digit = || rest.next().and_then(|c| c.to_digit(16)).and_then(|d| u8::try_from(d).ok());
                    let (Some(high), Some(low)) = (digit(), digit()) else {
                        return Err(UriError::Percent { name: name.to_owned() });
                    };
                    bytes.push(high << 4 | low);
                }
                c if is_plain(c, allowed) => bytes.push(c as u8),
                c => return Err(UriError::Character { name: name.to_owned(), character: c.into() }),
            }
        }
        Ok(Value { name, bytes })
    }

    fn fault(&self) -> UriError {
        UriError::Value { name: self.name.to_owned() }
    }

    fn text(&self) -> Result<String, UriError> {
        let text = String::from_utf8(self.bytes.clone()).map_err(|_| UriError::Utf8 { name: self.name.to_owned() })?;
        if text.chars().any(char::is_control) { Err(self.fault()) } else { Ok(text) }
    }

    fn object_type(&self) -> Result<ObjectType, UriError> {
        match self.bytes.as_slice() {
            b"private" => Ok(ObjectType::Private),
            b"public" => Ok(ObjectType::Public),
            _ => Err(self.fault()),
        }
    }

    /// Returns a name without a folder.
    fn file_name(&self) -> Result<String, UriError> {
        let text = self.text()?;
        if text.is_empty() || text.contains(['/', '\\']) || text == ".." { Err(self.fault()) } else { Ok(text) }
    }
}

fn is_plain(c: char, allowed: &str) -> bool {
    c.is_ascii_alphanumeric() || "-._~".contains(c) || allowed.contains(c)
}

/// Returns a value as a URI has it.
pub(super) fn encoded(value: &[u8], allowed: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value {
        match char::from(*byte) {
            c if c.is_ascii() && !allowed.is_empty() && is_plain(c, allowed) => text.push(c),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
