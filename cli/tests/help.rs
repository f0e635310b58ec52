//! Tests of the help: it is the same by flag, by command and in manual pages, and its examples run as printed.
#![cfg(target_os = "linux")]

mod common;

use common::{private_pem, program_folder, set_mode, shell, starseal};
use std::fs;
use std::path::Path;

/// The maximum width of an example in columns, so that no terminal wraps it.
const WIDTH: usize = 79;

/// Returns all commands as typed after `starseal`; the first one is the program itself.
fn commands() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut found = vec![String::new()];
    let mut at = 0;
    while let Some(command) = found.get(at).cloned() {
        let help = starseal(folder.path(), &format!("{command} --help")).exits(0).out;
        let listed = help.split("\nCommands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
        let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
        found.extend(names.map(|name| format!("{command} {name}").trim_start().to_owned()));
        at += 1;
    }
    assert!(found.len() >= 25 && found.contains(&"trust create".to_owned()), "{found:?}");
    found
}

/// Returns the lines under "Examples:" in a help text, without their indentation.
fn examples(help: &str) -> Vec<String> {
    let block = help.split("\nExamples:\n").nth(1).unwrap_or_default();
    let lines = block.lines().take_while(|line| !line.is_empty());
    lines.map(|line| line.strip_prefix("  ").unwrap_or(line).to_owned()).collect()
}

/// Joins the lines of examples to complete commands, with the line ends after a backslash. Comments are removed.
fn whole(lines: &[String]) -> Vec<String> {
    let mut commands = Vec::new();
    let mut command = String::new();
    for line in lines.iter().filter(|line| !line.starts_with('#')) {
        command += line;
        if line.ends_with('\\') {
            command.push('\n');
        } else {
            commands.push(std::mem::take(&mut command));
        }
    }
    assert_eq!(command, "", "the last example is incomplete");
    commands
}

#[test]
fn help_of_a_command_is_the_same_by_word_and_by_flag() {
    let folder = tempfile::tempdir().unwrap();
    for command in commands() {
        let by_word = starseal(folder.path(), &format!("help {command}")).exits(0);
        let by_flag = starseal(folder.path(), &format!("{command} --help")).exits(0);
        assert_eq!((by_word.out, by_word.err), (by_flag.out, by_flag.err), "{command}");
    }
    starseal(folder.path(), "help verfy").exits(2).complains("'verfy'", "--help");
}

#[test]
fn examples_fit_every_terminal_and_are_the_same_in_manual_pages() {
    let folder = tempfile::tempdir().unwrap();
    starseal(folder.path(), "man --out-dir man1").exits(0);
    let mut narrow = common::command(folder.path());
    for command in commands() {
        let help = starseal(folder.path(), &format!("{command} --help")).exits(0).out;
        let lines = examples(&help);
        for line in &lines {
            assert!(line.chars().count() + 2 <= WIDTH, "{command}: {line}");
        }
        let has_commands_below = help.contains("\nCommands:\n");
        assert!(has_commands_below || !lines.is_empty(), "{command} has no examples");
        let page = format!("man1/{}.1", ["starseal", &command].join(" ").trim_end().replace(' ', "-"));
        let page = fs::read_to_string(folder.path().join(&page)).unwrap_or_else(|error| panic!("{page}: {error}"));
        assert_eq!(examples_of_page(&page), lines, "{command}");
    }
    assert!(!folder.path().join("man1/starseal-help.1").exists());
    assert!(!fs::read_to_string(folder.path().join("man1/starseal.1")).unwrap().contains("starseal\\-help"));
    // A narrow terminal does not change the help.
    let output = narrow.env("COLUMNS", "40").args(["status", "set", "--help"]).output().unwrap();
    let help = starseal(folder.path(), "status set --help").out;
    assert_eq!(String::from_utf8(output.stdout).unwrap(), help);
}

