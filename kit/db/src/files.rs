//! Files that documents point to: kept under the SHA-256 of their content, so the same file is kept once and cannot
//! be exchanged.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use futures_util::TryStreamExt;
use kit_base::{Error, Message, Result, hex};
use object_store::{ObjectStore, PutMode, PutOptions, PutPayload, local::LocalFileSystem};
use sha2::{Digest, Sha256};

/// The store of files.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    derived: PathBuf,
}

impl Files {
    /// A folder, made when it is not there.
    ///
    /// # Errors
    /// [`Error::Storage`] when the folder cannot be made or read.
    pub fn folder(folder: &Path) -> Result<Self> {
        let cannot = |cause: String| {
            Error::Storage(Message::new("db.folder").with("place", folder.display()).with("cause", cause))
        };
        std::fs::create_dir_all(folder).map_err(|cause| cannot(cause.to_string()))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|cause| cannot(cause.to_string()))?;
        Ok(Self { store: Arc::new(store), derived: folder.with_file_name("derived") })
    }

    /// The folder for what is made of files of a kind and can be made of them anew: no backup has it, and it may be
    /// deleted at any time. It lies beside the files and need not be there yet.
    #[must_use]
    pub fn derived(&self, kind: &str) -> PathBuf {
        self.derived.join(kind)
    }

    /// Keeps a file; gives its SHA-256 as 64 hexadecimal digits. One that is kept already, but damaged, is written anew.
    ///
    /// # Errors
    /// [`Error::Storage`] when it cannot be written.
    pub async fn put(&self, content: Vec<u8>) -> Result<String> {
        let sha256 = hex(&Sha256::digest(&content));
        let payload = PutPayload::from(content);
        let kept = match self.write(&sha256, payload.clone(), PutMode::Create).await {
            Err(object_store::Error::AlreadyExists { .. }) if self.get(&sha256).await.is_err() => {
                tracing::warn!(sha256, "a damaged file is written anew");
                self.write(&sha256, payload, PutMode::Overwrite).await
            }
            Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            other => other,
        };
        kept.map_err(|cause| Error::Storage(Message::new("db.file-not-kept").with("cause", cause)))?;
        Ok(sha256)
    }

    async fn write(&self, sha256: &str, payload: PutPayload, mode: PutMode) -> object_store::Result<()> {
        let options = PutOptions { mode, ..PutOptions::default() };
        self.store.put_opts(&place(sha256), payload, options).await.map(|_| ())
    }

    /// The SHA-256 of every file, in order.
    ///
    /// # Errors
    /// [`Error::Storage`] when they cannot be listed.
    pub async fn list(&self) -> Result<Vec<String>> {
        let cannot = |cause| Error::Storage(Message::new("db.no-file").with("cause", cause));
        let found: Vec<_> = self.store.list(None).try_collect().await.map_err(cannot)?;
        let names = found.iter().filter_map(|meta| meta.location.filename().map(str::to_owned));
        let mut names: Vec<_> = names.filter(|name| name.len() == 64).collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Fetches a file and proves that it is the one that was kept.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not there; a fault when its content is not what its name says.
    pub async fn get(&self, sha256: &str) -> Result<Vec<u8>> {
        let missing = |cause| Error::NotFound(Message::new("db.no-file").with("cause", cause));
        let found = self.store.get(&place(sha256)).await.map_err(missing)?;
        let content = found.bytes().await.map_err(missing)?.to_vec();
        if hex(&Sha256::digest(&content)) == sha256 {
            Ok(content)
        } else {
            Err(Error::fault("fetch a file", format!("the content of {sha256} was changed")))
        }
    }
}

/// Two levels of folders, so that none grows large.
fn place(sha256: &str) -> object_store::path::Path {
    let cut = |from: usize, to: usize| sha256.get(from..to).unwrap_or("");
    object_store::path::Path::from(format!("{}/{}/{sha256}", cut(0, 2), cut(2, 4)))
}
