//! Models and companies as people compare them.

use starseal_tables::text::folded;

/// The words for kinds of companies, which one list writes and another leaves out.
const COMPANY_KINDS: [&str; 19] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "(株)",
    "(有)",
    "(合)",
    "co.,ltd.",
    "co.,ltd",
    "co.ltd.",
    "corporation",
    "incorporated",
    "limited",
    "company",
    "corp.",
    "inc.",
    "ltd.",
    "gmbh",
    "llc",
    "inc",
];

/// Returns a model number without what people write differently: width, case, blanks, hyphens and underscores.
pub(super) fn model(text: &str) -> String {
    let text = folded(text);
    let letters: Vec<char> = text.chars().collect();
    let is_plain = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_none_or(char::is_ascii);
    let kept = letters.iter().enumerate().filter(|(at, letter)| match letter {
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '_' => false,
        // The sign that input methods type for a hyphen is also the long vowel of katakana.
        'ー' => !(is_plain(at.checked_sub(1)) && is_plain(Some(at + 1))),
        _ => true,
    });
    kept.map(|(_, letter)| letter).collect()
}

/// Returns a company's name without its kind, and without signs.
pub(super) fn company(text: &str) -> String {
    let mut name = folded(text);
    for kind in COMPANY_KINDS {
        if let Some(rest) = without(&name, kind) {
            name = rest;
        }
    }
    name.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Returns a name without a kind of company at its start or its end; none if it has none, or nothing else.
fn without(name: &str, kind: &str) -> Option<String> {
    // "Zinc" does not end in a kind.
    let is_letters = kind.len() <= 3 && kind.bytes().all(|letter| letter.is_ascii_alphabetic());
    let ends = |beside: Option<char>| beside.is_some_and(|letter| !is_letters || !letter.is_alphabetic());
    let after = name.strip_prefix(kind).filter(|rest| ends(rest.chars().next()));
    let before = || name.strip_suffix(kind).filter(|rest| ends(rest.chars().next_back()));
    after.or_else(before).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{company, model};

    #[test]
    fn models_are_compared_as_people_compare_them() {
        for text in ["CAM-200", "cam200", "ＣＡＭ－２００", "CAM 200", "CAM_200", "CAMー200", "ｃａｍ‐200"]
        {
            assert_eq!(model(text), "cam200", "{text}");
        }
        assert_ne!(model("CAM-200"), model("CAM-20"));
        assert_eq!(model("カメラー1"), "カメラー1");
    }

    #[test]
    fn the_kind_of_a_company_does_not_matter() {
        for text in ["見本電機株式会社", "株式会社見本電機", "㈱見本電機", "見本電機（株）", "見本電機"]
        {
            assert_eq!(company(text), "見本電機", "{text}");
        }
        for text in ["Example Camera Ltd.", "EXAMPLE CAMERA Co., Ltd.", "Example Camera Limited", "Example-Camera"] {
            assert_eq!(company(text), "examplecamera", "{text}");
        }
        assert_eq!((company("Zinc").as_str(), company("株式会社").as_str()), ("zinc", "株式会社"));
    }
}
