//! What can go wrong with a database.

/// Why the database did not do what it should. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database cannot be reached or opened.
    #[error("the database cannot be opened: {reason}")]
    Unreachable {
        /// The message of the system or the database.
        reason: String,
    },
    /// The database has tables, and is not a ledger.
    #[error("the database belongs to another program: it has tables, and is not a ledger")]
    Foreign,
    /// The connection would leave this machine, and would not be verified.
    #[error("the connection to {host} would not be encrypted and verified (sslmode={mode})")]
    Unverified {
        /// The host.
        host: String,
        /// The mode that was asked for.
        mode: String,
    },
    /// The database is empty.
    #[error("the database holds no ledger yet")]
    Empty,
    /// The database holds a ledger, and a new one was to be made.
    #[error("the database holds a ledger already")]
    Occupied,
    /// The ledger was written by a later version of this program.
    #[error("the ledger has the tables of version {found}, and this program knows version {known}")]
    Newer {
        /// The version of the tables.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// The tables were made by other files than those of this program.
    #[error("migration {number} of the ledger has another SHA-256 than that of this program")]
    OtherMigration {
        /// The number of the migration.
        number: i64,
    },
    /// The file of an SQLite database is on a network share.
    #[error("{path} is on a network share ({filesystem}), where SQLite loses data")]
    NetworkShare {
        /// The path.
        path: String,
        /// The type of the file system.
        filesystem: String,
    },
    /// Another process kept the ledger locked for too long.
    #[error("another process has been writing to the ledger for {seconds} seconds")]
    Locked {
        /// The number of seconds that this process has waited.
        seconds: u64,
    },
    /// The disk is full.
    #[error("the disk of the database is full")]
    Full,
    /// The disk failed, or a limit on files was reached.
    #[error("the disk of the database failed: {reason}")]
    Disk {
        /// The message of the database.
        reason: String,
    },
    /// The database cannot be written.
    #[error("the database is read-only")]
    ReadOnly,
    /// The connection was lost.
    #[error("the connection to the database was lost: {reason}")]
    Lost {
        /// The message of the database.
        reason: String,
    },
    /// A value that must be unique is in the database already.
    #[error("a value that must be unique is in the ledger already: {what}")]
    Duplicate {
        /// The table and columns, or the name of the constraint.
        what: String,
    },
    /// Something was to be changed that is never changed.
    #[error("events, seals and lists are never changed")]
    Kept,
    /// The database has other content than a ledger can have.
    #[error("the database is damaged: {reason}")]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// Any other error of the database.
    #[error("the database refuses: {reason}")]
    Refused {
        /// The message of the database.
        reason: String,
    },
}

impl StoreError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            StoreError::Unreachable { .. } => "database-unreachable",
            StoreError::Foreign => "database-foreign",
            StoreError::Unverified { .. } => "connection-unverified",
            StoreError::Empty => "ledger-missing",
            StoreError::Occupied => "ledger-exists",
            StoreError::Newer { .. } => "ledger-newer",
            StoreError::OtherMigration { .. } => "ledger-of-other-migration",
            StoreError::NetworkShare { .. } => "database-on-network-share",
            StoreError::Locked { .. } => "ledger-locked",
            StoreError::Full => "disk-full",
            StoreError::Disk { .. } => "disk-failed",
            StoreError::ReadOnly => "database-read-only",
            StoreError::Lost { .. } => "database-lost",
            StoreError::Duplicate { .. } => "value-taken",
            StoreError::Kept => "never-changed",
            StoreError::Damaged { .. } => "database-damaged",
            StoreError::Refused { .. } => "database-refused",
        }
    }
}
