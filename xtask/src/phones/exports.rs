//! The symbols of a static library: it must define all functions of the generated header and nothing foreign, and it
//! must refer to the unwinder of panics.

use crate::files::read;
use crate::process::{Failure, Outcome, shell, words};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use xshell::cmd;

/// The objects of which an archive must consist.
#[derive(Clone, Copy)]
pub(super) enum Objects {
    /// ELF, as the LLVM tools call the format. They do not tell Android's from other systems'.
    Elf(&'static str),
    /// Mach-O; the simulator's are told from a device's by their least version of the system.
    MachO { format: &'static str, simulator: bool },
}

/// Functions that the generated header declares.
pub(super) struct Declared(BTreeSet<String>);

impl Declared {
    pub(super) fn by(header: &Path) -> Outcome<Self> {
        let declared = Declared::in_text(&read(header)?);
        if declared.0.iter().any(|name| name.starts_with("uniffi_starseal_ffi_fn_")) {
            Ok(declared)
        } else {
            Err(Failure::new(format!("{} declares no function of ours", header.display()), "look at the header"))
        }
    }

    /// Every name of UniFFI's that a parenthesis follows.
    fn in_text(header: &str) -> Self {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let before_parentheses = header.split('(').map(|text| &text[text.trim_end_matches(is_name).len()..]);
        Declared(before_parentheses.filter(|name| is_ours(name)).map(str::to_owned).collect())
    }
}

/// Whether UniFFI gives such a name to what crosses the boundary.
fn is_ours(name: &str) -> bool {
    name.starts_with("uniffi_starseal_ffi_") || name.starts_with("ffi_starseal_ffi_")
}

/// Fails with the names that are missing or foreign, and with the members that are for another target.
pub(super) fn check(declared: &Declared, archive: &Path, objects: Objects) -> Outcome {
    let listing = llvm("nm", "--no-llvm-bc --extern-only --format=posix", archive)?;
    let headers = llvm("readobj", "--file-headers --macho-version-min", archive)?;
    let mut faults = wrong_members(&headers, objects);
    faults.extend(wrong_symbols(declared, &listing, matches!(objects, Objects::MachO { .. })));
    if faults.is_empty() {
        println!("--- defines all {} functions of the header, and nothing foreign; panics unwind", declared.0.len());
        return Ok(());
    }
    Err(Failure::new(
        format!("{}:\n  {}", archive.display(), faults.join("\n  ")),
        "generated code and library are of one build; what else a library may define is in xtask/src/phones/exports.rs",
    ))
}

fn llvm(tool: &str, options: &str, archive: &Path) -> Outcome<String> {
    let (sh, program) = (shell()?, format!("llvm-{tool}"));
    let output = cmd!(sh, "{program}").args(words(options)).arg(archive).quiet().ignore_status().output()?;
    // A member that it cannot read is an error after which it goes on.
    let errors = String::from_utf8_lossy(&output.stderr);
    if output.status.success() && errors.is_empty() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::new(format!("llvm-{tool}: {}{}", output.status, errors.trim()), "install a newer llvm"))
    }
}

/// Returns the members that are not for the target, from the output of `llvm-readobj`: a paragraph with `File:` for
/// each.
fn wrong_members(headers: &str, objects: Objects) -> Vec<String> {
    let is_right = |member: &str| {
        let says = |line: &str| member.lines().any(|other| other.trim() == line);
        match objects {
            Objects::Elf(format) => says(&format!("Format: {format}")),
            Objects::MachO { format, simulator } => {
                let states_system = says("MinVersion {");
                says(&format!("Format: {format}")) && states_system && says("Platform: iossimulator") == simulator
            }
        }
    };
    let members: Vec<&str> = headers.split("File: ").skip(1).collect();
    if members.is_empty() {
        return vec!["it has no members".to_owned()];
    }
    let wrong = members.iter().filter(|member| !is_right(member));
    wrong.map(|member| format!("not for this target: {}", member.lines().next().unwrap_or_default())).collect()
}

/// Returns functions that are declared and not defined, symbols that are defined and foreign, and whether panics end
/// the app: from the output of `llvm-nm` in POSIX's format.
fn wrong_symbols(declared: &Declared, listing: &str, underscored: bool) -> Vec<String> {
    let mut missing: BTreeSet<&str> = declared.0.iter().map(String::as_str).collect();
    let mut foreign = BTreeMap::new();
    let mut unwinds = false;
    let mut member = "";
    for line in listing.lines() {
        let mut words = line.split_whitespace();
        match (words.next(), words.next()) {
            (Some(name), Some(kind)) => {
                let name = if underscored { name.strip_prefix('_').unwrap_or(name) } else { name };
                if kind == "T" {
                    missing.remove(name);
                }
                // References, weak or not.
                if matches!(kind, "U" | "v" | "w") {
                    unwinds |= name == "_Unwind_RaiseException";
                } else if !is_expected(name, member) {
                    foreign.insert(name, member);
                }
            }
            // A member's name is in parentheses after the archive's, or alone.
            (Some(title), None) => {
                member = title.rsplit('(').next().unwrap_or(title).trim_end_matches([':', ')']);
            }
            _ => {}
        }
    }
    let missing = missing.into_iter().map(|name| format!("declared, but not defined: {name}"));
    let foreign = foreign.into_iter().map(|(name, member)| format!("foreign: {name}, in {member}"));
    let aborts = (!unwinds).then(|| "a panic ends the app: nothing unwinds".to_owned());
    missing.chain(foreign).chain(aborts).collect()
}

/// What a Rust library may define: functions of ours and their descriptions, Rust's mangled names, its personality
/// function, and the compiler's helpers, which replace parts of a C library where there is none.
fn is_expected(name: &str, member: &str) -> bool {
    let mangled = name.starts_with("_R") || name.starts_with("_ZN") || name.starts_with("anon.");
    is_ours(name)
        || name.starts_with("UNIFFI_META_")
        || mangled
        || matches!(name, "rust_eh_personality" | "DW.ref.rust_eh_personality")
        || member.starts_with("compiler_builtins-")
}

#[cfg(test)]
mod tests;
