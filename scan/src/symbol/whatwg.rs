//! The encodings of the WHATWG Encoding Standard, which other builds than those for phones decode: by `encoding_rs`
//! with the feature `encodings`, and by the browser's `TextDecoder` with the feature `browser`.

#[cfg(all(feature = "browser", target_family = "wasm", target_os = "unknown"))]
mod browser;

#[cfg(all(feature = "browser", target_family = "wasm", target_os = "unknown"))]
pub(super) use browser::decode;

/// Whether a browser, or Node, decodes.
pub(super) const IN_BROWSER: bool = cfg!(all(feature = "browser", target_family = "wasm", target_os = "unknown"));

/// Returns the name of the encoding with an ECI number; `None` if this build has no such encoding.
///
/// The standard has Windows 1254 for ISO 8859-9, Windows 874 for ISO 8859-11, and GB 18030 for GB 2312 and GBK. Each
/// has all characters of the other.
pub(super) fn name(number: u32) -> Option<&'static str> {
    if !(IN_BROWSER || cfg!(feature = "encodings")) {
        return None;
    }
    Some(match number {
        4 => "iso-8859-2",
        5 => "iso-8859-3",
        6 => "iso-8859-4",
        7 => "iso-8859-5",
        8 => "iso-8859-6",
        9 => "iso-8859-7",
        10 => "iso-8859-8",
        11 => "windows-1254",
        12 => "iso-8859-10",
        13 => "windows-874",
        15 => "iso-8859-13",
        16 => "iso-8859-14",
        17 => "iso-8859-15",
        18 => "iso-8859-16",
        21 => "windows-1250",
        22 => "windows-1251",
        23 => "windows-1252",
        24 => "windows-1256",
        28 => "big5",
        29 | 31 | 32 => "gb18030",
        30 => "euc-kr",
        _ => return None,
    })
}

/// Decodes bytes. `None` if they are not valid, or this build does not have the encoding.
#[cfg(not(all(feature = "browser", target_family = "wasm", target_os = "unknown")))]
pub(super) fn decode(name: &str, bytes: &[u8]) -> Option<String> {
    #[cfg(feature = "encodings")]
    if let Some(encoding) = encoding_rs::Encoding::for_label(name.as_bytes()) {
        return encoding.decode_without_bom_handling_and_without_replacement(bytes).map(String::from);
    }
    _ = (name, bytes);
    None
}
