//! Lowers schemas to types.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use tally_spec::Place;
use tally_spec::contract::{Contract, Schema, SchemaId};
use tally_spec::schema::{Keyword, pointer};

use super::markdown;
use super::naming::{self, Taken};
use super::node::{Key, Node};
use super::{loose, recursion, size};
use crate::ir::{Clause, Constrained, Definition, Docs, Shape, Type, TypeFile};
use crate::unsupported::{Feature, Instead, Unsupported};

/// What says what values look like, beside which the function of a type stands.
const MODEL_FUNCTIONS: &[&str] = &[
    "accepts",
    "array",
    "closed",
    "constrained",
    "counted",
    "decoded",
    "int32",
    "int64",
    "integer",
    "json",
    "listed",
    "map",
    "nullable",
    "one_way",
    "open",
    "option",
    "optional",
    "required",
    "string",
    "variant",
    "vec",
];

/// How many schemas that were made of others may stand inside one another.
const MADE_DEPTH: usize = 48;

/// How many of them a document may have.
const MADE: usize = 100_000;

/// The type that a schema becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lowered {
    /// The type of what is not null.
    pub(crate) ty: Type,
    /// Whether null is accepted too; not for types that hold null themselves.
    pub(crate) nullable: bool,
}

impl Lowered {
    pub(crate) fn any() -> Self {
        Self::of(Type::Any)
    }

    pub(crate) fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// As an item of an array or a map, where null is `None`.
    pub(crate) fn inner(self) -> Type {
        self.ty.nullable_if(self.nullable)
    }
}

/// How a type that has to be defined is to be called.
#[derive(Clone, Debug)]
pub(crate) enum Name {
    /// Exactly this; taken already.
    Exact(String),
    /// This, or a free one like it.
    Like(String),
}

impl Name {
    /// The name for what stands inside.
    pub(crate) fn inside(&self, part: &str) -> Self {
        let (Self::Exact(outer) | Self::Like(outer)) = self;
        Self::Like(format!("{outer}{}", naming::variant(part)))
    }
}

/// A schema that others refer to by name.
#[derive(Clone, Debug)]
struct Reference {
    name: String,
    nullable: bool,
}

/// Types while they are made of schemas.
pub(crate) struct Types<'c> {
    contract: &'c Contract,
    /// Every schema that has a name.
    library: &'c Schema,
    references: HashMap<String, Reference>,
    waiting: Vec<String>,
    definitions: IndexMap<String, Option<Definition>>,
    files: Vec<(String, Vec<String>)>,
    taken: Taken,
    modules: Taken,
    /// The types that were made of schemas, by where those stand.
    made: HashMap<Key, String>,
    /// Where the schemas stand that have a name.
    places: HashMap<String, Place>,
    /// Where the schemas stand that have a type, and which.
    homes: Vec<(Place, String)>,
    /// The schemas that are being lowered of those that were made of others.
    within: Vec<Key>,
    /// How many such schemas there were.
    count: usize,
    /// Where the schema stands that is being lowered, until its type is opened.
    pending: Option<Key>,
    pub(crate) directions: Directions,
    pub(crate) unsupported: IndexSet<Unsupported>,
}

/// Which named schemas requests and responses are made of.
#[derive(Debug, Default)]
pub(crate) struct Directions {
    pub(crate) requests: HashSet<String>,
    pub(crate) responses: HashSet<String>,
}

