//! Relays that stall, and that talk nonsense. The device's own clock is stopped where nothing comes any more: its time
//! limits then pass at once.

use std::{sync::Arc, time::Duration};

use sotto_engine::{CaseId, Engine, Event, Leave, Route, Way};
use sotto_relay_api::{Act, Answer, MAX_FRAME_BYTES, Push, RelayFrame, Request, frame};
use tokio::{sync::broadcast::Receiver, time::Instant};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    liar::{Says, Stop, header, in_websocket},
    world::{World, bodies, code},
};

/// More than a device waits for one answer, and much less than for two.
const PATIENCE: Duration = Duration::from_secs(50);

/// Where in sending a report the relay goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    Hello,
    Proof,
    Roster,
    Puzzle,
    /// The relay has the report, and does not say so.
    Opening,
}

const POINTS: [Point; 5] = [Point::Hello, Point::Proof, Point::Roster, Point::Puzzle, Point::Opening];

fn is_at(point: Point, request: Option<&Request>, said: &RelayFrame) -> bool {
    match (point, request) {
        (Point::Hello, _) => matches!(said, RelayFrame::Hello { .. }),
        (Point::Proof, _) => matches!(said, RelayFrame::Proven),
        (Point::Roster, Some(Request::FetchRoster { .. })) | (Point::Puzzle, Some(Request::FetchPuzzle)) => true,
        (Point::Opening, Some(Request::Act(signed))) => {
            matches!(signed.stored_body().unwrap().act, Act::OpenCase { .. })
        }
        _ => false,
    }
}

fn goes_wrong(world: &World, point: Point, how: impl Fn(RelayFrame) -> Says + Send + 'static) {
    world.liar().says(move |request, said| if is_at(point, request, &said) { how(said) } else { Says::Frame(said) });
}

/// The device leaves the relay in time, and keeps what it wrote.
async fn is_left(reporter: &Engine, case: CaseId, what: &str) {
    let begun = Instant::now();
    assert_eq!(code(reporter.sync().await), "relay_unreachable", "{what}");
    assert!(begun.elapsed() < PATIENCE, "{what} took {:?}", begun.elapsed());
    assert!(reporter.case(case).unwrap().is_queued, "{what}");
    assert_eq!(bodies(reporter, case), ["Two pumps."], "{what}");
}

#[tokio::test]
async fn a_relay_that_is_gone_without_a_word_is_left_in_time() {
    let world = World::new().await;
    let (reporter, case) = world.queued_report("reporter", "Two pumps.");
    for (stop, what) in [(Stop::BeforeTls, "before TLS"), (Stop::BeforeWebSocket, "before the WebSocket")] {
        world.liar().stops(stop);
        is_left(&reporter, case, what).await;
        world.liar().is_honest();
    }
    for point in POINTS {
        goes_wrong(&world, point, |_| Says::Nothing);
        is_left(&reporter, case, &format!("{point:?}")).await;
        world.liar().is_honest();
    }
    world.leaves_once(&reporter, case).await;
}

#[tokio::test]
async fn a_relay_whose_bytes_trickle_is_left_in_time() {
    let world = World::new().await;
    let (reporter, case) = world.queued_report("reporter", "Two pumps.");
    for point in POINTS {
        goes_wrong(&world, point, Says::Trickle);
        is_left(&reporter, case, &format!("{point:?}")).await;
        world.liar().is_honest();
    }
    world.leaves_once(&reporter, case).await;
}

#[tokio::test]
async fn news_in_the_place_of_an_answer_win_no_time() {
    let world = World::new().await;
    let (reporter, case) = world.queued_report("reporter", "Two pumps.");
    for point in [Point::Roster, Point::Puzzle, Point::Opening] {
        goes_wrong(&world, point, |_| Says::Pushes(RelayFrame::Push(Push::Roster { version: 1 })));
        is_left(&reporter, case, &format!("{point:?}")).await;
        world.liar().is_honest();
    }
    world.leaves_once(&reporter, case).await;
}

#[tokio::test]
async fn a_relay_that_falls_silent_is_noticed_by_whoever_waits_for_news() {
    let world = World::new().await;
    let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
    let reporter = Arc::new(reporter);
    let mut events = reporter.events();
    let following = tokio::spawn(Arc::clone(&reporter).follow());
    while events.recv().await.unwrap() != Event::Connected {}
    world.liar().falls_silent();
    assert_eq!(ended(&mut events).await, "relay_unreachable");
    following.abort();
    world.liar().is_honest();
    world.owner.sync().await.unwrap();
    world.owner.queue_message(case, "An answer.", Leave::Soon).unwrap();
    world.owner.sync().await.unwrap();
    reporter.sync().await.unwrap();
    assert_eq!(bodies(&reporter, case), ["Two pumps.", "An answer."]);
}

