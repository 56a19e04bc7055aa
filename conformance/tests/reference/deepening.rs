//! What is drawn after the plan: silent on lawful servers, the same on every run.

use tally_conformance::deepen::Deepening;

use crate::stand::{self, Stand, each};
use crate::variants::noises;

/// The seeds of `cargo test`; `cargo xtask soak check` takes a hundred.
pub(crate) const SEEDS: [u64; 3] = [1, 2, 3];

pub(crate) fn deepening(seed: u64) -> Deepening {
    Deepening {
        seed,
        ..Deepening::default()
    }
}

#[test]
fn a_faithful_server_is_silent_whatever_is_drawn() {
    let noises = each(SEEDS.into_iter(), |seed| {
        let told = stand::alone(async {
            let stand = Stand::faithful().await;
            stand.deepened(16, deepening(seed)).await
        });
        noises(&told)
    });
    assert_eq!(noises.concat(), Vec::<String>::new());
}