/// Returns the lines of the examples in a manual page, which are not refilled, with the escapes of roff removed.
fn examples_of_page(page: &str) -> Vec<String> {
    let block =
        page.split(".SH EXAMPLES\n.nf\n").nth(1).and_then(|rest| rest.split("\n.fi").next()).unwrap_or_default();
    let plain = |line: &str| {
        let line = line.replace("\\-", "-").replace("\\&", "").replace("\\*(Aq", "'").replace("\\\\", "\\");
        line.strip_prefix("  ").unwrap_or(&line).to_owned()
    };
    block.lines().map(plain).collect()
}

/// Writes the cells of a CSV text without quotes as a workbook.
fn write_workbook(path: &Path, csv: &str) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(csv.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    workbook.save(path).unwrap();
}

/// Fills a folder with the files that the examples of all commands need.
fn prepare(folder: &Path) {
    let run = |words: &str| starseal(folder, words).exits(0).out;
    for (name, seed) in
        [("root-key", 1), ("label-key", 2), ("status-key", 3), ("second", 4), ("new-root", 5), ("alice", 6), ("bob", 7)]
    {
        let path = folder.join(format!("{name}.pem"));
        fs::write(&path, private_pem(seed)).unwrap();
        set_mode(&path, 0o600);
        let public = run(&format!("key show {name}.pem --public"));
        fs::write(folder.join(format!("{}-public.pem", name.trim_end_matches("-key"))), public).unwrap();
    }
    for (name, passphrase) in [("passphrase.txt", "correct horse\n"), ("new-passphrase.txt", "another horse\n")] {
        fs::write(folder.join(name), passphrase).unwrap();
        set_mode(&folder.join(name), 0o600);
    }
    let applications = "application,product_id,level,holder,model,applied_on,receipt,accepted_on,paid_on,cleared_on,\
         contact_name\n\
         A-2026-001,SS-2026-000000,1,Example Camera Ltd.,CAM-100,2026-10-01,R-1,2026-10-05,2026-10-09,2026-10-20,Jo\n\
         A-2026-002,SS-2026-000001,1,Example Locks Ltd.,SL-10,2026-10-02,R-2,2026-10-06,2026-10-09,2026-10-20,\n";
    fs::write(folder.join("applications.csv"), applications).unwrap();
    write_workbook(&folder.join("applications.xlsx"), applications);
    write_workbook(&folder.join("changes.xlsx"), "product_id,change,reason\nSS-2026-000001,withdraw,letter\n");
    fs::write(folder.join("ids.csv"), "product_id\nSS-2026-000001\n").unwrap();
    fs::write(folder.join("labels.csv"), "product_id,level,status_index\nEX-1,1,1\nEX-2,2,2\n").unwrap();
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    fs::copy(policies.join("government-purchasing.toml"), folder.join("government.toml")).unwrap();

    run("trust create --sign-with root-key.pem --label-key label-key.pem --prefix HTTPS://JC-STAR.EXAMPLE/L/ \
         --out trust.cbor");
    run("trust create --sign-with bob.pem --label-key second.pem --prefix HTTPS://CLS.EXAMPLE/L/ --out cls-trust.cbor");
    run(
        "trust add-key --trust trust.cbor --status-key status-public.pem --status-list https://jc-star.example/status \
         --sign-with root-key.pem --out trust-2.cbor",
    );
    run("status create --trust trust-2.cbor --key status-key.pem --size 10000 --allocate 0-99 --out status-1.cwt");
    run(
        "status set status-1.cwt --trust trust-2.cbor --key status-key.pem --index 8 --to withdrawn --out status-2.cwt",
    );
    run("bundle --trust trust-2.cbor --status status-2.cwt --out today.bundle");
    run("issue --key label-key.pem --trust trust.cbor --out-dir made --format png,text --product-id EX-7 --level 2 \
         --category 1 --criteria 1 --status-index 7");
    for (from, to) in [
        ("made/EX-7.png", "label.png"),
        ("made/EX-7.png", "box.png"),
        ("made/EX-7.png", "shelf.jpg"),
        ("made/EX-7.txt", "label.txt"),
        ("made/EX-7.txt", "labels.txt"),
        ("made/EX-7.txt", "scanned.txt"),
        ("status-2.cwt", "status.cwt"),
    ] {
        fs::copy(folder.join(from), folder.join(to)).unwrap();
    }
}

