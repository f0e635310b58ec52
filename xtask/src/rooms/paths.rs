//! The arrows in one file, from its tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// A use of something outside the room.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arrow {
    /// The room of the use, or `None` in `lib.rs` and `main.rs`.
    pub(super) from: Option<String>,
    /// The target: a name directly below the crate's root, or another crate of the project.
    pub(super) to: To,
    /// The line.
    pub(super) line: usize,
}

/// The target of an arrow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum To {
    /// A name directly under the crate's root.
    Root(String),
    /// All names under the crate's root, or the root itself under another name.
    WholeRoot,
    /// A crate, by its name in code.
    Crate(String),
}

/// The content of one file.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) arrows: BTreeSet<Arrow>,
    /// Modules in separate files that only tests compile: their paths from the root.
    pub(super) tests: BTreeSet<Vec<String>>,
    /// Constructs that hide arrows from this reader, each with its line.
    pub(super) hidden: Vec<(usize, &'static str)>,
}

/// Reads a file of the module at `module`, a path from the crate's root. `crates` are other crates' names in code.
pub(super) fn read(text: &str, module: &[String], crates: &BTreeSet<String>) -> Result<Found, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("not Rust: {error}"))?;
    let mut reader = Reader { module: module.to_vec(), crates, found: Found::default() };
    reader.walk(&tokens.into_iter().collect::<Vec<_>>());
    Ok(reader.found)
}

struct Reader<'a> {
    module: Vec<String>,
    crates: &'a BTreeSet<String>,
    found: Found,
}

