//! Who is connected, and what is told to them unasked.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use sotto_relay_api::{Principal, Push, RelayFrame, frame};
use sotto_relay_storage::Tenant;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// A connection's outgoing side.
#[derive(Clone)]
pub(crate) struct Outgoing {
    /// Encoded frames.
    pub(crate) frames: mpsc::Sender<Vec<u8>>,
    /// Ends the connection.
    pub(crate) end: CancellationToken,
}

impl Outgoing {
    /// Queues a push. A peer that doesn't read is dropped: it resyncs when it comes back.
    fn push(&self, push: Push) {
        let queued = frame::encode(&RelayFrame::Push(push)).is_ok_and(|bytes| self.frames.try_send(bytes).is_ok());
        if !queued {
            self.end.cancel();
        }
    }
}

type Connections = HashMap<(Tenant, Principal), Vec<(u64, Outgoing)>>;

/// Proven connections.
#[derive(Default)]
pub(crate) struct Hub {
    inner: Mutex<(u64, Connections)>,
}

/// A place in the hub; leaving it when dropped.
pub(crate) struct Presence<'a> {
    hub: &'a Hub,
    key: (Tenant, Principal),
    number: u64,
}

impl Hub {
    pub(crate) fn enter(&self, tenant: Tenant, principal: Principal, outgoing: Outgoing) -> Presence<'_> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.0 += 1;
        let number = inner.0;
        inner.1.entry((tenant, principal)).or_default().push((number, outgoing));
        Presence { hub: self, key: (tenant, principal), number }
    }

    /// Tells every connection of `principal`.
    pub(crate) fn push(&self, tenant: &Tenant, principal: &Principal, push: Push) {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, outgoing) in inner.1.get(&(*tenant, *principal)).into_iter().flatten() {
            outgoing.push(push);
        }
    }

    /// Tells everyone of `tenant`, and ends the connections of whom `keep` does not keep.
    pub(crate) fn push_all(&self, tenant: &Tenant, push: Push, keep: impl Fn(&Principal) -> bool) {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        for ((of, principal), connections) in &inner.1 {
            if of != tenant {
                continue;
            }
            for (_, outgoing) in connections {
                if keep(principal) { outgoing.push(push) } else { outgoing.end.cancel() }
            }
        }
    }
}

impl Drop for Presence<'_> {
    fn drop(&mut self) {
        let mut inner = self.hub.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(connections) = inner.1.get_mut(&self.key) {
            connections.retain(|(number, _)| *number != self.number);
            if connections.is_empty() {
                inner.1.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sotto_protocol::ids::{DeviceId, OrganisationId};

    use super::*;

    fn outgoing(places: usize) -> (Outgoing, mpsc::Receiver<Vec<u8>>) {
        let (frames, receiver) = mpsc::channel(places);
        (Outgoing { frames, end: CancellationToken::new() }, receiver)
    }

    // rule: CHAN-07
    #[test]
    fn a_peer_that_does_not_read_is_dropped_and_others_are_not() {
        let hub = Hub::default();
        let tenant = Tenant::stored(OrganisationId::from_bytes([1; 32]));
        let principal = Principal::Device(DeviceId::from_bytes([2; 32]));
        let ((slow, _kept), (good, mut reading)) = (outgoing(1), outgoing(8));
        let _slow = hub.enter(tenant, principal, slow.clone());
        let _good = hub.enter(tenant, principal, good.clone());
        for version in 1..=2 {
            hub.push(&tenant, &principal, Push::Roster { version });
        }
        assert!(slow.end.is_cancelled() && !good.end.is_cancelled());
        assert!(reading.try_recv().is_ok() && reading.try_recv().is_ok());
    }

    #[test]
    fn who_has_left_is_told_nothing() {
        let hub = Hub::default();
        let tenant = Tenant::stored(OrganisationId::from_bytes([1; 32]));
        let principal = Principal::Device(DeviceId::from_bytes([2; 32]));
        let (leaving, mut frames) = outgoing(8);
        drop(hub.enter(tenant, principal, leaving));
        hub.push_all(&tenant, Push::Roster { version: 1 }, |_| true);
        assert!(frames.try_recv().is_err());
    }
}
