use super::{ObjectType, Uri, UriError};
use std::path::Path;

fn parse(text: &str) -> Result<Uri, UriError> {
    text.parse()
}

#[test]
fn every_attribute_is_read_and_written_again() {
    let text = "pkcs11:token=%E9%8D%B5%20office;manufacturer=Sample%20Co.;serial=0001;model=M-1;\
        library-manufacturer=Sample;library-description=Module;library-version=2.6;slot-manufacturer=S;\
        slot-description=Slot%2F1;slot-id=4711;object=label-key;type=private;id=%00%ffA\
        ?module-path=/usr/lib/libsample.so&module-name=sample&pin-source=file:/etc/pin%20of%20token";
    let uri = parse(text).unwrap();
    assert_eq!(uri.token.as_deref(), Some("鍵 office"));
    assert_eq!(uri.slot_description.as_deref(), Some("Slot/1"));
    assert_eq!((uri.slot_id, uri.object_type), (Some(4711), Some(ObjectType::Private)));
    assert_eq!(uri.id.as_deref(), Some(&[0, 0xff, b'A'][..]));
    assert_eq!(uri.pin_source.as_deref(), Some(Path::new("/etc/pin of token")));
    assert_eq!(uri.module_path.as_deref(), Some(Path::new("/usr/lib/libsample.so")));
    assert_eq!(parse(&uri.to_text()), Ok(uri.clone()));
    assert!(!uri.to_string().contains('?'), "what is shown names no PIN file: {uri}");
}

#[test]
fn the_examples_of_the_rfc_that_name_keys_are_read() {
    for text in [
        "pkcs11:",
        "pkcs11:object=my-pubkey;type=public",
        "pkcs11:object=my-key;type=private?pin-source=file:/etc/token",
        "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;\
            object=my-certificate;type=private;id=%69%95%3E%5C%F4%BD%EC%91;serial=?pin-source=file:/etc/token_pin",
        "pkcs11:token=Software%20PKCS%2311%20softtoken;manufacturer=Snake%20Oil,%20Inc.?\
            module-name=snakeoil",
        "pkcs11:slot-description=Sun%20Metaslot",
        "pkcs11:library-manufacturer=Snake%20Oil,%20Inc.;library-description=Soft%20Token%20Library;\
            library-version=1.23",
        "pkcs11:token=My%20token%25%20created%20by%20Joe;library-version=3;id=%01%02%03Ba%dd%Ca%fe%04%05%06",
        "pkcs11:token=A%20name%20with%20a%20substring%20%25%3B;object=my-certificate",
        "pkcs11:token=Name%20with%20a%20small%20A%20with%20acute:%20%C3%A1;object=my-certificate",
    ] {
        let uri = parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!(parse(&uri.to_text()), Ok(uri), "{text}");
    }
}

#[test]
fn what_could_mean_another_key_is_refused_by_the_name_of_the_attribute() {
    let name = |name: &str| name.to_owned();
    for (text, fault) in [
        ("pkcs12:token=a", UriError::Scheme),
        ("/etc/key.pem", UriError::Scheme),
        ("鍵", UriError::Scheme),
        ("pkcs11:token", UriError::NoName { number: 1 }),
        ("pkcs11:token=a;=b", UriError::NoName { number: 2 }),
        ("pkcs11:token=a?1234", UriError::NoName { number: 2 }),
        ("pkcs11:tokn=a", UriError::Unknown { name: name("tokn") }),
        ("pkcs11:x-vendor=a", UriError::Unknown { name: name("x-vendor") }),
        ("pkcs11:module-path=a", UriError::Unknown { name: name("module-path") }),
        ("pkcs11:token=a;token=a", UriError::Repeated { name: name("token") }),
        ("pkcs11:token=a?pin-source=b&pin-source=b", UriError::Repeated { name: name("pin-source") }),
        ("pkcs11:token=a b", UriError::Character { name: name("token"), character: 0x20 }),
        ("pkcs11:token=a/b", UriError::Character { name: name("token"), character: 0x2f }),
        ("pkcs11:token=鍵", UriError::Character { name: name("token"), character: 0x9375 }),
        ("pkcs11:token=a#b", UriError::Character { name: name("token"), character: 0x23 }),
        ("pkcs11:token=%4", UriError::Percent { name: name("token") }),
        ("pkcs11:token=%zz", UriError::Percent { name: name("token") }),
        ("pkcs11:token=%ff", UriError::Utf8 { name: name("token") }),
        ("pkcs11:token=%0a", UriError::Value { name: name("token") }),
        ("pkcs11:slot-id=first", UriError::Value { name: name("slot-id") }),
        ("pkcs11:type=cert", UriError::Value { name: name("type") }),
        ("pkcs11:token=a?module-name=../evil", UriError::Value { name: name("module-name") }),
        ("pkcs11:token=a?module-path=", UriError::Value { name: name("module-path") }),
        ("pkcs11:slot-id=", UriError::Value { name: name("slot-id") }),
        ("pkcs11:token=a?pin-source=|/bin/pin", UriError::PinSource),
        ("pkcs11:token=a?pin-source=https://host.example/pin", UriError::PinSource),
        ("pkcs11:token=a?pin-source=file://host.example/pin", UriError::PinSource),
    ] {
        assert_eq!(parse(text), Err(fault), "{text}");
    }
}

#[test]
fn a_pin_in_a_uri_is_refused_and_never_repeated() {
    for text in [
        "pkcs11:token=a?pin-value=s3cr3t",
        "pkcs11:token=a;pin-value=s3cr3t",
        "pkcs11:token=a?pin-value=%zz-s3cr3t",
        "pkcs11:token=a?pin-valeu=s3cr3t",
        "pkcs11:token=a?s3cr3t!",
    ] {
        let read = parse(text);
        let said = read.as_ref().map_or_else(ToString::to_string, Uri::to_text);
        assert!(!format!("{said} {read:?}").contains("s3cr3t"), "{read:?}");
    }
    assert_eq!(parse("pkcs11:token=a?pin-value=s3cr3t"), Err(UriError::PinValue));
    assert_eq!(parse("pkcs11:token=a?pin-valeu=s3cr3t").unwrap().ignored, ["pin-valeu"]);
}

#[test]
fn paths_are_taken_from_a_folder_and_a_module_is_added_only_where_none_is_named() {
    let uri = parse("pkcs11:token=a?pin-source=pin.txt").unwrap().within(Path::new("/registry"));
    assert_eq!(uri.pin_source.as_deref(), Some(Path::new("/registry/pin.txt")));
    let module = Path::new("/usr/lib/a.so");
    assert_eq!(uri.or_module(Some(module)).module_path.as_deref(), Some(module));
    let named = parse("pkcs11:token=a?module-name=b").unwrap().or_module(Some(module));
    assert_eq!(named.module_path, None);
}