/// Makes the stock lists, photographs and audits of a shop.
fn prepare_shop(folder: &Path) {
    let stock = "jan,model\n4569951110016,CAM-100\n";
    for name in ["stock.xlsx", "shop.xlsx"] {
        write_workbook(&folder.join(name), stock);
    }
    fs::write(folder.join("web.csv"), stock).unwrap();
    fs::write(folder.join("stock.csv"), stock.replace("jan", "ITEM_CODE")).unwrap();
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    fs::copy(policies.join("uk-supply.toml"), folder.join("uk-supply.toml")).unwrap();
    for photos in ["photos", "Camera"] {
        fs::create_dir(folder.join(photos)).unwrap();
        fs::copy(folder.join("shelf.jpg"), folder.join(photos).join("1.jpg")).unwrap();
    }
    for audit in ["audit-10", "audit-2026-11"] {
        let words = format!("shelf audit --trust trust.cbor --stock web.csv --lines labels.txt --out {audit}");
        starseal(folder, &words).exits(1);
    }
}

/// Changes the folder for the examples of a command that need other files.
fn prepare_for(command: &str, folder: &Path) {
    let run = |words: &str| starseal(folder, words).exits(0);
    match command {
        // These examples need a trust list that names the status list.
        "verify" => {
            fs::copy(folder.join("trust-2.cbor"), folder.join("trust.cbor")).unwrap();
            fs::create_dir(folder.join("photos")).unwrap();
            fs::copy(folder.join("shelf.jpg"), folder.join("photos/1.jpg")).unwrap();
        }
        command if command.starts_with("shelf") => prepare_shop(folder),
        "key generate" => make_token(folder),
        "key show" => {
            make_token(folder);
            let generate = "starseal key generate 'pkcs11:token=Office;object=label-key' --pin-file pin.txt";
            shell("sh", &format!("{TOKEN}{generate}"), folder, program_folder().path()).exits(0);
        }
        command if command.starts_with("evidence ") => {
            prepare_evidence(command.trim_start_matches("evidence "), folder);
        }
        "update" => _ = fs::copy(folder.join("trust-2.cbor"), folder.join("trust.cbor")).unwrap(),
        // The ledger of these examples is a trial, as far as the command before them has brought it.
        "registry init" => _ = fs::copy(folder.join("trust-2.cbor"), folder.join("trust.cbor")).unwrap(),
        command if command.starts_with("registry ") => {
            let order = ["import", "grant", "approve", "publish"];
            let steps = [
                "registry import applications.csv",
                "registry grant A-2026-002",
                "registry approve --officer second",
                "registry publish --lists lists",
            ];
            let wanted = command.trim_start_matches("registry ");
            let done = order.iter().position(|name| *name == wanted).unwrap_or(order.len());
            run("registry init --trial");
            steps.iter().take(done).for_each(|step| _ = run(step));
            if done == order.len() {
                run("registry grant --all");
                run("registry approve --officer second");
            }
            prepare_upkeep(wanted, folder);
        }
        "trust sign" | "trust combine" | "trust publish" => {
            fs::remove_file(folder.join("trust.cbor")).unwrap();
            run("trust create --sign-with alice.pem --sign-with bob.pem --label-key label-public.pem \
                 --prefix HTTPS://JC-STAR.EXAMPLE/L/ --out trust.cbor");
            run("trust add-key --trust trust.cbor --label-key second-public.pem --draft --out next.draft");
        }
        "trust remove-issuer" => {
            run(
                "trust add-issuer --trust trust.cbor --label-key second-public.pem --prefix HTTPS://SECOND.EXAMPLE/L/ \
                 --issuer-en Second --issuer-ja 第二 --sign-with root-key.pem --out two-issuers.cbor",
            );
        }
        "trust show" => {
            run("trust renew --trust trust.cbor --draft --out next.draft");
        }
        "trust ceremony" => write_ceremony(folder),
        "trust transcript" => {
            write_ceremony(folder);
            run("trust ceremony ceremony.toml --out first.draft");
            for name in ["alice", "bob"] {
                run(&format!(
                    "trust sign first.draft --sign-with {name}.pem --record {name}.json --out {name}.draft --now \
                     2026-12-01"
                ));
            }
            run("trust combine alice.draft bob.draft --out both.draft");
            run("trust publish both.draft --out first.cbor");
            run("trust renew --trust trust.cbor --draft --out next.draft");
        }
        _ => {}
    }
}

