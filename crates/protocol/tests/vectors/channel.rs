//! The channel's proof and the client puzzle.

use blake2::{Blake2b, Digest, digest::consts::U4};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use serde_json::{Value, json};
use sotto_protocol::{
    channel_proof::{ChannelBinding, ChannelProof},
    codec,
    ids::OrganisationId,
    puzzle::{Puzzle, Runtime, Solution},
    time::UnixSeconds,
};
use x25519_dalek::{PublicKey, StaticSecret};

use crate::{
    by_hand,
    file::{bytes, hex, read},
};

const EFFORT: u32 = 3;

pub(crate) fn proof_and_puzzle() -> Value {
    json!({ "proof": proof(), "puzzle": puzzle() })
}

fn proof() -> Value {
    let (own, relay) = (StaticSecret::from([9; 32]), StaticSecret::from([10; 32]));
    let relay_key = PublicKey::from(&relay).to_bytes();
    let organisation = OrganisationId::from_bytes([11; 32]);
    let binding = ChannelBinding([12; 32]);
    let proof = ChannelProof::make(&own, &relay_key, &organisation, &binding).unwrap();
    json!({
        "own_secret_key": hex(own.to_bytes()),
        "relay_secret_key": hex(relay.to_bytes()),
        "relay_public_key": hex(relay_key),
        "organisation": hex(organisation.as_bytes()),
        "channel_binding": hex(binding.0),
        "proof": hex(&codec::to_vec(&proof)[2..]),
    })
}

fn puzzle() -> Value {
    let puzzle = Puzzle { seed: [13; 32].into(), effort: EFFORT, expires_at: UnixSeconds(1_800_000_000) };
    let solved = puzzle.solve(&mut ChaCha20Rng::seed_from_u64(14));
    let mut nonce = *solved.nonce;
    nonce[0] ^= 1;
    let mut other = *solved.solution;
    other[0] ^= 1;
    let rejected = [
        ("less effort than is asked", Solution { effort: EFFORT - 1, ..solved }),
        ("more effort than was spent", Solution { effort: u32::MAX, ..solved }),
        ("another seed", Solution { seed: [15; 32].into(), ..solved }),
        ("another nonce", Solution { nonce: nonce.into(), ..solved }),
        ("another solution", Solution { solution: other.into(), ..solved }),
    ];
    json!({
        "seed": hex(*puzzle.seed),
        "effort": puzzle.effort,
        "encoding": hex(codec::to_vec(&puzzle)),
        "accepted": solution("", &solved),
        "rejected": rejected.map(|(why, wrong)| solution(why, &wrong)),
    })
}

fn solution(why: &str, solution: &Solution) -> Value {
    json!({
        "why": why,
        "seed": hex(*solution.seed),
        "effort": solution.effort,
        "nonce": hex(*solution.nonce),
        "solution": hex(*solution.solution),
        "encoding": hex(codec::to_vec(solution)),
    })
}

#[test]
fn a_proof_is_an_hmac_over_the_binding() {
    let vectors = &read("channel")["proof"];
    let secret = |name: &str| StaticSecret::from(<[u8; 32]>::try_from(bytes(&vectors[name])).unwrap());
    let own_public = PublicKey::from(&secret("own_secret_key"));
    let shared = secret("relay_secret_key").diffie_hellman(&own_public);
    let key = by_hand::derive(shared.as_bytes(), "sotto/channel/1", &bytes(&vectors["organisation"]));
    assert_eq!(by_hand::hmac(&key, &bytes(&vectors["channel_binding"])), bytes(&vectors["proof"]));
}

// rule: PUZZ-01
#[test]
fn solutions_are_taken_and_refused_as_the_vectors_say() {
    let vectors = &read("channel")["puzzle"];
    let encoded = |vector: &Value| codec::from_slice::<Solution>(&bytes(&vector["encoding"])).unwrap();
    let accepted = encoded(&vectors["accepted"]);
    for runtime in [Runtime::Compiled, Runtime::Interpreted] {
        assert!(accepted.verify(EFFORT, runtime).is_ok());
        for vector in vectors["rejected"].as_array().unwrap() {
            assert!(encoded(vector).verify(EFFORT, runtime).is_err(), "{}", vector["why"]);
        }
    }
    let challenge =
        [b"sotto/puzzle/1".as_slice(), &*accepted.seed, &*accepted.nonce, &accepted.effort.to_be_bytes()].concat();
    let digest: [u8; 4] =
        Blake2b::<U4>::new().chain_update(&challenge).chain_update(*accepted.solution).finalize().into();
    assert!(u64::from(u32::from_be_bytes(digest)) * u64::from(accepted.effort) <= u64::from(u32::MAX));
    assert!(equix::verify_bytes(&challenge, &accepted.solution).is_ok());
    let structure = json!([
        { "bstr": hex(*accepted.seed) }, accepted.effort, { "bstr": hex(*accepted.nonce) }, { "bstr": hex(*accepted.solution) }
    ]);
    assert_eq!(by_hand::cbor(&structure), bytes(&vectors["accepted"]["encoding"]));
}
