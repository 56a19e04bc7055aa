//! The `server` module: the trait to implement and the router that serves it.

use indexmap::IndexMap;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::imports::Imports;
use super::operation::takes;
use super::{Emitted, docs::docs, hiding, ident};
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
    let served = served(api);
    let sets = served_sets(api);
    let trait_items = trait_items(&served, &sets, &mut imports);
    let router = router(&served);
    let checks: Vec<TokenStream> = sets.iter().map(|set| check(set)).collect();
    if !checks.is_empty() {
        imports.add([
            "axum::http::request::Parts",
            "super::support::Rejection",
            "super::support::Unauthorized",
        ]);
    }
    let calls: Vec<TokenStream> = served
        .iter()
        .filter(|operation| can_refuse(operation))
        .map(|operation| call(operation, &api.alternatives, &mut imports))
        .collect();
    let handlers: Vec<TokenStream> = served
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

        impl<A: Api> Server<A> { #(#checks)* #(#calls)* #(#handlers)* }
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

/// The operations that the router can have.
pub(crate) fn served(api: &Api) -> Vec<&Operation> {
    let operations = api.operations.iter();
    operations.filter(|one| one.route.is_some()).collect()
}

/// The credentials that they ask for.
pub(crate) fn served_sets(api: &Api) -> Vec<&Alternatives> {
    let served = served(api);
    let is_asked = |index: usize| served.iter().any(|one| one.alternatives == Some(index));
    let sets = api.alternatives.iter().enumerate();
    let asked = sets.filter(|(index, _)| is_asked(*index));
    asked.map(|(_, set)| set).collect()
}

fn trait_items(
    operations: &[&Operation],
    sets: &[&Alternatives],
    imports: &mut Imports,
) -> TokenStream {
    let caller = (!sets.is_empty()).then(|| {
        quote! {
            #[doc = " Who asks, as far as the credentials tell."]
            type Caller: Send;
        }
    });
    let authenticate = sets.iter().map(|set| {
        imports.add_named(&format!("super::security::{}", set.name));
        let (method, name) = (
            ident(&set.method),
            hiding(&set.name),
        );
        let called = if set.requirements.len() > 1 {
            " Called for each of the alternatives that a request carries, until one is accepted."
        } else {
            " Called if a request carries them."
        };
        let (scopes, about) = match set.scoped {
            true => (
                Some(quote!(scopes: &'static [&'static str],)),
                Some(quote! {
                    #[doc = ""]
                    #[doc = " The operation demands all of the `scopes`: refuse credentials without them."]
                }),
            ),
            false => (None, None),
        };
        quote! {
            #[doc = " Finds out who asks. `None` refuses the credentials."]
            #[doc = ""]
            #[doc = #called]
            #about
            fn #method(
                &self,
                credentials: #name,
                #scopes
            ) -> impl Future<Output = Option<Self::Caller>> + Send;
        }
    });
    let authenticate: Vec<TokenStream> = authenticate.collect();
    let operations: Vec<TokenStream> = operations
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
    imports.add(["super::operations"]);
    let name = ident(&operation.ident);
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
    let request = takes(operation).then(|| quote!(request: operations::#name::Request,));
    let reject = (operation.refuses && can_refuse(operation)).then(|| {
        imports.add(["super::support::Rejection"]);
        let reject = reject(operation);
        let (module, name) = (&name, &operation.ident);
        let docs = format!(
            " The answer to a request for [`{name}`](Self::{name}) that does not reach it."
        );
        quote! {
            #[doc = #docs]
            fn #reject(&self, rejection: Rejection) -> operations::#module::Response;
        }
    });
    quote! {
        #docs
        fn #name(
            &self,
            #caller
            #request
        ) -> impl Future<Output = operations::#name::Response> + Send;

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

/// The method of the trait that answers what does not reach an operation.
fn reject(operation: &Operation) -> Ident {
    ident(&format!("reject_{}", plain(&operation.ident)))
}

/// The function of the server that finds out who asks.
fn check_name(set: &Alternatives) -> Ident {
    format_ident!("check_{}", set.method)
}

/// The function of the server that reads a request and calls the operation.
fn call_name(operation: &Operation) -> Ident {
    format_ident!("call_{}", plain(&operation.ident))
}

/// The function of the server that is a route.
fn handler_name(operation: &Operation) -> Ident {
    format_ident!("handle_{}", plain(&operation.ident))
}

/// A name as part of a longer one, where it need not be raw.
pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

fn router(operations: &[&Operation]) -> TokenStream {
    let mut routes: IndexMap<&str, Vec<&Operation>> = IndexMap::new();
    for operation in operations {
        if let Some(route) = &operation.route {
            routes.entry(route).or_default().push(operation);
        }
    }
    let routes = routes.into_iter().map(|(route, operations)| {
        let mut methods = TokenStream::new();
        for (number, operation) in operations.into_iter().enumerate() {
            let method = format_ident!("{}", operation.method.to_ascii_lowercase());
            let handler = handler_name(operation);
            methods.extend(if number == 0 {
                quote!(routing::#method(Server::<A>::#handler))
            } else {
                quote!(.#method(Server::<A>::#handler))
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
    let (method, name) = (ident(&set.method), hiding(&set.name));
    let check = check_name(set);
    let count = Literal::usize_unsuffixed(set.requirements.len());
    let (parameter, scopes, argument) = match set.scoped {
        true => (
            Some(quote!(, scopes: [&'static [&'static str]; #count])),
            Some(quote!(let scopes = scopes[credentials.index()];)),
            Some(quote!(, scopes)),
        ),
        false => (None, None, None),
    };
    let shown = set.requirements.iter().all(|one| one.shown);
    let (before, refused) = match shown {
        true => (None, quote!(reason = Unauthorized::Refused;)),
        false => (
            Some(quote!(let is_shown = credentials.is_shown();)),
            quote!(if is_shown {
                reason = Unauthorized::Refused;
            }),
        ),
    };
    quote! {
        async fn #check(&self, parts: &Parts #parameter) -> Result<A::Caller, Rejection> {
            let mut reason = Unauthorized::Missing;
            for credentials in #name::find(parts) {
                #before
                #scopes
                if let Some(caller) = A::#method(&self.api, credentials #argument).await {
                    return Ok(caller);
                }
                #refused
            }
            Err(Rejection::Unauthorized(reason))
        }
    }
}

fn call(operation: &Operation, sets: &[Alternatives], imports: &mut Imports) -> TokenStream {
    imports.add(["axum::http::request::Parts", "super::support::Rejection"]);
    let name = ident(&operation.ident);
    let call = call_name(operation);
    let mutable = (!operation.parameters.is_empty()).then(|| quote!(mut));
    let (mut arguments, mut values) = (vec![quote!(parts: &#mutable Parts)], Vec::new());
    let caller = operation
        .alternatives
        .and_then(|number| sets.get(number))
        .map(|set| {
            let method = check_name(set);
            let scopes = set.scoped.then(|| {
                let scopes = operation
                    .scopes
                    .iter()
                    .map(|scopes| quote!(&[#(#scopes),*]));
                quote!(, [#(#scopes),*])
            });
            values.push(quote!(caller));
            if operation.anonymous {
                quote! {
                    let caller = match self.#method(parts #scopes).await {
                        Ok(caller) => Some(caller),
                        Err(Rejection::Unauthorized(Unauthorized::Missing)) => None,
                        Err(rejection) => return Err(rejection),
                    };
                }
            } else {
                quote!(let caller = self.#method(parts #scopes).await?;)
            }
        });
    let request = takes(operation).then(|| {
        values.push(quote!(request));
        if operation.body.is_some() {
            imports.add(["axum::body::Body"]);
            arguments.push(quote!(body: Body));
            quote!(let request = operations::#name::Request::read(parts, body, self.limits).await?;)
        } else {
            quote!(let request = operations::#name::Request::read(parts).await?;)
        }
    });
    quote! {
        async fn #call(&self, #(#arguments),*) -> Result<operations::#name::Response, Rejection> {
            #caller
            #request
            Ok(A::#name(&self.api, #(#values),*).await)
        }
    }
}

fn handler(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let name = ident(&operation.ident);
    let handler = handler_name(operation);
    if !can_refuse(operation) {
        return quote! {
            async fn #handler(State(server): State<Self>) -> Response {
                A::#name(&server.api).await.into_response()
            }
        };
    }
    let mutable = (!operation.parameters.is_empty()).then(|| quote!(mut));
    let (body, argument) = match operation.body {
        Some(_) => (quote!(body), Some(quote!(, body))),
        None => (quote!(_), None),
    };
    let call_name = call_name(operation);
    let call = quote!(server.#call_name(&#mutable parts #argument).await);
    let answer = if operation.refuses {
        let reject = reject(operation);
        quote! {
            let response = match #call {
                Ok(response) => response,
                Err(rejection) => A::#reject(&server.api, rejection),
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
        async fn #handler(
            State(server): State<Self>,
            request: axum::extract::Request,
        ) -> Response {
            let (#mutable parts, #body) = request.into_parts();
            #answer
        }
    }
}
