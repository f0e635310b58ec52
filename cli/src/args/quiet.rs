use clap::Args;

/// `-q`, for commands that list what they did.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Quiet {
    /// Print errors and warnings only
    #[arg(short, long)]
    quiet: bool,
}

impl Quiet {
    /// Whether nothing but errors and warnings is to be printed.
    pub(crate) const fn is_wanted(self) -> bool {
        self.quiet
    }
}
