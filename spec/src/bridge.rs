//! The bridge from `openapiv3`, for programs that hold one of its documents.

use openapiv3::OpenAPI;

use crate::{Loaded, read_text};

impl From<&OpenAPI> for Loaded {
    /// Reads the document as `openapiv3` writes it. Places point into that JSON text, which
    /// [`Sources`](crate::Sources) holds under the name `openapiv3.json`.
    ///
    /// # Example
    ///
    /// ```
    /// let document: openapiv3::OpenAPI = serde_json::from_str(
    ///     r#"{"openapi": "3.0.3", "info": {"title": "a", "version": "1"}, "paths": {}}"#,
    /// )?;
    /// let loaded = tally_spec::Loaded::from(&document);
    /// assert_eq!(loaded.contract.map(|contract| contract.info.title).as_deref(), Some("a"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn from(document: &OpenAPI) -> Self {
        // A document of `openapiv3` has no keys but strings, so it always serialises.
        let text = serde_json::to_string_pretty(document).unwrap_or_default();
        read_text("openapiv3.json", &text)
    }
}
