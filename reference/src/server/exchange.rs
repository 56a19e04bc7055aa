//! One request through all layers.

use std::sync::Arc;
use std::time::Duration;

use crate::layers::{Answer, Asked, Delivery, Inbound, Layer, Manner, Visit, World};
use crate::service;

/// Answers a request: *before*, the faithful server with *store* inside, *after*, *wire*.
///
/// Only requests for the operation pass the layers; another method or path is answered by the
/// router alone.
pub(super) async fn exchange(world: &Arc<World>, asked: Asked) -> Delivery {
    let layers: &[Layer] = if asked.is_update() {
        &world.layers
    } else {
        &[]
    };
    let asked = Arc::new(asked);
    let mut inbound = Inbound {
        asked: Asked::clone(&asked),
        forced: Default::default(),
    };
    let early = layers.iter().find_map(|layer| match layer {
        Layer::Before(act) => act(world, &mut inbound),
        _ => None,
    });
    let mut answer = match early {
        Some(answer) => answer,
        None => faithful(world, &asked, inbound).await,
    };
    for layer in layers {
        if let Layer::After(act) = layer {
            act(world, &asked, &mut answer);
        }
    }
    let mut delivery = Delivery {
        answer,
        delay: Duration::ZERO,
        manner: Manner::Whole,
    };
    for layer in layers {
        if let Layer::Wire(act) = layer {
            act(world, &asked, &mut delivery);
        }
    }
    delivery
}

/// The answer of the generated router over the faithful implementation, or of a *store* layer
/// that refused the update.
async fn faithful(world: &Arc<World>, asked: &Arc<Asked>, inbound: Inbound) -> Answer {
    let visit = Visit::new(Arc::clone(world), Arc::clone(asked), inbound.forced);
    let answer = service::answer(visit.clone(), inbound.asked).await;
    visit.refusal().unwrap_or(answer)
}
