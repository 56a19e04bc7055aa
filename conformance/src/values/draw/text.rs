//! Free text of any length and script.

use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use tally_spec::format::ALPHABETS;

/// Texts between two lengths, counted in characters.
#[derive(Clone, Debug)]
pub(in crate::values) struct Texts {
    pub(in crate::values) least: usize,
    pub(in crate::values) most: Option<usize>,
}

/// The longest text that is drawn where the schema sets no bound: a few thousand characters in a
/// few members stay far below what servers refuse for its size.
const LONGEST: usize = 2_000;

impl Texts {
    /// Draws a text.
    pub(super) fn draw(&self, rng: &mut TestRng) -> String {
        let length = self.length(rng);
        let first = rng.random_bool(0.5);
        let alphabet = match first {
            true => ALPHABETS[0],
            false => ALPHABETS[rng.random_range(0..ALPHABETS.len())],
        };
        (0..length)
            .map(|_| {
                let (from, to) = alphabet[rng.random_range(0..alphabet.len())];
                rng.random_range(from..=to)
            })
            .collect()
    }

    /// Mostly short, sometimes long, sometimes the shortest or the longest.
    fn length(&self, rng: &mut TestRng) -> usize {
        let most = self.most.unwrap_or(self.least.max(LONGEST));
        let span = match rng.random_range(0..20_u8) {
            0..=1 => 0,
            2..=7 => 12,
            8..=13 => 60,
            14..=17 => 300,
            18 => LONGEST,
            _ => return most.min(self.least.max(LONGEST)),
        };
        let to = self.least.saturating_add(span).min(most);
        rng.random_range(self.least..=to)
    }
}
