//! From schemas that must not hold to worlds: each keyword that can fail is one way.

use serde_json::Value;
use tally_spec::schema::format_bounds;

use super::accept::{CHAIN, Splitter, each, either, later, raise, size_of, tighten};
use super::kinds::Kinds;
use super::world::{Check, Contains, Extra, Node, World};

impl<'s> Splitter<'_, 's> {
    /// The worlds in which the schema does not hold.
    pub(super) fn refuse(&self, world: World<'s>, node: &Node<'s>, chain: usize) -> Vec<World<'s>> {
        let members = match node.schema {
            Value::Bool(true) => return Vec::new(),
            Value::Object(members) if chain < CHAIN => members,
            _ => return vec![world],
        };
        if self.is_weary() {
            return vec![later(world, node, false)];
        }
        let mut worlds = either(members.keys(), |keyword| {
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
    pub(super) fn refuse_keyword(
        &self,
        world: World<'s>,
        node: &Node<'s>,
        keyword: &str,
        tail: &[String],
        chain: usize,
    ) -> Vec<World<'s>> {
        let Some(value) = node.schema.get(keyword) else {
            return Vec::new();
        };
        let mut worlds = match keyword {
            "$ref" | "allOf" | "anyOf" | "oneOf" | "not" | "if" | "then" | "else"
            | "dependentSchemas" => self.refuse_applicator(world, node, keyword, tail, chain),
            "contains" | "items" | "prefixItems" | "unevaluatedItems" => {
                self.refuse_items(world, node, keyword)
            }
            "properties"
            | "patternProperties"
            | "additionalProperties"
            | "propertyNames"
            | "unevaluatedProperties"
            | "required"
            | "dependentRequired" => refuse_members(&world, node, keyword, tail),
            _ => refuse_plain(&world, keyword, value),
        };
        worlds.retain(|world| !world.is_dead());
        worlds
    }

    fn refuse_applicator(
        &self,
        world: World<'s>,
        node: &Node<'s>,
        keyword: &str,
        tail: &[String],
        chain: usize,
    ) -> Vec<World<'s>> {
        let schema = &node.schema[keyword];
        let own = |keyword: &str| {
            node.schema
                .get(keyword)
                .map(|it| node.child(&[keyword], it))
        };
        match keyword {
            "$ref" => {
                let target = schema.as_str().and_then(|to| node.target(self.root, to));
                target.map_or_else(Vec::new, |target| self.refuse(world, &target, chain))
            }
            "allOf" => either(node.branches(keyword).iter(), |branch| {
                self.refuse(world.clone(), branch, chain)
            }),
            "anyOf" | "oneOf" => {
                let branches = node.branches(keyword);
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
                if keyword == "anyOf" {
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
            "not" => match own("not") {
                Some(not) => self.accept(world, &not, chain),
                None => Vec::new(),
            },
            "then" | "else" => {
                let (Some(condition), Some(branch)) = (own("if"), own(keyword)) else {
                    return Vec::new();
                };
                let worlds = match keyword {
                    "then" => self.accept(world, &condition, chain),
                    _ => self.refuse(world, &condition, chain),
                };
                each(worlds, |world| self.refuse(world, &branch, chain))
            }
            "if" => Vec::new(),
            _ => {
                let dependents = schema.as_object().into_iter().flatten();
                let meant = dependents.filter(|(name, _)| tail.is_empty() || tail[0] == **name);
                either(meant, |(trigger, dependent)| {
                    let dependent = node.child(&[keyword, trigger], dependent);
                    let mut world = world.clone();
                    world.kinds = world.kinds.and(Kinds::OBJECT);
                    world.members.required.insert(trigger.clone());
                    self.refuse(world, &dependent, chain)
                })
            }
        }
    }

    fn refuse_items(&self, world: World<'s>, node: &Node<'s>, keyword: &str) -> Vec<World<'s>> {
        let schema = &node.schema[keyword];
        let mut world = world;
        world.kinds = world.kinds.and(Kinds::ARRAY);
        let prefix = node
            .schema
            .get("prefixItems")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let spoilt = |index: usize, node: Node<'s>| {
            let mut world = world.clone();
            world.items.at.entry(index).or_default().none.push(node);
            world.items.least = world.items.least.max(index + 1);
            world
        };
        match keyword {
            "contains" => {
                let contained = node.child(&["contains"], schema);
                let least = node
                    .schema
                    .get("minContains")
                    .and_then(size_of)
                    .unwrap_or(1);
                let most = node.schema.get("maxContains").and_then(size_of);
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
            "prefixItems" => {
                let branches = node.branches(keyword);
                branches
                    .into_iter()
                    .enumerate()
                    .map(|(index, branch)| spoilt(index, branch))
                    .collect()
            }
            "items" => vec![spoilt(prefix, node.child(&[keyword], schema))],
            // An item after all that are described anywhere.
            _ => {
                let described = world.items.nodes.iter().filter_map(|node| {
                    node.schema
                        .get("prefixItems")
                        .and_then(Value::as_array)
                        .map(Vec::len)
                });
                let last = described.max().unwrap_or(prefix).max(world.items.least);
                vec![
                    spoilt(last, node.child(&[keyword], schema)),
                    spoilt(0, node.child(&[keyword], schema)),
                ]
            }
        }
    }
}

