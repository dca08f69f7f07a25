//! Published answers: the reference tree of RFC 6962 implementations (Certificate Transparency's
//! eight leaves) and a checkpoint of a public log with its witness's cosignature.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::VerifyingKey;
use signed_note::{Note, Verifier};
use sotto_protocol::time::UnixSeconds;

use crate::{
    ConsistencyProof, InclusionProof, LeafHash, LeafIndex, LogVerifier, NodeHash, Origin, RootHash, StoredIndex, Tile,
    TileError, Tree, TreeHead, TreeSize, UnverifiedTiles,
    note::{LineVerifier, SignatureKind, split_timestamped, timestamped_message},
    proof::{check_growth, check_path},
};

const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const INCLUSION: [(u64, u64, &[&str]); 5] = [
    (0, 1, &[]),
    (
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

const CONSISTENCY: [(u64, u64, &[&str]); 4] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

fn bytes(hex: &str) -> [u8; 32] {
    HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap()
}

fn nodes(hex: &[&str]) -> Vec<NodeHash> {
    hex.iter().map(|hex| NodeHash::from_bytes(bytes(hex))).collect()
}

fn root(size: u64) -> RootHash {
    RootHash::from_bytes(bytes(ROOTS[usize::try_from(size).unwrap()]))
}

fn leaf(index: u64) -> LeafHash {
    let data = HEXLOWER.decode(LEAVES[usize::try_from(index).unwrap()].as_bytes()).unwrap();
    LeafHash::from_bytes(tlog_tiles::record_hash(&data).0)
}

fn tree(size: u64) -> (Tree, RootHash, BTreeMap<StoredIndex, NodeHash>) {
    let leaves: Vec<_> = (0..size).map(leaf).collect();
    let appended = Tree::EMPTY.append_leaves(&leaves, &BTreeMap::new()).unwrap();
    (appended.tree, appended.head.root, appended.stored.iter().map(|s| (s.index, s.hash)).collect())
}

#[test]
// rule: LOG-07
fn roots_are_those_of_rfc_6962() {
    for size in 0..=8 {
        assert_eq!(tree(size).1, root(size));
    }
}

#[test]
// rule: LOG-12
fn inclusion_proofs_are_those_of_rfc_6962() {
    for (index, size, path) in INCLUSION {
        let (tree, _, stored) = tree(size);
        let proof = InclusionProof::from_nodes(nodes(path)).unwrap();
        assert_eq!(tree.prove_inclusion(LeafIndex(index), &stored).unwrap(), proof);
        assert_eq!(check_path(TreeSize(size), root(size), LeafIndex(index), leaf(index), &proof), Ok(()));
    }
}

#[test]
// rule: LOG-13
fn consistency_proofs_are_those_of_rfc_6962() {
    for (older, newer, path) in CONSISTENCY {
        let (tree, _, stored) = tree(newer);
        let proof = ConsistencyProof::from_nodes(nodes(path)).unwrap();
        assert_eq!(tree.prove_consistency(TreeSize(older), &stored).unwrap(), proof);
        let checked = check_growth(TreeSize(older), root(older), TreeSize(newer), root(newer), &proof);
        assert_eq!(checked, Ok(()));
    }
}

#[test]
// rule: LOG-22
fn a_tile_is_the_leaf_hashes_of_rfc_6962() {
    let tile = Tile::new(0, 0, 8).unwrap();
    let leaves: Vec<u8> = (0..8).flat_map(|index| *leaf(index).as_bytes()).collect();
    assert_eq!(tile.to_bytes(&tree(8).2).unwrap(), leaves);
    let mut tiles = UnverifiedTiles::default();
    tiles.insert(tile, leaves).unwrap();
    let head = |root| TreeHead { size: TreeSize(8), root };
    assert_eq!(tiles.clone().verify_against(head(root(7))), Err(TileError::RootMismatch));
    let tiles = tiles.verify_against(head(root(8))).unwrap();
    for (index, _, path) in INCLUSION.iter().filter(|(_, size, _)| *size == 8) {
        let proof = tiles.tree().prove_inclusion(LeafIndex(*index), &tiles).unwrap();
        assert_eq!(proof.nodes(), nodes(path));
    }
    for (older, _, path) in CONSISTENCY.iter().filter(|(_, size, _)| *size == 8) {
        let proof = tiles.tree().prove_consistency(TreeSize(*older), &tiles).unwrap();
        assert_eq!(proof.nodes(), nodes(path));
    }
}

/// The example of C2SP `signed-note`: a verifier key and a note that it verifies.
#[test]
// rule: LOG-09
fn the_note_of_the_specification_verifies() {
    let key = BASE64.decode(b"AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").unwrap();
    let log = LogVerifier::new(Origin::new("example.com/foo").unwrap(), key[1..].try_into().unwrap()).unwrap();
    assert_eq!(log.vkey(), "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    let line = "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";
    let note = Note::from_bytes(format!("This is an example message.\n\n{line}\n").as_bytes()).unwrap();
    assert_eq!(note.verify(&log).unwrap().0.len(), 1);
}

/// A checkpoint of a public Certificate Transparency log, signed by the log and by a public witness.
const PUBLIC_NOTE: &str = "arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
";

/// Their verifier keys: C2SP signature type, then 32 bytes of Ed25519, in base64.
const PUBLIC_KEYS: [(&str, u32, &str); 2] = [
    ("arche2025h1.staging.ct.transparency.dev", 0xba2f_06c0, "AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"),
    ("remora.n621.de", 0xda77_ade7, "BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"),
];

fn public_line(number: usize) -> (LineVerifier, signed_note::Signature) {
    let (name, key_id, key) = PUBLIC_KEYS[number];
    let key = BASE64.decode(key.as_bytes()).unwrap();
    let kind = match key[0] {
        0x01 => SignatureKind::Plain,
        0x04 => SignatureKind::Timestamped,
        other => unreachable!("type {other}"),
    };
    let key = VerifyingKey::from_bytes(key[1..].try_into().unwrap()).unwrap();
    let verifier = LineVerifier::new(name, kind, key);
    assert_eq!(verifier.key_id(), key_id);
    let line = PUBLIC_NOTE.lines().nth(4 + number).unwrap();
    (verifier, signed_note::Signature::from_bytes(line.as_bytes()).unwrap())
}

#[test]
// rule: LOG-09
fn a_public_log_s_signature_and_its_witness_s_cosignature_verify() {
    let note = Note::from_bytes(PUBLIC_NOTE.as_bytes()).unwrap();
    let smaller = PUBLIC_NOTE.replace("1432088532", "42");
    let smaller = Note::from_bytes(smaller.as_bytes()).unwrap();
    for number in 0..PUBLIC_KEYS.len() {
        let (verifier, signature) = public_line(number);
        assert_eq!(signature.id(), verifier.key_id());
        assert!(verifier.verify(note.text(), signature.signature()));
        assert!(!verifier.verify(smaller.text(), signature.signature()));
    }
}

#[test]
// rule: LOG-10
fn a_cosignature_s_time_is_signed() {
    let note = Note::from_bytes(PUBLIC_NOTE.as_bytes()).unwrap();
    let (verifier, signature) = public_line(1);
    let mut changed = signature.signature().to_vec();
    assert_eq!(split_timestamped(&changed).unwrap().0, UnixSeconds(0x6a12_2120));
    changed[7] ^= 1;
    assert!(!verifier.verify(note.text(), &changed));
}

#[test]
fn the_cosigned_message_is_that_of_the_specification() {
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let message = format!("cosignature/v1\ntime 1679315147\n{text}");
    assert_eq!(timestamped_message(UnixSeconds(1_679_315_147), text.as_bytes()), message.as_bytes());

    let blob =
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
    let blob = BASE64.decode(blob.as_bytes()).unwrap();
    assert_eq!(split_timestamped(&blob[4..]).unwrap().0, UnixSeconds(1_679_315_147));
}
