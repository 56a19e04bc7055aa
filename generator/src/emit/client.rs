//! The `client` module: a method for each operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::Imports;
use super::operation::takes;
use super::{Emitted, docs::docs, hiding, ident};
use crate::ir::{Api, Docs, Operation};

/// What the module exports of the support code, by module.
const EXPORTS: &[(&str, &[&str])] = &[
    ("answer", &["Answer", "Undocumented"]),
    ("base_url", &["BaseUrl", "NotBaseUrl"]),
    ("client_error", &["Error"]),
    ("connection", &["Config"]),
    ("unwritable", &["Reason", "Unwritable"]),
];

/// The file.
pub(crate) fn client(api: &Api) -> Emitted {
    let mut imports = Imports::default();
    imports.add([
        "http::Method",
        "super::support::connection::Connection",
        "super::support::outgoing::Outgoing",
    ]);
    let exports: Vec<TokenStream> = EXPORTS
        .iter()
        .map(|(module, names)| {
            imports.need(&format!("super::support::{module}::{}", names[0]));
            let module = format_ident!("{module}");
            let names: Vec<_> = names.iter().map(|name| format_ident!("{name}")).collect();
            match names.as_slice() {
                [name] => quote!(pub use super::support::#module::#name;),
                _ => quote!(pub use super::support::#module::{ #(#names),* };),
            }
        })
        .collect();
    let methods: Vec<TokenStream> = api
        .operations
        .iter()
        .map(|operation| method(operation, api, &mut imports))
        .collect();
    let items = quote! {
        #(#exports)*

        #[doc = " Calls a server. A clone shares its connections."]
        #[derive(Clone, Debug)]
        pub struct Client {
            connection: Connection,
        }

        impl Client {
            #[doc = " With a client of its own, which follows no redirects and takes no proxy from the"]
            #[doc = " environment."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " If TLS cannot be set up."]
            pub fn new(base: BaseUrl, config: Config) -> Result<Self, reqwest::Error> {
                let connection = Connection::new(base, config)?;
                Ok(Self { connection })
            }

            #[doc = " With your own client: its proxies, certificates, redirects and default headers."]
            #[must_use]
            pub fn with_http(base: BaseUrl, config: Config, http: reqwest::Client) -> Self {
                let connection = Connection::with_http(base, config, http);
                Self { connection }
            }

            #(#methods)*
        }
    };
    let docs = Docs(vec![
        "A client with a method for each operation.".to_owned(),
        String::new(),
        "Each gives one of the answers that the document declares; anything else is an".to_owned(),
        "[`Error`] that keeps what came.".to_owned(),
    ]);
    Emitted {
        path: "client.rs".to_owned(),
        docs,
        imports,
        items,
    }
}

fn method(operation: &Operation, api: &Api, imports: &mut Imports) -> TokenStream {
    imports.add(["super::operations"]);
    let name = ident(&operation.ident);
    let docs = docs(&Docs(vec![operation.headline.clone()]));
    let (mut arguments, mut writes) = (Vec::new(), Vec::new());
    let set = operation
        .alternatives
        .and_then(|number| api.alternatives.get(number));
    if let Some(set) = set {
        imports.add_named(&format!("super::security::{}", set.name));
        let credentials = hiding(&set.name);
        if operation.anonymous {
            arguments.push(quote!(credentials: Option<&#credentials>,));
            writes.push(quote! {
                if let Some(credentials) = credentials {
                    credentials.write(&mut outgoing)?;
                }
            });
        } else {
            arguments.push(quote!(credentials: &#credentials,));
            writes.push(quote!(credentials.write(&mut outgoing)?;));
        }
    }
    if takes(operation) {
        arguments.push(quote!(request: &operations::#name::Request,));
        writes.push(quote!(request.write(&mut outgoing)?;));
    }
    let (http_method, path) = (format_ident!("{}", operation.method), &operation.path);
    let send = if writes.is_empty() {
        quote! {
            let outgoing = Outgoing::new(Method::#http_method, #path);
            self.connection.send(outgoing).await
        }
    } else {
        quote! {
            let mut outgoing = Outgoing::new(Method::#http_method, #path);
            #(#writes)*
            self.connection.send(outgoing).await
        }
    };
    quote! {
        #docs
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " [`Error`] if there is no answer that the document declares."]
        pub async fn #name(&self, #(#arguments)*) -> Result<operations::#name::Response, Error> {
            #send
        }
    }
}
