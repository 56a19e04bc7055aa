//! What generated code stands on: fixed code, the same for every document that needs it.

pub mod bounded_string;
pub mod date_time;
pub mod decode;
pub mod field;
pub mod http;
pub mod issue;
pub mod number;
pub mod rejection;
pub mod secret;
pub mod string_enum;
pub mod union;
mod uuid;

pub use bounded_string::{BoundedString, LengthError, NonEmptyString};
pub use date_time::{DateTime, NotDateTime};
pub use decode::Decode;
pub use field::Field;
pub use http::Limits;
pub use issue::{Issue, IssueKind, Issues, JsonType, Part, Segment};
pub use number::{Integer, NotFinite, Number};
pub use rejection::{Rejection, Unauthorized};
pub use secret::Secret;
pub use string_enum::UnknownValue;
