//! Attachments in segments.

use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce, aead::Aead};
use serde_json::{Value, json};
use sotto_protocol::{
    codec,
    ids::AttachmentId,
    stream::{FileKey, SEGMENT_BYTES, Segments},
};

use crate::{
    by_hand,
    file::{bytes, hex, read},
};

const FILE_KEY: [u8; 32] = [7; 32];
const ATTACHMENT: [u8; 16] = [8; 16];
const SIZES: [u64; 5] = [0, 1, 65_536, 65_537, 1_200_000];

pub(crate) fn segments() -> Value {
    let key: FileKey = codec::from_slice(&[&[0x58, 32], &FILE_KEY[..]].concat()).unwrap();
    let sealed = |size: u64| {
        let segments = Segments::new(&key, &AttachmentId::from_bytes(ATTACHMENT), size);
        let sealed: Vec<_> =
            (0..segments.count()).map(|index| seal(&segments, index, &plaintext(size, index))).collect();
        json!({
            "size_bytes": size,
            "segments": segments.count(),
            "first_segment_starts": hex(&sealed[0][..32]),
            "last_segment_ends": hex(&sealed.last().unwrap()[SEGMENT_BYTES - 16..]),
            "sealed_sha256": hex(by_hand::sha256(&sealed.iter().map(Vec::as_slice).collect::<Vec<_>>())),
        })
    };
    json!({
        "file_key": hex(FILE_KEY),
        "attachment": hex(ATTACHMENT),
        "content": "byte i of the content is i mod 251; zeros fill the last segments",
        "attachments": SIZES.map(sealed),
    })
}

fn plaintext(size: u64, index: u32) -> Vec<u8> {
    let from = u64::from(index) * SEGMENT_BYTES as u64;
    (from..from + SEGMENT_BYTES as u64).map(|at| if at < size { (at % 251) as u8 } else { 0 }).collect()
}

#[test]
fn segments_are_those_of_stream() {
    let vectors = read("segments");
    let payload_key = by_hand::hkdf(&bytes(&vectors["attachment"]), &bytes(&vectors["file_key"]), &[b"payload"]);
    let cipher = ChaCha20Poly1305::new(&Key::try_from(payload_key.as_slice()).unwrap());
    for vector in vectors["attachments"].as_array().unwrap() {
        let size = vector["size_bytes"].as_u64().unwrap();
        let count = u32::try_from(vector["segments"].as_u64().unwrap()).unwrap();
        let sealed: Vec<Vec<u8>> = (0..count)
            .map(|index| {
                let mut nonce = [0; 12];
                nonce[7..11].copy_from_slice(&index.to_be_bytes());
                nonce[11] = u8::from(index + 1 == count);
                cipher.encrypt(&Nonce::from(nonce), plaintext(size, index).as_slice()).unwrap()
            })
            .collect();
        let whole = sealed.concat();
        assert_eq!(by_hand::sha256(&[&whole]), bytes(&vector["sealed_sha256"]), "{size} bytes");
        assert!(whole.starts_with(&bytes(&vector["first_segment_starts"])));
        assert!(whole.ends_with(&bytes(&vector["last_segment_ends"])));
    }
}

fn seal(segments: &Segments, index: u32, plaintext: &[u8]) -> Vec<u8> {
    let mut segment = plaintext.to_vec();
    segments.seal(index, &mut segment).unwrap();
    segment
}
