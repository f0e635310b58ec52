//! Runs the program in Japanese: no line is left in English, and nothing changes for programs.

mod common;

use common::{NOW, carrier, carrier_of, folder, forged, sealed_by, starseal_with, stranger_key};
use std::path::Path;

/// Returns whether a line has two English words in a row. What stands in brackets after a Japanese sentence may be
/// English, and so are commands, paths and flags, which have other characters than letters.
fn is_english(line: &str) -> bool {
    let mut line = line.to_owned();
    while let Some(start) = line.find('（') {
        let end = line[start..].find('）').map_or(line.len(), |length| start + length + '）'.len_utf8());
        line.replace_range(start..end, "");
    }
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words: Vec<bool> =
        line.split(' ').map(|word| word.trim_end_matches(|c: char| c.is_ascii_punctuation())).map(is_word).collect();
    words.windows(2).any(|pair| pair == [true, true])
}

/// Runs a command in Japanese, and fails if a line is left in English.
fn run(folder: &Path, words: &[&str], code: i32) -> common::Run {
    let words: Vec<&str> = words.iter().copied().chain(["--lang", "ja"]).collect();
    let run = starseal_with(folder, &words).exits(code);
    for line in run.out.lines().chain(run.err.lines()).filter(|line| !line.contains("starseal ")) {
        assert!(!is_english(line), "{words:?}: {line}\n{}{}", run.out, run.err);
    }
    run
}

/// Splits a command line at spaces.
fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

const VERIFY: [&str; 5] = ["verify", "--trust", "trust.cbor", "--now", NOW];

#[test]
fn verdicts_findings_advice_and_totals_are_in_japanese() {
    let folder = folder();
    let folder = folder.path();
    let stranger = carrier_of(&sealed_by(&stranger_key()), common::PREFIX);
    let copied = carrier_of(&sealed_by(&common::issuer_key()), "HTTPS://STAR-PRIZES.EXAMPLE/L/");
    let (genuine, forged) = (carrier(), forged());
    let broken = &genuine[..genuine.len() - 1];
    let inputs = [&genuine, &forged, &stranger, &copied, broken, "https://shop.example/"];
    let run = run(folder, &[&VERIFY[..], &inputs, &["--explain"]].concat(), 1);
    for text in [
        "判定",
        "✓ 真正・有効",
        "自己適合宣言",
        "✗ bad-signature",
        "署名を確認できません",
        "対処：このラベルを信頼しないでください",
        "? unknown-key",
        "引数 3",
        "✗ foreign-carrier",
        "アドレスを開かないでください",
        "? not-a-label",
        "ラベル 6 件：有効 1 件、有効でないもの 5 件（2026-11-22 時点）",
        "の発行機関一覧（バージョン 1",
        "合格",
        "未実施",
    ] {
        assert!(run.out.contains(text), "{text}\n{}", run.out);
    }
}

#[test]
fn an_expired_label_and_an_old_list_are_said_in_japanese() {
    let folder = folder();
    let folder = folder.path();
    let line = ["verify", "--trust", "trust.cbor", "--now", "2030-01-01", &carrier()];
    let run = run(folder, &line, 1);
    assert!(run.out.contains("! 真正・期限切れ") && run.out.contains("有効期限は 2028-03-31 でした"), "{}", run.out);
    assert!(run.err.starts_with("警告: ") && run.err.contains("期限が切れて"), "{}", run.err);
}

#[test]
fn json_and_exit_codes_are_the_same_in_both_languages() {
    let folder = folder();
    let folder = folder.path();
    let (genuine, forged) = (carrier(), forged());
    for more in [vec![genuine.as_str()], vec![forged.as_str(), "--explain"]] {
        let line = [&VERIFY[..], &more, &["--json"]].concat();
        let by_language = ["ja", "en"].map(|tag| starseal_with(folder, &[&line[..], &["--lang", tag]].concat()));
        assert_eq!(by_language[0].out, by_language[1].out);
        assert_eq!(by_language[0].code, by_language[1].code);
    }
    for line in ["inspect --json --trust trust.cbor", "inspect --json"] {
        let line = [words(line), vec![forged.as_str(), "--now", NOW]].concat();
        let by_language = ["ja", "en"].map(|tag| starseal_with(folder, &[&line[..], &["--lang", tag]].concat()));
        assert_eq!(by_language[0].out, by_language[1].out);
    }
}

