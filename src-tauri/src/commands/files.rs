//! Files: chosen or dropped, added to a draft or a reply, removed, saved. Paths stay on this side.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError},
};

use sotto_engine::{self as engine, AttachmentView, CaseId, DraftId, Engine, FileCopy, safe_file_name};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command, event,
    types::{
        AddingFiles, Attachment, CaseAttachment, CaseRef, DraftAttachment, DraftRef, FileOnItsWay, FileStep,
        FileTarget, FilesLeft, RefusedFile, Removed, SavedFile,
    },
};

use tauri::{AppHandle, Manager as _, Wry};

use super::{blocking, cleaning, id, refused};
use crate::{dispatch::Answer, events::tell, state::Desk};

/// What takes files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileOwner {
    Draft(DraftId),
    Reply(CaseId),
}

impl FileOwner {
    fn named(target: &FileTarget) -> Result<Option<Self>, RpcError> {
        Ok(match target {
            FileTarget::Nothing => None,
            FileTarget::Draft { draft } => Some(Self::Draft(id(draft)?)),
            FileTarget::Reply { case } => Some(Self::Reply(id(case)?)),
        })
    }

    fn target(self) -> FileTarget {
        match self {
            Self::Draft(draft) => FileTarget::Draft { draft: draft.to_string() },
            Self::Reply(case) => FileTarget::Reply { case: case.to_string() },
        }
    }

    fn files(self, engine: &Engine) -> Result<Vec<Attachment>, RpcError> {
        let files = match self {
            Self::Draft(draft) => engine.files_of_draft(draft),
            Self::Reply(case) => engine.files_of_reply(case),
        };
        files.map(shown).map_err(refused)
    }

    fn take(self, engine: &Engine, path: &Path) -> Result<AttachmentView, engine::Error> {
        match self {
            Self::Draft(draft) => engine.attach(draft, path, FileCopy::Cleaned),
            Self::Reply(case) => engine.attach_to_reply(case, path, FileCopy::Cleaned),
        }
    }
}

/// Files in the words of `rpc-schema`.
pub(super) fn shown(files: Vec<AttachmentView>) -> Vec<Attachment> {
    files.into_iter().map(cleaning::shown).collect()
}

/// How far a file has come, in the words of `rpc-schema`.
pub(crate) fn progress(progress: &engine::FileProgress) -> FileOnItsWay {
    FileOnItsWay {
        attachment: progress.attachment.to_string(),
        case: progress.case.map(|case| case.to_string()),
        step: match progress.step {
            engine::FileStep::Sealing => FileStep::Sealing,
            engine::FileStep::Sending => FileStep::Sending,
            engine::FileStep::Fetching => FileStep::Saving,
        },
        done_bytes: progress.done_bytes,
        total_bytes: progress.total_bytes,
    }
}

/// Adds files one after another, and tells the window of each. Waits for the disk: call from a blocking task.
pub(crate) fn add(app: &AppHandle<Wry>, engine: &Engine, owner: FileOwner, paths: &[PathBuf]) {
    let desk = Arc::clone(&app.state::<Arc<Desk>>());
    let _one_at_a_time = desk.adding.lock().unwrap_or_else(PoisonError::into_inner);
    let mut attachments = Vec::new();
    let mut not_taken: Vec<RefusedFile> = Vec::new();
    let mut told = |adding: Option<String>, refused: &[RefusedFile]| {
        // A list that cannot be read now is the one before; each refusal says why.
        attachments = owner.files(engine).unwrap_or_else(|_| std::mem::take(&mut attachments));
        let (target, attachments) = (owner.target(), attachments.clone());
        tell::<event::FilesChanged>(app, AddingFiles { target, attachments, refused: refused.to_vec(), adding });
    };
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        told(Some(name.clone()), &not_taken);
        if let Err(error) = owner.take(engine, path) {
            not_taken.push(RefusedFile { name, code: error.code() });
        }
    }
    told(None, &not_taken);
}

