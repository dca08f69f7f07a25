//! Altered bytes of a recorded room: refused without a panic, and the room goes on.

use proptest::prelude::*;
use sotto_protocol::{codec, time::UnixSeconds};

use sotto_rooms::NoRoster;

use super::{
    recording::{HANDLER, Recording, SECOND, with_state},
    *,
};

type Edits = Vec<(prop::sample::Index, u8)>;

fn edits() -> impl Strategy<Value = Edits> {
    proptest::collection::vec((any::<prop::sample::Index>(), 1_u8..=255), 1..4)
}

fn altered(mut bytes: Vec<u8>, edits: &Edits) -> Vec<u8> {
    for (at, change) in edits {
        let at = at.index(bytes.len());
        bytes[at] ^= change;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn altered_appends_change_nothing(edits in edits(), any in proptest::collection::vec(any::<u8>(), 0..200)) {
        let recording = Recording::load();
        let handler = with_state(HANDLER, recording.state("handler"));
        let mut member = recording.joined(&handler, 0);
        let good = recording.append(0);
        let open = |member: &mut Member<'_>, envelope: Vec<u8>| {
            let append = Append { envelope: envelope.into(), ..good.clone() };
            member.room.open(&handler.provider, &append, &|_| Err(NoRoster::Unknown))
        };
        let envelope = altered(good.envelope.to_vec(), &edits);
        prop_assume!(envelope != *good.envelope);
        prop_assert!(matches!(open(&mut member, envelope), Err(OpenError::Envelope(_))));
        prop_assert!(matches!(open(&mut member, any), Err(OpenError::Envelope(_))));
        prop_assert!(!recording.take(&mut member, 0));
    }

    #[test]
    fn altered_welcomes_let_nobody_in(edits in edits()) {
        let recording = Recording::load();
        let second = with_state(SECOND, recording.state("second"));
        let good = recording.append(2);
        let welcome = codec::to_vec(good.declared.welcome.as_ref().unwrap());
        let bytes = altered(welcome.clone(), &edits);
        prop_assume!(bytes != welcome);
        if let Ok(welcome) = codec::from_slice(&bytes) {
            let declared = Declared { welcome: Some(welcome), ..good.declared.clone() };
            let append = Append { declared, ..good };
            let joined = join(&second.provider, &append, &second.id(), &second.opening, &recording.rosters[0]);
            prop_assert!(joined.is_err());
        }
    }

    #[test]
    fn altered_key_packages_are_refused(edits in edits(), any in proptest::collection::vec(any::<u8>(), 0..200)) {
        let recording = Recording::load();
        let device = Device::new(HANDLER);
        let good = recording.key_package("handler");
        let bytes = altered(good.clone(), &edits);
        prop_assume!(bytes != good);
        let at = UnixSeconds(recording.at());
        let parse = |bytes: &[u8]| ValidKeyPackage::parse(device.provider.crypto(), bytes, &device.keys, at);
        prop_assert!(parse(&good).is_ok());
        prop_assert!(parse(&bytes).is_err() && parse(&any).is_err());
    }
}
