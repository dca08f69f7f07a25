//! Reading bytes that somebody else wrote: every step may fail, none panics.

use crate::NotChecked;

/// Bytes and a place in them.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(all: &'a [u8]) -> Self {
        Self { all, at: 0 }
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.all.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.at >= self.all.len()
    }

    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], NotChecked> {
        let taken = self.rest().get(..len).ok_or(NotChecked::Damaged)?;
        self.at += len;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], NotChecked> {
        self.take(N)?.try_into().map_err(|_| NotChecked::Damaged)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, NotChecked> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn be16(&mut self) -> Result<u16, NotChecked> {
        self.array().map(u16::from_be_bytes)
    }

    pub(crate) fn be32(&mut self) -> Result<u32, NotChecked> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn be64(&mut self) -> Result<u64, NotChecked> {
        self.array().map(u64::from_be_bytes)
    }

    pub(crate) fn le32(&mut self) -> Result<u32, NotChecked> {
        self.array().map(u32::from_le_bytes)
    }
}

/// A length that a file names, as one that memory can have.
pub(crate) fn length(named: impl TryInto<usize>) -> Result<usize, NotChecked> {
    named.try_into().map_err(|_| NotChecked::Damaged)
}

/// `bytes` as text for people: whatever is no UTF-8 is taken as Latin-1 would be.
pub(crate) fn text(bytes: &[u8]) -> String {
    let bytes = bytes.split(|b| *b == 0).next().unwrap_or_default();
    match core::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// Whether `bytes` have `wanted` somewhere.
pub(crate) fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