impl<'c> Types<'c> {
    /// Lowers every schema of `components/schemas`.
    pub(crate) fn of(contract: &'c Contract, library: &'c Schema, directions: Directions) -> Self {
        let mut types = Self {
            contract,
            library,
            references: HashMap::new(),
            waiting: Vec::new(),
            definitions: IndexMap::new(),
            files: Vec::new(),
            taken: Taken::default(),
            modules: Taken::default(),
            made: HashMap::new(),
            places: HashMap::new(),
            homes: Vec::new(),
            within: Vec::new(),
            count: 0,
            pending: None,
            directions,
            unsupported: IndexSet::new(),
        };
        let root = Node::of(library, library);
        let named = |name: &String| Some((name.clone(), root.definition(name)?));
        let schemas: Vec<(String, Node<'c>)> =
            contract.definitions.keys().filter_map(named).collect();
        for (name, node) in &schemas {
            types.register(name, node);
        }
        for (name, node) in &schemas {
            types.define_reference(name, node);
        }
        types
    }

    fn register(&mut self, name: &str, node: &Node<'_>) {
        let nullable = node.accepts_null();
        let rust = self.taken.take(&naming::type_name(name));
        self.references.insert(
            name.to_owned(),
            Reference {
                name: rust,
                nullable,
            },
        );
    }

    fn define_reference(&mut self, name: &str, node: &Node<'_>) {
        let Some(reference) = self.references.get(name).cloned() else {
            return;
        };
        self.define_file(&reference.name, node);
        self.drain();
    }

    /// Lowers a schema into a file of its own.
    fn define_file(&mut self, rust: &str, node: &Node<'_>) {
        self.places
            .extend(node.place().map(|place| (rust.to_owned(), place.clone())));
        let module = self.modules.take(&naming::module(rust));
        self.files.push((module, Vec::new()));
        let lowered = self.lower(node, &Name::Exact(rust.to_owned()));
        if lowered.ty != Type::Named(rust.to_owned()) {
            self.fill(rust, node, Shape::Alias(lowered.ty));
        }
    }

    /// Lowers the schemas outside of `components/schemas` that were referred to.
    fn drain(&mut self) {
        while let Some(name) = self.waiting.pop() {
            if let Some(node) = Node::of(self.library, self.library).definition(&name)
                && let Some(reference) = self.references.get(&name).cloned()
            {
                self.define_file(&reference.name, &node);
            }
        }
    }

    /// Lowers a schema that stands outside of `components/schemas`, as part of an operation.
    pub(crate) fn inline(&mut self, id: SchemaId, name: &str) -> Lowered {
        let schema = self.contract.schema_alone(id);
        let node = Node::of(&schema, self.library);
        self.files.push((String::new(), Vec::new()));
        let lowered = self.lower(&node, &Name::Like(naming::type_name(name)));
        if let Some((module, definitions)) = self.files.last_mut() {
            match definitions.first() {
                Some(first) => *module = self.modules.take(&naming::module(first)),
                None => drop(self.files.pop()),
            }
        }
        self.drain();
        lowered
    }

    /// Every schema that has a name.
    pub(crate) fn library(&self) -> &'c Schema {
        self.library
    }

    /// The name that types inside a schema start with if it belongs to another one: what stands
    /// inside a definition is called after that, wherever it is met first.
    pub(crate) fn home(&self, node: &Node<'_>, owner: &Name) -> Option<Name> {
        let name = node.pointer.strip_prefix("/$defs/")?.split('/').next()?;
        let home = &self.references.get(&*pointer::unescape(name))?.name;
        let (Name::Exact(owner) | Name::Like(owner)) = owner;
        (!owner.starts_with(home.as_str())).then(|| Name::Exact(home.clone()))
    }

    /// The type that a name refers to.
    pub(crate) fn reference(&mut self, node: &Node<'_>) -> Lowered {
        let Some(name) = node.reference() else {
            return Lowered::any();
        };
        if !self.references.contains_key(&name) {
            let Some(target) = node.definition(&name) else {
                return Lowered::any();
            };
            self.register(&name, &target);
            self.waiting.push(name.clone());
        }
        match self.references.get(&name) {
            Some(Reference { name, nullable }) => Lowered {
                ty: Type::Named(name.clone()),
                nullable: *nullable,
            },
            None => Lowered::any(),
        }
    }

    /// The type that was made of the schema at a place before, or is being made of it.
    pub(crate) fn remembered(&self, key: &Key) -> Option<Type> {
        self.made.get(key).cloned().map(Type::Named)
    }

    /// Begins to lower a schema; false if there would be no end to it: a schema that was made of
    /// others stands inside itself without a type that has a name, or such schemas go on and on.
    pub(crate) fn enter(&mut self, node: &Node<'_>, key: &Key) -> bool {
        if matches!(node.value, Cow::Owned(_)) {
            if self.within.len() >= MADE_DEPTH || self.count >= MADE || self.within.contains(key) {
                return false;
            }
            self.count += 1;
            self.within.push(key.clone());
        }
        true
    }

    /// Ends what [`Types::enter`] began.
    pub(crate) fn leave(&mut self, node: &Node<'_>) {
        if matches!(node.value, Cow::Owned(_)) {
            self.within.pop();
        }
    }

    /// Remembers where the schema stands whose type is opened next.
    pub(crate) fn expect(&mut self, key: Key) {
        self.pending = Some(key);
    }

    /// Forgets it: what is opened next is the type of something inside.
    pub(crate) fn expected(&mut self) -> Option<Key> {
        self.pending.take()
    }

