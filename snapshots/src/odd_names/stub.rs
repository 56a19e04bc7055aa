//! The implementation. Written once, and yours from here on: it is never overwritten.

use crate::odd_names::generated::operations;
use crate::odd_names::generated::server::Api;

/// The service behind the API.
#[derive(Debug)]
pub struct Service;

impl Api for Service {
    async fn put_things_thing_id_type(
        &self,
        _request: operations::put_things_thing_id_type::Request,
    ) -> operations::put_things_thing_id_type::Response {
        todo!("answer with 200")
    }

    async fn picture(
        &self,
        _request: operations::picture::Request,
    ) -> operations::picture::Response {
        todo!("answer with 204")
    }

    async fn attach(&self, _request: operations::attach::Request) -> operations::attach::Response {
        todo!("answer with 204")
    }

    async fn match_(&self, _request: operations::match_::Request) -> operations::match_::Response {
        todo!("answer with 299")
    }
}
