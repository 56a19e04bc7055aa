//! What is tried with one string, number or boolean to make it plainer.

use serde_json::{Number, Value};

/// What is tried with a leaf.
#[derive(Clone, Copy, Debug)]
pub(super) enum ShrinkStep {
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
pub(super) fn of_text(text: &str, step: ShrinkStep) -> (ShrinkStep, Option<Value>) {
    let length = text.chars().count();
    let mut step = step;
    loop {
        let trial: String = match step {
            ShrinkStep::Least if length == 0 => return (ShrinkStep::End, None),
            ShrinkStep::Least => String::new(),
            ShrinkStep::Prefix { least, most } if most > length => {
                step = ShrinkStep::Prefix {
                    least,
                    most: length,
                };
                continue;
            }
            ShrinkStep::Prefix { least, most } if least < most => {
                text.chars().take(usize::midpoint(least, most)).collect()
            }
            ShrinkStep::Prefix { .. } => {
                step = ShrinkStep::Suffix {
                    least: 0,
                    most: length,
                };
                continue;
            }
            ShrinkStep::Suffix { least, most } if least < most => {
                let wanted = usize::midpoint(least, most);
                text.chars().skip(length - wanted.min(length)).collect()
            }
            ShrinkStep::Suffix { .. } => {
                step = ShrinkStep::Plain {
                    size: length,
                    from: 0,
                };
                continue;
            }
            ShrinkStep::Plain { size: 0, .. } | ShrinkStep::Near { .. } | ShrinkStep::End => {
                return (ShrinkStep::End, None);
            }
            ShrinkStep::Plain { size, from } if from >= length => {
                step = ShrinkStep::Plain {
                    size: size / 2,
                    from: 0,
                };
                continue;
            }
            ShrinkStep::Plain { size, from } => {
                let plain = |(index, c)| match (from..from + size).contains(&index) {
                    true => 'a',
                    false => c,
                };
                let trial: String = text.chars().enumerate().map(plain).collect();
                if trial == text {
                    step = ShrinkStep::Plain {
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
pub(super) fn of_number(number: &Number, step: ShrinkStep) -> (ShrinkStep, Option<Value>) {
    let zero = number.as_f64() == Some(0.0);
    match (step, number.as_i64()) {
        (ShrinkStep::Least, _) if zero => (ShrinkStep::End, None),
        (ShrinkStep::Least, _) => (step, Some(Value::from(0))),
        (ShrinkStep::Prefix { .. }, Some(is)) => of_number(
            number,
            ShrinkStep::Near {
                least: 0,
                most: is.unsigned_abs(),
            },
        ),
        (ShrinkStep::Near { least, most }, Some(is)) if least < most => {
            let size = i64::try_from(u64::midpoint(least, most)).unwrap_or(i64::MAX);
            (step, Some(Value::from(size * is.signum())))
        }
        (ShrinkStep::Prefix { .. }, None) => {
            let whole = number.as_f64().map(f64::trunc).and_then(Number::from_f64);
            (
                ShrinkStep::Suffix { least: 0, most: 0 },
                whole.map(Value::Number),
            )
        }
        _ => (ShrinkStep::End, None),
    }
}

/// The step after one that was kept or taken back.
pub(super) fn after(step: ShrinkStep, kept: bool) -> ShrinkStep {
    match step {
        ShrinkStep::Least if kept => ShrinkStep::End,
        ShrinkStep::Least => ShrinkStep::Prefix {
            least: 0,
            most: usize::MAX,
        },
        ShrinkStep::Prefix { least, most } => {
            let (least, most) = halved(least, most, kept);
            ShrinkStep::Prefix { least, most }
        }
        ShrinkStep::Suffix { least, most } => {
            let (least, most) = halved(least, most, kept);
            ShrinkStep::Suffix { least, most }
        }
        ShrinkStep::Plain { size, from } => ShrinkStep::Plain {
            size,
            from: from + size,
        },
        ShrinkStep::Near { least, most } if kept => ShrinkStep::Near {
            least,
            most: u64::midpoint(least, most),
        },
        ShrinkStep::Near { least, most } => ShrinkStep::Near {
            least: u64::midpoint(least, most) + 1,
            most,
        },
        ShrinkStep::End => ShrinkStep::End,
    }
}

/// What is left of a range of lengths after its middle was tried.
fn halved(least: usize, most: usize, kept: bool) -> (usize, usize) {
    match kept {
        true => (least, usize::midpoint(least, most)),
        false => (usize::midpoint(least, most) + 1, most),
    }
}
