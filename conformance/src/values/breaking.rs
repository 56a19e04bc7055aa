//! From schemas that must not hold to disjuncts: each keyword that can fail is one way.

use serde_json::Number;
use tally_spec::format::format_bounds;
use tally_spec::schema::keyword::{Applies, Keyword};
use tally_spec::schema::{JsonTypes, SchemaNode};

use super::disjunct::{Check, Contains, Disjunct, Extra};
use super::honouring::{CHAIN, Splitter, each, either, later, raise, tighten};

impl Splitter<'_> {
    /// The disjuncts in which the schema does not hold.
    pub(super) fn refuse<'s>(
        &self,
        disjunct: Disjunct<'s>,
        node: &SchemaNode<'s>,
        chain: usize,
    ) -> Vec<Disjunct<'s>> {
        match node.boolean() {
            Some(true) => return Vec::new(),
            None if chain < CHAIN => {}
            _ => return vec![disjunct],
        }
        if self.is_weary() {
            return vec![later(disjunct, node, false)];
        }
        let mut disjuncts = either(node.keywords(), |keyword| {
            self.refuse_keyword(disjunct.clone(), node, keyword, &[], chain + 1)
        });
        for disjunct in &mut disjuncts {
            disjunct.checks.push(Check {
                at: node.at.clone(),
                valid: false,
            });
        }
        disjuncts
    }

    /// The disjuncts in which one keyword of the schema does not hold. `tail` is what follows it in
    /// the clause's path, if only that part of it is meant.
    pub(super) fn refuse_keyword<'s>(
        &self,
        disjunct: Disjunct<'s>,
        node: &SchemaNode<'s>,
        keyword: Keyword,
        tail: &[String],
        chain: usize,
    ) -> Vec<Disjunct<'s>> {
        if !node.has(keyword) {
            return Vec::new();
        }
        let mut disjuncts = match keyword.applies() {
            Applies::InPlace => self.refuse_applicator(disjunct, node, keyword, tail, chain),
            Applies::ToItem => refuse_items(disjunct, node, keyword),
            Applies::ToMember | Applies::ToName => refuse_members(&disjunct, node, keyword, tail),
            Applies::Nowhere => match keyword {
                Keyword::Required | Keyword::DependentRequired => {
                    refuse_members(&disjunct, node, keyword, tail)
                }
                _ => refuse_plain(&disjunct, node, keyword),
            },
        };
        disjuncts.retain(|disjunct| !disjunct.is_dead());
        disjuncts
    }

    fn refuse_applicator<'s>(
        &self,
        disjunct: Disjunct<'s>,
        node: &SchemaNode<'s>,
        keyword: Keyword,
        tail: &[String],
        chain: usize,
    ) -> Vec<Disjunct<'s>> {
        match keyword {
            Keyword::Ref => node
                .target()
                .map_or_else(Vec::new, |target| self.refuse(disjunct, &target, chain)),
            Keyword::AllOf => either(node.children(keyword).iter(), |branch| {
                self.refuse(disjunct.clone(), branch, chain)
            }),
            Keyword::AnyOf | Keyword::OneOf => {
                let branches = node.children(keyword);
                // No branch: near one of them first, so that each comes to be the near one.
                let none = either(0..branches.len(), |near| {
                    let (before, after) = branches.split_at(near);
                    after
                        .iter()
                        .chain(before)
                        .fold(vec![disjunct.clone()], |disjuncts, branch| {
                            each(disjuncts, |disjunct| self.refuse(disjunct, branch, chain))
                        })
                });
                if keyword == Keyword::AnyOf {
                    return none;
                }
                let two = either(0..branches.len().saturating_sub(1), |first| {
                    either(branches[first + 1..].iter(), |second| {
                        let disjuncts = self.accept(disjunct.clone(), &branches[first], chain);
                        each(disjuncts, |disjunct| self.accept(disjunct, second, chain))
                    })
                });
                either([none, two].into_iter(), |disjuncts| disjuncts)
            }
            Keyword::Not => match node.child(keyword) {
                Some(not) => self.accept(disjunct, &not, chain),
                None => Vec::new(),
            },
            Keyword::Then | Keyword::Else => {
                let children = (node.child(Keyword::If), node.child(keyword));
                let (Some(condition), Some(branch)) = children else {
                    return Vec::new();
                };
                let disjuncts = match keyword {
                    Keyword::Then => self.accept(disjunct, &condition, chain),
                    _ => self.refuse(disjunct, &condition, chain),
                };
                each(disjuncts, |disjunct| self.refuse(disjunct, &branch, chain))
            }
            Keyword::DependentSchemas => {
                let dependents = node.named_children(keyword).into_iter();
                let meant = dependents.filter(|(name, _)| tail.is_empty() || tail[0] == *name);
                either(meant, |(trigger, dependent)| {
                    let mut disjunct = disjunct.clone();
                    disjunct.kinds = disjunct.kinds.and(JsonTypes::OBJECT);
                    disjunct.members.required.insert(trigger.to_owned());
                    self.refuse(disjunct, &dependent, chain)
                })
            }
            _ => Vec::new(),
        }
    }
}

