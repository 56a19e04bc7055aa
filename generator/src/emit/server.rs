//! The `server` module: the trait to implement and the router that serves it.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::Imports;
use super::operation::takes;
use super::{Emitted, docs::docs};
use crate::ir::{Alternatives, Api, Docs, Operation};

/// The file.
pub(crate) fn server(api: &Api) -> Emitted {
    let mut imports = Imports::default();
    imports.add([
        "std::sync::Arc",
        "axum::Router",
        "axum::extract::State",
        "axum::response::IntoResponse",
        "axum::response::Response",
        "axum::routing",
        "super::support::Limits",
    ]);
    let trait_items = trait_items(api, &mut imports);
    let router = router(&api.operations);
    let checks: Vec<TokenStream> = api.alternatives.iter().map(check).collect();
    if !checks.is_empty() {
        imports.add([
            "axum::http::request::Parts",
            "super::support::Rejection",
            "super::support::Unauthorized",
        ]);
    }
    let calls: Vec<TokenStream> = api
        .operations
        .iter()
        .filter(|operation| can_refuse(operation))
        .map(|operation| call(operation, &api.alternatives, &mut imports))
        .collect();
    let methods = (!checks.is_empty() || !calls.is_empty()).then(|| {
        quote! { impl<A: Api> Server<A> { #(#checks)* #(#calls)* } }
    });
    let handlers: Vec<TokenStream> = api
        .operations
        .iter()
        .map(|operation| handler(operation, &mut imports))
        .collect();
    let items = quote! {
        #trait_items
        #router

        struct Server<A> {
            api: Arc<A>,
            limits: Limits,
        }

        impl<A> Clone for Server<A> {
            fn clone(&self) -> Self {
                let Self { api, limits } = self;
                Self { api: Arc::clone(api), limits: *limits }
            }
        }

        #methods
        #(#handlers)*
    };
    let docs = Docs(vec![
        "The trait that an implementation fills in, and the router that serves it.".to_owned(),
    ]);
    Emitted {
        path: "server.rs".to_owned(),
        docs,
        imports,
        items,
    }
}

/// Whether a request can fail to reach its operation.
fn can_refuse(operation: &Operation) -> bool {
    operation.alternatives.is_some() || takes(operation)
}

fn trait_items(api: &Api, imports: &mut Imports) -> TokenStream {
    let caller = (!api.alternatives.is_empty()).then(|| {
        quote! {
            #[doc = " Who asks, as far as the credentials tell."]
            type Caller: Send;
        }
    });
    let authenticate = api.alternatives.iter().map(|set| {
        imports.add([format!("super::security::{}", set.name).as_str()]);
        let (method, name) = (
            format_ident!("{}", set.method),
            format_ident!("{}", set.name),
        );
        let called = if set.requirements.len() > 1 {
            " Called for each of the alternatives that a request carries, until one is accepted."
        } else {
            " Called if a request carries them."
        };
        quote! {
            #[doc = " Finds out who asks. `None` refuses the credentials."]
            #[doc = ""]
            #[doc = #called]
            fn #method(
                &self,
                credentials: #name,
            ) -> impl Future<Output = Option<Self::Caller>> + Send;
        }
    });
    let authenticate: Vec<TokenStream> = authenticate.collect();
    let operations: Vec<TokenStream> = api
        .operations
        .iter()
        .map(|operation| trait_method(operation, imports))
        .collect();
    quote! {
        #[doc = " What an implementation provides."]
        pub trait Api: Send + Sync + 'static {
            #caller
            #(#authenticate)*
            #(#operations)*
        }
    }
}

