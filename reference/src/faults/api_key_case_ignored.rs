//! An API key is accepted in either case.

use super::Fault;
use crate::configuration::Scheme;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// The collation of the database ignores case.
pub(super) const FAULT: Fault = Fault {
    name: "api-key-case-ignored",
    description: "An API key is accepted in either case.",
    clause: "request.security#/enforced",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let key = world.secret(Scheme::ApiKey)?;
    let presented = inbound.asked.api_key().unwrap_or_default();
    if key.reveal().eq_ignore_ascii_case(presented) {
        inbound.set_header(API_KEY, key.reveal());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{api_key, shows, update};

    #[test]
    fn another_case_will_do() {
        let requests = [update(json!({})).with_key(api_key().to_lowercase())];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