#[test]
fn the_locale_decides_without_the_flag() {
    let folder = folder();
    let run = |settings: &[(&str, &str)], more: &[&str]| {
        let mut command = common::command(folder.path());
        command.args(VERIFY).arg(carrier()).args(more).envs(settings.iter().copied());
        common::Run::from(command.output().unwrap()).exits(0).out
    };
    let is_japanese = |out: &str| out.contains("真正・有効");
    assert!(is_japanese(&run(&[("LANG", "ja_JP.UTF-8")], &[])));
    assert!(is_japanese(&run(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "ja_JP.UTF-8")], &[])));
    assert!(!is_japanese(&run(&[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C")], &[])));
    assert!(!is_japanese(&run(&[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "fr_FR.UTF-8")], &[])));
    assert!(!is_japanese(&run(&[("LANG", "ja_JP.UTF-8")], &["--lang", "en"])));
    assert!(is_japanese(&run(&[("LANG", "C")], &["--lang=ja"])));
}

#[test]
fn mistakes_in_typing_are_said_in_japanese() {
    let folder = folder();
    let folder = folder.path();
    for (line, text) in [
        ("verfy", "verfy というコマンドはありません"),
        ("verify --trsut x", "--trsut という引数はありません"),
        ("verify --trust trust.cbor", "必要な引数がありません：<INPUT>..."),
        ("verify --trust trust.cbor --as-of tomorrow x", "日付が YYYY-MM-DD 形式の日付ではありません"),
        ("issue --error-correction x", "--error-correction <LEVEL> に x は指定できません"),
        ("key generate --out k --no-passphrase --passphrase-env A", "は同時に使えません"),
        ("verify --trust trust.cbor nowhere.png", "既存のファイルでもラベルの文字列でもありません"),
    ] {
        let words: Vec<&str> = words(line).into_iter().chain(["--lang", "ja"]).collect();
        let run = starseal_with(folder, &words);
        assert!(matches!(run.code, 2 | 3), "{line}: {}", run.err);
        let mut lines = run.err.lines();
        let (what, help) = (lines.next().unwrap(), lines.next().unwrap());
        assert!(what.starts_with("エラー: ") && what.contains(text), "{line}: {what}");
        assert!(help.starts_with("  対処: "), "{line}: {help}");
    }
    let run = starseal_with(folder, &["verify", "--lang", "fr"]).exits(2);
    assert!(run.err.starts_with("error: ") && run.err.contains("'fr'"), "{}", run.err);
}

#[test]
fn the_commands_of_a_registry_speak_japanese() {
    let folder = folder();
    let folder = folder.path();
    let run = |line: &str, code: i32| run(folder, &words(line), code);
    run("demo --out demo", 0);
    run("key generate --out new.pem --no-passphrase", 0);
    let shown = run("key show new.pem", 0);
    assert!(shown.out.contains("  鍵指紋      "), "{}", shown.out);
    run("trust create --sign-with root.pem --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/ --out t.cbor", 0);
    run("trust create --sign-with root.pem --label-key issuer.pem --prefix http://a/ --out u.cbor", 2);
    // The names in the dictionary are shown in both languages.
    let shown = starseal_with(folder, &words("trust show t.cbor --lang ja")).exits(0);
    assert!(shown.out.contains("  運営者 ID   ") && shown.out.contains("発行機関："), "{}", shown.out);
    run(
        "trust add-key --trust t.cbor --status-key new.pem --status-list https://a.example/s --sign-with root.pem \
         --out t2.cbor",
        0,
    );
    run("trust add-key --trust t.cbor --label-key stranger.pem --key-level 2 --draft --out next.draft", 0);
    run("trust sign next.draft --trust t.cbor --sign-with root.pem --out signed.draft", 0);
    run("trust publish signed.draft --trust t.cbor --dry-run", 0);
    run("trust revoke-key --trust t.cbor --key-id 00000000 --dry-run", 2);
    run("status create --trust t2.cbor --key new.pem --size 100 --allocate 0-9 --out s.cwt", 0);
    run("status set s.cwt --trust t2.cbor --key new.pem --index 3 --to withdrawn --out s2.cwt", 0);
    run("status set s2.cwt --trust t2.cbor --key new.pem --index 3 --to active --out s3.cwt", 1);
    run("status show s2.cwt --trust t2.cbor", 0);
    run("bundle --trust t2.cbor --status s2.cwt --out b.bundle", 0);
    run("bundle --trust t2.cbor --status s2.cwt --since b.bundle --out c.bundle", 0);
    let label = "issue --key issuer.pem --trust t2.cbor --out-dir made --product-id EX-1 --status-index 1";
    run(&format!("{label} --level 2 --printer-dpi 300 --print-line id,last-day"), 0);
    run(&format!("{label} --level 9"), 2);
    run(&format!("{label} --level 3"), 1);
    run(&format!("{label} --level 2 --printer-dpi 203 --module-mm 0.1"), 2);
    std::fs::write(folder.join("rows.csv"), "product_id,level,status_index,gtin\nEX-2,1,x,\nEX-3,1,3,45\n").unwrap();
    let rows = run("issue --key issuer.pem --trust t2.cbor --out-dir made --csv rows.csv", 1);
    assert!(rows.err.contains("2 行目（EX-2）の列 status_index：\"x\" は 0 から"), "{}", rows.err);
    run("inspect made/EX-1.png", 0);
    // No status list is given, and the trust list names one.
    run("inspect made/EX-1.png --trust t2.cbor", 1);
    run("verify --trust t2.cbor --bundle b.bundle --state made/state made/EX-1.png", 0);
    run("verify --trust rows.csv made/EX-1.png", 3);
    run("verify --trust t2.cbor rows.csv", 3);
    run("key show rows.csv", 3);
}

#[test]
fn the_ledger_of_a_registry_speaks_japanese() {
    let folder = folder();
    let folder = folder.path();
    let now = "--now 2026-11-22T03:00:00Z";
    let registry = |line: &str, code: i32| run(folder, &words(&format!("registry {line}")), code);
    let table = "application,level,category,holder,model,gtin,applied_on,receipt,accepted_on,paid_on,cleared_on\n\
                 A-1,1,1,見本電機株式会社,CAM-100,4569951110016,2026-10-01,R-1,2026-10-05,2026-10-09,2026-10-20\n\
                 A-2,1,5,Example Plugs Ltd.,PL-1,,2026-10-03,R-3,2026-10-07,,\n";
    std::fs::write(folder.join("applications.csv"), table).unwrap();
    std::fs::write(folder.join("other.csv"), table.replace("Plugs Ltd.", "Co.")).unwrap();
    std::fs::write(folder.join("header.csv"), "application,level,colour\n").unwrap();
    let shows = |run: common::Run, texts: &[&str]| {
        for text in texts {
            assert!(run.out.contains(text) || run.err.contains(text), "{text}\n{}{}", run.out, run.err);
        }
    };
    shows(registry(&format!("init --trial {now}"), 0), &["試験用の台帳", "  担当者    first、鍵", "1 人が起案し"]);
    shows(
        registry(&format!("import applications.csv {now}"), 0),
        &["申請 2 件、手続 4 件を取り込みました（変更なし 0 件"],
    );
    shows(
        registry(&format!("import other.csv {now}"), 1),
        &["台帳の内容と一致しません", "台帳は「Example Plugs Ltd.」、表は「Example Co.」"],
    );
    registry(&format!("import header.csv {now}"), 1);
    shows(
        registry(&format!("grant --all {now}"), 0),
        &["起案しました（起案 1）：登録 1 件、ラベル 1 件の付与", "申請受理"],
    );
    shows(registry(&format!("grant A-2 {now}"), 1), &["「申請受理」です", "その後に済んだ手続を取り込んでください"]);
    shows(
        registry(&format!("approve --show {now}"), 0),
        &["起案 1（起案者 first、承認期限 2026-11-29", "ラベルの付与、明細 1 件", "状態番号 0"],
    );
    shows(registry(&format!("approve 1 {now}"), 1), &["起案と承認の両方", "別の担当者"]);
    shows(
        registry(&format!("approve --officer second {now}"), 0),
        &["承認しました（台帳の記録", "ラベル 1 件に署名し、すべて検証しました"],
    );
    shows(
        registry(&format!("change withdraw SS-2026-000000 --reason 申し出 {now}"), 0),
        &["取下げ（2026-11-22 付け）"],
    );
    registry(&format!("approve --officer second {now}"), 0);
    shows(registry(&format!("publish --lists lists {now}"), 0), &["の状態一覧を公開用に作成しました", "次のアドレス"]);
    shows(
        registry(&format!("change withdraw SS-2026-000000 --reason 申し出 {now}"), 1),
        &["「取下げ」のため、「ラベルの取下げ」はできません", "correct"],
    );
    shows(registry("list", 0), &["申請番号", "登録番号", "見本電機株式会社"]);
    shows(
        registry("show A-1 --on 2026-11-22", 0),
        &["申請 A-1", "状態             ラベル付与（2026-11-22 から）", "取下げ、有効期限", "公開済み（台帳の記録"],
    );
    shows(registry("history A-1", 0), &["申請の受付", "ラベルの取下げ（2026-11-22 付け）：申し出"]);
    shows(registry("audit --published lists", 0), &["異常は見つかりませんでした", "最後の記録"]);
    shows(registry("show NONE", 1), &["「NONE」は台帳にありません"]);
    shows(registry("list --state done", 2), &["申請の状態の名前ではありません"]);
    shows(registry("list --config none.toml", 3), &["none.toml"]);

    // What a parser says in English only stands in brackets.
    let config = std::fs::read_to_string(folder.join("registry/registry.toml")).unwrap();
    std::fs::write(folder.join("registry/registry.toml"), config.replace("valid_days", "valid_weeks")).unwrap();
    shows(registry("list", 3), &["設定ファイルとして使えません：34 行目が正しくありません（unknown"]);
}
