//! Every decoder of the crate, given any bytes: for tests and for the fuzzer.

use sotto_tlog::{
    Actor, AddCheckpoint, AddCheckpointAnswer, EntryBundle, Event, EventKind, ForkEvidence, LeafIndex, LogVerifier,
    LoggedEvent, Salt, Tile, TilePath, TreeSize, UnverifiedEventProof, UnverifiedTiles, Witness, WitnessVerifier,
    Witnessed, Witnesses,
};

use super::{Log, NOW, commitment, key, witness_key};

fn witness() -> Witness {
    Witness::new(witness_key(1), vec![key().verifier().clone()])
}

fn witnesses() -> Witnesses {
    Witnesses::new(key().verifier(), vec![witness_key(1).verifier().clone()], 1).unwrap()
}

/// A right encoding of each kind, to be altered.
pub(crate) fn encodings() -> Vec<Vec<u8>> {
    let log = Log::of(12);
    let checkpoint = log.checkpoint(12);
    let first = AddCheckpoint::new(TreeSize(0), Default::default(), &log.checkpoint(7)).unwrap();
    let state = witness().judge(&first, None, NOW).unwrap().state().clone();
    let grown = AddCheckpoint::new(TreeSize(7), log.growth(7, 12), &checkpoint).unwrap();
    let accepted = witness().judge(&grown, Some(&state), NOW).unwrap();
    let event = Event::new(EventKind::KeysRotated, Actor::Relay, "tls", Default::default(), None, NOW).unwrap();
    let path = log.tree(12).prove_inclusion(LeafIndex(3), &log.stored).unwrap();
    let event = LoggedEvent::new(&event, Salt::from_bytes([1; 32]));
    let proof = UnverifiedEventProof::new(event, LeafIndex(3), path, &checkpoint).unwrap();
    let bundle = EntryBundle::new(0, 3).unwrap();
    vec![
        b"tile/3/x001/x234/067.p/8".to_vec(),
        b"tile/entries/x001/067".to_vec(),
        witness_key(1).verifier().to_string().into_bytes(),
        key().verifier().vkey().into_bytes(),
        grown.to_bytes(),
        minicbor::to_vec(&state).unwrap(),
        minicbor::to_vec((state.note(), accepted.state().note())).unwrap(),
        accepted.into_answer_once_stored().body(),
        proof.to_bytes(),
        bundle.to_bytes(&[commitment(0), commitment(1), commitment(2)]).unwrap(),
        Tile::new(0, 0, 12).unwrap().to_bytes(&log.stored).unwrap(),
    ]
}

/// Every decoder over the same bytes, and what judges the value after it.
pub(crate) fn take(bytes: &[u8]) {
    if let Ok(text) = core::str::from_utf8(bytes) {
        if let Ok(path) = text.parse::<TilePath>() {
            assert_eq!(path.to_string(), text);
        }
        if let Ok(verifier) = text.parse::<WitnessVerifier>() {
            assert_eq!(verifier.to_string(), text);
        }
        if let Ok(verifier) = text.parse::<LogVerifier>() {
            assert_eq!(verifier.vkey(), text);
        }
    }
    let state: Option<Witnessed> = minicbor::decode(bytes).ok();
    if let Ok(evidence) = minicbor::decode::<ForkEvidence>(bytes) {
        assert!(!evidence.convicts(key().verifier()));
    }
    if let Ok(request) = AddCheckpoint::from_bytes(bytes) {
        assert_eq!(request.to_bytes(), bytes);
        let known = state.as_ref().filter(|state| witness().recognises(request.origin(), state));
        for last in [None, known, state.as_ref()] {
            let _ = witness().judge(&request, last, NOW);
        }
    }
    for status in [200, 400, 409, 500] {
        let answer = AddCheckpointAnswer::from_parts(status, Some("text/x.tlog.size"), bytes);
        if let Ok(answer @ AddCheckpointAnswer::Cosigned(_)) = answer {
            assert_eq!(answer.body(), bytes);
        }
    }
    if let Ok(proof) = UnverifiedEventProof::from_bytes(bytes) {
        assert_eq!(proof.to_bytes(), bytes);
        let _ = proof.verify(key().verifier(), &witnesses());
    }
    let log = Log::of(3);
    let checkpoint = log.checkpoint(3);
    let _ = checkpoint.with_cosignatures(&witnesses(), bytes);
    for width in [1, 3, 12] {
        let mut fetched = UnverifiedTiles::default();
        if fetched.insert(Tile::new(0, 0, width).unwrap(), bytes.to_vec()).is_ok() {
            let _ = fetched.verify(&checkpoint);
        }
    }
    let mut right = UnverifiedTiles::default();
    let tile = Tile::new(0, 0, 3).unwrap();
    right.insert(tile, tile.to_bytes(&log.stored).unwrap()).unwrap();
    let _ = tile.entries().unwrap().verify(bytes, &right.verify(&checkpoint).unwrap());
}
