use super::*;

const HEADER: &str = "\
#define UNIFFI_FFIDEF_UNIFFI_STARSEAL_FFI_FN_METHOD_VERIFIER_CHECK
uint64_t uniffi_starseal_ffi_fn_method_verifier_check(uint64_t ptr, RustBuffer text, RustCallStatus *_Nonnull out_status
);
RustBuffer ffi_starseal_ffi_rustbuffer_alloc(uint64_t size, RustCallStatus *_Nonnull out_status
);
uint16_t uniffi_starseal_ffi_checksum_method_verifier_check(void
    
);
typedef void (*UniffiRustFutureContinuationCallback)(uint64_t, int8_t
    );
";

const ELF: &str = "
starseal_ffi-8517.starseal_ffi.6070-cgu.0.rcgu.o:
DW.ref.rust_eh_personality V 0 8
_Unwind_RaiseException U
getrandom w
malloc U
UNIFFI_META_STARSEAL_FFI_METHOD_VERIFIER_CHECK R 0 20
_RNvNtCsbgBz7jVY8Eq_3std9panicking11EMPTY_PANIC D 0 8
ffi_starseal_ffi_rustbuffer_alloc T 0 40
rust_eh_personality T 0 4
uniffi_starseal_ffi_checksum_method_verifier_check T 0 4
uniffi_starseal_ffi_fn_method_verifier_check T 0 40

compiler_builtins-bb44.compiler_builtins.4a9b-cgu.0.rcgu.o:
__multi3 W 0 40
fmod W 0 40
";

fn faults(listing: &str, underscored: bool) -> Vec<String> {
    wrong_symbols(&Declared::in_text(HEADER), listing, underscored)
}

#[test]
fn functions_of_the_header_are_found() {
    let names: Vec<String> = Declared::in_text(HEADER).0.into_iter().collect();
    let expected = [
        "ffi_starseal_ffi_rustbuffer_alloc",
        "uniffi_starseal_ffi_checksum_method_verifier_check",
        "uniffi_starseal_ffi_fn_method_verifier_check",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_whole_library_passes() {
    assert_eq!(faults(ELF, false), [""; 0]);
}

#[test]
fn mach_o_puts_an_underscore_before_each_name() {
    let line = |line: &str| {
        let member = line.strip_suffix(':').map(|member| format!("target/libstarseal_ffi.a({member}):"));
        member.unwrap_or_else(|| if line.is_empty() { String::new() } else { format!("_{line}") })
    };
    let mach_o: Vec<String> = ELF.lines().map(line).collect();
    let mach_o = mach_o.join("\n");
    assert_eq!(faults(&mach_o, true), [""; 0]);
    assert!(faults(&mach_o, false).len() > 3);
}

#[test]
fn a_missing_function_is_named() {
    let without = ELF.replace("uniffi_starseal_ffi_fn_method_verifier_check T", "other_name T");
    let expected = [
        "declared, but not defined: uniffi_starseal_ffi_fn_method_verifier_check",
        "foreign: other_name, in starseal_ffi-8517.starseal_ffi.6070-cgu.0.rcgu.o",
    ];
    assert_eq!(faults(&without, false), expected);
}

#[test]
fn data_of_a_functions_name_is_no_function() {
    let data = ELF.replace("ffi_starseal_ffi_rustbuffer_alloc T", "ffi_starseal_ffi_rustbuffer_alloc D");
    assert_eq!(faults(&data, false), ["declared, but not defined: ffi_starseal_ffi_rustbuffer_alloc"]);
}

#[test]
fn a_foreign_symbol_is_named_with_its_member() {
    let with = format!("{ELF}\nssl_lib.o:\nSSL_new T 0 40\n");
    assert_eq!(faults(&with, false), ["foreign: SSL_new, in ssl_lib.o"]);
}

#[test]
fn a_library_that_aborts_is_refused() {
    let without = ELF.replace("_Unwind_RaiseException U\n", "");
    assert_eq!(faults(&without, false), ["a panic ends the app: nothing unwinds"]);
}

#[test]
fn members_for_another_target_are_named() {
    let elf = "\nFile: lib.a(a.o)\nFormat: elf64-littleaarch64\nArch: aarch64\n";
    let phone = "\nFile: lib.a(a.o)\nFormat: Mach-O arm64\nMinVersion {\n  Cmd: LC_VERSION_MIN_IPHONEOS\n}\n";
    let simulator = "\nFile: lib.a(b.o)\nFormat: Mach-O arm64\nMinVersion {\n  Platform: iossimulator\n}\n";
    let android = Objects::Elf("elf64-littleaarch64");
    let (ios, sim) = (
        Objects::MachO { format: "Mach-O arm64", simulator: false },
        Objects::MachO { format: "Mach-O arm64", simulator: true },
    );
    for (headers, objects) in [(elf, android), (phone, ios), (simulator, sim)] {
        assert_eq!(wrong_members(headers, objects), [""; 0]);
    }
    for (headers, objects) in
        [(elf, ios), (elf, Objects::Elf("elf32-littlearm")), (phone, android), (simulator, ios), (phone, sim)]
    {
        assert_eq!(wrong_members(headers, objects).len(), 1, "{headers}");
    }
    assert_eq!(wrong_members(&format!("{phone}{simulator}"), ios), ["not for this target: lib.a(b.o)"]);
    assert_eq!(wrong_members("", ios), ["it has no members"]);
}
