//! The `strategies` module: values of every type and request, and near misses.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::Imports;
use super::operation::takes;
use super::ty::{Scope, ty};
use super::value_model::{Functions, ValueModels};
use super::{Emitted, hiding, ident, module};
use crate::config::Emit;
use crate::ir::{Api, Body, BodyKind, Docs, Operation, Presence, Shape, Type, TypeFile};

/// The files of the module, its own first.
pub(crate) fn strategies(api: &Api, emit: Emit) -> Vec<Emitted> {
    let definitions = api.types.iter().flat_map(|file| &file.definitions);
    let functions: Functions<'_> = definitions
        .map(|definition| (definition.name.as_str(), definition.function.as_str()))
        .collect();
    let operations = emit.server || emit.client;
    let operations = api.operations.iter().filter(|one| operations && takes(one));
    let operations: Vec<&Operation> = operations.collect();
    let mut emitted = vec![root(!operations.is_empty()), types(&api.types)];
    emitted.extend(api.types.iter().map(|file| type_file(file, &functions)));
    if !operations.is_empty() {
        let mut modules: Vec<&str> = operations.iter().map(|one| one.ident.as_str()).collect();
        modules.sort_unstable();
        let modules = modules.into_iter().map(|name| module("operations", name));
        emitted.push(Emitted {
            path: "strategies/operations/mod.rs".to_owned(),
            docs: Docs(vec!["What each operation takes.".to_owned()]),
            imports: Imports::default(),
            items: quote! { #(#modules)* },
        });
        let files = operations.into_iter();
        emitted.extend(files.map(|operation| operation_file(operation, &functions)));
    }
    emitted
}

fn root(operations: bool) -> Emitted {
    let operations = operations.then(|| {
        quote!(
            mod operations;
        )
    });
    let mut imports = Imports::default();
    imports.need("super::support::round_trip::Kind");
    let items = quote! {
        #operations
        pub mod types;

        pub use super::support::value_model::ValueModel;
        pub use super::support::valid_values::{Mode, decoded, valid_values};
        pub use super::support::near_miss::{NearMiss, near_misses};
        pub use super::support::round_trip::Kind;

        #[cfg(test)]
        mod tests {
            use super::types::ALL;

            #[test]
            fn values_come_back_and_near_misses_are_refused() {
                for kind in ALL {
                    assert_eq!(kind.holds(64), Ok(()), "{}", kind.name);
                }
            }
        }
    };
    let docs = [
        "Values for tests, with [`proptest`].",
        "",
        "`any::<Task>()` gives values of a type, `any::<update_task::Request>()` what an operation",
        "takes. [`types`] says for every type what its values look like, of which [`valid_values`] makes",
        "the JSON, and [`near_misses`] JSON that breaks one thing at one place.",
    ];
    Emitted {
        path: "strategies/mod.rs".to_owned(),
        docs: Docs(docs.map(str::to_owned).into()),
        imports,
        items,
    }
}

fn types(files: &[TypeFile]) -> Emitted {
    let mut sorted: Vec<&TypeFile> = files.iter().collect();
    sorted.sort_by(|one, other| one.module.cmp(&other.module));
    let modules = sorted.iter().map(|file| module("types", &file.module));
    let exports = sorted.iter().map(|file| {
        let module = hiding(&file.module);
        let mut names: Vec<&str> = file
            .definitions
            .iter()
            .map(|one| one.function.as_str())
            .collect();
        names.sort_unstable();
        let names: Vec<_> = names.into_iter().map(hiding).collect();
        match names.as_slice() {
            [name] => quote!(pub use self::#module::#name;),
            _ => quote!(pub use self::#module::{ #(#names),* };),
        }
    });
    let mut imports = Imports::default();
    imports.add([
        "super::super::support::round_trip::Kind",
        "super::super::types",
    ]);
    let kinds = sorted.iter().flat_map(|file| &file.definitions).map(|one| {
        let (name, pointer) = (&one.name, &one.pointer);
        let (ty, function) = (ident(&one.name), hiding(&one.function));
        quote!(Kind::of::<types::#ty>(#name, #pointer, #function))
    });
    let items = quote! {
        #(#modules)*
        #(#exports)*

        #[doc = " Every type."]
        pub const ALL: &[Kind] = &[#(#kinds),*];
    };
    Emitted {
        path: "strategies/types/mod.rs".to_owned(),
        docs: Docs(vec!["What the values of every type look like.".to_owned()]),
        imports,
        items,
    }
}

fn type_file(file: &TypeFile, functions: &Functions<'_>) -> Emitted {
    let mut imports = Imports::default();
    let own = file.definitions.iter().map(|one| one.function.as_str());
    let models = ValueModels {
        functions,
        from: "super",
        own: own.collect(),
    };
    let items: Vec<TokenStream> = file
        .definitions
        .iter()
        .map(|definition| {
            let model = models.definition(definition, &mut imports);
            let (name, function) = (ident(&definition.name), hiding(&definition.function));
            let docs = format!(" What a `{name}` looks like.");
            let loose = definition.loose.then(|| {
                quote! {
                    #[doc = ""]
                    #[doc = " Values may break what the type does not enforce: see its docs."]
                }
            });
            let arbitrary = match &definition.shape {
                // Of these there may be others that are the same type.
                Shape::Alias(_) | Shape::Constrained(_) => None,
                _ => Some(arbitrary(&quote!(types::#name), &function, &mut imports)),
            };
            quote! {
                #[doc = #docs]
                #loose
                #[must_use]
                pub fn #function() -> ValueModel { #model }

                #arbitrary
            }
        })
        .collect();
    Emitted {
        path: format!("strategies/types/{}.rs", file.module),
        docs: Docs::default(),
        imports,
        items: quote!(#(#items)*),
    }
}

fn arbitrary(
    ty: &TokenStream,
    function: &proc_macro2::Ident,
    imports: &mut Imports,
) -> TokenStream {
    imports.add([
        "proptest::arbitrary::Arbitrary",
        "proptest::strategy::BoxedStrategy",
        "super::super::super::support::valid_values::Mode",
        "super::super::super::support::valid_values::decoded",
        "super::super::super::types",
    ]);
    quote! {
        impl Arbitrary for #ty {
            type Parameters = ();
            type Strategy = BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> BoxedStrategy<Self> {
                decoded(&#function(), Mode::default())
            }
        }
    }
}

fn operation_file(operation: &Operation, functions: &Functions<'_>) -> Emitted {
    let mut imports = Imports::default();
    imports.add([
        "proptest::arbitrary::Arbitrary",
        "proptest::strategy::BoxedStrategy",
        "proptest::strategy::Strategy",
        "super::super::super::operations",
    ]);
    let models = ValueModels {
        functions,
        from: "super::super::types",
        own: Vec::new(),
    };
    let module = ident(&operation.ident);
    let mut parts: Vec<(proc_macro2::Ident, TokenStream)> = Vec::new();
    for parameter in &operation.parameters {
        let model = models.ty(&parameter.ty, &mut imports);
        let values = quote!(decoded(&#model, mode));
        let values = optional(
            parameter.presence != Presence::Required,
            values,
            &mut imports,
        );
        parts.push((ident(&parameter.ident), values));
    }
    let mode = (!operation.parameters.is_empty())
        .then(|| quote!(let mode = Mode { plain: true, ..Mode::default() };));
    if let Some(body) = &operation.body {
        let values = body_values(body, &module, &models, &mut imports);
        let values = optional(!body.required, values, &mut imports);
        parts.push((format_ident!("body"), values));
    }
    let uses = |name: &str| {
        let mut values = parts.iter().map(|(_, values)| values.to_string());
        values.any(|values| values.contains(name))
    };
    if uses("ValueModel ::") {
        imports.add(["super::super::super::support::value_model::ValueModel"]);
    }
    if uses("decoded") {
        imports.add([
            "super::super::super::support::valid_values::Mode",
            "super::super::super::support::valid_values::decoded",
        ]);
    }
    let fields = parts.iter().map(|(field, _)| field.clone());
    let fields: Vec<_> = fields.collect();
    let names = tuple(parts.iter().map(|(name, _)| quote!(#name)).collect());
    let values = tuple(parts.into_iter().map(|(_, values)| values).collect());
    let items = quote! {
        impl Arbitrary for operations::#module::Request {
            type Parameters = ();
            type Strategy = BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> BoxedStrategy<Self> {
                #mode
                #values.prop_map(|#names| Self { #(#fields),* }).boxed()
            }
        }
    };
    Emitted {
        path: format!("strategies/operations/{}.rs", operation.ident),
        docs: Docs::default(),
        imports,
        items,
    }
}

/// Tuples of strategies end at ten: longer ones are tuples of tuples.
fn tuple(parts: Vec<TokenStream>) -> TokenStream {
    let mut groups = parts;
    loop {
        let outer = groups.chunks(10).map(|group| quote!((#(#group,)*)));
        groups = outer.collect();
        if let [one] = groups.as_slice() {
            return one.clone();
        }
        if groups.is_empty() {
            return quote!(());
        }
    }
}

fn optional(optional: bool, values: TokenStream, imports: &mut Imports) -> TokenStream {
    if !optional {
        return values;
    }
    imports.add(["proptest::option"]);
    quote!(option::of(#values))
}

fn body_values(
    body: &Body,
    module: &proc_macro2::Ident,
    models: &ValueModels<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let mut values = |media_type: &str, kind: &BodyKind| match kind {
        BodyKind::Json(json) => {
            let model = models.ty(json, imports);
            let typed = typed(json, imports);
            quote!(decoded::<#typed>(&#model, Mode::default()))
        }
        BodyKind::Text => {
            // A body without a character is none.
            imports.add(["super::super::super::support::value_model::string"]);
            quote!(decoded::<String>(&string(1, None), Mode::default()))
        }
        BodyKind::Bytes => {
            imports.add(["proptest::arbitrary::any", "proptest::collection::vec"]);
            quote!(vec(any::<u8>(), 1..64))
        }
        BodyKind::Ranged => {
            imports.add([
                "proptest::arbitrary::any",
                "proptest::collection::vec",
                "super::super::super::support::MediaBody",
            ]);
            let one = match media_type {
                "*/*" => "application/octet-stream".to_owned(),
                range if range.starts_with("multipart/") => {
                    format!("{}; boundary=drawn", range.replace('*', "mixed"))
                }
                range => range.replace('*', "x-drawn"),
            };
            quote!(vec(any::<u8>(), 1..64).prop_map(|bytes| MediaBody::new(#one, bytes)))
        }
    };
    if let [(name, _, kind)] = body.contents.as_slice() {
        return values(name, kind);
    }
    let variants: Vec<TokenStream> = body
        .contents
        .iter()
        .map(|(media_type, name, kind)| {
            let (name, values) = (super::ident(name), values(media_type, kind));
            quote!(#values.prop_map(operations::#module::RequestBody::#name).boxed())
        })
        .collect();
    imports.add(["proptest::strategy::Union"]);
    quote!(Union::new(vec![#(#variants),*]))
}

fn typed(json: &Type, imports: &mut Imports) -> TokenStream {
    ty(json, Scope::Strategies, imports)
}
