//! What is to be generated.

/// What is to be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What is generated beside the types.
    pub emit: Emit,
    /// The path of the generated module in its crate, which the stub imports from.
    pub module: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            emit: Emit::default(),
            module: "crate::generated".to_owned(),
        }
    }
}

/// What is generated beside the types, which always are. Each part has its own dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emit {
    /// A server: a trait, its router for axum, and the stub of an implementation.
    pub server: bool,
    /// A client: a method for each operation, on reqwest.
    pub client: bool,
    /// Strategies for proptest: values of every type and request, and near misses.
    pub strategies: bool,
}

/// Server and client.
impl Default for Emit {
    fn default() -> Self {
        Self {
            server: true,
            client: true,
            strategies: false,
        }
    }
}
