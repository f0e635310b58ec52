//! Makes file names from product IDs, models and serials, which may contain any character.

use starseal::Label;
use std::collections::HashMap;

/// The maximum length of a name in bytes, without number and extension. All file systems allow 255.
const MAX_STEM_BYTES: usize = 120;

/// Gives each label of a batch a unique name, also on file systems that ignore case.
#[derive(Debug, Default)]
pub struct FileNames {
    /// The names given, in lower case, with the number to try next.
    given: HashMap<String, u32>,
}

impl FileNames {
    /// Returns the name that [`give`](Self::give) would give a label. The name stays free.
    #[must_use]
    pub fn propose(&self, label: &Label) -> String {
        self.first_free(&stem(label)).0
    }

    /// Gives a label a name without extension, such as `SS-2026-000123_CAM-100_A1`. If that name is taken, it ends in
    /// `-2` and so on.
    ///
    /// The name has at most 120 bytes and a number, starts with neither a dot nor a dash, and is not the name of a
    /// Windows device.
    pub fn give(&mut self, label: &Label) -> String {
        let stem = stem(label);
        let (name, next) = self.first_free(&stem);
        if name != stem {
            self.given.insert(name.to_lowercase(), 2);
        }
        self.given.insert(stem.to_lowercase(), next);
        name
    }

    /// Returns the first free name of a stem, and the number to try after it.
    fn first_free(&self, stem: &str) -> (String, u32) {
        let mut number = self.given.get(&stem.to_lowercase()).copied().unwrap_or(1);
        loop {
            let name = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
            number += 1;
            if number == 2 || !self.given.contains_key(&name.to_lowercase()) {
                return (name, number);
            }
        }
    }
}

/// Returns the product ID, model and serial in one name, with characters that all file systems allow.
fn stem(label: &Label) -> String {
    let parts = [Some(label.product_id().as_str()), label.model(), label.serial()];
    let parts: Vec<String> = parts.into_iter().flatten().map(tame).filter(|part| !part.is_empty()).collect();
    let mut stem = parts.join("_");
    let mut end = stem.len().min(MAX_STEM_BYTES);
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    stem.truncate(end);
    if stem.is_empty() || is_device(&stem) {
        stem.insert_str(0, "label_");
    }
    stem
}

/// Replaces all characters but those that every file system and shell keeps unchanged: ASCII letters and digits,
/// Japanese letters, `-`, `_` and `.`. None of these three is at an end.
fn tame(text: &str) -> String {
    let mut tame = String::with_capacity(text.len());
    for c in text.chars() {
        let is_japanese = matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '々' | '\u{4E00}'..='\u{9FFF}');
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') || is_japanese {
            tame.push(c);
        } else if !tame.ends_with('_') {
            tame.push('_');
        }
    }
    tame.trim_matches(['-', '.', '_']).to_owned()
}

/// Returns whether Windows reserves a name for a device, with any extension.
fn is_device(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or(stem).to_ascii_uppercase();
    matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || base
            .strip_prefix("COM")
            .or_else(|| base.strip_prefix("LPT"))
            .is_some_and(|port| port.len() == 1 && port.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{FileNames, tame};
    use crate::issuing::reader::tests::scheme;
    use starseal::{Label, LabelBuilder, Level, ProductId};

    fn label(product_id: &str, model: Option<&str>) -> Label {
        let day = |text: &str| text.parse().unwrap();
        let builder = LabelBuilder::new(
            ProductId::new(product_id).unwrap(),
            Level::new(1).unwrap(),
            day("2026-04-01"),
            day("2028-03-31"),
            0,
        );
        let builder = match model {
            Some(model) => builder.model(model).unwrap(),
            None => builder,
        };
        builder.build(&scheme()).unwrap()
    }

    #[test]
    fn hostile_texts_stay_in_the_folder() {
        for (text, expected) in [
            ("../../etc/passwd", "etc_passwd"),
            ("..", ""),
            ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"),
            ("-rf", "rf"),
            (".hidden", "hidden"),
            ("$(reboot)", "reboot"),
            ("カメラ 白", "カメラ_白"),
            ("ｶﾒﾗ\u{3099}", ""),
        ] {
            assert_eq!(tame(text), expected);
        }
    }

    #[test]
    fn names_are_unique_regardless_of_case() {
        let mut names = FileNames::default();
        let given: Vec<_> = ["A", "a", "A-2", "A", "a-2"].iter().map(|id| names.give(&label(id, None))).collect();
        assert_eq!(given, ["A", "a-2", "A-2-2", "A-3", "a-2-3"]);
        let mut lower: Vec<_> = given.iter().map(|name| name.to_lowercase()).collect();
        lower.sort();
        lower.dedup();
        assert_eq!(lower.len(), given.len());
    }

    #[test]
    fn names_that_a_system_reserves_are_not_given() {
        let mut names = FileNames::default();
        assert_eq!(names.give(&label("CON", None)), "label_CON");
        assert_eq!(names.give(&label("com1.x", None)), "label_com1.x");
        assert_eq!(names.give(&label("///", None)), "label_");
    }

    #[test]
    fn a_name_is_never_too_long_for_a_file_system() {
        let name = FileNames::default().give(&label(&"X".repeat(32), Some(&"漢".repeat(21))));
        assert!(name.len() <= 120, "{}", name.len());
    }

    #[test]
    fn many_labels_with_the_same_name_get_successive_numbers() {
        let mut names = FileNames::default();
        let label = label("SAME", None);
        let last = (0..20_000).map(|_| names.give(&label)).last();
        assert_eq!(last.as_deref(), Some("SAME-20000"));
    }
}
