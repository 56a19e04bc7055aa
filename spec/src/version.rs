//! Versions of OpenAPI, and which one a document declares.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Severity};
use crate::tree::{Kind, View};

/// The version of OpenAPI that a document declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Version {
    /// 3.0.x: schemas in a dialect of their own.
    V3_0,
    /// 3.1.x: schemas are JSON Schema 2020-12.
    V3_1,
    /// 3.2.x: adds `additionalOperations`, `QUERY`, `querystring`, `itemSchema`.
    V3_2,
}

impl Version {
    /// Its number, without that of the patch.
    pub(crate) fn number(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }
}

/// The version that a document declares (OpenAPI 3.1 section 4.8.1, `openapi`).
///
/// # Errors
///
/// A fatal diagnostic if it declares none, one that is not read, or Swagger 2.0.
pub(crate) fn version(root: View<'_>) -> Result<Version, Box<Diagnostic>> {
    let fatal = |code: &str, at: View<'_>, message: String, help: &str| {
        Err(Box::new(Diagnostic {
            severity: Severity::Fatal,
            code: code.into(),
            message,
            help: Some(help.into()),
            place: at.place(),
        }))
    };
    if root.kind() != Kind::Object {
        let message = format!(
            "an OpenAPI document is an object; this is {}",
            root.kind().phrase()
        );
        return fatal("not-openapi", root, message, "is this the right file?");
    }
    let Some(declared) = root.get("openapi") else {
        if let Some(swagger) = root.get("swagger") {
            let version = swagger.str().or(swagger.number()).unwrap_or_default();
            return fatal(
                "swagger-2",
                swagger,
                format!(
                    "this is Swagger {version}, which is not read: only OpenAPI 3.0, 3.1 and 3.2 are"
                ),
                "convert it to OpenAPI 3, for example with swagger2openapi",
            );
        }
        let message = "the document has no member `openapi`".into();
        return fatal(
            "not-openapi",
            root,
            message,
            "add `openapi: 3.1.0`, or give another file",
        );
    };
    let Some(text) = declared.str() else {
        let message = format!(
            "`openapi` is a version in quotes, like \"3.1.0\"; this is {}",
            declared.kind().phrase()
        );
        return fatal(
            "unknown-version",
            declared,
            message,
            "write the version as a string",
        );
    };
    match text.split('.').collect::<Vec<_>>()[..] {
        ["3", "0"] | ["3", "0", _] => Ok(Version::V3_0),
        ["3", "1"] | ["3", "1", _] => Ok(Version::V3_1),
        ["3", "2"] | ["3", "2", _] => Ok(Version::V3_2),
        _ => {
            let message = format!("OpenAPI `{text}` is not read: only 3.0, 3.1 and 3.2 are");
            fatal(
                "unknown-version",
                declared,
                message,
                "give a document of one of these versions",
            )
        }
    }
}
