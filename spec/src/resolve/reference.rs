//! Where one reference leads.

use percent_encoding::percent_decode_str;

use super::target::{Lost, Missing};
use super::walk::Walk;
use crate::tree::NodeId;

fn dangling<T>(message: String) -> Result<T, Lost> {
    Err(Lost {
        missing: Missing::Dangling,
        message,
    })
}

impl Walk<'_> {
    /// Finds the node that a URI reference leads to, seen from the node that holds it. Files that
    /// it names are read.
    pub(super) fn find(&mut self, from: NodeId, reference: &str) -> Result<NodeId, Lost> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let Ok(fragment) = percent_decode_str(fragment).decode_utf8() else {
            return dangling("its fragment is not UTF-8 when percent-decoded".into());
        };
        let Some(resource) = self.resources.of(&self.tree, from) else {
            return dangling("it stands in no file".into());
        };
        let resource = if uri.is_empty() {
            resource
        } else {
            self.resource(from, uri)?
        };
        let root = self.resources.root(resource);
        if fragment.is_empty() || fragment.starts_with('/') {
            // `#/components/…` inside a schema with an `$id` should start at that schema, but is
            // written to start at the document.
            let file_root = self.tree.root_of(root);
            return [root, file_root]
                .into_iter()
                .find_map(|root| self.tree.pointer(root, &fragment))
                .map_or_else(|| dangling(self.why_not(root, &fragment)), Ok);
        }
        match self.resources.anchor(resource, &fragment) {
            Some(node) => Ok(node),
            None => dangling(format!(
                "there is no `$anchor` named `{fragment}`, and a JSON Pointer starts with `/`"
            )),
        }
    }

    /// Says how far a pointer leads.
    fn why_not(&self, root: NodeId, pointer: &str) -> String {
        let mut reached = 0;
        for (index, _) in pointer.match_indices('/').chain([(pointer.len(), "")]) {
            if self.tree.pointer(root, &pointer[..index]).is_some() {
                reached = index;
            }
        }
        let missing = pointer[reached + 1..].split('/').next().unwrap_or_default();
        let missing = crate::pointer::unescape(missing);
        match &pointer[..reached] {
            "" => format!("the document has no member `{missing}`"),
            reached => format!("`{reached}` has no member `{missing}`"),
        }
    }

    fn resource(&mut self, from: NodeId, uri: &str) -> Result<super::resource::ResourceId, Lost> {
        let declared = self
            .resources
            .of(&self.tree, from)
            .and_then(|resource| self.resources.base(resource).join(uri).ok());
        // Where a document or schema says that it lives elsewhere, what it names relatively still
        // tends to lie beside the file.
        let beside = self
            .resources
            .file_url(&self.tree, from)
            .and_then(|url| url.join(uri).ok());
        let mut lost = None;
        for mut url in [declared, beside].into_iter().flatten() {
            url.set_fragment(None);
            if let Some(resource) = self.resources.find(&url) {
                return Ok(resource);
            }
            match self.open(&url) {
                Ok(resource) => return Ok(resource),
                Err(reason) => lost.get_or_insert(reason),
            };
        }
        Err(lost.unwrap_or_else(|| Lost {
            missing: Missing::Dangling,
            message: "it is not a URI reference (RFC 3986)".into(),
        }))
    }
}
