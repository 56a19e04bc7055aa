//! Laws: what several requests in a row must add up to, one in each file.
//!
//! A law follows from what the method means (RFC 5789 for PATCH). Its id is its file's stem; the
//! comment at the top of its file is its manual page. A law judges one step: the state before, one
//! case, and the state after. What it finds is seen a second time before it is reported.

mod law;

mod echo;
mod keeps;
mod persists;
mod refuses_atomically;
mod same_twice;

#[cfg(test)]
mod fixture;

pub(crate) use law::is_merged;
pub use law::{Law, Step, judge};

/// All laws.
pub static LAWS: &[&dyn Law] = &[
    &echo::Echo,
    &keeps::Keeps,
    &persists::Persists,
    &same_twice::SameTwice,
    &refuses_atomically::RefusesAtomically,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_law_with_a_manual_page() {
        for law in LAWS {
            let page = law.page();
            assert!(
                page.contains("Broken when"),
                "{}: when is it broken?\n{page}",
                law.id()
            );
            assert!(
                page.contains("Not judged"),
                "{}: when is it not judged?",
                law.id()
            );
            assert!(page.contains("RFC"), "{}: on what does it stand?", law.id());
        }
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/laws");
        let mut stems: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .filter(|stem| !["mod", "law", "fixture"].contains(&stem.as_str()))
            .collect();
        stems.sort();
        let mut ids: Vec<_> = LAWS.iter().map(|law| law.id().as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, stems);
    }
}
