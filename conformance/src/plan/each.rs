//! Operations planned side by side, handed over in the order of the document.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use tally_spec::Contract;
use tally_spec::contract::Operation;

use super::{OperationPlan, Options, plan_operation};

/// The stack of a planning thread, in bytes. Schemas are followed by recursion, as deep as the
/// document goes; what is not used of it costs nothing.
const STACK: usize = 1 << 28;

/// Plans every operation that the options include, on all cores, and hands over each plan in the
/// order of the document as soon as it is there.
///
/// # Errors
///
/// The first error that `on_plan` returns; the operations after it are not handed over.
pub fn plan_each<E>(
    contract: &Contract,
    options: &Options,
    mut on_plan: impl FnMut(OperationPlan) -> Result<(), E>,
) -> Result<(), E> {
    let included = contract.operations.iter();
    let included: Vec<&Operation> = included.filter(|it| options.includes(it)).collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let (sender, plans) = mpsc::channel();
    let work = |sender: mpsc::Sender<(usize, OperationPlan)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(operation) = included.get(index) else {
                break;
            };
            let plan = plan_operation(contract, operation, options);
            // When nobody listens any more, the caller had enough.
            if sender.send((index, plan)).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| {
        let work = &work;
        let threads = (0..cores.min(included.len())).filter_map(|_| {
            let sender = sender.clone();
            let builder = thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, move || work(sender)).ok()
        });
        if threads.count() == 0 {
            // No thread to be had: this one will do.
            work(sender.clone());
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (index, plan) in plans {
            waiting.insert(index, plan);
            while let Some(plan) = waiting.remove(&due) {
                due += 1;
                on_plan(plan)?;
            }
        }
        Ok(())
    })
}
