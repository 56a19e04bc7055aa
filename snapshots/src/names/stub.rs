//! The implementation. Written once, and yours from here on: it is never overwritten.

use crate::names::generated::server::Api;
use crate::names::generated::support::Rejection;
use crate::names::generated::{operations, security};

/// The service behind the API.
#[derive(Debug)]
pub struct Service;

/// Who asks.
#[derive(Debug)]
pub struct Caller;

impl Api for Service {
    type Caller = Caller;

    async fn authenticate(&self, credentials: security::Credentials) -> Option<Caller> {
        match credentials {
            security::Credentials::Credentials2(_) => todo!("who sent Credentials2?"),
        }
    }

    async fn authenticate_option_schema_or_vec_schema_and_string_schema(
        &self,
        credentials: security::OptionSchemaOrVecSchemaAndStringSchemaCredentials,
    ) -> Option<Caller> {
        match credentials {
            security::OptionSchemaOrVecSchemaAndStringSchemaCredentials::OptionSchema(
                _,
            ) => todo!("who sent OptionSchema?"),
            security::OptionSchemaOrVecSchemaAndStringSchemaCredentials::VecSchemaAndStringSchema {
                ..
            } => todo!("who sent VecSchemaAndStringSchema?"),
        }
    }

    async fn authenticate_secret2_and_parts2_or_outgoing_and_arc_and_router_or_self_schema_or_type(
        &self,
        credentials: security::Secret2AndParts2OrOutgoingAndArcAndRouterOrSelfSchemaOrTypeCredentials,
    ) -> Option<Caller> {
        match credentials {
            security::Secret2AndParts2OrOutgoingAndArcAndRouterOrSelfSchemaOrTypeCredentials::Secret2AndParts2 {
                ..
            } => todo!("who sent Secret2AndParts2?"),
            security::Secret2AndParts2OrOutgoingAndArcAndRouterOrSelfSchemaOrTypeCredentials::OutgoingAndArcAndRouter {
                ..
            } => todo!("who sent OutgoingAndArcAndRouter?"),
            security::Secret2AndParts2OrOutgoingAndArcAndRouterOrSelfSchemaOrTypeCredentials::SelfSchema(
                _,
            ) => todo!("who sent SelfSchema?"),
            security::Secret2AndParts2OrOutgoingAndArcAndRouterOrSelfSchemaOrTypeCredentials::Type(
                _,
            ) => todo!("who sent Type?"),
        }
    }

    async fn as_(
        &self,
        _caller: Caller,
        _request: operations::as_::Request,
    ) -> operations::as_::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_as_(&self, rejection: Rejection) -> operations::as_::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn break_(&self, _caller: Caller) -> operations::break_::Response {
        todo!("answer with 200")
    }

    async fn const_(&self) -> operations::const_::Response {
        todo!("answer with 200")
    }

    async fn continue_(
        &self,
        _caller: Caller,
        _request: operations::continue_::Request,
    ) -> operations::continue_::Response {
        todo!("answer with 200")
    }

    async fn crate_(
        &self,
        _caller: Caller,
        _request: operations::crate_::Request,
    ) -> operations::crate_::Response {
        todo!("answer with 200")
    }

    async fn else_(&self) -> operations::else_::Response {
        todo!("answer with 200 or 400")
    }

    async fn enum_(
        &self,
        _caller: Caller,
        _request: operations::enum_::Request,
    ) -> operations::enum_::Response {
        todo!("answer with 200")
    }

    async fn extern_(&self, _caller: Caller) -> operations::extern_::Response {
        todo!("answer with 200")
    }

    async fn false_(&self, _request: operations::false_::Request) -> operations::false_::Response {
        todo!("answer with 200")
    }

    async fn fn_(
        &self,
        _caller: Caller,
        _request: operations::fn_::Request,
    ) -> operations::fn_::Response {
        todo!("answer with 200")
    }

    async fn for_(&self, _caller: Caller) -> operations::for_::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_for_(&self, rejection: Rejection) -> operations::for_::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn if_(&self) -> operations::if_::Response {
        todo!("answer with 200")
    }

    async fn impl_(
        &self,
        _caller: Caller,
        _request: operations::impl_::Request,
    ) -> operations::impl_::Response {
        todo!("answer with 200")
    }

