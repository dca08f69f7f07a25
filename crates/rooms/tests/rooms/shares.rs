//! Keys of identities, sealed to devices.

use openmls_traits::OpenMlsProvider;
use sotto_protocol::{
    identity::{IdentityKey, Part, SealedShare, ShareContext},
    ids::{CaseId, HandlerId, RecordId},
};
use sotto_rooms::{OpeningKeyError, seal_share};

use crate::support::Device;

// rule: IDEN-06
#[test]
fn a_share_opens_for_what_it_was_sealed_for_alone() {
    let [ours, another] = [1, 2].map(Device::new);
    let key = IdentityKey::from_bytes(&[9; 32]).unwrap();
    let (case, record) = (CaseId::from_bytes([3; 16]), RecordId::from_bytes([4; 16]));
    let opener = HandlerId::from_bytes([5; 16]);
    let context = ShareContext { case, record, opener, device: ours.id(), part: Part::Opener };
    let sealed = seal_share(ours.provider.crypto(), &ours.keys, context, &key).unwrap();
    let open = |device: &Device, case: u8, record: u8, sealed: &SealedShare| {
        let (case, record) = (CaseId::from_bytes([case; 16]), RecordId::from_bytes([record; 16]));
        device.opening.open_share(device.provider.crypto(), case, record, sealed)
    };
    assert_eq!(open(&ours, 3, 4, &sealed), Ok(key));
    let refused = Err(OpeningKeyError::NotForUs);
    assert_eq!(open(&another, 3, 4, &sealed), refused);
    assert_eq!(open(&ours, 9, 4, &sealed), refused);
    assert_eq!(open(&ours, 3, 9, &sealed), refused);
    for other in [
        SealedShare { opener: HandlerId::from_bytes([9; 16]), ..sealed.clone() },
        SealedShare { device: another.id(), ..sealed.clone() },
        SealedShare { part: Part::Approver, ..sealed.clone() },
        SealedShare { part: Part::Whole, ..sealed.clone() },
        SealedShare { encapsulated: vec![7; 1120].into(), ..sealed.clone() },
        SealedShare { ciphertext: Vec::new().into(), ..sealed.clone() },
    ] {
        assert_eq!(open(&ours, 3, 4, &other), refused);
    }
}
