//! The code generator of UniFFI, in the same version as the library uses.

#![forbid(unsafe_code)]

fn main() {
    uniffi::uniffi_bindgen_main();
}