// rule: CHAN-11
#[tokio::test]
async fn another_way_ends_what_goes_the_old_one() {
    let world = World::new().await;
    let (reporter, case) = world.sent_report("reporter", "Two pumps.").await;
    let reporter = Arc::new(reporter);
    let mut events = reporter.events();
    let following = tokio::spawn(Arc::clone(&reporter).follow());
    while events.recv().await.unwrap() != Event::Connected {}
    reporter.take_way(Way { route: Route::Proxy(nowhere().await), ..Way::default() }).unwrap();
    for why in ["relay_unreachable", "proxy_unreachable"] {
        assert_eq!(ended(&mut events).await, why);
    }
    assert_eq!(code(reporter.sync().await), "proxy_unreachable");
    reporter.queue_message(case, "And a valve.", Leave::Soon).unwrap();
    reporter.take_way(Way::default()).unwrap();
    while events.recv().await.unwrap() != Event::Connected {}
    following.abort();
    reporter.sync().await.unwrap();
    world.owner.sync().await.unwrap();
    assert_eq!(bodies(&world.owner, case), ["Two pumps.", "And a valve."]);
}

/// Why the next connection that ends does.
async fn ended(events: &mut Receiver<Event>) -> &'static str {
    loop {
        if let Event::Disconnected(code) = events.recv().await.unwrap() {
            return code.as_str();
        }
    }
}

/// Where nobody listens.
async fn nowhere() -> std::net::SocketAddr {
    tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

fn encoded(said: &RelayFrame) -> Vec<u8> {
    frame::encode(said).unwrap()
}

/// A frame that the device must not take for what it waits for.
fn another(said: RelayFrame) -> RelayFrame {
    match said {
        RelayFrame::Answer { id, answer, log } => RelayFrame::Answer { id: id + 1, answer, log },
        _ => RelayFrame::Answer { id: 1, answer: Answer::Done, log: None },
    }
}

#[tokio::test]
async fn frames_that_are_none_end_the_connection() {
    type Nonsense = fn(RelayFrame) -> Says;
    let nonsense: [(&str, Nonsense); 11] = [
        ("garbage", |_| Says::Message(Message::binary(vec![0xff; 1024]))),
        ("nothing", |_| Says::Message(Message::binary(Vec::new()))),
        ("text", |_| Says::Message(Message::text("hello"))),
        ("half of it", |said| {
            let bytes = encoded(&said);
            Says::Message(Message::binary(bytes[..bytes.len() / 2].to_vec()))
        }),
        ("half of it, of a fitting length", |said| {
            let bytes = encoded(&said);
            let half = (bytes.len() / 2).next_multiple_of(1024);
            // A frame of one step has no fitting half.
            Says::Message(Message::binary(if half < bytes.len() { bytes[..half].to_vec() } else { vec![1; 1024] }))
        }),
        ("more after it", |said| Says::Message(Message::binary([encoded(&said), vec![1; 1024]].concat()))),
        ("too much", |said| {
            let mut bytes = encoded(&said);
            bytes.resize(MAX_FRAME_BYTES + 1024, 0);
            Says::Message(Message::binary(bytes))
        }),
        ("too much, announced", |_| Says::Bytes(header(MAX_FRAME_BYTES as u64 + 1).to_vec())),
        ("cut in the middle", |said| {
            let bytes = in_websocket(&encoded(&said));
            Says::BytesAndEnd(bytes[..bytes.len() / 2].to_vec())
        }),
        ("no WebSocket", |_| Says::Bytes(b"HTTP/1.1 500 Internal Server Error\r\n\r\n".to_vec())),
        ("the answer to something else", |said| Says::Frame(another(said))),
    ];
    let world = World::new().await;
    let (reporter, case) = world.queued_report("reporter", "Two pumps.");
    for (what, how) in nonsense {
        for point in POINTS {
            goes_wrong(&world, point, how);
            is_left(&reporter, case, &format!("{what}, {point:?}")).await;
            world.liar().is_honest();
        }
    }
    world.leaves_once(&reporter, case).await;
}
