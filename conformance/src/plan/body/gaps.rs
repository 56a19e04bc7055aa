//! Why clauses of bodies that are no JSON are not probed.

use std::collections::HashSet;

use tally_spec::MediaType;
use tally_spec::clause::{Clause, ClauseId, Part};
use tally_spec::contract::Operation;
use tally_spec::promise::{Promise, is_json, request_part};

use super::Written;
use crate::plan::{Gap, GapKind};

/// The clauses of request bodies that no input covers: `planned` are the parts that one does.
pub(in crate::plan) fn gaps(
    operation: &Operation,
    clauses: &[Clause],
    planned: &[Part],
    written: Result<Option<&Written>, &str>,
) -> Vec<Gap> {
    let Some(request) = &operation.request_body else {
        return Vec::new();
    };
    let json = request.content.iter().any(|media| is_json(&media.name));
    let present = Promise::Present.id(&operation.key, &Part::RequestBody { media: None });
    let planned: HashSet<&Part> = planned.iter().collect();
    let needed = matches!(written, Ok(Some(written)) if written.needed);
    let is_left = |clause: &&Clause| match clause.id == present {
        true => !json && !needed,
        false => matches!(clause.part, Part::RequestBody { .. }) && !planned.contains(&clause.part),
    };
    let reason = |id: &ClauseId, part: &Part| {
        let mut medias = request.content.iter();
        let media = medias.find(|media| request_part(operation, media) == *part);
        let name = media.map_or("", |media| media.name.as_str());
        match (written, media) {
            (Ok(_), _) if *id == present => {
                "no body at all may be taken for an empty one".to_owned()
            }
            (_, Some(_)) if is_json(name) && MediaType::of(name).is_range() => {
                "a range of media types is no content type".to_owned()
            }
            (_, Some(_)) if is_json(name) => {
                "what such a patch may be depends on the state of the resource".to_owned()
            }
            (Ok(Some(written)), Some(_)) if written.part == *part => format!(
                "only JSON bodies are broken clause by clause: one valid `{}` is sent",
                written.media
            ),
            (Ok(Some(written)), _) => {
                format!("the body is sent as `{}` alone", written.media)
            }
            (Ok(None), _) => "the body is sent as JSON alone".to_owned(),
            (Err(why), _) => why.to_owned(),
        }
    };
    let left = clauses.iter().filter(is_left);
    let gap = |clause: &Clause| Gap {
        clause: clause.id.clone(),
        kind: GapKind::Undecided,
        reason: reason(&clause.id, &clause.part),
    };
    left.map(gap).collect()
}
