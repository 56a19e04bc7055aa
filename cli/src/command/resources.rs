//! `tally plan --resources`: which operations return ids of resources, and which need them.

use std::io::{self, Write};

use tally_conformance::resources::{Reason, ResourceGraph, ResourceKind};

/// Prints the resources of a document, and what a user could give where no operation returns an id.
pub(super) fn print(out: &mut dyn Write, graph: &ResourceGraph) -> io::Result<()> {
    if graph.kinds.is_empty() {
        return writeln!(
            out,
            "No path of the document has a parameter: there are no resources."
        );
    }
    for kind in graph.kinds.iter().filter(|kind| !kind.producers.is_empty()) {
        fed(out, kind)?;
    }
    let unfed: Vec<_> = graph.unfed().collect();
    if unfed.is_empty() {
        return Ok(());
    }
    writeln!(out, "Ids that no operation returns")?;
    for kind in unfed {
        let Some(first) = kind.consumers.first() else {
            continue;
        };
        let pointer = first.pointers.last().map_or("", String::as_str);
        let asking = match kind.consumers.len() {
            1 => first.operation.to_string(),
            count => format!("{count} operations, {} the first", first.operation),
        };
        writeln!(out, "  {}: {asking}", kind.path)?;
        writeln!(
            out,
            "      give one: --known '{} {pointer}=VALUE'",
            first.operation
        )?;
    }
    Ok(())
}

fn fed(out: &mut dyn Write, kind: &ResourceKind) -> io::Result<()> {
    writeln!(out, "{} ({})", kind.path, kind.name)?;
    writeln!(out, "  ids come from")?;
    for producer in &kind.producers {
        let makes = if producer.creates {
            ", which makes one"
        } else {
            ""
        };
        writeln!(
            out,
            "    {}{makes}: {}, because {}",
            producer.operation, producer.place, producer.reason
        )?;
    }
    writeln!(out, "  and go to")?;
    for consumer in &kind.consumers {
        let pointers = consumer.pointers.join(", ");
        match consumer.reason {
            Reason::Path => writeln!(out, "    {}: {pointers}", consumer.operation)?,
            reason => writeln!(
                out,
                "    {}: {pointers}, because {reason}",
                consumer.operation
            )?,
        }
    }
    writeln!(out)
}
