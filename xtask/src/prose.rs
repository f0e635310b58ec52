//! The form of texts: Markdown in one format, and no line longer than the width that rustfmt has.

use crate::files::read;
use crate::process::{Failure, Outcome, output, root, shell, step};
use crate::setup::venv::MARKDOWN;
use std::path::Path;
use xshell::cmd;

/// `max_width` in rustfmt.toml. rustfmt leaves comments and long strings alone.
const WIDTH: usize = 120;

/// Markdown that another program writes or that must keep its bytes.
const NOT_FORMATTED: [&str; 3] = ["docs/reference/codes.md", "docs/reference/record.md", "docs/performance/scanner.md"];

/// Compares the form of all texts under version control.
pub(crate) fn check() -> Outcome {
    let files = files()?;
    lines(&files)?;
    let sh = shell()?;
    let (python, files) = (MARKDOWN.ready()?, markdown(&files));
    step("Markdown", cmd!(sh, "{python} -m mdformat --check {files...}")).map_err(|failure| Failure {
        help: "cargo xtask format writes Markdown and Rust as they must be".to_owned(),
        ..failure
    })
}

/// Formats Rust and Markdown.
pub(crate) fn format() -> Outcome {
    let sh = shell()?;
    step("Rust", cmd!(sh, "cargo fmt --all"))?;
    let (python, files) = (MARKDOWN.ready()?, markdown(&files()?));
    step("Markdown", cmd!(sh, "{python} -m mdformat {files...}"))
}

/// Files under version control.
fn files() -> Outcome<Vec<String>> {
    let sh = shell()?;
    let listed = output(cmd!(sh, "git ls-files --cached --others --exclude-standard"))?;
    Ok(listed.lines().filter(|file| root().join(file).is_file()).map(str::to_owned).collect())
}

fn markdown(files: &[String]) -> Vec<String> {
    let is_formatted = |file: &&String| file.ends_with(".md") && !NOT_FORMATTED.contains(&file.as_str());
    files.iter().filter(is_formatted).cloned().collect()
}

fn lines(files: &[String]) -> Outcome {
    let mut long = Vec::new();
    for file in files.iter().filter(|file| file.ends_with(".rs") || file.ends_with(".py")) {
        long.extend(long_lines(file, &read(&root().join(Path::new(file)))?));
    }
    if long.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("lines of more than {WIDTH} characters:\n  {}", long.join("\n  ")),
        "wrap them; a long string can be continued with a backslash",
    ))
}

fn long_lines(file: &str, text: &str) -> Vec<String> {
    let numbered = text.lines().zip(1..);
    let long = numbered.filter(|(line, _)| line.chars().count() > WIDTH);
    long.map(|(line, number)| format!("{file}:{number}: {} characters", line.chars().count())).collect()
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, long_lines};

    #[test]
    fn a_line_may_have_the_whole_width_and_no_more() {
        let text = format!("{}\n{}\n", "x".repeat(WIDTH), "星".repeat(WIDTH + 1));
        assert_eq!(long_lines("a.rs", &text), ["a.rs:2: 121 characters"]);
    }
}
