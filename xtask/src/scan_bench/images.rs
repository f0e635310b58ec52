//! The images of a comparison: other people's, and photographs and sequences that are rendered for it.

use super::{Options, folder, script};
use crate::files::{read, remove_folder, write};
use crate::process::{Outcome, shell, step};
use std::path::{Path, PathBuf};

/// Lists of single images. Each is a folder with its `labels.jsonl`.
pub(super) const SINGLE: [&str; 7] = ["public", "labels", "sheets", "frames", "photographs", "close", "hopeless"];

/// All images of a run.
pub(super) struct Images {
    /// Where they and the results go.
    pub(super) work: PathBuf,
    /// The Python environment that makes them.
    pub(super) python: PathBuf,
}

impl Images {
    /// Unpacks other people's images and renders ours.
    pub(super) fn make(&self, options: &Options) -> Outcome {
        unpack_public(&self.python, &self.work.join("public"))?;
        let n = options.n().to_string();
        let mut parts: Vec<Vec<&str>> = vec![
            vec!["gen_labels.py", "labels", "--n", &n, "--only", "syn,mix,shelf12"],
            vec!["gen_labels.py", "sheets", "--only", "sheet"],
            vec!["gen_labels.py", "frames", "--only", "frame,empty"],
            vec!["gen_labels.py", "hopeless", "--n", &n, "--only", "hint"],
            vec!["gen_labels.py", "close", "--only", "close,screen,inverted"],
            vec!["photographs.py", "photographs"],
        ];
        if options.is_quick {
            parts.iter_mut().for_each(|part| part.push("--few"));
        }
        let sequences = options.sequences().to_string();
        let mut films = vec!["gen_sequences.py", "sequences", "--n", &sequences];
        if options.is_quick {
            films.extend(["--only", "seq/hard,seq/noise,seq/inverted"]);
        }
        parts.push(films);
        parts.iter().try_for_each(|part| self.render(part, &options.seed))
    }

    /// Renders images by a program, a folder's name and arguments. Those that the same program rendered from the same
    /// seed are kept.
    pub(super) fn render(&self, part: &[&str], seed: &str) -> Outcome {
        let [program, name, arguments @ ..] = part else { return Ok(()) };
        let out = self.work.join(name);
        let mut made_by = arguments.join(" ");
        for file in ["scene.py", "camera.py", "gen_labels.py", "public.py", program, "requirements.txt"] {
            made_by += &read(&folder().join(file))?;
        }
        let stamp = out.join("made-by.txt");
        if std::fs::read_to_string(&stamp).is_ok_and(|earlier| earlier == made_by) {
            return Ok(());
        }
        remove_folder(&out)?;
        let sh = shell()?;
        let make = script(&sh, &self.python, program).arg("--out").arg(&out).args(["--seed", seed]);
        step(name, make.args(arguments))?;
        write(&stamp, &made_by)
    }
}

pub(super) fn unpack_public(python: &Path, out: &Path) -> Outcome {
    let sh = shell()?;
    step("other people's images", script(&sh, python, "public.py").arg("--out").arg(out))
}
