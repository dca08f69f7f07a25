//! Padded lengths.

use serde_json::{Value, json};
use sotto_protocol::padding::{envelope_len_bytes, pad_for_envelope, pad_for_frame, padme, unpad};

use crate::{
    by_hand,
    file::{bytes, hex, read},
};

const MESSAGE: &[u8] = b"a message";

pub(crate) fn lengths() -> Value {
    let envelopes = [0, 1, 16_380, 16_381, 65_532, 65_533, 100_000, 262_144, 500_000];
    let padmes = [0, 1, 2, 7, 9, 17, 100, 999, 1025, 65_537, 1_000_000, 4_294_967_297];
    let frames =
        [0, 1020, 1021].map(|len| json!({ "message_bytes": len, "padded_bytes": pad_for_frame(&vec![1; len]).len() }));
    json!({
        "envelope": envelopes.map(|len| json!({ "message_bytes": len, "padded_bytes": envelope_len_bytes(len) })),
        "frame": frames,
        "padme": padmes.map(|len| json!({ "bytes": len, "padded_bytes": padme(len) })),
        "message": hex(MESSAGE),
        "padded_for_frame": hex(pad_for_frame(MESSAGE)),
        "padded_for_envelope_sha256": hex(by_hand::sha256(&[&pad_for_envelope(MESSAGE)])),
    })
}

/// Padmé as its paper puts it: the last `exponent - bits of the exponent` bits are zero.
fn padme_by_hand(len: u64) -> u64 {
    if len < 2 {
        return len;
    }
    let exponent = u64::from(len.ilog2());
    let step = 1 << (exponent - u64::from(exponent.checked_ilog2().map_or(0, |log| log + 1)));
    len.div_ceil(step) * step
}

#[test]
fn lengths_follow_the_buckets_and_padme() {
    let vectors = read("padding");
    let number = |value: &Value| value.as_u64().unwrap();
    for vector in vectors["padme"].as_array().unwrap() {
        assert_eq!(padme_by_hand(number(&vector["bytes"])), number(&vector["padded_bytes"]));
    }
    for vector in vectors["envelope"].as_array().unwrap() {
        let padded = match number(&vector["message_bytes"]) + 4 {
            framed if framed <= 16_384 => 16_384,
            framed if framed <= 65_536 => 65_536,
            framed => padme_by_hand(framed),
        };
        assert_eq!(padded, number(&vector["padded_bytes"]));
    }
    for vector in vectors["frame"].as_array().unwrap() {
        assert_eq!((number(&vector["message_bytes"]) + 4).div_ceil(1024) * 1024, number(&vector["padded_bytes"]));
    }
    let padded = bytes(&vectors["padded_for_frame"]);
    assert_eq!(unpad(&padded).unwrap(), MESSAGE);
    let by_hand = |len| {
        let mut padded = [&9_u32.to_be_bytes(), MESSAGE].concat();
        padded.resize(len, 0);
        padded
    };
    assert_eq!(padded, by_hand(1024));
    assert_eq!(by_hand::sha256(&[&by_hand(16_384)]), bytes(&vectors["padded_for_envelope_sha256"]));
}