/// What the examples with a token need beside the folder of [`make_token`].
const TOKEN: &str = "export SOFTHSM2_CONF=$PWD/softhsm2.conf STARSEAL_PKCS11_MODULE=/usr/lib/softhsm/libsofthsm2.so; ";

/// Makes a token of SoftHSM in the folder.
fn make_token(folder: &Path) {
    let make = "mkdir tokens; echo \"directories.tokendir = $PWD/tokens\" > softhsm2.conf; echo pin-4711 > pin.txt; \
                chmod 600 pin.txt; \
                softhsm2-util --init-token --free --label Office --pin pin-4711 --so-pin so-pin-4711";
    shell("sh", &format!("{TOKEN}{make}"), folder, program_folder().path()).exits(0);
}

/// Writes the file of a ceremony in which two of the keys at hand are the roots.
fn write_ceremony(folder: &Path) {
    let template = starseal(folder, "trust ceremony --template").exits(0).out;
    let parts: Vec<&str> = template.split("[[roots]]\n").collect();
    let issuers = &parts[5][parts[5].find("# An issuer.").unwrap()..];
    let text = [&parts[..3].join("[[roots]]\n"), issuers].concat().replace("threshold = 3", "threshold = 2");
    fs::write(folder.join("ceremony.toml"), text).unwrap();
}

/// Makes a shop with a key, a photograph and a state; but for `create`, with records and evidence too.
fn prepare_evidence(command: &str, folder: &Path) {
    fs::copy(folder.join("trust-2.cbor"), folder.join("trust.cbor")).unwrap();
    fs::copy(folder.join("alice.pem"), folder.join("shop-key.pem")).unwrap();
    fs::copy(folder.join("alice-public.pem"), folder.join("shop-public.pem")).unwrap();
    set_mode(&folder.join("shop-key.pem"), 0o600);
    fs::create_dir(folder.join("photos")).unwrap();
    fs::copy(folder.join("shelf.jpg"), folder.join("photos/1.jpg")).unwrap();
    let lists = "--trust trust.cbor --state shop.state";
    starseal(folder, &format!("verify {lists} --status status.cwt photos")).exits(0);
    if command != "create" {
        let records = starseal(folder, &format!("verify {lists} --json photos")).exits(0).out;
        fs::write(folder.join("records.jsonl"), records).unwrap();
        let create = format!("evidence create {lists} --name Ginza --records records.jsonl --out evidence");
        starseal(folder, &format!("{create} --key shop-key.pem")).exits(0);
    }
}

