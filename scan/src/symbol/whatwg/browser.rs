//! The browser's decoder: `TextDecoder` of the WHATWG Encoding Standard, which Node has too.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Object)]
    type Options;

    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> Options;

    #[wasm_bindgen(method, setter)]
    fn set_fatal(this: &Options, fatal: bool);

    #[wasm_bindgen(method, setter, js_name = ignoreBOM)]
    fn set_ignore_bom(this: &Options, ignore: bool);

    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new(name: &str, options: &Options) -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
}

/// Decodes bytes. `None` if they are not valid, or the browser does not have the encoding.
pub(in super::super) fn decode(name: &str, bytes: &[u8]) -> Option<String> {
    let options = Options::new();
    options.set_fatal(true);
    options.set_ignore_bom(true);
    TextDecoder::new(name, &options).ok()?.decode(bytes).ok()
}
