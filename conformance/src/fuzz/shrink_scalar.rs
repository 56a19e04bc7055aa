//! What is tried with one string, number or boolean to make it plainer.

use serde_json::{Number, Value};

/// What is tried with a leaf.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Empty text, zero, false.
    Least,
    /// The first so many characters, between these.
    Prefix { least: usize, most: usize },
    /// The last so many characters, between these.
    Suffix { least: usize, most: usize },
    /// `a` instead of `size` characters from `from` on.
    Plain { size: usize, from: usize },
    /// A number nearer to zero, between these.
    Near { least: u64, most: u64 },
    /// Nothing more.
    End,
}

/// What to try with a text, and what that is.
pub(super) fn of_text(text: &str, step: Step) -> (Step, Option<Value>) {
    let length = text.chars().count();
    let mut step = step;
    loop {
        let trial: String = match step {
            Step::Least if length == 0 => return (Step::End, None),
            Step::Least => String::new(),
            Step::Prefix { least, most } if most > length => {
                step = Step::Prefix {
                    least,
                    most: length,
                };
                continue;
            }
            Step::Prefix { least, most } if least < most => {
                text.chars().take(usize::midpoint(least, most)).collect()
            }
            Step::Prefix { .. } => {
                step = Step::Suffix {
                    least: 0,
                    most: length,
                };
                continue;
            }
            Step::Suffix { least, most } if least < most => {
                let wanted = usize::midpoint(least, most);
                text.chars().skip(length - wanted.min(length)).collect()
            }
            Step::Suffix { .. } => {
                step = Step::Plain {
                    size: length,
                    from: 0,
                };
                continue;
            }
            Step::Plain { size: 0, .. } | Step::Near { .. } | Step::End => {
                return (Step::End, None);
            }
            Step::Plain { size, from } if from >= length => {
                step = Step::Plain {
                    size: size / 2,
                    from: 0,
                };
                continue;
            }
            Step::Plain { size, from } => {
                let plain = |(index, c)| match (from..from + size).contains(&index) {
                    true => 'a',
                    false => c,
                };
                let trial: String = text.chars().enumerate().map(plain).collect();
                if trial == text {
                    step = Step::Plain {
                        size,
                        from: from + size,
                    };
                    continue;
                }
                trial
            }
        };
        return (step, Some(Value::String(trial)));
    }
}

/// What to try with a number, and what that is.
pub(super) fn of_number(number: &Number, step: Step) -> (Step, Option<Value>) {
    let zero = number.as_f64() == Some(0.0);
    match (step, number.as_i64()) {
        (Step::Least, _) if zero => (Step::End, None),
        (Step::Least, _) => (step, Some(Value::from(0))),
        (Step::Prefix { .. }, Some(is)) => of_number(
            number,
            Step::Near {
                least: 0,
                most: is.unsigned_abs(),
            },
        ),
        (Step::Near { least, most }, Some(is)) if least < most => {
            let size = i64::try_from(u64::midpoint(least, most)).unwrap_or(i64::MAX);
            (step, Some(Value::from(size * is.signum())))
        }
        (Step::Prefix { .. }, None) => {
            let whole = number.as_f64().map(f64::trunc).and_then(Number::from_f64);
            (Step::Suffix { least: 0, most: 0 }, whole.map(Value::Number))
        }
        _ => (Step::End, None),
    }
}

/// The step after one that was kept or taken back.
pub(super) fn after(step: Step, kept: bool) -> Step {
    match step {
        Step::Least if kept => Step::End,
        Step::Least => Step::Prefix {
            least: 0,
            most: usize::MAX,
        },
        Step::Prefix { least, most } => {
            let (least, most) = halved(least, most, kept);
            Step::Prefix { least, most }
        }
        Step::Suffix { least, most } => {
            let (least, most) = halved(least, most, kept);
            Step::Suffix { least, most }
        }
        Step::Plain { size, from } => Step::Plain {
            size,
            from: from + size,
        },
        Step::Near { least, most } if kept => Step::Near {
            least,
            most: u64::midpoint(least, most),
        },
        Step::Near { least, most } => Step::Near {
            least: u64::midpoint(least, most) + 1,
            most,
        },
        Step::End => Step::End,
    }
}

/// What is left of a range of lengths after its middle was tried.
fn halved(least: usize, most: usize, kept: bool) -> (usize, usize) {
    match kept {
        true => (least, usize::midpoint(least, most)),
        false => (usize::midpoint(least, most) + 1, most),
    }
}
