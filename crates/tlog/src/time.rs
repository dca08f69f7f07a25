//! How exactly an event says when: to the minute, or to the day for what a reporter does.

use core::fmt;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Serialize, Serializer};
use sotto_protocol::time::{DAY_SECONDS, UnixSeconds};

use crate::event::Actor;

const MINUTE_SECONDS: u64 = 60;

/// When an event happened, rounded down before it is kept anywhere: UTC, RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventTime {
    /// The first second of the minute: `2026-11-22T00:30:00Z`.
    #[non_exhaustive]
    Minute(UnixSeconds),
    /// The first second of the day: `2026-11-22`.
    #[non_exhaustive]
    Day(UnixSeconds),
}

impl EventTime {
    /// The time of what `actor` does `now`: a reporter's habits of the day are nobody's business.
    // enforces: LOG-03
    pub fn of(actor: &Actor, now: UnixSeconds) -> Self {
        match actor {
            Actor::Reporter(_) => Self::day(now),
            _ => Self::minute(now),
        }
    }

    /// The minute of `now`.
    pub fn minute(now: UnixSeconds) -> Self {
        Self::Minute(rounded_down(now, MINUTE_SECONDS))
    }

    /// The day of `now`.
    pub fn day(now: UnixSeconds) -> Self {
        Self::Day(rounded_down(now, DAY_SECONDS))
    }

    /// The first second of that minute or day.
    pub const fn start(self) -> UnixSeconds {
        match self {
            Self::Minute(start) | Self::Day(start) => start,
        }
    }

    /// The time that `text` says, if it is written as [`Display`](fmt::Display) writes it.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let time = match text.parse::<Date>() {
            Ok(date) if !text.contains('T') => Self::day(unix(date.to_zoned(TimeZone::UTC).ok()?.timestamp())?),
            _ => Self::minute(unix(text.parse::<Timestamp>().ok()?)?),
        };
        (time.to_string() == text).then_some(time)
    }
}

/// `now` at the latest in the year 9999, as RFC 3339 has four digits.
fn rounded_down(now: UnixSeconds, unit_seconds: u64) -> UnixSeconds {
    let last = unix(Timestamp::MAX).map_or(0, |last| last.0);
    let seconds = now.0.min(last);
    UnixSeconds(seconds - seconds % unit_seconds)
}

fn unix(timestamp: Timestamp) -> Option<UnixSeconds> {
    u64::try_from(timestamp.as_second()).ok().map(UnixSeconds)
}

impl fmt::Display for EventTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i64::try_from(self.start().0).unwrap_or(i64::MAX);
        let timestamp = Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
        match self {
            Self::Minute(_) => write!(f, "{}", timestamp.strftime("%Y-%m-%dT%H:%M:00Z")),
            Self::Day(_) => write!(f, "{}", timestamp.strftime("%Y-%m-%d")),
        }
    }
}

impl Serialize for EventTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixSeconds = UnixSeconds(1_795_307_459); // 2026-11-22T00:30:59Z

    #[test]
    // rule: LOG-03
    fn a_reporter_s_time_is_a_day_and_everyone_else_s_a_minute() {
        let reporter = Actor::Reporter("a1".into());
        assert_eq!(EventTime::of(&reporter, NOW).to_string(), "2026-11-22");
        for actor in [Actor::Device("d1".into()), Actor::Account("c1".into()), Actor::Relay] {
            assert_eq!(EventTime::of(&actor, NOW).to_string(), "2026-11-22T00:30:00Z");
        }
    }

    #[test]
    fn only_the_own_form_is_read() {
        for time in [EventTime::minute(NOW), EventTime::day(NOW)] {
            assert_eq!(EventTime::from_text(&time.to_string()), Some(time));
        }
        for text in [
            "2026-11-22T00:30:59Z",
            "2026-11-22T00:30Z",
            "2026-11-22T01:30:00+01:00",
            "2026-11-22 00:30:00Z",
            "20261122",
            "1969-12-31",
            "2026-13-01",
            "",
        ] {
            assert_eq!(EventTime::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_clock_beyond_the_calendar_stops_at_its_end() {
        assert_eq!(EventTime::day(UnixSeconds(u64::MAX)).to_string(), "9999-12-30");
    }
}
