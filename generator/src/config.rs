//! What is to be generated.

/// What is to be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Whether operations, router and stub are generated; the types always are.
    pub server: bool,
    /// The path of the generated module in its crate, which the stub imports from.
    pub module: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            server: true,
            module: "crate::generated".to_owned(),
        }
    }
}