    /// Takes a name for a definition and its place in the file, to be filled later.
    pub(crate) fn open(&mut self, name: &Name, key: Option<Key>) -> String {
        let name = match name {
            Name::Exact(name) => name.clone(),
            Name::Like(name) => self.taken.take(name),
        };
        if let Some(key) = key {
            self.made.insert(key, name.clone());
        }
        self.definitions.insert(name.clone(), None);
        if let Some((_, definitions)) = self.files.last_mut() {
            definitions.push(name.clone());
        }
        name
    }

    /// Fills a definition in, which a schema was made.
    pub(crate) fn fill(&mut self, name: &str, node: &Node<'_>, shape: Shape) {
        let docs = self.docs(node);
        if !self.definitions.contains_key(name) {
            self.open(&Name::Exact(name.to_owned()), None);
        }
        let place = node.place();
        let pointer = place.map(|place| place.pointer.clone());
        self.homes
            .extend(place.map(|place| (place.clone(), name.to_owned())));
        let definition = Definition {
            name: name.to_owned(),
            docs,
            pointer: pointer.unwrap_or_default(),
            function: String::new(),
            shape,
            total: true,
            loose: false,
        };
        self.definitions.insert(name.to_owned(), Some(definition));
    }

    /// A type that is held to clauses, or the type itself if there are none.
    pub(crate) fn constrained(
        &mut self,
        node: &Node<'_>,
        name: &Name,
        key: Option<Key>,
        inner: Type,
        clauses: Vec<Clause>,
    ) -> Type {
        if clauses.is_empty() {
            return inner;
        }
        let name = self.open(name, key);
        let constrained = Constrained {
            inner,
            rule: self.taken.take(&format!("{name}Rule")),
            clauses,
        };
        self.fill(&name, node, Shape::Constrained(constrained));
        Type::Named(name)
    }

    /// What a schema says about itself, with its pointer.
    pub(crate) fn docs(&self, node: &Node<'_>) -> Docs {
        let text = node.description().unwrap_or_default();
        let pointer = node
            .place()
            .map(|place| format!("`#{}`", place.pointer.replace('`', "'")));
        let mut docs = markdown::docs([text]);
        if let Some(pointer) = pointer {
            if !docs.0.is_empty() {
                docs.0.push(String::new());
            }
            docs.0.push(pointer);
        }
        docs
    }

    /// Notes what is not supported, where a keyword stands.
    pub(crate) fn note(
        &mut self,
        node: &Node<'_>,
        keyword: Keyword,
        feature: Feature,
        instead: Instead,
    ) {
        self.note_at(node.keyword_place(keyword), feature, instead);
    }

    /// Notes what is not supported of a whole schema.
    pub(crate) fn note_whole(&mut self, node: &Node<'_>, feature: Feature, instead: Instead) {
        self.note_at(node.place(), feature, instead);
    }

    /// Notes what is not supported at a place.
    pub(crate) fn note_at(&mut self, place: Option<&Place>, feature: Feature, instead: Instead) {
        let place = place.cloned();
        self.unsupported.insert(Unsupported {
            feature,
            instead,
            place,
        });
    }

    /// Notes keywords that are not enforced.
    pub(crate) fn note_ignored(&mut self, node: &Node<'_>, keywords: &[Keyword]) {
        for keyword in keywords.iter().filter(|keyword| node.has(**keyword)) {
            let feature = Feature::Keyword(keyword.name().to_owned());
            self.note(node, *keyword, feature, Instead::NotEnforced);
        }
    }

    /// The files, with boxes where types contain themselves.
    pub(crate) fn finish(mut self) -> (Vec<TypeFile>, Vec<Unsupported>) {
        let mut definitions: IndexMap<String, Definition> = self
            .definitions
            .into_iter()
            .filter_map(|(name, definition)| Some((name, definition?)))
            .collect();
        for name in recursion::untie(&mut definitions) {
            let (feature, instead) = (Feature::AliasCycle, Instead::AnyValue);
            let place = self.places.get(&name).cloned();
            self.unsupported.insert(Unsupported {
                feature,
                instead,
                place,
            });
        }
        size::box_unions(&mut definitions);
        recursion::total(&mut definitions);
        recursion::conversions(&mut definitions);
        loose::say(&mut definitions, &self.homes, &self.unsupported);
        let mut functions = Taken::with(MODEL_FUNCTIONS);
        for (name, definition) in &mut definitions {
            definition.function = functions.take(&naming::field(name));
        }
        let mut files: Vec<TypeFile> = Vec::with_capacity(self.files.len());
        for (module, names) in self.files {
            let definitions: Vec<Definition> = names
                .iter()
                .filter_map(|name| definitions.swap_remove(name))
                .collect();
            files.push(TypeFile {
                module,
                definitions,
            });
        }
        (files, self.unsupported.into_iter().collect())
    }
}
