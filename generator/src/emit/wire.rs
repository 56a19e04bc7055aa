//! How parameters are written.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::Imports;
use crate::ir::{Parameter, Wire, WireStyle};

/// The name of the constant that says how a parameter is written.
pub(crate) fn wire_name(parameter: &Parameter) -> proc_macro2::Ident {
    let name = parameter.ident.trim_start_matches("r#").to_uppercase();
    format_ident!("{name}_WIRE")
}

/// How a parameter is written, as the support code's `Wire`.
pub(crate) fn wire(wire: &Wire, imports: &mut Imports) -> TokenStream {
    imports.add(["super::super::support::wire::Wire"]);
    let mut types = |types: &[&'static str]| {
        imports.add(["super::super::support::JsonType"]);
        let types = types.iter().map(|ty| format_ident!("{ty}"));
        quote!(&[#(JsonType::#types),*])
    };
    match wire {
        Wire::Json => quote!(Wire::Json),
        Wire::Scalar(scalar) => {
            let scalar = types(scalar);
            quote!(Wire::Scalar(#scalar))
        }
        Wire::Array {
            items,
            style,
            explode,
        } => {
            let items = types(items);
            let style = self::style(*style);
            imports.add(["super::super::support::wire::Style"]);
            quote!(Wire::Array { items: #items, style: #style, explode: #explode })
        }
        Wire::Object {
            members,
            further,
            others,
            style,
            explode,
        } => {
            let members: Vec<TokenStream> = members
                .iter()
                .map(|(name, member)| {
                    let member = types(member);
                    quote!((#name, #member))
                })
                .collect();
            let further = types(further);
            let style = self::style(*style);
            imports.add(["super::super::support::wire::Style"]);
            let others = match others {
                Some(others) => quote!(Some(&[#(#others),*])),
                None => quote!(None),
            };
            quote!(Wire::Object { members: &[#(#members),*], further: #further, others: #others, style: #style, explode: #explode })
        }
    }
}

fn style(style: WireStyle) -> TokenStream {
    match style {
        WireStyle::Simple => quote!(Style::Simple),
        WireStyle::Label => quote!(Style::Label),
        WireStyle::Matrix => quote!(Style::Matrix),
        WireStyle::Form => quote!(Style::Form),
        WireStyle::Space => quote!(Style::Space),
        WireStyle::Pipe => quote!(Style::Pipe),
        WireStyle::Deep => quote!(Style::Deep),
    }
}
