//! Cards of organisations; founding one; its people.

use std::sync::Arc;

use sotto_engine::{Founding, OrganisationCard};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command,
    types::{
        CardLink, Certified, Certify, Invitation, Invite, Join, Joined, KeyWordsOfOrganisation, Members, Nothing,
        Organisation, PublishedCard, Setup,
    },
};

use super::{
    blocking,
    convert::{self, key_words, words},
    id, refused,
};
use crate::{background, dispatch::Answer, picker::Picker, state::Desk};

/// A photograph of a poster is the largest.
const MAX_CARD_FILE_BYTES: u64 = 16 << 20;

impl Answer<command::CardAdd> for Desk {
    async fn answer(&self, request: CardLink) -> Result<Organisation, RpcError> {
        let engine = self.engine()?;
        self.offices.forget();
        blocking(move || engine.add_card_link(&request.link).map(convert::organisation).map_err(refused)).await
    }
}

impl Answer<command::CardAddFile> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Option<Organisation>, RpcError> {
        let engine = self.engine()?;
        let picker = Arc::clone(&self.picker);
        self.offices.forget();
        blocking(move || {
            let Some(file) = chosen_card(picker.as_ref())? else { return Ok(None) };
            engine.add_card_file(&file).map(|card| Some(convert::organisation(card))).map_err(refused)
        })
        .await
    }
}

/// What is in the file that the person chooses, if they choose one.
pub(super) fn chosen_card(picker: &dyn Picker) -> Result<Option<Vec<u8>>, RpcError> {
    let Some(path) = picker.card() else { return Ok(None) };
    let size = std::fs::metadata(&path).map_err(|_| ErrorCode::AttachmentUnreadable)?.len();
    if size > MAX_CARD_FILE_BYTES {
        return Err(ErrorCode::CardInvalid.into());
    }
    Ok(Some(std::fs::read(&path).map_err(|_| ErrorCode::AttachmentUnreadable)?))
}

impl Answer<command::CardCompare> for Desk {
    async fn answer(&self, request: KeyWordsOfOrganisation) -> Result<Organisation, RpcError> {
        let engine = self.engine()?;
        let organisation = id(&request.organisation)?;
        let words = key_words(&request.key_words)?;
        self.offices.forget();
        blocking(move || engine.compare_card(&organisation, &words).map(convert::organisation).map_err(refused)).await
    }
}

impl Answer<command::HandlerJoin> for Desk {
    async fn answer(&self, request: Join) -> Result<Joined, RpcError> {
        let engine = self.engine()?;
        let joined = engine.join(&request.invite, &request.name, &request.title).await.map_err(refused)?;
        self.offices.forget();
        background::follow_anew(self, &engine);
        Ok(Joined {
            handler: joined.handler.to_string(),
            device: joined.device.to_string(),
            key_words: words(&joined.key_words),
        })
    }
}

impl Answer<command::OrgSetup> for Desk {
    async fn answer(&self, request: Setup) -> Result<PublishedCard, RpcError> {
        let founding = Founding {
            setup_link: &request.setup_link,
            name: &request.name,
            person: &request.person,
            title: &request.title,
            email: &request.email,
        };
        let engine = self.engine()?;
        let card = engine.found_organisation(&founding).await.map_err(refused)?;
        self.offices.forget();
        background::follow_anew(self, &engine);
        Ok(published(card))
    }
}

impl Answer<command::OrgCard> for Desk {
    async fn answer(&self, _: Nothing) -> Result<PublishedCard, RpcError> {
        let engine = self.engine()?;
        blocking(move || {
            let office = engine.office().map_err(refused)?.ok_or(ErrorCode::NotPermitted)?;
            engine.organisation_card(&office).map(published).map_err(refused)
        })
        .await
    }
}

fn published(card: OrganisationCard) -> PublishedCard {
    PublishedCard { card_link: card.link, qr_code: card.qr_code, key_words: words(&card.key_words) }
}

impl Answer<command::OrgInvite> for Desk {
    async fn answer(&self, request: Invite) -> Result<Invitation, RpcError> {
        let invite = self.engine()?.invite(&request.email, convert::role_of(request.role)).await.map_err(refused)?;
        Ok(Invitation { invite })
    }
}

impl Answer<command::OrgMembers> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Members, RpcError> {
        let members = self.engine()?.members().await.map_err(refused)?;
        Ok(Members { members: members.into_iter().map(convert::member).collect() })
    }
}

impl Answer<command::OrgCertify> for Desk {
    async fn answer(&self, request: Certify) -> Result<Certified, RpcError> {
        let (handler, words) = (id(&request.handler)?, key_words(&request.key_words)?);
        let roster_version = self.engine()?.certify(&handler, &words, None).await.map_err(refused)?;
        Ok(Certified { roster_version })
    }
}
