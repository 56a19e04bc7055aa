//! Optional members present and absent, in every pair of ways.

use serde_json::Value;

use super::new_case::{Cases, NewCase, PlanContext, smallest_sendable};
use crate::case::{Family, Intent};
use crate::values::PathStep;

/// How many optional members and parameters are combined.
const FACTORS: usize = 24;

/// Something that may be there or not, and the value that it has when it is.
struct Factor {
    input: usize,
    /// A member of the body; none: the whole input.
    member: Option<String>,
    value: Value,
}

/// A covering array of strength two over the optional members of the body and the optional
/// parameters: for any two of them there are requests with both, with either, and with neither.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let factors = factors(ground);
    for row in covering(factors.len()) {
        let Some(request) = request(ground, &factors, &row) else {
            continue;
        };
        let name = |factor: &Factor| match &factor.member {
            Some(member) => format!("`{member}`"),
            None => format!(
                "`{}`",
                ground.inputs[factor.input].pointer.trim_start_matches('/')
            ),
        };
        let there: Vec<String> = factors
            .iter()
            .zip(&row)
            .filter(|(_, there)| **there)
            .map(|(factor, _)| name(factor))
            .collect();
        let about = match there.is_empty() {
            true => "without any optional member".to_owned(),
            false => format!("with {}", there.join(", ")),
        };
        let bits: String = row
            .iter()
            .map(|&there| if there { '1' } else { '0' })
            .collect();
        let expectation = ground.accepted(&request);
        cases.push(
            ground,
            NewCase {
                id: format!("pairwise/{bits}"),
                family: Family::Pairwise,
                clause: None,
                intent: Intent::Honours,
                request,
                expectation,
                difference: None,
                about,
                times: 1,
            },
        );
    }
}

fn factors(ground: &PlanContext<'_, '_>) -> Vec<Factor> {
    let mut factors = Vec::new();
    for (index, (input, prober)) in ground.inputs.iter().zip(&ground.probers).enumerate() {
        if input.parameter.is_some() {
            let value = smallest_sendable(input, prober);
            if let Some(value) = value.filter(|_| !input.required) {
                factors.push(Factor {
                    input: index,
                    member: None,
                    value,
                });
            }
            continue;
        }
        let Some(Value::Object(smallest)) = &ground.values[index] else {
            continue;
        };
        for member in prober.members() {
            if factors.len() >= FACTORS {
                break;
            }
            ground.work.allot(ground.clauses() + FACTORS);
            if smallest.contains_key(&member) {
                continue;
            }
            let base = prober
                .bases(&[PathStep::Member(member.clone())])
                .into_iter()
                .next();
            if let Some(value) = base.and_then(|base| base.get(&member).cloned()) {
                factors.push(Factor {
                    input: index,
                    member: Some(member),
                    value,
                });
            }
        }
    }
    factors.truncate(FACTORS);
    factors
}

fn request(
    ground: &PlanContext<'_, '_>,
    factors: &[Factor],
    row: &[bool],
) -> Option<crate::case::PlannedRequest> {
    let mut others: Vec<(usize, Option<Value>)> = Vec::new();
    if let Some(body) = ground.body() {
        others.push((body, ground.values[body].clone()));
    }
    for (factor, _) in factors.iter().zip(row).filter(|(_, there)| **there) {
        match &factor.member {
            None => others.push((factor.input, Some(factor.value.clone()))),
            Some(member) => {
                let body = others.iter_mut().find(|(input, _)| *input == factor.input);
                if let Some((_, Some(Value::Object(members)))) = body {
                    members.insert(member.clone(), factor.value.clone());
                }
            }
        }
    }
    // Members may depend on each other: then this row is not one of requests.
    let valid = others.iter().all(|(input, value)| {
        value
            .as_ref()
            .is_none_or(|value| ground.probers[*input].accepts(value))
    });
    valid.then(|| ground.request(&others))
}

/// Rows in which every two of `count` factors are both absent, both present, and each alone.
///
/// All absent, all present, and for each bit of a factor's number (with as many ones as zeros, so
/// that no number covers another) the factors that have it: two numbers differ in both directions.
fn covering(count: usize) -> Vec<Vec<bool>> {
    if count == 0 {
        return Vec::new();
    }
    let mut rows = vec![vec![false; count], vec![true; count]];
    if count == 1 {
        return rows;
    }
    let (width, codes) = balanced(count);
    for bit in 0..width {
        rows.push(codes.iter().map(|code| code >> bit & 1 == 1).collect());
    }
    rows
}

/// Different numbers of so many bits, half of them ones.
fn balanced(count: usize) -> (u32, Vec<u64>) {
    for width in 2_u32.. {
        let codes: Vec<u64> = (0..1_u64 << width)
            .filter(|code| code.count_ones() == width / 2)
            .take(count)
            .collect();
        if codes.len() == count {
            return (width, codes);
        }
    }
    (0, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_factors_is_covered_in_all_four_ways() {
        for count in 2..=FACTORS {
            let rows = covering(count);
            assert!(rows.len() <= 12, "{} rows for {count}", rows.len());
            for first in 0..count {
                for second in 0..first {
                    let pairs: std::collections::BTreeSet<_> =
                        rows.iter().map(|row| (row[first], row[second])).collect();
                    assert_eq!(pairs.len(), 4, "{first} and {second} of {count}");
                }
            }
        }
    }
}
