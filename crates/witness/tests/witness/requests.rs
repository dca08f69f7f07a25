//! What a log is answered.

use std::sync::Barrier;

use sotto_tlog::{ConsistencyProof, MAX_ADD_CHECKPOINT_BYTES, Origin, Refusal, TreeSize, monitoring_path};

use crate::support::{Log, ORIGIN, Running, ask, exchange};

#[test]
// rule: LOG-28
fn a_log_that_grows_is_cosigned_and_the_same_size_again() {
    let (witness, log) = (Running::start(), Log::usual());
    let mut last = None;
    for (old, new) in [(0, 3), (3, 3), (3, 11), (11, 30), (30, 30)] {
        let answer = witness.add(&log.request(old, new));
        assert_eq!((answer.status, answer.headers["content-type"].as_str()), (200, "text/plain; charset=utf-8"));
        let at = log.cosigned(&witness.verifier, new, &answer);
        assert!(last <= Some(at));
        last = Some(at);
    }
    // The first time that a log comes it may not know what the witness knows.
    assert_eq!(witness.add(&log.request(0, 30)).refusal(), Refusal::Conflict(TreeSize(30)));
}

#[test]
// rule: LOG-27, LOG-28
fn each_refusal_has_its_status_and_changes_nothing() {
    let (witness, log) = (Running::start(), Log::usual());
    assert_eq!(witness.add(&log.request(0, 11)).status, 200);
    let before = witness.shown();

    // 409, and the size in the form of the specification.
    for old in [0, 10, 12] {
        let answer = witness.add(&log.request(old, 20));
        assert_eq!((answer.status, answer.body.as_slice()), (409, &b"11\n"[..]));
        assert_eq!(answer.headers["content-type"], "text/x.tlog.size");
    }
    // 422: no proof; the proof of another log.
    assert_eq!(witness.add(&log.unproved(11, ConsistencyProof::default(), 20)).refusal(), Refusal::Inconsistent);
    assert_eq!(witness.add(&log.unproved(11, Log::fork().growth(11, 20), 20)).refusal(), Refusal::Inconsistent);
    assert_eq!(witness.add(&Log::fork().request(11, 20)).refusal(), Refusal::Inconsistent);
    // 404: a log that it was not told of.
    assert_eq!(witness.add(&Log::of("other.example/log", 7).request(0, 11)).refusal(), Refusal::UnknownLog);
    // 403: the name of the log, and the key of somebody else; a signature that is wrong.
    assert_eq!(witness.add(&Log::of(ORIGIN, 8).request(11, 12)).refusal(), Refusal::NotSigned);
    let request = String::from_utf8(log.request(11, 12)).unwrap();
    assert_eq!(witness.add(request.replace("\n12\n", "\n13\n").as_bytes()).refusal(), Refusal::NotSigned);
    // 400: no request; an old size beyond the new one.
    for malformed in ["", "old 11\n", "nothing", &request.replace("old 11", "old 011")] {
        assert_eq!(witness.add(malformed.as_bytes()).refusal(), Refusal::BadRequest, "{malformed:?}");
    }
    let backwards = log.unproved(12, ConsistencyProof::default(), 11);
    assert_eq!(witness.add(&backwards).refusal(), Refusal::BadRequest);
    // 413, also where the length is not said beforehand.
    let long = vec![b'a'; MAX_ADD_CHECKPOINT_BYTES + 1];
    assert_eq!(witness.add(&long).refusal(), Refusal::TooLarge);
    let head = "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunked = [head.as_bytes(), format!("{:x}\r\n", long.len()).as_bytes(), &long, b"\r\n0\r\n\r\n"].concat();
    assert_eq!(exchange(&witness.address, &chunked).refusal(), Refusal::TooLarge);

    assert_eq!(witness.shown(), before);
    assert_eq!(witness.add(&log.request(11, 12)).status, 200);
}

#[test]
fn nothing_else_is_served() {
    let witness = Running::start();
    let path = format!("/{}", monitoring_path(&Origin::new("other.example/log").unwrap()));
    for path in ["/", "/add-checkpoint/", "/ADD-CHECKPOINT", "/sign-subtree", "/witness.key", "//", &path] {
        for method in ["GET", "POST"] {
            let answer = ask(&witness.address, method, path, &[]);
            assert_eq!((answer.status, answer.body.len()), (404, 0), "{method} {path}");
        }
    }
    for method in ["GET", "PUT", "HEAD", "OPTIONS"] {
        let answer = ask(&witness.address, method, "/add-checkpoint", &[]);
        assert_eq!((answer.status, answer.headers["allow"].as_str()), (405, "POST"), "{method}");
    }
    assert_eq!(exchange(&witness.address, b"nonsense\r\n\r\n").status, 400);
}

#[test]
fn what_was_cosigned_last_is_served_only_where_that_is_wanted() {
    let (mut witness, log) = (Running::start(), Log::usual());
    let path = format!("/{}", monitoring_path(log.key.verifier().origin()));
    // Never cosigned.
    assert_eq!(witness.get(&path).status, 404);
    let cosigned = witness.add(&log.request(0, 11));
    let shown = witness.get(&path);
    assert_eq!((shown.status, shown.headers["content-type"].as_str()), (200, "text/plain; charset=utf-8"));
    // The log's own lines, and what it was answered.
    assert_eq!(shown.body, [log.checkpoint(11).note(), &cosigned.body].concat());
    let answer = ask(&witness.address, "POST", &path, &[]);
    assert_eq!((answer.status, answer.headers["allow"].as_str()), (405, "GET"));
    // Who knows a log's name could watch it grow: only whoever runs the witness says that they may.
    witness.run_as(crate::support::program(&["run", "--listen", "127.0.0.1:0"], &witness.data));
    assert_eq!(witness.get(&path).status, 404);
    assert_eq!(ask(&witness.address, "POST", &path, &[]).status, 404);
}

#[test]
// rule: LOG-29, LOG-30
fn of_two_histories_at_once_exactly_one_is_cosigned() {
    let (witness, log, fork) = (Running::start(), Log::usual(), Log::fork());
    assert_eq!(witness.add(&log.request(0, 5)).status, 200);
    for round in 6..16 {
        let old = round - 1;
        let together = Barrier::new(4);
        let ask = |request: Vec<u8>| {
            let (witness, together) = (&witness, &together);
            move || {
                together.wait();
                witness.add(&request)
            }
        };
        // After the first round one side has lost, and only proves what the other one did not become.
        let answers = std::thread::scope(|scope| {
            let requests = [log.request(old, round), fork.request(old, round)];
            let threads: Vec<_> =
                requests.iter().chain(&requests).map(|request| scope.spawn(ask(request.clone()))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        let cosigned = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(cosigned, 1, "{answers:?}");
        let refusals = answers.iter().filter(|answer| answer.status != 200).map(|answer| answer.refusal());
        for refusal in refusals {
            assert!(matches!(refusal, Refusal::Conflict(_) | Refusal::Inconsistent), "{refusal:?}");
        }
    }
    let shown = witness.shown();
    assert_eq!(shown["size"], 15);
    // Whichever side won, the other one signed at least one tree of the size that had been cosigned.
    assert!(!shown["forks"].as_array().unwrap().is_empty());
}
