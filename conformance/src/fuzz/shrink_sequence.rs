//! Several requests in a row that can be made smaller.

use proptest::strategy::ValueTree;

use super::{GeneratedRequest, RequestGenerator, Tree};

/// A sequence of drawn requests that is made smaller step by step: first only the last request is
/// left, then others are left out, then what is broken is mended, then each request gets smaller.
///
/// What a step gives is to be proven ([`RequestGenerator::proven`]) before it is sent. After
/// [`ValueTree::complicate`] the sequence is again the last one that was not taken back.
pub struct Sequence<'s, 'c, 'i> {
    source: &'s RequestGenerator<'c, 'i>,
    calls: Vec<GeneratedRequest>,
    trial: Option<Vec<GeneratedRequest>>,
    phase: Phase,
}

#[derive(Debug)]
enum Phase {
    OnlyLast,
    /// Leaving out `size` requests from `from` on.
    Fewer {
        size: usize,
        from: usize,
    },
    /// Mending a mutation of a request.
    Mended {
        call: usize,
        mutation: usize,
    },
    /// Making one request smaller.
    Within {
        call: usize,
        tree: Option<Box<Tree>>,
    },
    Done,
}

impl<'s, 'c, 'i> Sequence<'s, 'c, 'i> {
    /// A sequence of proven requests.
    #[must_use]
    pub fn new(source: &'s RequestGenerator<'c, 'i>, calls: Vec<GeneratedRequest>) -> Self {
        Self {
            source,
            calls,
            trial: None,
            phase: Phase::OnlyLast,
        }
    }

    fn propose(&mut self) -> Option<Vec<GeneratedRequest>> {
        loop {
            let count = self.calls.len();
            match &mut self.phase {
                Phase::OnlyLast if count > 1 => return Some(self.calls[count - 1..].to_vec()),
                Phase::OnlyLast => {
                    self.phase = Phase::Fewer {
                        size: count / 2,
                        from: 0,
                    };
                }
                Phase::Fewer { size: 0, .. } => {
                    self.phase = Phase::Mended {
                        call: 0,
                        mutation: 0,
                    };
                }
                Phase::Fewer { size, from } if *from >= count => {
                    *from = 0;
                    *size /= 2;
                }
                Phase::Fewer { size, from } => {
                    let gone = *from..(*from + *size).min(count);
                    let kept = self.calls.iter().enumerate();
                    let kept = kept.filter(|(index, _)| !gone.contains(index));
                    let trial: Vec<GeneratedRequest> = kept.map(|(_, call)| call.clone()).collect();
                    match trial.is_empty() {
                        false => return Some(trial),
                        true => *from += *size,
                    }
                }
                Phase::Mended { call, .. } if *call >= count => {
                    self.phase = Phase::Within {
                        call: 0,
                        tree: None,
                    };
                }
                Phase::Mended { call, mutation } => {
                    let broken = self.calls[*call].mutations.len();
                    if broken < 2 || *mutation >= broken {
                        *call += 1;
                        *mutation = 0;
                        continue;
                    }
                    let call = *call;
                    let mended = self.calls[call].mended(self.source, *mutation)?;
                    return Some(self.with(call, mended));
                }
                Phase::Within { call, .. } if *call >= count => self.phase = Phase::Done,
                Phase::Within { call, tree } => {
                    let drawn = &self.calls[*call];
                    let tree = tree.get_or_insert_with(|| {
                        Box::new(Tree::new(drawn.whole.clone(), self.source.kept(drawn)))
                    });
                    if tree.simplify() {
                        let smaller = GeneratedRequest {
                            whole: tree.current(),
                            ..drawn.clone()
                        };
                        let call = *call;
                        return Some(self.with(call, smaller));
                    }
                    self.phase = Phase::Within {
                        call: *call + 1,
                        tree: None,
                    };
                }
                Phase::Done => return None,
            }
        }
    }

    /// The sequence with another request in the place of one.
    fn with(&self, call: usize, drawn: GeneratedRequest) -> Vec<GeneratedRequest> {
        let mut calls = self.calls.clone();
        calls[call] = drawn;
        calls
    }
}

impl std::fmt::Debug for Sequence<'_, '_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sequence")
            .field("calls", &self.calls)
            .field("phase", &self.phase)
            .finish_non_exhaustive()
    }
}

impl ValueTree for Sequence<'_, '_, '_> {
    type Value = Vec<GeneratedRequest>;

    fn current(&self) -> Vec<GeneratedRequest> {
        self.trial.as_ref().unwrap_or(&self.calls).clone()
    }

    fn simplify(&mut self) -> bool {
        if let Some(kept) = self.trial.take() {
            self.calls = kept;
            match &mut self.phase {
                Phase::OnlyLast => {
                    self.phase = Phase::Mended {
                        call: 0,
                        mutation: 0,
                    }
                }
                Phase::Fewer { size, .. } => *size = (*size).min(self.calls.len()),
                Phase::Mended { .. } | Phase::Within { .. } | Phase::Done => {}
            }
        }
        self.trial = self.propose();
        self.trial.is_some()
    }

    fn complicate(&mut self) -> bool {
        if self.trial.take().is_none() {
            return false;
        }
        match &mut self.phase {
            Phase::OnlyLast => {
                self.phase = Phase::Fewer {
                    size: (self.calls.len() / 2).max(1),
                    from: 0,
                };
            }
            Phase::Fewer { size, from } => *from += *size,
            Phase::Mended { mutation, .. } => *mutation += 1,
            Phase::Within { tree, .. } => {
                if let Some(tree) = tree {
                    tree.complicate();
                }
            }
            Phase::Done => {}
        }
        true
    }
}