fn refuse_items<'s>(
    disjunct: Disjunct<'s>,
    node: &SchemaNode<'s>,
    keyword: Keyword,
) -> Vec<Disjunct<'s>> {
    let mut disjunct = disjunct;
    disjunct.kinds = disjunct.kinds.and(JsonTypes::ARRAY);
    let prefix = node.prefix_items().len();
    let spoilt = |index: usize, node: SchemaNode<'s>| {
        let mut disjunct = disjunct.clone();
        disjunct.items.at.entry(index).or_default().none.push(node);
        disjunct.items.least = disjunct.items.least.max(index + 1);
        disjunct
    };
    let children = node.children(keyword).into_iter();
    match keyword {
        Keyword::Contains => {
            let Some(contained) = node.child(keyword) else {
                return Vec::new();
            };
            let least = node.count(Keyword::MinContains).unwrap_or(1);
            let most = node.count(Keyword::MaxContains);
            let mut fewer = disjunct.clone();
            fewer.items.none.push(contained.clone());
            let mut disjuncts = Vec::new();
            if least > 0 {
                disjuncts.push(fewer);
            }
            if let Some(most) = most {
                let mut more = disjunct.clone();
                more.items.contains.push(Contains {
                    node: contained,
                    least: most + 1,
                });
                disjuncts.push(more);
            }
            disjuncts
        }
        Keyword::PrefixItems => children
            .enumerate()
            .map(|(index, branch)| spoilt(index, branch))
            .collect(),
        Keyword::Items => children.map(|items| spoilt(prefix, items)).collect(),
        // An item after all that are described anywhere.
        _ => {
            let described = disjunct
                .items
                .nodes
                .iter()
                .filter(|it| it.has(Keyword::PrefixItems));
            let described = described.map(|node| node.prefix_items().len());
            let last = described.max().unwrap_or(prefix).max(disjunct.items.least);
            let places = children.flat_map(|child| [(last, child.clone()), (0, child)]);
            places.map(|(index, child)| spoilt(index, child)).collect()
        }
    }
}

fn refuse_members<'s>(
    disjunct: &Disjunct<'s>,
    node: &SchemaNode<'s>,
    keyword: Keyword,
    tail: &[String],
) -> Vec<Disjunct<'s>> {
    let mut disjunct = disjunct.clone();
    disjunct.kinds = disjunct.kinds.and(JsonTypes::OBJECT);
    let meant = |name: &str| tail.first().is_none_or(|only| only == name);
    let with = |extra: Extra<'s>| {
        let mut disjunct = disjunct.clone();
        disjunct.members.extras.push(extra);
        disjunct
    };
    let children = node.named_children(keyword).into_iter();
    let named = children.filter(|(name, _)| meant(name));
    let child = || node.child(keyword);
    match keyword {
        Keyword::Required => {
            let meant = node.required().filter(|name| meant(name));
            let without = |name: &str| {
                let mut disjunct = disjunct.clone();
                disjunct.members.required.shift_remove(name);
                disjunct.members.absent.insert(name.to_owned());
                disjunct
            };
            meant.map(without).collect()
        }
        Keyword::DependentRequired => node
            .dependent_required()
            .filter(|(trigger, _)| meant(trigger))
            .flat_map(|(trigger, names)| names.into_iter().map(move |name| (trigger, name)))
            .filter(|(_, name)| tail.get(1).is_none_or(|only| only == name))
            .map(|(trigger, name)| {
                let mut disjunct = disjunct.clone();
                disjunct.members.required.insert(trigger.to_owned());
                disjunct.members.absent.insert(name.to_owned());
                disjunct
            })
            .collect(),
        Keyword::Properties => named
            .map(|(name, member)| {
                let mut disjunct = disjunct.clone();
                disjunct.members.required.insert(name.to_owned());
                let demand = disjunct.members.at.entry(name.to_owned()).or_default();
                demand.none.push(member);
                disjunct
            })
            .collect(),
        Keyword::PatternProperties => named
            .map(|(pattern, member)| {
                let mut extra = Extra {
                    pattern: Some(pattern),
                    ..Extra::default()
                };
                extra.value.none.push(member);
                with(extra)
            })
            .collect(),
        Keyword::PropertyNames => {
            vec![with(Extra {
                name_none: child().into_iter().collect(),
                ..Extra::default()
            })]
        }
        // A member that no schema describes (`unevaluatedProperties`), or not this one.
        _ => {
            let mut beside = vec![node.clone()];
            if keyword == Keyword::UnevaluatedProperties {
                beside.extend(disjunct.members.nodes.iter().cloned());
            }
            let mut extra = Extra {
                beside,
                ..Extra::default()
            };
            extra.value.none.extend(child());
            vec![with(extra)]
        }
    }
}

