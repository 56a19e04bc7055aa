//! `tally explain`: the manual page of a rule, a law or a diagnostic.

use std::io::{self, Write};

use tally_conformance::manual::{self, Chapter, Page};

use crate::args::ExplainArgs;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// How alike two names must be for one to be suggested for the other (Jaro-Winkler).
const ALIKE: f64 = 0.8;

/// Prints the page of a name, or all names with one line each.
///
/// # Errors
///
/// When there is no such name.
pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let chapters = manual::chapters();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = match &args.name {
        None => list(&mut out, &chapters),
        Some(name) => show(&mut out, find(&chapters, name)?),
    };
    render::printed(printed.and_then(|()| out.flush()))?;
    Ok(Exit::Clean)
}

/// The page of a name; reports write `wrong refusal` for `wrong_refusal`.
fn find<'a>(chapters: &'a [Chapter], name: &str) -> Result<&'a Page, Failure> {
    let plain = |name: &str| name.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    let wanted = plain(name);
    let mut pages = chapters.iter().flat_map(|chapter| &chapter.pages);
    if let Some(page) = pages.clone().find(|page| plain(&page.name) == wanted) {
        return Ok(page);
    }
    let alike = |page: &&Page| strsim::jaro_winkler(&plain(&page.name), &wanted);
    let best = pages
        .by_ref()
        .max_by(|a, b| alike(a).total_cmp(&alike(b)))
        .filter(|page| alike(page) >= ALIKE);
    let hint = match best {
        Some(page) => format!("did you mean `{}`? ", page.name),
        None => String::new(),
    };
    Err(Failure::flag(
        "NAME",
        format!("there is no rule, law or diagnostic `{name}`; {hint}`tally explain` lists them"),
    ))
}

fn show(out: &mut dyn Write, page: &Page) -> io::Result<()> {
    writeln!(out, "{}\n\n{}", page.name, page.text)
}

fn list(out: &mut dyn Write, chapters: &[Chapter]) -> io::Result<()> {
    let pages = chapters.iter().flat_map(|chapter| &chapter.pages);
    let width = pages.map(|page| page.name.len()).max().unwrap_or(0);
    for (index, chapter) in chapters.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", chapter.title)?;
        for page in &chapter.pages {
            writeln!(out, "  {:width$}  {}", page.name, page.title())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        let chapters = manual::chapters();
        let found = match find(&chapters, name) {
            Ok(page) => page.name.clone(),
            Err(failure) => failure.to_string(),
        };
        assert!(found.contains(expected), "{found}");
    }

    #[test]
    fn every_name_of_the_manual_is_explained() {
        for chapter in manual::chapters() {
            for page in chapter.pages {
                check(&page.name, &page.name);
            }
        }
    }

    #[test]
    fn names_are_found_as_reports_write_them() {
        check("wrong refusal", "wrong_refusal");
        check("Covered_Branch", "covered-branch");
    }

    #[test]
    fn the_likely_name_is_suggested() {
        check("undocumented_stats", "did you mean `undocumented_status`?");
        check("qqq", "`tally explain` lists them");
    }
}
