//! The records of a backup: each its length in four bytes, then CBOR.

use std::io::{self, Read, Write};

use minicbor::{
    Decode, Decoder, Encode, Encoder,
    bytes::ByteVec,
    data::Type,
    decode,
    encode::{self, Write as EncodeTo},
};
use rusqlite::{ToSql, types::ToSqlOutput, types::ValueRef};
use sotto_protocol::{codec, time::UnixSeconds};
use zeroize::{Zeroize, Zeroizing};

use crate::error::RestoreError;

/// One record.
#[derive(Encode, Decode)]
pub(super) enum Record {
    /// The first.
    #[n(0)]
    Begin {
        #[n(0)]
        format: u32,
        /// The version of the database.
        #[n(1)]
        database: u32,
        #[n(2)]
        made_at: UnixSeconds,
    },
    /// The rows that follow are of this table.
    #[n(1)]
    Table {
        #[n(0)]
        name: String,
        #[n(1)]
        columns: Vec<String>,
    },
    /// One row: a value for each column.
    #[n(2)]
    Row(#[n(0)] Vec<Value>),
    /// The pieces that follow are of this sealed file.
    #[n(3)]
    File {
        #[n(0)]
        name: String,
    },
    /// 64 KiB of a file; a shorter one, or an empty one, is its last.
    #[n(4)]
    Piece(#[n(0)] ByteVec),
    /// The last.
    #[n(5)]
    End {
        #[n(0)]
        rows: u64,
        #[n(1)]
        files: u64,
    },
}

/// A value of a column.
pub(super) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Writes a record.
pub(super) fn put(to: &mut dyn Write, record: &Record) -> io::Result<()> {
    let bytes = Zeroizing::new(codec::to_vec(record));
    let len = u32::try_from(bytes.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
    to.write_all(&len.to_be_bytes())?;
    to.write_all(&bytes)
}

/// Reads a record. What a length says is taken from memory only as it comes.
pub(super) fn take(from: &mut dyn Read) -> Result<Record, RestoreError> {
    let mut len = [0; 4];
    from.read_exact(&mut len).map_err(RestoreError::from_source)?;
    let len = u32::from_be_bytes(len);
    let mut bytes = Zeroizing::new(Vec::new());
    from.take(len.into()).read_to_end(&mut bytes).map_err(RestoreError::from_source)?;
    if bytes.len() as u64 != u64::from(len) {
        return Err(RestoreError::Invalid);
    }
    codec::from_slice(&bytes).map_err(|_| RestoreError::Invalid)
}

impl<C> Encode<C> for Value {
    fn encode<W: EncodeTo>(&self, to: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::Null => to.null()?.ok(),
            Self::Integer(number) => to.i64(*number)?.ok(),
            Self::Text(text) => to.str(text)?.ok(),
            Self::Bytes(bytes) => to.bytes(bytes)?.ok(),
        }
    }
}

impl<'b, C> Decode<'b, C> for Value {
    fn decode(from: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Ok(match from.datatype()? {
            Type::Null => {
                from.null()?;
                Self::Null
            }
            Type::String => Self::Text(from.str()?.to_owned()),
            Type::Bytes => Self::Bytes(from.bytes()?.to_vec()),
            _ => Self::Integer(from.i64()?),
        })
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        match self {
            Self::Null | Self::Integer(_) => {}
            Self::Text(text) => text.zeroize(),
            Self::Bytes(bytes) => bytes.zeroize(),
        }
    }
}