fn refuse_members<'s>(
    world: &World<'s>,
    node: &Node<'s>,
    keyword: &str,
    tail: &[String],
) -> Vec<World<'s>> {
    let schema = &node.schema[keyword];
    let mut world = world.clone();
    world.kinds = world.kinds.and(Kinds::OBJECT);
    let meant = |name: &String| tail.first().is_none_or(|only| only == name);
    let with = |extra: Extra<'s>| {
        let mut world = world.clone();
        world.members.extras.push(extra);
        world
    };
    let named = schema
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| meant(name));
    match keyword {
        "required" => {
            let names = schema
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            let meant = names.map(str::to_owned).filter(meant);
            let without = |name: String| {
                let mut world = world.clone();
                world.members.required.shift_remove(&name);
                world.members.absent.insert(name);
                world
            };
            meant.map(without).collect()
        }
        "dependentRequired" => named
            .flat_map(|(trigger, names)| {
                let names = names
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                names.map(move |name| (trigger.clone(), name.to_owned()))
            })
            .filter(|(_, name)| tail.get(1).is_none_or(|only| only == name))
            .map(|(trigger, name)| {
                let mut world = world.clone();
                world.members.required.insert(trigger);
                world.members.absent.insert(name);
                world
            })
            .collect(),
        "properties" => named
            .map(|(name, schema)| {
                let mut world = world.clone();
                world.members.required.insert(name.clone());
                let demand = world.members.at.entry(name.clone()).or_default();
                demand.none.push(node.child(&[keyword, name], schema));
                world
            })
            .collect(),
        "patternProperties" => named
            .map(|(pattern, schema)| {
                let mut extra = Extra {
                    pattern: Some(pattern),
                    ..Extra::default()
                };
                extra
                    .value
                    .none
                    .push(node.child(&[keyword, pattern], schema));
                with(extra)
            })
            .collect(),
        "propertyNames" => {
            vec![with(Extra {
                name_none: vec![node.child(&[keyword], schema)],
                ..Extra::default()
            })]
        }
        // A member that no schema describes (`unevaluatedProperties`), or not this one.
        _ => {
            let mut beside = vec![node.clone()];
            if keyword == "unevaluatedProperties" {
                beside.extend(world.members.nodes.iter().cloned());
            }
            let mut extra = Extra {
                beside,
                ..Extra::default()
            };
            extra.value.none.push(node.child(&[keyword], schema));
            vec![with(extra)]
        }
    }
}

fn refuse_plain<'s>(world: &World<'s>, keyword: &str, value: &'s Value) -> Vec<World<'s>> {
    let changed = |change: &dyn Fn(&mut World<'s>)| {
        let mut world = world.clone();
        change(&mut world);
        vec![world]
    };
    let of = |kinds: Kinds, change: &dyn Fn(&mut World<'s>)| {
        changed(&|world| {
            world.kinds = world.kinds.and(kinds);
            change(world);
        })
    };
    let one_less = |value: &Value| size_of(value).and_then(|size| size.checked_sub(1));
    let one_more = |value: &Value| size_of(value).map_or(Value::Null, |size| (size + 1).into());
    match (keyword, value) {
        ("type", kinds) => {
            changed(&|world| world.kinds = world.kinds.without(Kinds::of_type(kinds)))
        }
        ("const", value) => changed(&|world| world.except.push(value)),
        ("enum", Value::Array(values)) => changed(&|world| world.except.extend(values)),
        ("multipleOf", Value::Number(step)) => of(Kinds::NUMBER, &|world| {
            world.numbers.no_multiples.push(step.clone())
        }),
        ("maximum", Value::Number(most)) => {
            of(Kinds::NUMBER, &|world| world.numbers.at_least(most, true))
        }
        ("exclusiveMaximum", Value::Number(most)) => {
            of(Kinds::NUMBER, &|world| world.numbers.at_least(most, false))
        }
        ("minimum", Value::Number(least)) => {
            of(Kinds::NUMBER, &|world| world.numbers.at_most(least, true))
        }
        ("exclusiveMinimum", Value::Number(least)) => {
            of(Kinds::NUMBER, &|world| world.numbers.at_most(least, false))
        }
        ("format", Value::String(format)) => match format_bounds(format) {
            Some((least, most)) => {
                let above = of(Kinds::NUMBER, &|world| world.numbers.at_least(&most, true));
                let below = of(Kinds::NUMBER, &|world| world.numbers.at_most(&least, true));
                [above, below].concat()
            }
            None => of(Kinds::STRING, &|world| {
                world.strings.no_formats.push(format)
            }),
        },
        ("pattern", Value::String(pattern)) => of(Kinds::STRING, &|world| {
            world.strings.no_patterns.push(pattern)
        }),
        ("maxLength", size) => of(Kinds::STRING, &|world| {
            raise(&mut world.strings.least, &one_more(size))
        }),
        ("maxItems", size) => of(Kinds::ARRAY, &|world| {
            raise(&mut world.items.least, &one_more(size))
        }),
        ("maxProperties", size) => of(Kinds::OBJECT, &|world| {
            raise(&mut world.members.least, &one_more(size))
        }),
        ("minLength" | "minItems" | "minProperties", size) => match one_less(size) {
            None => Vec::new(),
            Some(less) => {
                let less = Value::from(less);
                match keyword {
                    "minLength" => of(Kinds::STRING, &|world| {
                        tighten(&mut world.strings.most, &less)
                    }),
                    "minItems" => of(Kinds::ARRAY, &|world| tighten(&mut world.items.most, &less)),
                    _ => of(Kinds::OBJECT, &|world| {
                        tighten(&mut world.members.most, &less)
                    }),
                }
            }
        },
        ("uniqueItems", Value::Bool(true)) => of(Kinds::ARRAY, &|world| {
            world.items.repeated = true;
            world.items.least = world.items.least.max(2);
        }),
        _ => Vec::new(),
    }
}
