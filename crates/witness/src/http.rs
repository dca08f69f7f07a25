//! HTTP around the service: which request it is, and how much of it is read.

use core::{convert::Infallible, error::Error, time::Duration};
use std::sync::Arc;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Body, Bytes},
    header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue},
};
use sotto_tlog::{AddCheckpointAnswer, MAX_ADD_CHECKPOINT_BYTES, Refusal, TEXT_CONTENT_TYPE};
use tokio::{task::spawn_blocking, time::timeout};

use crate::service::Service;

type Answer = Response<Full<Bytes>>;

/// What is served, and how long a body may take.
#[derive(Clone)]
pub(crate) struct Http {
    pub(crate) service: Arc<Service>,
    /// Whether what was cosigned last is shown to whoever knows a log's name.
    pub(crate) monitoring: bool,
    pub(crate) body_time: Duration,
}

impl Http {
    /// Answers `request`.
    pub(crate) async fn answer<B>(self, request: Request<B>) -> Result<Answer, Infallible>
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let path = request.uri().path();
        Ok(if path == "/add-checkpoint" {
            if request.method() == Method::POST {
                self.add_checkpoint(request.into_body()).await
            } else {
                not_allowed("POST")
            }
        } else if let Some(log) = self.monitored(path) {
            if request.method() == Method::GET { self.cosigned(log.to_owned()).await } else { not_allowed("GET") }
        } else {
            text(StatusCode::NOT_FOUND, Vec::new())
        })
    }

    /// The name of the known log whose `monitoring_path` is `path`.
    fn monitored<'p>(&self, path: &'p str) -> Option<&'p str> {
        let log = path.strip_prefix('/')?.strip_suffix("/checkpoint")?;
        (self.monitoring && self.service.knows(log)).then_some(log)
    }

    async fn cosigned(self, log: String) -> Answer {
        match spawn_blocking(move || self.service.cosigned(&log)).await {
            Ok(Some(note)) => with(text(StatusCode::OK, note), CONTENT_TYPE, TEXT_CONTENT_TYPE),
            Ok(None) => text(StatusCode::NOT_FOUND, Vec::new()),
            Err(_) => refused(Refusal::Fault),
        }
    }

    // enforces: LOG-27
    async fn add_checkpoint<B>(self, body: B) -> Answer
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        // What says that it is too long is not read at all.
        if body.size_hint().lower() > MAX_ADD_CHECKPOINT_BYTES as u64 {
            return refused(Refusal::TooLarge);
        }
        let body = match timeout(self.body_time, Limited::new(body, MAX_ADD_CHECKPOINT_BYTES).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => return refused(Refusal::TooLarge),
            Ok(Err(_)) => return refused(Refusal::BadRequest),
            Err(_) => return with(text(StatusCode::REQUEST_TIMEOUT, Vec::new()), CONNECTION, "close"),
        };
        // Should the peer leave meanwhile, it goes on: what was begun is stored or not, never half.
        let service = self.service;
        let answer = spawn_blocking(move || service.add_checkpoint(&body)).await;
        answer.map_or_else(|_| refused(Refusal::Fault), |answer| over_http(&answer))
    }
}

fn refused(refusal: Refusal) -> Answer {
    over_http(&AddCheckpointAnswer::Refused(refusal))
}

fn over_http(answer: &AddCheckpointAnswer) -> Answer {
    let status = StatusCode::from_u16(answer.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    with(text(status, answer.body()), CONTENT_TYPE, answer.content_type())
}

fn not_allowed(allowed: &'static str) -> Answer {
    with(text(StatusCode::METHOD_NOT_ALLOWED, Vec::new()), ALLOW, allowed)
}

fn text(status: StatusCode, body: Vec<u8>) -> Answer {
    let mut answer = Response::new(Full::from(body));
    *answer.status_mut() = status;
    answer
}

fn with(mut answer: Answer, name: HeaderName, value: &'static str) -> Answer {
    answer.headers_mut().insert(name, HeaderValue::from_static(value));
    answer
}
