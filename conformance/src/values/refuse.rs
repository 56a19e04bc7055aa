//! From schemas that must not hold to worlds: each keyword that can fail is one way.

use serde_json::Number;
use tally_spec::schema::keyword::{Applies, Keyword};
use tally_spec::schema::{JsonTypes, SchemaNode, format_bounds};

use super::accept::{CHAIN, Splitter, each, either, later, raise, tighten};
use super::world::{Check, Contains, Extra, World};

impl Splitter<'_> {
    /// The worlds in which the schema does not hold.
    pub(super) fn refuse<'s>(
        &self,
        world: World<'s>,
        node: &SchemaNode<'s>,
        chain: usize,
    ) -> Vec<World<'s>> {
        match node.boolean() {
            Some(true) => return Vec::new(),
            None if chain < CHAIN => {}
            _ => return vec![world],
        }
        if self.is_weary() {
            return vec![later(world, node, false)];
        }
        let mut worlds = either(node.keywords(), |keyword| {
            self.refuse_keyword(world.clone(), node, keyword, &[], chain + 1)
        });
        for world in &mut worlds {
            world.checks.push(Check {
                at: node.at.clone(),
                valid: false,
            });
        }
        worlds
    }

    /// The worlds in which one keyword of the schema does not hold. `tail` is what follows it in
    /// the clause's path, if only that part of it is meant.
    pub(super) fn refuse_keyword<'s>(
        &self,
        world: World<'s>,
        node: &SchemaNode<'s>,
        keyword: Keyword,
        tail: &[String],
        chain: usize,
    ) -> Vec<World<'s>> {
        if !node.has(keyword) {
            return Vec::new();
        }
        let mut worlds = match keyword.applies() {
            Applies::InPlace => self.refuse_applicator(world, node, keyword, tail, chain),
            Applies::ToItem => refuse_items(world, node, keyword),
            Applies::ToMember | Applies::ToName => refuse_members(&world, node, keyword, tail),
            Applies::Nowhere => match keyword {
                Keyword::Required | Keyword::DependentRequired => {
                    refuse_members(&world, node, keyword, tail)
                }
                _ => refuse_plain(&world, node, keyword),
            },
        };
        worlds.retain(|world| !world.is_dead());
        worlds
    }

    fn refuse_applicator<'s>(
        &self,
        world: World<'s>,
        node: &SchemaNode<'s>,
        keyword: Keyword,
        tail: &[String],
        chain: usize,
    ) -> Vec<World<'s>> {
        match keyword {
            Keyword::Ref => node
                .target()
                .map_or_else(Vec::new, |target| self.refuse(world, &target, chain)),
            Keyword::AllOf => either(node.children(keyword).iter(), |branch| {
                self.refuse(world.clone(), branch, chain)
            }),
            Keyword::AnyOf | Keyword::OneOf => {
                let branches = node.children(keyword);
                // No branch: near one of them first, so that each comes to be the near one.
                let none = either(0..branches.len(), |near| {
                    let (before, after) = branches.split_at(near);
                    after
                        .iter()
                        .chain(before)
                        .fold(vec![world.clone()], |worlds, branch| {
                            each(worlds, |world| self.refuse(world, branch, chain))
                        })
                });
                if keyword == Keyword::AnyOf {
                    return none;
                }
                let two = either(0..branches.len().saturating_sub(1), |first| {
                    either(branches[first + 1..].iter(), |second| {
                        let worlds = self.accept(world.clone(), &branches[first], chain);
                        each(worlds, |world| self.accept(world, second, chain))
                    })
                });
                either([none, two].into_iter(), |worlds| worlds)
            }
            Keyword::Not => match node.child(keyword) {
                Some(not) => self.accept(world, &not, chain),
                None => Vec::new(),
            },
            Keyword::Then | Keyword::Else => {
                let children = (node.child(Keyword::If), node.child(keyword));
                let (Some(condition), Some(branch)) = children else {
                    return Vec::new();
                };
                let worlds = match keyword {
                    Keyword::Then => self.accept(world, &condition, chain),
                    _ => self.refuse(world, &condition, chain),
                };
                each(worlds, |world| self.refuse(world, &branch, chain))
            }
            Keyword::DependentSchemas => {
                let dependents = node.named_children(keyword).into_iter();
                let meant = dependents.filter(|(name, _)| tail.is_empty() || tail[0] == *name);
                either(meant, |(trigger, dependent)| {
                    let mut world = world.clone();
                    world.kinds = world.kinds.and(JsonTypes::OBJECT);
                    world.members.required.insert(trigger.to_owned());
                    self.refuse(world, &dependent, chain)
                })
            }
            _ => Vec::new(),
        }
    }
}

