//! The roster version of a room: the newest one by which its Commits were judged (`ROOM-10`).
//!
//! Each Commit states in its committer's leaf the version that its binding names. So the number is
//! part of the tree on which all members agree, who joins gets it with the tree, and nobody has to
//! keep it apart. No Commit takes it away: a committer cannot remove their own leaf, and whoever
//! removes that leaf later states a version that is not lower.

use openmls::{
    prelude::{Extension, Extensions, LeafNode, LeafNodeParameters, MlsGroup, UnknownExtension},
    treesync::LeafNodeSource,
};

use crate::suite::capabilities;

/// The extension of a leaf, in the range for private use (RFC 9420 §17.3): four bytes, big-endian.
pub(crate) const EXTENSION: u16 = 0xF053;

/// How the committer's leaf becomes one that states `version`.
pub(crate) fn stating(version: u32) -> Option<LeafNodeParameters> {
    let extension = Extension::Unknown(EXTENSION, UnknownExtension(version.to_be_bytes().to_vec()));
    let extensions = Extensions::single(extension).ok()?;
    Some(LeafNodeParameters::builder().with_capabilities(capabilities()).with_extensions(extensions).build())
}

/// The version that a leaf states, if a Commit made it; what a KeyPackage states does not count.
pub(crate) fn stated(leaf: &LeafNode) -> Option<u32> {
    let LeafNodeSource::Commit(_) = leaf.leaf_node_source() else { return None };
    let bytes = leaf.extensions().unknown(EXTENSION)?.0.as_slice();
    bytes.try_into().ok().map(u32::from_be_bytes)
}

/// The room's: the highest that a leaf states.
// enforces: ROOM-10
pub(crate) fn of(group: &MlsGroup) -> u32 {
    let leaves = group.members().filter_map(|member| group.public_group().leaf(member.index));
    leaves.filter_map(stated).max().unwrap_or_default()
}
