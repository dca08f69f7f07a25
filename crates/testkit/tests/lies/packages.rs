//! KeyPackages that a relay does not hand out, or spoils.

use minicbor::bytes::ByteVec;
use sotto_engine::{Engine, Synced};
use sotto_relay_api::{Answer, FetchedKeyPackage};

use crate::world::{World, bodies, code};

type Spoil = fn(&mut FetchedKeyPackage);

const SPOILED: [(&str, Spoil); 3] = [
    ("none", |fetched| fetched.package = None),
    ("no KeyPackage", |fetched| fetched.package = Some(vec![7; 900].into())),
    ("a signature that does not fit", |fetched| {
        let package: &mut ByteVec = fetched.package.as_mut().unwrap();
        *package.last_mut().unwrap() ^= 1;
    }),
];

/// Spoils the KeyPackages of `whose` device; of all devices without it.
fn spoil(world: &World, whose: Option<&Engine>, spoil: Spoil) {
    let device = whose.map(|engine| engine.me().unwrap().unwrap().device);
    world.liar().twists(move |_, answer| {
        if let Answer::KeyPackages(fetched) = answer {
            fetched.iter_mut().filter(|fetched| device.is_none_or(|device| fetched.device == device)).for_each(spoil);
        }
    });
}

// rule: KEYP-04
#[tokio::test]
async fn a_device_without_a_valid_key_package_is_skipped() {
    for (what, how) in SPOILED {
        let world = World::new().await;
        let handler = world.handler("handler").await;
        let (reporter, case) = world.queued_report("reporter", "Two pumps.");
        spoil(&world, Some(&handler), how);
        assert_eq!(reporter.sync().await.unwrap(), Synced { received: 0, sent: 1, pending: 0 }, "{what}");
        let readers: Vec<String> = reporter.readers(case).unwrap().into_iter().map(|reader| reader.name).collect();
        assert_eq!(readers, ["Ines Halvorsen"], "{what}");
        assert_eq!(handler.sync().await.unwrap().received, 0, "{what}");
        assert_eq!(world.owner.sync().await.unwrap().received, 1, "{what}");
    }
}

// rule: KEYP-04
// proves: PRIV-19
#[tokio::test]
async fn a_report_waits_while_nobody_has_a_valid_key_package() {
    let world = World::new().await;
    let handler = world.handler("handler").await;
    let (reporter, case) = world.queued_report("reporter", "Two pumps.");
    for (what, how) in SPOILED {
        spoil(&world, None, how);
        assert_eq!(code(reporter.sync().await), "no_reader", "{what}");
        assert!(reporter.case(case).unwrap().is_queued, "{what}");
        assert_eq!(bodies(&reporter, case), ["Two pumps."], "{what}");
        assert_eq!(world.owner.sync().await.unwrap().received, 0, "{what}");
    }
    world.leaves_once(&reporter, case).await;
    assert_eq!(handler.sync().await.unwrap().received, 1);
}

// rule: KEYP-04
#[tokio::test]
async fn an_assignment_waits_only_for_the_last_one() {
    let world = World::new().await;
    let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
    world.owner.sync().await.unwrap();
    let (first, second) = (world.handler("first").await, world.handler("second").await);
    let id = |engine: &Engine| engine.me().unwrap().unwrap().handler;

    world.owner.queue_readers(case, vec![id(&first), id(&second)], Vec::new()).unwrap();
    spoil(&world, Some(&first), SPOILED[0].1);
    assert_eq!(world.owner.sync().await.unwrap().sent, 1);
    assert_eq!(world.owner.readers(case).unwrap().len(), 2, "the OWNER and the second");

    world.owner.queue_readers(case, vec![id(&first)], Vec::new()).unwrap();
    assert_eq!(code(world.owner.sync().await), "no_reader");
    world.liar().is_honest();
    assert_eq!(world.owner.sync().await.unwrap(), Synced { received: 0, sent: 1, pending: 0 });
    assert_eq!(world.owner.readers(case).unwrap().len(), 3);
    reporter.sync().await.unwrap();
    assert_eq!(reporter.readers(case).unwrap().len(), 3);
}