fn refuse_items<'s>(world: World<'s>, node: &SchemaNode<'s>, keyword: Keyword) -> Vec<World<'s>> {
    let mut world = world;
    world.kinds = world.kinds.and(JsonTypes::ARRAY);
    let prefix = node.prefix_items().len();
    let spoilt = |index: usize, node: SchemaNode<'s>| {
        let mut world = world.clone();
        world.items.at.entry(index).or_default().none.push(node);
        world.items.least = world.items.least.max(index + 1);
        world
    };
    let children = node.children(keyword).into_iter();
    match keyword {
        Keyword::Contains => {
            let Some(contained) = node.child(keyword) else {
                return Vec::new();
            };
            let least = node.count(Keyword::MinContains).unwrap_or(1);
            let most = node.count(Keyword::MaxContains);
            let mut fewer = world.clone();
            fewer.items.none.push(contained.clone());
            let mut worlds = Vec::new();
            if least > 0 {
                worlds.push(fewer);
            }
            if let Some(most) = most {
                let mut more = world.clone();
                more.items.contains.push(Contains {
                    node: contained,
                    least: most + 1,
                });
                worlds.push(more);
            }
            worlds
        }
        Keyword::PrefixItems => children
            .enumerate()
            .map(|(index, branch)| spoilt(index, branch))
            .collect(),
        Keyword::Items => children.map(|items| spoilt(prefix, items)).collect(),
        // An item after all that are described anywhere.
        _ => {
            let described = world
                .items
                .nodes
                .iter()
                .filter(|it| it.has(Keyword::PrefixItems));
            let described = described.map(|node| node.prefix_items().len());
            let last = described.max().unwrap_or(prefix).max(world.items.least);
            let places = children.flat_map(|child| [(last, child.clone()), (0, child)]);
            places.map(|(index, child)| spoilt(index, child)).collect()
        }
    }
}

