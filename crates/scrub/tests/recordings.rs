//! Sound and video with everything that recorders write, as exiftool and mat2 find it before and after.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use common::{CANARY, Corpus, assert_gone, assert_only};
use sotto_scrub::{FindingKind, Kind};

const SOUND: [&str; 4] = ["-f", "lavfi", "-i", "sine=duration=1"];
const VIDEO: [&str; 4] = ["-f", "lavfi", "-i", "testsrc=duration=1:size=64x48:rate=5"];

fn recorded(corpus: &Corpus, inputs: &[&str], more: &[&str], name: &str) {
    let (artist, title) = (format!("artist={CANARY}"), format!("title={CANARY}"));
    let about = ["-metadata", &artist, "-metadata", &title, "-metadata", "creation_time=2024-02-14T09:30:00Z"];
    corpus.run("ffmpeg", &[&["-loglevel", "error"], inputs, &about[..], more, &[name]].concat());
}

fn assert_plays_the_same(corpus: &Corpus, name: &str, copy: &str) {
    let frames = |name: &str| corpus.run("ffmpeg", &["-loglevel", "error", "-i", name, "-f", "framemd5", "-"]);
    assert_eq!(frames(name), frames(copy), "{name}");
}

#[test]
fn sound_loses_who_made_it_and_sounds_the_same() {
    let corpus = Corpus::new();
    for (name, kind, structure) in
        [("a.mp3", Kind::Mp3, "MPEG:"), ("a.flac", Kind::Flac, "FLAC:"), ("a.wav", Kind::Wav, "RIFF:")]
    {
        recorded(&corpus, &SOUND, &[], name);
        let (cleaned, copy) = corpus.clean(name);
        assert_eq!(cleaned.kind, kind);
        assert_gone(&cleaned, &[FindingKind::Author, FindingKind::Software]);
        assert_only(corpus.exiftool(&copy).into_keys(), &[structure]);
        assert_eq!(corpus.mat2(&copy).unwrap_or_default(), Vec::<String>::new());
        assert_plays_the_same(&corpus, name, &copy);
    }
}

// proves: PRIV-38
#[test]
fn video_loses_place_time_and_author_and_plays_the_same() {
    let corpus = Corpus::new();
    let place = ["-metadata", "location=+52.5200+013.4050/"];
    let both = [&VIDEO[..], &SOUND].concat();
    recorded(&corpus, &both, &place, "a.mp4");
    let apple =
        ["-metadata", "com.apple.quicktime.location.ISO6709=+52.5200+013.4050/", "-movflags", "use_metadata_tags"];
    recorded(&corpus, &VIDEO, &apple, "a.mov");
    // Names that say what a person did, and no place or time of theirs.
    let structure = ["QuickTime:", "Track1:", "Track2:"];
    for name in ["a.mp4", "a.mov"] {
        let (cleaned, copy) = corpus.clean(name);
        assert_eq!(cleaned.kind, Kind::Mp4);
        assert_gone(&cleaned, &[FindingKind::Place, FindingKind::Time, FindingKind::Software]);
        let found = corpus.exiftool(&copy);
        assert_only(found.keys().cloned(), &structure);
        for (tag, value) in &found {
            let telling = [
                "Date",
                "Encoder",
                "GPS",
                "Location",
                "Artist",
                "Title",
                "Compressor Name",
                "Vendor",
                "Handler Description",
            ];
            if telling.iter().any(|telling| tag.contains(telling)) {
                assert_eq!(value, "\"0000:00:00 00:00:00\"", "{tag}");
            }
        }
        assert_plays_the_same(&corpus, name, &copy);
    }
}