impl Desk {
    /// Asks for files, and adds them.
    async fn choose_files(&self, owner: FileOwner) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let picker = Arc::clone(&self.picker);
        let chosen = blocking(move || Ok(picker.files())).await?;
        if chosen.is_empty() {
            return Ok(());
        }
        let app = self.app.clone();
        blocking(move || {
            add(&app, &engine, owner, &chosen);
            Ok(())
        })
        .await
    }

    async fn remove_file(&self, owner: FileOwner, attachment: &str) -> Result<FilesLeft, RpcError> {
        let engine = self.engine()?;
        let attachment = id(attachment)?;
        blocking(move || {
            engine.remove(engine::Removed::File(attachment)).map_err(refused)?;
            Ok(FilesLeft { attachments: owner.files(&engine)? })
        })
        .await
    }

    async fn bring_back(&self, owner: FileOwner, attachment: &str) -> Result<FilesLeft, RpcError> {
        let engine = self.engine()?;
        let attachment = id(attachment)?;
        blocking(move || {
            engine.restore(engine::Removed::File(attachment)).map_err(refused)?;
            Ok(FilesLeft { attachments: owner.files(&engine)? })
        })
        .await
    }
}

impl Answer<command::DraftAttach> for Desk {
    async fn answer(&self, request: DraftRef) -> Result<(), RpcError> {
        self.choose_files(FileOwner::Draft(id(&request.draft)?)).await
    }
}

impl Answer<command::DraftDetach> for Desk {
    async fn answer(&self, request: DraftAttachment) -> Result<FilesLeft, RpcError> {
        self.remove_file(FileOwner::Draft(id(&request.draft)?), &request.attachment).await
    }
}

impl Answer<command::DraftReattach> for Desk {
    async fn answer(&self, request: DraftAttachment) -> Result<FilesLeft, RpcError> {
        self.bring_back(FileOwner::Draft(id(&request.draft)?), &request.attachment).await
    }
}

impl Answer<command::RemovedEnd> for Desk {
    async fn answer(&self, request: Removed) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let what = match request {
            Removed::Draft { draft } => engine::Removed::Draft(id(&draft)?),
            Removed::File { attachment } => engine::Removed::File(id(&attachment)?),
        };
        blocking(move || engine.delete_removed(what).map_err(refused)).await
    }
}

impl Answer<command::CaseAttach> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<(), RpcError> {
        self.choose_files(FileOwner::Reply(id(&request.case)?)).await
    }
}

impl Answer<command::CaseDetach> for Desk {
    async fn answer(&self, request: CaseAttachment) -> Result<FilesLeft, RpcError> {
        self.remove_file(FileOwner::Reply(id(&request.case)?), &request.attachment).await
    }
}

impl Answer<command::CaseReattach> for Desk {
    async fn answer(&self, request: CaseAttachment) -> Result<FilesLeft, RpcError> {
        self.bring_back(FileOwner::Reply(id(&request.case)?), &request.attachment).await
    }
}

impl Answer<command::DropTarget> for Desk {
    async fn answer(&self, request: FileTarget) -> Result<(), RpcError> {
        let owner = FileOwner::named(&request)?;
        *self.drop_target.lock().unwrap_or_else(PoisonError::into_inner) = owner;
        Ok(())
    }
}

impl Answer<command::AttachmentSave> for Desk {
    async fn answer(&self, request: CaseAttachment) -> Result<Option<SavedFile>, RpcError> {
        let engine = self.engine()?;
        let (case, attachment) = (id(&request.case)?, id(&request.attachment)?);
        let picker = Arc::clone(&self.picker);
        let asked = Arc::clone(&engine);
        let chosen = blocking(move || {
            let lines = asked.conversation(case).map_err(refused)?;
            let file = lines.into_iter().flat_map(|line| line.files).find(|file| file.attachment == attachment);
            let file = file.ok_or(ErrorCode::NotFound)?;
            Ok(picker.save(&safe_file_name(&file.name)))
        });
        let Some(path) = chosen.await? else { return Ok(None) };
        engine.fetch(case, attachment, &path).await.map_err(refused)?;
        Ok(Some(SavedFile { name: path.file_name().unwrap_or_default().to_string_lossy().into_owned() }))
    }
}
