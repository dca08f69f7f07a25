//! What is served over plain HTTPS: the way into the channel, and what is public.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{State, WebSocketUpgrade},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use sotto_protocol::card::Card;
use sotto_relay_api::{CHANNEL_PATH, MAX_FRAME_BYTES};

use crate::{channel, listener::Connection, relay::Shared};

/// RFC 6797: a year, for whoever comes with a browser.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");
const READ_BUFFER_BYTES: usize = 4096;

pub(crate) fn router(relay: Arc<Shared>) -> Router {
    Router::new()
        .route(CHANNEL_PATH, get(open_channel))
        .route("/healthz", get(async || "ok\n"))
        .route("/v1/card", get(card))
        .route("/.well-known/security.txt", get(security_txt))
        .layer(middleware::map_response(async |mut response: Response| {
            response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
            response
        }))
        .with_state(relay)
}

async fn open_channel(
    State(relay): State<Arc<Shared>>,
    Extension(connection): Extension<Connection>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let tasks = relay.tasks.clone();
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(MAX_FRAME_BYTES)
        .max_frame_size(MAX_FRAME_BYTES)
        .on_upgrade(move |socket| tasks.track(channel::run(relay, socket, connection)))
}

/// The card as a file, for whoever can't be given it by hand.
async fn card(State(relay): State<Arc<Shared>>) -> Response {
    let organisations = relay.organisations.all();
    let [organisation] = organisations.as_slice() else { return StatusCode::NOT_FOUND.into_response() };
    let current = organisation.roster();
    let channels = &current.roster.body().channels;
    let card = Card {
        roots: organisation.root().chain().to_vec(),
        channels: channels.iter().map(|channel| (channel.channel.clone(), channel.name.clone())).collect(),
        roster: Some(current.roster.signed().clone()),
    };
    ([(header::CONTENT_TYPE, "application/octet-stream")], card.to_file()).into_response()
}

async fn security_txt(State(relay): State<Arc<Shared>>) -> Response {
    match &relay.settings.security_txt {
        Some(text) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
