//! The contract: what a document promises, resolved and normalised.
//!
//! Plain data with public fields. What belongs here: the shape of operations, parameters, bodies,
//! responses and security as OpenAPI defines them, the same for 3.0, 3.1 and 3.2. What never does:
//! how a document is read, and anything about Rust code or HTTP clients.

mod content;
mod link;
mod operation;
mod schema;
mod security;
mod server;
mod unread;

pub use content::{Content, Encoding, Example, Header, Media, Style};
pub(crate) use link::is_token;
pub use link::{Link, LinkTarget, RuntimeExpression};
pub use operation::{
    Method, NotAStatus, Operation, OperationKey, Parameter, ParameterLocation, RequestBody,
    Response, StatusPattern,
};
pub use schema::{Schema, SchemaId};
pub use security::{CredentialLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind};
pub use server::Server;
pub use unread::Unread;

pub use crate::version::Version;

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::normalise;
use crate::resolve::Document;
use crate::source::Sources;
use crate::tree::{NodeId, View};

/// What one document promises.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The version of OpenAPI that the document declares.
    pub version: Version,
    /// `info`.
    pub info: Info,
    /// `servers` of the whole document, in order.
    pub servers: Vec<Server>,
    /// The operations under `paths`, in the order of the document.
    pub operations: Vec<Operation>,
    /// The operations under `webhooks`: requests that the API sends, not ones that it serves.
    pub webhooks: Vec<Operation>,
    /// `components/securitySchemes`, by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// `components/schemas`, by name: in `$defs` of every [`Schema`] the same names stand.
    pub definitions: IndexMap<String, SchemaId>,
    pub(crate) document: Arc<Document>,
    /// What a diagnostic of the layout concerns: lints do not say it again.
    pub(crate) reported: HashSet<NodeId>,
}

impl Contract {
    /// The texts that the contract was read from, for excerpts.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        self.document.tree.sources()
    }

    /// The root of the document as it was written, overlays applied.
    #[must_use]
    pub fn root(&self) -> View<'_> {
        self.document.view(self.document.root)
    }

    /// A schema in JSON Schema 2020-12, with everything that it refers to.
    ///
    /// Made anew at every call: keep what is needed.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> Schema {
        normalise::schema(&self.document, id)
    }

    /// A schema as [`Contract::schema`] gives it, but without `$defs`: what it refers to stands in
    /// those of [`Contract::library`]. For who wants to look at many schemas of a large document.
    #[must_use]
    pub fn schema_alone(&self, id: SchemaId) -> Schema {
        normalise::schema_alone(&self.document, id)
    }

    /// The references by which a schema takes in what was not read; empty: the schema is known in
    /// full. Of one that is not, nobody can say which values are valid.
    #[must_use]
    pub fn unread(&self, id: SchemaId) -> Vec<Unread> {
        self.document.unread(NodeId(id.0))
    }

    /// A schema that accepts everything, with every schema of the document that has a name in its
    /// `$defs`.
    #[must_use]
    pub fn library(&self) -> Schema {
        normalise::library(&self.document)
    }
}

/// `info` of a document.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// `title`.
    pub title: String,
    /// `version` of the API, not of OpenAPI.
    pub version: String,
    /// `description`, CommonMark.
    pub description: Option<String>,
}
