//! The bytes of attachments: `blobs/<organisation>/<blob>`, one file a blob, in slots of one length.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use sotto_protocol::ids::BlobId;
use sotto_relay_storage::{SegmentStore, StoreError, Tenant};
use tokio::task::spawn_blocking;

use crate::database::from_io;

/// The folder `blobs`.
#[derive(Clone, Debug)]
pub struct SegmentFolder {
    root: PathBuf,
}

impl SegmentFolder {
    /// The folder `blobs` in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let root = folder.join("blobs");
        make_folder(&root).map_err(from_io)?;
        Ok(Self { root })
    }

    fn path(&self, tenant: &Tenant, blob: &BlobId) -> PathBuf {
        self.root.join(tenant.organisation().to_string()).join(blob.to_string())
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn offset(index: u32, len_bytes: usize) -> io::Result<u64> {
    let len = u64::try_from(len_bytes).map_err(io::Error::other)?;
    u64::from(index).checked_mul(len).ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))
}

fn write(path: &Path, segments: &[(u32, Vec<u8>)]) -> io::Result<()> {
    let file = match OpenOptions::new().write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(path)?,
        opened => opened?,
    };
    for (index, sealed) in segments {
        file.write_all_at(sealed, offset(*index, sealed.len())?)?;
    }
    file.sync_data()
}

/// Makes the file and its folder; a file without its folder's entry on disk is lost with the power.
fn make(path: &Path) -> io::Result<File> {
    let folder = path.parent().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
    make_folder(folder)?;
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    File::open(folder)?.sync_all()?;
    if let Some(above) = folder.parent() {
        File::open(above)?.sync_all()?;
    }
    Ok(file)
}

fn read(path: &Path, index: u32, len_bytes: usize) -> io::Result<Option<Vec<u8>>> {
    let mut sealed = vec![0; len_bytes];
    let found = File::open(path).and_then(|file| file.read_exact_at(&mut sealed, offset(index, len_bytes)?));
    match found {
        Ok(()) => Ok(Some(sealed)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, StoreError> {
    spawn_blocking(work).await.map_err(|stopped| StoreError::Backend(Box::new(stopped)))?.map_err(from_io)
}

#[async_trait]
impl SegmentStore for SegmentFolder {
    async fn write_segments(
        &self,
        tenant: &Tenant,
        blob: &BlobId,
        sealed: Vec<(u32, Vec<u8>)>,
    ) -> Result<(), StoreError> {
        let path = self.path(tenant, blob);
        blocking(move || write(&path, &sealed)).await
    }

    async fn read_segment(
        &self,
        tenant: &Tenant,
        blob: &BlobId,
        index: u32,
        len_bytes: usize,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(tenant, blob);
        blocking(move || read(&path, index, len_bytes)).await
    }
}
