//! The implementation. Written once, and yours from here on: it is never overwritten.

use crate::odd_names::generated::operations::{attach, match_, picture, put_things_thing_id_type};
use crate::odd_names::generated::server::Api;

/// The service behind the API.
#[derive(Debug)]
pub struct Service;

impl Api for Service {
    async fn put_things_thing_id_type(
        &self,
        _request: put_things_thing_id_type::Request,
    ) -> put_things_thing_id_type::Response {
        todo!("answer with 200")
    }

    async fn picture(&self, _request: picture::Request) -> picture::Response {
        todo!("answer with 204")
    }

    async fn attach(&self, _request: attach::Request) -> attach::Response {
        todo!("answer with 204")
    }

    async fn match_(&self, _request: match_::Request) -> match_::Response {
        todo!("answer with 299")
    }
}
