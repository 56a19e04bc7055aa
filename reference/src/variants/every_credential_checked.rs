//! A request with a right and a wrong credential is refused.

use http::StatusCode;

use super::Variant;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// That either suffices does not say that the other may be wrong.
pub(super) const VARIANT: Variant = Variant {
    name: "every-credential-checked",
    description: "A request with a right and a wrong credential is refused.",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let mut presented = inbound.asked.clone();
    presented.headers.remove(API_KEY);
    let by_token = world.scope(&presented).is_some();
    let by_key = world.scope(&inbound.asked).is_some() && !by_token;
    let both = inbound.asked.api_key().is_some() && inbound.asked.authorization().is_some();
    (both && by_key).then(|| Answer::refusal(StatusCode::UNAUTHORIZED, "Unauthorized"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn a_wrong_token_beside_the_key_is_refused() {
        let requests = [update(json!({})).header("authorization", "Bearer wrong")];
        varies(&VARIANT, &requests, |got| got[0].status == 401);
    }
}
