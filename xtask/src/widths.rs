//! The width of lines. rustfmt leaves comments and long strings alone, and nothing else wraps Markdown.

use crate::files::read;
use crate::process::{Failure, Outcome, output, root, shell};
use xshell::cmd;

/// `max_width` in rustfmt.toml.
const WIDTH: usize = 120;

/// Markdown that is generated.
const GENERATED: [&str; 5] = [
    "docs/mutants.md",
    "docs/performance/scanner.md",
    "docs/performance/web.md",
    "docs/reference/codes.md",
    "docs/reference/record.md",
];

/// Fails with every line under version control that is too wide, in Rust, Python and Markdown.
pub(crate) fn check() -> Outcome {
    let sh = shell()?;
    let files = output(cmd!(sh, "git ls-files --cached --others --exclude-standard"))?;
    let mut wide = Vec::new();
    for file in files.lines().filter(|file| !GENERATED.contains(file) && root().join(file).is_file()) {
        let lines: fn(&str) -> Vec<(usize, &str)> = match file.rsplit_once('.') {
            Some((_, "rs" | "py")) => all_lines,
            Some((_, "md")) => prose_lines,
            _ => continue,
        };
        let text = read(&root().join(file))?;
        wide.extend(wide_lines(&lines(&text)).map(|(number, width)| format!("{file}:{number}: {width} characters")));
    }
    if wide.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("lines of more than {WIDTH} characters:\n  {}", wide.join("\n  ")),
        "wrap them; a long string can be continued after a backslash",
    ))
}

fn all_lines(text: &str) -> Vec<(usize, &str)> {
    (1..).zip(text.lines()).collect()
}

/// Returns the lines of a Markdown file that can be wrapped: not those of tables and of code.
fn prose_lines(text: &str) -> Vec<(usize, &str)> {
    let mut is_code = false;
    let mut is_prose = |line: &str| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence && !line.trim_start().starts_with('|')
    };
    all_lines(text).into_iter().filter(|(_, line)| is_prose(line)).collect()
}

/// Returns number and width of each line that is too wide. A line without a blank cannot be wrapped.
fn wide_lines<'a>(lines: &'a [(usize, &str)]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let widths = lines.iter().map(|(number, line)| (*number, line.chars().count(), line.trim().contains(' ')));
    widths.filter(|(_, width, can_wrap)| *width > WIDTH && *can_wrap).map(|(number, width, _)| (number, width))
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, all_lines, prose_lines, wide_lines};

    #[test]
    fn a_line_may_have_the_whole_width_and_no_more() {
        let wide = format!("a {}", "星".repeat(WIDTH - 1));
        let text = format!("{}\n{wide}\n{}\n", "x y ".repeat(WIDTH / 4), "x".repeat(WIDTH + 1));
        assert_eq!(wide_lines(&all_lines(&text)).collect::<Vec<_>>(), [(2, WIDTH + 1)]);
    }

    #[test]
    fn tables_and_code_of_markdown_are_not_prose() {
        let text = "one\n| two |\n```\nthree\n```\n  ```\nfour\n  ```\nfive\n";
        assert_eq!(prose_lines(text), [(1, "one"), (9, "five")]);
    }
}
