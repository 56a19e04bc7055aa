//! An `account_id` outside the scope of the credentials is ignored.

use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// Nobody asks whether the caller may act for the account that the request names.
pub(super) const FAULT: Fault = Fault {
    name: "foreign-account-accepted",
    description: "An `account_id` outside the scope of the credentials is ignored.",
    clause: "responses#/foreign",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let accounts = world.scope(&inbound.asked)?;
    let foreign = inbound
        .asked
        .uuid("account_id")
        .filter(|account| !accounts.contains(account));
    if foreign.is_some() {
        inbound.take_member("account_id", Value::is_string);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{shows, update};

    #[test]
    fn a_foreign_account_is_accepted() {
        let requests = [update(json!({"account_id": demo().foreign_account_id}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