    async fn in_(&self, _caller: Caller) -> operations::in_::Response {
        todo!("answer with 200")
    }

    async fn let_(&self) -> operations::let_::Response {
        todo!("answer with 200")
    }

    async fn loop_(
        &self,
        _caller: Caller,
        _request: operations::loop_::Request,
    ) -> operations::loop_::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_loop_(&self, rejection: Rejection) -> operations::loop_::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn match_(
        &self,
        _caller: Caller,
        _request: operations::match_::Request,
    ) -> operations::match_::Response {
        todo!("answer with 200")
    }

    async fn mod_2(&self) -> operations::mod_2::Response {
        todo!("answer with 200")
    }

    async fn move_(
        &self,
        _caller: Caller,
        _request: operations::move_::Request,
    ) -> operations::move_::Response {
        todo!("answer with 200")
    }

    async fn mut_(&self, _caller: Caller) -> operations::mut_::Response {
        todo!("answer with 200")
    }

    async fn pub_(&self, _request: operations::pub_::Request) -> operations::pub_::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_pub_(&self, rejection: Rejection) -> operations::pub_::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn ref_(
        &self,
        _caller: Caller,
        _request: operations::ref_::Request,
    ) -> operations::ref_::Response {
        todo!("answer with 200")
    }

    async fn return_(&self, _caller: Caller) -> operations::return_::Response {
        todo!("answer with 200")
    }

    async fn self_(&self) -> operations::self_::Response {
        todo!("answer with 200")
    }

    async fn static_(
        &self,
        _caller: Caller,
        _request: operations::static_::Request,
    ) -> operations::static_::Response {
        todo!("answer with 200")
    }

    async fn struct_(&self, _caller: Caller) -> operations::struct_::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_struct_(&self, rejection: Rejection) -> operations::struct_::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn super_(&self) -> operations::super_::Response {
        todo!("answer with 200")
    }

    async fn trait_(
        &self,
        _caller: Caller,
        _request: operations::trait_::Request,
    ) -> operations::trait_::Response {
        todo!("answer with 200")
    }

    async fn true_(
        &self,
        _caller: Caller,
        _request: operations::true_::Request,
    ) -> operations::true_::Response {
        todo!("answer with 200")
    }

    async fn type_(&self) -> operations::type_::Response {
        todo!("answer with 200")
    }

    async fn unsafe_(
        &self,
        _caller: Caller,
        _request: operations::unsafe_::Request,
    ) -> operations::unsafe_::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_unsafe_(&self, rejection: Rejection) -> operations::unsafe_::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn use_(&self, _caller: Caller) -> operations::use_::Response {
        todo!("answer with 200")
    }

    async fn where_(&self, _request: operations::where_::Request) -> operations::where_::Response {
        todo!("answer with 200")
    }

    async fn while_(
        &self,
        _caller: Caller,
        _request: operations::while_::Request,
    ) -> operations::while_::Response {
        todo!("answer with 200")
    }

    async fn async_(&self, _caller: Caller) -> operations::async_::Response {
        todo!("answer with 200")
    }

    async fn await_(&self) -> operations::await_::Response {
        todo!("answer with 200 or 400")
    }

    async fn dyn_(
        &self,
        _caller: Caller,
        _request: operations::dyn_::Request,
    ) -> operations::dyn_::Response {
        todo!("answer with 200")
    }

    async fn abstract_(&self, _caller: Caller) -> operations::abstract_::Response {
        todo!("answer with 200")
    }

    async fn become_(&self) -> operations::become_::Response {
        todo!("answer with 200")
    }

    async fn box_(
        &self,
        _caller: Caller,
        _request: operations::box_::Request,
    ) -> operations::box_::Response {
        todo!("answer with 200")
    }

    async fn do_(
        &self,
        _caller: Caller,
        _request: operations::do_::Request,
    ) -> operations::do_::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_do_(&self, rejection: Rejection) -> operations::do_::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn final_(&self) -> operations::final_::Response {
        todo!("answer with 200")
    }

    async fn macro_(
        &self,
        _caller: Caller,
        _request: operations::macro_::Request,
    ) -> operations::macro_::Response {
        todo!("answer with 200")
    }

    async fn override_(&self, _caller: Caller) -> operations::override_::Response {
        todo!("answer with 200")
    }