impl Reader<'_> {
    fn walk(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => match self.attribute(tokens, at) {
                    Some(after) => at = after,
                    // `#![cfg(test)]`: the rest is a test.
                    None => return,
                },
                TokenTree::Group(group) => {
                    self.walk_in(group);
                    at += 1;
                }
                TokenTree::Ident(name) => at = self.name(tokens, at, &name.to_string(), before),
                _ => at += 1,
            }
        }
    }

    fn walk_in(&mut self, group: &Group) {
        self.walk(&group.stream().into_iter().collect::<Vec<_>>());
    }

    /// Reads an attribute, and skips an item that only tests compile. Returns the next position, or `None` if all the
    /// rest is skipped.
    fn attribute(&mut self, tokens: &[TokenTree], at: usize) -> Option<usize> {
        let is_inner = is_sign(tokens.get(at + 1), '!');
        let at = at + 1 + usize::from(is_inner);
        let Some(TokenTree::Group(group)) = tokens.get(at) else { return Some(at) };
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        if is_for_tests(&inside) {
            return (!is_inner).then(|| self.pass_over(tokens, at + 1));
        }
        let line = group.span_open().start().line;
        if is_word(inside.first(), "path") {
            self.found.hidden.push((line, "`#[path]` puts a module where its room does not show"));
        } else if is_word(inside.first(), "macro_use") {
            self.found.hidden.push((line, "`#[macro_use]` hands macros on without a path"));
        }
        self.walk(&inside);
        Some(at + 1)
    }

    /// Returns the position after an item, field, arm or statement that only tests compile.
    fn pass_over(&mut self, tokens: &[TokenTree], mut at: usize) -> usize {
        // Its other attributes and its visibility.
        while is_sign(tokens.get(at), '#') {
            at += 2;
        }
        if is_word(tokens.get(at), "pub") {
            let within =
                matches!(tokens.get(at + 1), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Parenthesis);
            at += 1 + usize::from(within);
        }
        let first = match tokens.get(at) {
            Some(TokenTree::Ident(word)) => word.to_string(),
            _ => String::new(),
        };
        if let ("mod", Some(TokenTree::Ident(name)), true) =
            (first.as_str(), tokens.get(at + 1), is_sign(tokens.get(at + 2), ';'))
        {
            self.found.tests.insert(self.module.iter().cloned().chain([name.to_string()]).collect());
        }
        let is_function = (at..at + 4).any(|near| is_word(tokens.get(near), "fn"));
        let up_to_semicolon =
            !is_function && ["use", "static", "const", "let", "type", "extern"].contains(&first.as_str());
        let is_item = is_function
            || ["struct", "enum", "union", "mod", "impl", "trait", "unsafe", "macro_rules"].contains(&first.as_str());
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Punct(sign) if sign.as_char() == ';' => break,
                TokenTree::Punct(sign) if sign.as_char() == ',' && !is_item && !up_to_semicolon => break,
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !up_to_semicolon => {
                    return at + usize::from(is_sign(tokens.get(at), ',') && !is_item);
                }
                _ => {}
            }
        }
        at
    }

    /// Reads a name and the path that starts with it. Returns the next position.
    fn name(&mut self, tokens: &[TokenTree], at: usize, name: &str, before: Option<&TokenTree>) -> usize {
        let line = tokens.get(at).map_or(0, |token| token.span().start().line);
        let next = tokens.get(at + 1);
        match name {
            "mod" => {
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(group))) = (next, tokens.get(at + 2)) {
                    self.module.push(name.to_string());
                    self.walk_in(group);
                    self.module.pop();
                    return at + 3;
                }
                at + 1
            }
            "include" if is_sign(next, '!') => {
                self.found.hidden.push((line, "`include!` puts code where its room does not show"));
                at + 1
            }
            "crate" | "super" => self.follow(tokens, at, self.module.len()),
            "self" if is_word(before, "crate") => {
                self.found.hidden.push((line, "`extern crate self` gives the crate another name"));
                at + 1
            }
            "self" if is_path(tokens, at + 1) => self.follow(tokens, at, self.module.len()),
            other => {
                let is_named = is_path(tokens, at + 1) || is_word(before, "use") || is_word(before, "crate");
                if is_named && !is_sign(before, '.') && self.crates.contains(other) {
                    self.add(To::Crate(other.to_owned()), line);
                }
                at + 1
            }
        }
    }

    /// Follows a path from a module `depth` steps below the root. Returns the next position.
    ///
    /// A path that only goes up stays with the module's ancestors. It leaves the room at the root.
    fn follow(&mut self, tokens: &[TokenTree], mut at: usize, mut depth: usize) -> usize {
        while let Some(token) = tokens.get(at) {
            let line = token.span().start().line;
            at += 1;
            match token {
                TokenTree::Ident(name) => match name.to_string().as_str() {
                    "crate" => depth = 0,
                    "self" => {}
                    "super" => depth = depth.saturating_sub(1),
                    name => {
                        if depth == 0 {
                            self.add(To::Root(name.to_owned()), line);
                        }
                        return at;
                    }
                },
                TokenTree::Punct(star) if star.as_char() == '*' => {
                    if depth == 0 {
                        self.add(To::WholeRoot, line);
                    }
                    return at;
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                    for path in inside.split(|token| is_sign(Some(token), ',')) {
                        self.follow(path, 0, depth);
                    }
                    return at;
                }
                _ => return at,
            }
            if !is_path(tokens, at) {
                if depth == 0 && is_word(tokens.get(at), "as") {
                    self.add(To::WholeRoot, line);
                }
                return at;
            }
            at += 2;
        }
        at
    }

    fn add(&mut self, to: To, line: usize) {
        let from = self.module.first().cloned();
        if !matches!((&from, &to), (Some(from), To::Root(to)) if from == to) {
            self.found.arrows.insert(Arrow { from, to, line });
        }
    }
}

/// `cfg(test)`, or `cfg(all(test, …))`.
fn is_for_tests(attribute: &[TokenTree]) -> bool {
    let [TokenTree::Ident(cfg), TokenTree::Group(condition)] = attribute else { return false };
    let condition: Vec<TokenTree> = condition.stream().into_iter().collect();
    let all = match condition.as_slice() {
        [TokenTree::Ident(all), TokenTree::Group(of)] if all == "all" => of.stream().into_iter().collect(),
        _ => condition,
    };
    let mut parts = all.split(|token| is_sign(Some(token), ','));
    cfg == "cfg" && parts.any(|part| part.len() == 1 && is_word(part.first(), "test"))
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(name)) if name == word)
}

fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Returns whether the next tokens are `::`.
fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    is_sign(tokens.get(at), ':') && is_sign(tokens.get(at + 1), ':')
}
