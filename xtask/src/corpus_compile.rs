//! `cargo xtask corpus compile FOLDER --sample N`: compiles every part of what is generated of N
//! documents of the folder, or of all, with warnings denied.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::compile_generated;
use crate::index::Documents;

/// Compile what is generated of the documents of a folder.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    documents: Documents,
    /// How many documents, spread evenly over the folder; without it all.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Leave out so many of the documents that would be taken, to go on where a run ended.
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
    /// Compile all parts together, and none of them alone.
    #[arg(long)]
    together: bool,
    /// The folder in which the crates are made and kept.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Run the tests that come with the strategies, where those are emitted.
    #[arg(long)]
    test: bool,
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Some(rows) = arguments.documents.rows() else {
        return ExitCode::FAILURE;
    };
    let count = arguments.sample.unwrap_or(rows.len()).min(rows.len());
    let sampled = spread(rows.len(), count).map(|index| &rows[index]);
    let mut documents = Vec::with_capacity(count);
    for row in sampled.skip(arguments.skip) {
        let path = arguments.documents.path(row);
        match tally_spec::load(&path, &[]) {
            Ok(loaded) if loaded.contract.is_some() => documents.push(path),
            _ => println!("{} cannot be used", row.file),
        }
    }
    if documents.is_empty() {
        println!("no document can be used");
        return ExitCode::FAILURE;
    }
    compile_generated::run(&compile_generated::Arguments {
        document: documents,
        documents: None,
        only: Vec::new(),
        together: arguments.together,
        folder: arguments.out.clone(),
        pedantic: false,
        test: arguments.test,
    })
}

/// So many indices, as far from each other as they can be.
fn spread(all: usize, count: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |number| number * all / count)
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn a_sample_is_spread_over_the_whole_folder() {
        assert_eq!(spread(10, 3).collect::<Vec<_>>(), [0, 3, 6]);
        assert_eq!(spread(3, 3).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(spread(3, 0).count(), 0);
    }
}