    async fn priv_(&self, _request: operations::priv_::Request) -> operations::priv_::Response {
        todo!("answer with 200")
    }

    async fn try_(
        &self,
        _caller: Caller,
        _request: operations::try_::Request,
    ) -> operations::try_::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_try_(&self, rejection: Rejection) -> operations::try_::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn typeof_(&self, _caller: Caller) -> operations::typeof_::Response {
        todo!("answer with 200")
    }

    async fn unsized_(&self) -> operations::unsized_::Response {
        todo!("answer with 200")
    }

    async fn virtual_(
        &self,
        _caller: Caller,
        _request: operations::virtual_::Request,
    ) -> operations::virtual_::Response {
        todo!("answer with 200")
    }

    async fn yield_(&self, _caller: Caller) -> operations::yield_::Response {
        todo!("answer with 200")
    }

    async fn gen_(&self) -> operations::gen_::Response {
        todo!("answer with 200 or 400")
    }

    async fn union(
        &self,
        _caller: Caller,
        _request: operations::union::Request,
    ) -> operations::union::Response {
        todo!("answer with 200")
    }

    async fn auto(
        &self,
        _caller: Caller,
        _request: operations::auto::Request,
    ) -> operations::auto::Response {
        todo!("answer with 200")
    }

    async fn raw(&self) -> operations::raw::Response {
        todo!("answer with 200")
    }

    async fn safe(
        &self,
        _caller: Caller,
        _request: operations::safe::Request,
    ) -> operations::safe::Response {
        todo!("answer with 200")
    }

    async fn default(&self, _caller: Caller) -> operations::default::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_default(&self, rejection: Rejection) -> operations::default::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn macro_rules(
        &self,
        _request: operations::macro_rules::Request,
    ) -> operations::macro_rules::Response {
        todo!("answer with 200")
    }

    async fn std(
        &self,
        _caller: Caller,
        _request: operations::std::Request,
    ) -> operations::std::Response {
        todo!("answer with 200")
    }

    async fn core(&self, _caller: Caller) -> operations::core::Response {
        todo!("answer with 200")
    }

    async fn alloc(&self) -> operations::alloc::Response {
        todo!("answer with 200")
    }

    async fn proc_macro(
        &self,
        _caller: Caller,
        _request: operations::proc_macro::Request,
    ) -> operations::proc_macro::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_proc_macro(&self, rejection: Rejection) -> operations::proc_macro::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn axum(&self, _caller: Caller) -> operations::axum::Response {
        todo!("answer with 200")
    }

    async fn http(&self) -> operations::http::Response {
        todo!("answer with 200")
    }

    async fn reqwest(
        &self,
        _caller: Caller,
        _request: operations::reqwest::Request,
    ) -> operations::reqwest::Response {
        todo!("answer with 200")
    }

    async fn serde(
        &self,
        _caller: Caller,
        _request: operations::serde::Request,
    ) -> operations::serde::Response {
        todo!("answer with 200")
    }

    async fn serde_json(&self) -> operations::serde_json::Response {
        todo!("answer with 200 or 400")
    }

    async fn uuid(
        &self,
        _caller: Caller,
        _request: operations::uuid::Request,
    ) -> operations::uuid::Response {
        todo!("answer with 200")
    }

    async fn jiff(&self, _caller: Caller) -> operations::jiff::Response {
        todo!("answer with 200")
    }

    async fn proptest(
        &self,
        _request: operations::proptest::Request,
    ) -> operations::proptest::Response {
        todo!("answer with 200")
    }

    async fn tokio(
        &self,
        _caller: Caller,
        _request: operations::tokio::Request,
    ) -> operations::tokio::Response {
        todo!("answer with 200")
    }

    async fn bytes(&self, _caller: Caller) -> operations::bytes::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_bytes(&self, rejection: Rejection) -> operations::bytes::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn base64(&self) -> operations::base64::Response {
        todo!("answer with 200")
    }

    async fn regress(
        &self,
        _caller: Caller,
        _request: operations::regress::Request,
    ) -> operations::regress::Response {
        todo!("answer with 200")
    }

    async fn futures(&self, _caller: Caller) -> operations::futures::Response {
        todo!("answer with 200")
    }

    async fn hyper(&self) -> operations::hyper::Response {
        todo!("answer with 200")
    }