fn trait_method(operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add([format!("super::operations::{}", operation.ident).as_str()]);
    let name = format_ident!("{}", operation.ident);
    let mut lines = vec![operation.headline.clone()];
    if !operation.refuses && can_refuse(operation) {
        lines.push(String::new());
        lines.push(
            "The document declares no answer for a request that cannot be understood or is not"
                .into(),
        );
        lines.push(
            "authorised, so one without a body is sent, with the status of the `Rejection`.".into(),
        );
    }
    let docs = docs(&Docs(lines));
    let caller = caller_type(operation).map(|ty| quote!(caller: #ty,));
    let request = takes(operation).then(|| quote!(request: #name::Request,));
    let reject = (operation.refuses && can_refuse(operation)).then(|| {
        imports.add(["super::support::Rejection"]);
        let reject = format_ident!("reject_{name}");
        let docs = format!(
            " The answer to a request for [`{name}`](Self::{name}) that does not reach it."
        );
        quote! {
            #[doc = #docs]
            fn #reject(&self, rejection: Rejection) -> #name::Response;
        }
    });
    quote! {
        #docs
        fn #name(
            &self,
            #caller
            #request
        ) -> impl Future<Output = #name::Response> + Send;

        #reject
    }
}

fn caller_type(operation: &Operation) -> Option<TokenStream> {
    match (operation.alternatives, operation.anonymous) {
        (None, _) => None,
        (Some(_), false) => Some(quote!(Self::Caller)),
        (Some(_), true) => Some(quote!(Option<Self::Caller>)),
    }
}

fn router(operations: &[Operation]) -> TokenStream {
    let mut routes: IndexMap<&str, Vec<&Operation>> = IndexMap::new();
    for operation in operations {
        routes.entry(&operation.route).or_default().push(operation);
    }
    let routes = routes.into_iter().map(|(route, operations)| {
        let mut methods = TokenStream::new();
        for (number, operation) in operations.into_iter().enumerate() {
            let method = format_ident!("{}", operation.method.to_ascii_lowercase());
            let name = format_ident!("{}", operation.ident);
            methods.extend(if number == 0 {
                quote!(routing::#method(#name::<A>))
            } else {
                quote!(.#method(#name::<A>))
            });
        }
        quote!(.route(#route, #methods))
    });
    quote! {
        #[doc = " Serves an implementation."]
        pub fn router<A: Api>(api: Arc<A>, limits: Limits) -> Router {
            Router::new()
                #(#routes)*
                .with_state(Server { api, limits })
        }
    }
}

fn check(set: &Alternatives) -> TokenStream {
    let (method, name) = (
        format_ident!("{}", set.method),
        format_ident!("{}", set.name),
    );
    quote! {
        async fn #method(&self, parts: &Parts) -> Result<A::Caller, Rejection> {
            let mut reason = Unauthorized::Missing;
            for credentials in #name::find(parts) {
                if let Some(caller) = self.api.#method(credentials).await {
                    return Ok(caller);
                }
                reason = Unauthorized::Refused;
            }
            Err(Rejection::Unauthorized(reason))
        }
    }
}

fn call(operation: &Operation, sets: &[Alternatives], imports: &mut Imports) -> TokenStream {
    imports.add(["axum::http::request::Parts", "super::support::Rejection"]);
    let name = format_ident!("{}", operation.ident);
    let mutable = (!operation.parameters.is_empty()).then(|| quote!(mut));
    let (mut arguments, mut values) = (vec![quote!(parts: &#mutable Parts)], Vec::new());
    let caller = operation
        .alternatives
        .and_then(|number| sets.get(number))
        .map(|set| {
            let method = format_ident!("{}", set.method);
            values.push(quote!(caller));
            if operation.anonymous {
                quote! {
                    let caller = match self.#method(parts).await {
                        Ok(caller) => Some(caller),
                        Err(Rejection::Unauthorized(Unauthorized::Missing)) => None,
                        Err(rejection) => return Err(rejection),
                    };
                }
            } else {
                quote!(let caller = self.#method(parts).await?;)
            }
        });
    let request = takes(operation).then(|| {
        values.push(quote!(request));
        if operation.body.is_some() {
            imports.add(["axum::body::Body"]);
            arguments.push(quote!(body: Body));
            quote!(let request = #name::Request::read(parts, body, self.limits).await?;)
        } else {
            quote!(let request = #name::Request::read(parts).await?;)
        }
    });
    quote! {
        async fn #name(&self, #(#arguments),*) -> Result<#name::Response, Rejection> {
            #caller
            #request
            Ok(self.api.#name(#(#values),*).await)
        }
    }
}

fn handler(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let name = format_ident!("{}", operation.ident);
    if !can_refuse(operation) {
        return quote! {
            async fn #name<A: Api>(State(server): State<Server<A>>) -> Response {
                server.api.#name().await.into_response()
            }
        };
    }
    let mutable = (!operation.parameters.is_empty()).then(|| quote!(mut));
    let (body, argument) = match operation.body {
        Some(_) => (quote!(body), Some(quote!(, body))),
        None => (quote!(_), None),
    };
    let call = quote!(server.#name(&#mutable parts #argument).await);
    let answer = if operation.refuses {
        let reject = format_ident!("reject_{name}");
        quote! {
            let response = match #call {
                Ok(response) => response,
                Err(rejection) => server.api.#reject(rejection),
            };
            response.into_response()
        }
    } else {
        imports.add(["super::support::message"]);
        quote! {
            match #call {
                Ok(response) => response.into_response(),
                Err(rejection) => message::empty(rejection.status()),
            }
        }
    };
    quote! {
        async fn #name<A: Api>(
            State(server): State<Server<A>>,
            request: axum::extract::Request,
        ) -> Response {
            let (#mutable parts, #body) = request.into_parts();
            #answer
        }
    }
}