/// Changes the folder for the examples of commands that keep a ledger in order.
fn prepare_upkeep(command: &str, folder: &Path) {
    let run = |words: &str| starseal(folder, words).exits(0);
    match command {
        "restore" => {
            run("registry backup --out today.ledger");
            fs::create_dir(folder.join("new")).unwrap();
            fs::copy(folder.join("registry/registry.toml"), folder.join("new/registry.toml")).unwrap();
        }
        "audit" | "serve" => _ = run("registry publish public"),
        "officers retire" => {
            run("registry officers add alice --key alice-public.pem");
            run("registry approve --officer second");
        }
        "officers sign" | "officers enact" => {
            run("registry officers replace second --key bob-public.pem --reason lost --for-roots bob.request");
            if command == "officers enact" {
                run("registry officers sign bob.request --key registry/keys/root-key.pem --out ana.statement");
            }
        }
        "trust" | "trust adopt" => {
            run("trust add-key --trust registry/trust.cbor --label-key second-public.pem \
                 --sign-with registry/keys/root-key.pem --out next-trust.cbor");
        }
        "clock" => {
            let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
            let ahead = starseal::Timestamp::from_unix_seconds(now + 60 * 86_400);
            run(&format!("registry publish --lists ahead --clock-is-right --now {ahead}"));
        }
        _ => {}
    }
}

/// Writes a page for labels with nothing in it, as the build of the real one does.
fn write_page(folder: &Path) {
    fs::create_dir_all(folder.join("page")).unwrap();
    let digest = starseal::verify::Digest::of(b"");
    let names = ["index.html", "service-worker.js"];
    names.iter().for_each(|name| fs::write(folder.join("page").join(name), "").unwrap());
    let manifest =
        format!(r#"{{"schema":"starseal-page/1","files":{{"{}":"{digest}","{}":"{digest}"}}}}"#, names[0], names[1]);
    fs::write(folder.join("page/page.json"), manifest).unwrap();
}

#[test]
fn examples_run_as_printed() {
    let programs = program_folder();
    let template = tempfile::tempdir().unwrap();
    prepare(template.path());
    for command in commands() {
        let help = starseal(template.path(), &format!("{command} --help")).exits(0).out;
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(template.path()).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_file() {
                fs::copy(&entry, folder.path().join(entry.file_name().unwrap())).unwrap();
            }
        }
        prepare_for(&command, folder.path());
        write_page(folder.path());
        let examples = whole(&examples(&help));
        // Files are not overwritten, so the files that the examples write must not exist.
        for written in examples.iter().flat_map(|example| example.split_once("--out ")).map(|(_, rest)| rest) {
            let written = written.split_whitespace().next().unwrap();
            // The objects of a status list stand beside it.
            for ending in ["", ".in-force", ".past", ".witnesses", ".witnesses.1"] {
                let _ = fs::remove_file(folder.path().join(format!("{written}{ending}")));
            }
        }
        for mut example in examples {
            if command == "registry serve" {
                // It runs until it is ended. Another program may use the usual port.
                let listen = if example.contains("--listen") { "" } else { " --listen 127.0.0.1:0" };
                example = format!("timeout 2 {example}{listen} || test $? = 124");
            }
            if command.starts_with("shelf") && example.contains(" watch ") {
                // Without this, it runs until Ctrl-C.
                example = format!("{example} --idle 1");
            }
            let prelude = if example.contains("pkcs11:") { TOKEN } else { "" };
            let run = shell("sh", &format!("{prelude}{example}"), folder.path(), programs.path());
            let asks = ["key generate", "key passphrase"].iter().any(|command| example.contains(command));
            let is_prompt =
                asks && !["--passphrase", "--no-pass", "--pin", "--public"].iter().any(|flag| example.contains(flag));
            if is_prompt {
                run.exits(3).complains("needs a passphrase", "passphrase-file");
            } else if matches!(command.as_str(), "update" | "observe" | "evidence stamp")
                && !example.starts_with("starseal verify")
            {
                // The host of the examples does not exist. Everything before that is as printed.
                run.exits(3).complains("(host-not-found)", "typing errors");
            } else if example.starts_with("starseal verify ") || command.starts_with("shelf") {
                // Exit code 1 is allowed: the label was checked, and does not stand, or has no product.
                assert!(matches!(run.code, 0 | 1), "{example}\n{}{}", run.out, run.err);
            } else {
                assert_eq!(run.code, 0, "{example}\n{}{}", run.out, run.err);
            }
        }
    }
}
