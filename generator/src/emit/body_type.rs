//! Types of bodies.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::ty::{Scope, ty};
use crate::ir::BodyKind;

/// The type of a body.
pub(crate) fn kind_type(kind: &BodyKind, imports: &mut Imports) -> TokenStream {
    match kind {
        BodyKind::Json(json) => ty(json, Scope::Outside, imports),
        BodyKind::Text => quote!(String),
        BodyKind::Bytes => quote!(Vec<u8>),
        BodyKind::Ranged => {
            imports.add(["super::super::support::MediaBody"]);
            quote!(MediaBody)
        }
    }
}
