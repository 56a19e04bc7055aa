//! Runs have only the members that are required.

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// "When listing runs, `output`, `error`, `payload`, and `attempts` are not included."
pub(super) const VARIANT: Variant = Variant {
    name: "bare-runs",
    description: "Runs have only the members that are required.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_runs(|run| {
        run.retain(|member, _| REQUIRED.contains(&member.as_str()));
    });
}

const REQUIRED: [&str; 5] = ["id", "status", "taskIdentifier", "createdAt", "updatedAt"];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn a_run_has_five_members() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| got[0].run("id").len() == 5);
    }
}
