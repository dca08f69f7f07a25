//! A relay that lies about identities: who asked, who opened, and what was disclosed.

use sotto_engine::{Document, Engine, HandlerId, Identity};
use sotto_relay_api::{Answer, RoomEntry};

use crate::world::{World, code};

/// A case that the OWNER and two handlers read.
struct Case {
    world: World,
    handlers: [Engine; 2],
    reporter: Engine,
    case: sotto_engine::CaseId,
}

impl Case {
    async fn new() -> Self {
        let world = World::new().await;
        let handlers = [world.handler("tomasz").await, world.handler("adaeze").await];
        let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
        for handler in &handlers {
            handler.sync().await.unwrap();
        }
        Self { world, handlers, reporter, case }
    }

    fn handler(&self, n: usize) -> HandlerId {
        self.handlers[n].me().unwrap().unwrap().handler
    }

    async fn disclose(&self, readers: &[HandlerId]) {
        let who = Identity { name: Some("Dana Veldt".into()), contact: None, work: None, document: None::<Document> };
        let typed = self.reporter.case(self.case).unwrap().pseudonym.to_string();
        self.reporter.queue_disclosure(self.case, &who, readers, &typed).unwrap();
        self.reporter.sync().await.unwrap();
        for handler in &self.handlers {
            handler.sync().await.unwrap();
        }
    }
}

fn is_logged_as(entry: &RoomEntry, kind: &str) -> bool {
    let event = entry.entry.as_ref().map(|logged| serde_json::from_slice::<serde_json::Value>(&logged.event).unwrap());
    event.is_some_and(|event| event["kind"] == kind)
}

/// Two questions have entries that differ in who asked alone: neither stands for the other.
// rule: IDEN-15
#[tokio::test]
async fn an_act_is_not_attributed_to_somebody_else() {
    let case = Case::new().await;
    case.handlers[0].queue_identity_asked(case.case, "May we know?").unwrap();
    case.handlers[0].sync().await.unwrap();
    case.reporter.sync().await.unwrap();
    case.reporter.queue_identity_kept(case.case).unwrap();
    case.reporter.sync().await.unwrap();
    case.handlers[1].sync().await.unwrap();
    case.handlers[1].queue_identity_asked(case.case, "And now?").unwrap();
    case.handlers[1].sync().await.unwrap();

    case.world.liar().twists(|_, answer| {
        if let Answer::RoomEntries(entries) = answer {
            let asked: Vec<usize> =
                (0..entries.len()).filter(|at| is_logged_as(&entries[*at], "identity.asked")).collect();
            if let [first, second] = asked[..] {
                let of_second = entries[second].entry.clone();
                entries[first].entry = of_second;
            }
        }
    });
    // The OWNER reads both at once.
    assert_eq!(code(case.world.owner.sync().await), "entry_missing");
    case.world.liar().is_honest();
    case.world.owner.sync().await.unwrap();
    let asked = case.world.owner.identity(case.case).unwrap().asked.unwrap();
    assert_eq!((asked.name.as_str(), asked.body.as_str()), ("adaeze", "And now?"));
}

/// The reporter is told of an opening with its own entry, or not at all, and then the case stops.
// rule: IDEN-11, LOG-18
#[tokio::test]
async fn an_opening_without_its_entry_is_noticed() {
    let case = Case::new().await;
    case.disclose(&[case.handler(0), case.handler(1)]).await;
    for handler in &case.handlers {
        handler.open_identity(case.case, "To protect you.", None).await.unwrap();
    }
    type Lie = fn(&mut Vec<RoomEntry>);
    let lies: [Lie; 2] = [
        |entries| {
            let opened = entries.iter_mut().find(|entry| is_logged_as(entry, "identity.opened"));
            if let Some(opened) = opened {
                opened.entry = None;
            }
        },
        // Another opening of the same record: its reason is another.
        |entries| {
            let openings: Vec<usize> =
                (0..entries.len()).filter(|at| is_logged_as(&entries[*at], "identity.opened")).collect();
            if let [first, second] = openings[..] {
                let of_second = entries[second].entry.clone();
                entries[first].entry = of_second;
            }
        },
    ];
    for lie in lies {
        case.world.liar().twists(move |_, answer| {
            if let Answer::RoomEntries(entries) = answer {
                lie(entries);
            }
        });
        assert_eq!(code(case.reporter.sync().await), "entry_missing");
        let disclosure = case.reporter.identity(case.case).unwrap().disclosure.unwrap();
        assert_eq!(disclosure.openings.len(), 0);
    }
    case.world.liar().is_honest();
    case.reporter.sync().await.unwrap();
    let openings = case.reporter.identity(case.case).unwrap().disclosure.unwrap().openings;
    let names: Vec<&str> = openings.iter().map(|opening| opening.name.as_str()).collect();
    assert_eq!(names, ["tomasz", "adaeze"]);
}

/// What is handed out is what was disclosed, and what the relay withholds is not taken for anything else.
// rule: IDEN-03
#[tokio::test]
async fn another_record_is_not_shown_as_this_one() {
    let case = Case::new().await;
    case.disclose(&[case.handler(0)]).await;
    case.world.liar().twists(|_, answer| {
        if let Answer::Record(sealed) = answer {
            sealed[20] ^= 1;
        }
    });
    let opened = case.handlers[0].open_identity(case.case, "To protect you.", None).await;
    assert_eq!(code(opened), "message_invalid");
    case.world.liar().is_honest();
    let opened = case.handlers[0].open_identity(case.case, "To protect you.", None).await.unwrap();
    assert_eq!(opened.name.as_deref(), Some("Dana Veldt"));
    // Both are on the record.
    case.reporter.sync().await.unwrap();
    assert_eq!(case.reporter.identity(case.case).unwrap().disclosure.unwrap().openings.len(), 2);
}

/// With the withdrawal the key is gone from the device to which it was given.
// rule: IDEN-14
#[tokio::test]
async fn a_device_forgets_its_share_with_the_withdrawal() {
    let case = Case::new().await;
    case.disclose(&[case.handler(0)]).await;
    case.reporter.queue_withdrawal(case.case).unwrap();
    case.reporter.sync().await.unwrap();
    case.handlers[0].sync().await.unwrap();
    let view = case.handlers[0].identity(case.case).unwrap().disclosure.unwrap();
    assert!(view.withdrawn.is_some() && !view.may_open);
    let opened = case.handlers[0].open_identity(case.case, "To protect you.", None).await;
    assert_eq!(code(opened), "withdrawn");
}