fn refuse_members<'s>(
    world: &World<'s>,
    node: &SchemaNode<'s>,
    keyword: Keyword,
    tail: &[String],
) -> Vec<World<'s>> {
    let mut world = world.clone();
    world.kinds = world.kinds.and(JsonTypes::OBJECT);
    let meant = |name: &str| tail.first().is_none_or(|only| only == name);
    let with = |extra: Extra<'s>| {
        let mut world = world.clone();
        world.members.extras.push(extra);
        world
    };
    let children = node.named_children(keyword).into_iter();
    let named = children.filter(|(name, _)| meant(name));
    let child = || node.child(keyword);
    match keyword {
        Keyword::Required => {
            let meant = node.required().filter(|name| meant(name));
            let without = |name: &str| {
                let mut world = world.clone();
                world.members.required.shift_remove(name);
                world.members.absent.insert(name.to_owned());
                world
            };
            meant.map(without).collect()
        }
        Keyword::DependentRequired => node
            .dependent_required()
            .filter(|(trigger, _)| meant(trigger))
            .flat_map(|(trigger, names)| names.into_iter().map(move |name| (trigger, name)))
            .filter(|(_, name)| tail.get(1).is_none_or(|only| only == name))
            .map(|(trigger, name)| {
                let mut world = world.clone();
                world.members.required.insert(trigger.to_owned());
                world.members.absent.insert(name.to_owned());
                world
            })
            .collect(),
        Keyword::Properties => named
            .map(|(name, member)| {
                let mut world = world.clone();
                world.members.required.insert(name.to_owned());
                let demand = world.members.at.entry(name.to_owned()).or_default();
                demand.none.push(member);
                world
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
                beside.extend(world.members.nodes.iter().cloned());
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

fn refuse_plain<'s>(world: &World<'s>, node: &SchemaNode<'s>, keyword: Keyword) -> Vec<World<'s>> {
    let changed = |change: &dyn Fn(&mut World<'s>)| {
        let mut world = world.clone();
        change(&mut world);
        vec![world]
    };
    let of = |kinds: JsonTypes, change: &dyn Fn(&mut World<'s>)| {
        changed(&|world| {
            world.kinds = world.kinds.and(kinds);
            change(world);
        })
    };
    let of_number = |change: &dyn Fn(&mut World<'s>, &Number)| match node.number(keyword) {
        Some(number) => of(JsonTypes::NUMBER, &|world| change(world, number)),
        None => Vec::new(),
    };
    let size = node.count(keyword);
    let one_less = size.and_then(|size| size.checked_sub(1));
    let one_more = size.map(|size| size + 1);
    let of_less = |change: &dyn Fn(&mut World<'s>)| match one_less {
        Some(_) => of(keyword.restricts(), change),
        None => Vec::new(),
    };
    match keyword {
        Keyword::Type => {
            let types = node.types().unwrap_or(JsonTypes::ALL);
            changed(&|world| world.kinds = world.kinds.without(types))
        }
        Keyword::Const => changed(&|world| world.except.extend(node.constant())),
        Keyword::Enum => match node.enumeration() {
            Some(values) => changed(&|world| world.except.extend(values)),
            None => Vec::new(),
        },
        Keyword::MultipleOf => {
            of_number(&|world, step| world.numbers.no_multiples.push(step.clone()))
        }
        Keyword::Maximum => of_number(&|world, most| world.numbers.at_least(most, true)),
        Keyword::ExclusiveMaximum => of_number(&|world, most| world.numbers.at_least(most, false)),
        Keyword::Minimum => of_number(&|world, least| world.numbers.at_most(least, true)),
        Keyword::ExclusiveMinimum => of_number(&|world, least| world.numbers.at_most(least, false)),
        Keyword::Format => match node.format().map(|format| (format, format_bounds(format))) {
            Some((_, Some((least, most)))) => {
                let numbers = JsonTypes::NUMBER;
                let above = of(numbers, &|world| world.numbers.at_least(&most, true));
                let below = of(numbers, &|world| world.numbers.at_most(&least, true));
                [above, below].concat()
            }
            Some((format, None)) => of(JsonTypes::STRING, &|world| {
                world.strings.no_formats.push(format);
            }),
            None => Vec::new(),
        },
        Keyword::Pattern => of(JsonTypes::STRING, &|world| {
            world.strings.no_patterns.extend(node.pattern());
        }),
        Keyword::MaxLength => of(JsonTypes::STRING, &|world| {
            raise(&mut world.strings.least, one_more);
        }),
        Keyword::MaxItems => of(JsonTypes::ARRAY, &|world| {
            raise(&mut world.items.least, one_more);
        }),
        Keyword::MaxProperties => of(JsonTypes::OBJECT, &|world| {
            raise(&mut world.members.least, one_more);
        }),
        Keyword::MinLength => of_less(&|world| tighten(&mut world.strings.most, one_less)),
        Keyword::MinItems => of_less(&|world| tighten(&mut world.items.most, one_less)),
        Keyword::MinProperties => of_less(&|world| tighten(&mut world.members.most, one_less)),
        Keyword::UniqueItems if node.flag(keyword) => of(JsonTypes::ARRAY, &|world| {
            world.items.repeated = true;
            world.items.least = world.items.least.max(2);
        }),
        _ => Vec::new(),
    }
}