fn refuse_plain<'s>(
    disjunct: &Disjunct<'s>,
    node: &SchemaNode<'s>,
    keyword: Keyword,
) -> Vec<Disjunct<'s>> {
    let changed = |change: &dyn Fn(&mut Disjunct<'s>)| {
        let mut disjunct = disjunct.clone();
        change(&mut disjunct);
        vec![disjunct]
    };
    let of = |kinds: JsonTypes, change: &dyn Fn(&mut Disjunct<'s>)| {
        changed(&|disjunct| {
            disjunct.kinds = disjunct.kinds.and(kinds);
            change(disjunct);
        })
    };
    let of_number = |change: &dyn Fn(&mut Disjunct<'s>, &Number)| match node.number(keyword) {
        Some(number) => of(JsonTypes::NUMBER, &|disjunct| change(disjunct, number)),
        None => Vec::new(),
    };
    let size = node.count(keyword);
    let one_less = size.and_then(|size| size.checked_sub(1));
    let one_more = size.map(|size| size + 1);
    let of_less = |change: &dyn Fn(&mut Disjunct<'s>)| match one_less {
        Some(_) => of(keyword.restricts(), change),
        None => Vec::new(),
    };
    match keyword {
        Keyword::Type => {
            let types = node.types().unwrap_or(JsonTypes::ALL);
            changed(&|disjunct| disjunct.kinds = disjunct.kinds.without(types))
        }
        Keyword::Const => changed(&|disjunct| disjunct.except.extend(node.constant())),
        Keyword::Enum => match node.enumeration() {
            Some(values) => changed(&|disjunct| disjunct.except.extend(values)),
            None => Vec::new(),
        },
        Keyword::MultipleOf => {
            of_number(&|disjunct, step| disjunct.numbers.no_multiples.push(step.clone()))
        }
        Keyword::Maximum => of_number(&|disjunct, most| disjunct.numbers.at_least(most, true)),
        Keyword::ExclusiveMaximum => {
            of_number(&|disjunct, most| disjunct.numbers.at_least(most, false))
        }
        Keyword::Minimum => of_number(&|disjunct, least| disjunct.numbers.at_most(least, true)),
        Keyword::ExclusiveMinimum => {
            of_number(&|disjunct, least| disjunct.numbers.at_most(least, false))
        }
        Keyword::Format => match node.format().map(|format| (format, format_bounds(format))) {
            Some((_, Some((least, most)))) => {
                let numbers = JsonTypes::NUMBER;
                let above = of(numbers, &|disjunct| disjunct.numbers.at_least(&most, true));
                let below = of(numbers, &|disjunct| disjunct.numbers.at_most(&least, true));
                [above, below].concat()
            }
            Some((format, None)) => of(JsonTypes::STRING, &|disjunct| {
                disjunct.strings.no_formats.push(format);
            }),
            None => Vec::new(),
        },
        Keyword::Pattern => of(JsonTypes::STRING, &|disjunct| {
            disjunct.strings.no_patterns.extend(node.pattern());
        }),
        Keyword::MaxLength => of(JsonTypes::STRING, &|disjunct| {
            raise(&mut disjunct.strings.least, one_more);
        }),
        Keyword::MaxItems => of(JsonTypes::ARRAY, &|disjunct| {
            raise(&mut disjunct.items.least, one_more);
        }),
        Keyword::MaxProperties => of(JsonTypes::OBJECT, &|disjunct| {
            raise(&mut disjunct.members.least, one_more);
        }),
        Keyword::MinLength => of_less(&|disjunct| tighten(&mut disjunct.strings.most, one_less)),
        Keyword::MinItems => of_less(&|disjunct| tighten(&mut disjunct.items.most, one_less)),
        Keyword::MinProperties => {
            of_less(&|disjunct| tighten(&mut disjunct.members.most, one_less))
        }
        Keyword::UniqueItems if node.flag(keyword) => of(JsonTypes::ARRAY, &|disjunct| {
            disjunct.items.repeated = true;
            disjunct.items.least = disjunct.items.least.max(2);
        }),
        _ => Vec::new(),
    }
}