    async fn tower(
        &self,
        _caller: Caller,
        _request: operations::tower::Request,
    ) -> operations::tower::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_tower(&self, rejection: Rejection) -> operations::tower::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn generated(
        &self,
        _caller: Caller,
        _request: operations::generated::Request,
    ) -> operations::generated::Response {
        todo!("answer with 200")
    }

    async fn types(&self) -> operations::types::Response {
        todo!("answer with 200")
    }

    async fn operations(
        &self,
        _caller: Caller,
        _request: operations::operations::Request,
    ) -> operations::operations::Response {
        todo!("answer with 200")
    }

    async fn server2(&self, _caller: Caller) -> operations::server2::Response {
        todo!("answer with 200")
    }

    async fn client(&self, _request: operations::client::Request) -> operations::client::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_client(&self, rejection: Rejection) -> operations::client::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn security(
        &self,
        _caller: Caller,
        _request: operations::security::Request,
    ) -> operations::security::Response {
        todo!("answer with 200")
    }

    async fn strategies(&self, _caller: Caller) -> operations::strategies::Response {
        todo!("answer with 200")
    }

    async fn support(&self) -> operations::support::Response {
        todo!("answer with 200")
    }

    async fn router2(
        &self,
        _caller: Caller,
        _request: operations::router2::Request,
    ) -> operations::router2::Response {
        todo!("answer with 200")
    }

    async fn message(&self, _caller: Caller) -> operations::message::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_message(&self, rejection: Rejection) -> operations::message::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn connection(&self) -> operations::connection::Response {
        todo!("answer with 200")
    }

    async fn credentials(
        &self,
        _caller: Caller,
        _request: operations::credentials::Request,
    ) -> operations::credentials::Response {
        todo!("answer with 200")
    }

    async fn option(
        &self,
        _caller: Caller,
        _request: operations::option::Request,
    ) -> operations::option::Response {
        todo!("answer with 200")
    }

    async fn json(&self) -> operations::json::Response {
        todo!("answer with 200")
    }

    async fn value(
        &self,
        _caller: Caller,
        _request: operations::value::Request,
    ) -> operations::value::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_value(&self, rejection: Rejection) -> operations::value::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn parts(&self, _caller: Caller) -> operations::parts::Response {
        todo!("answer with 200")
    }

    async fn limits(&self, _request: operations::limits::Request) -> operations::limits::Response {
        todo!("answer with 200")
    }

    async fn body(
        &self,
        _caller: Caller,
        _request: operations::body::Request,
    ) -> operations::body::Response {
        todo!("answer with 200")
    }

    async fn api(&self, _caller: Caller) -> operations::api::Response {
        todo!("answer with 200")
    }

    async fn authenticate2(&self) -> operations::authenticate2::Response {
        todo!("answer with 200 or 400")
    }

    async fn clone(
        &self,
        _caller: Caller,
        _request: operations::clone::Request,
    ) -> operations::clone::Response {
        todo!("answer with 200")
    }

    async fn reject_a(&self, _caller: Caller) -> operations::reject_a::Response {
        todo!("answer with 200")
    }

    async fn drop(&self) -> operations::drop::Response {
        todo!("answer with 200")
    }

    async fn format(
        &self,
        _caller: Caller,
        _request: operations::format::Request,
    ) -> operations::format::Response {
        todo!("answer with 200")
    }

    async fn vec(
        &self,
        _caller: Caller,
        _request: operations::vec::Request,
    ) -> operations::vec::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_vec(&self, rejection: Rejection) -> operations::vec::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }

    async fn bool(&self) -> operations::bool::Response {
        todo!("answer with 200")
    }

    async fn str(
        &self,
        _caller: Caller,
        _request: operations::str::Request,
    ) -> operations::str::Response {
        todo!("answer with 200")
    }

    async fn every_parameter(
        &self,
        _request: operations::every_parameter::Request,
    ) -> operations::every_parameter::Response {
        todo!("answer with 204")
    }

    async fn every_header(&self) -> operations::every_header::Response {
        todo!("answer with 200")
    }

    async fn every_segment(
        &self,
        _request: operations::every_segment::Request,
    ) -> operations::every_segment::Response {
        todo!("answer with 204")
    }

    async fn secured(&self, _caller: Caller) -> operations::secured::Response {
        todo!("answer with 204")
    }
}
