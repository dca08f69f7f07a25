//! Lists of cases: a page at a time, by queue and by what is searched for.

use sotto_protocol::{
    codec,
    content::Status,
    pseudonym::Pseudonym,
    time::{DAY_SECONDS, UnixSeconds},
};
use sotto_vault::{
    Transaction,
    tables::{self, CaseFilter, CaseOrder},
};

use crate::{
    CaseView, Engine, Error, Label,
    cases::{due_at, last_word},
};

/// What is owed within these days is due.
const DUE_SECONDS: u64 = 7 * DAY_SECONDS;

/// Which cases a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Queue {
    /// Every case, the last changed first.
    #[default]
    All,
    /// Not yet acknowledged.
    New,
    /// Not closed, and read by the person of this device.
    Mine,
    /// The office owes a step within seven days, or owed it before.
    Due,
    /// Not closed, and this side had the last word.
    Waiting,
    /// Closed, the last changed first.
    Closed,
}

/// Which cases are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct CasesWanted<'a> {
    /// Of this queue.
    pub queue: Queue,
    /// Each of its words begins a word of a message, or is in title, pseudonym or a label.
    pub search: &'a str,
    /// With this label.
    pub label: Option<&'a Label>,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct CasePage {
    /// How many cases the whole list has.
    pub total: u32,
    /// Those of this part.
    pub cases: Vec<CaseView>,
}

impl Queue {
    /// In the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::All, Self::New, Self::Mine, Self::Due, Self::Waiting, Self::Closed];

    /// The queue with this name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.as_str() == word)
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::New => "new",
            Self::Mine => "mine",
            Self::Due => "due",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
        }
    }

    fn filter<'a>(self, now: UnixSeconds) -> CaseFilter<'a> {
        let (new, closed) = (Status::New.as_str(), Status::Closed.as_str());
        let all = CaseFilter::default();
        match self {
            Self::All => all,
            Self::New => CaseFilter { status: Some(new), ..all },
            Self::Mine => CaseFilter { mine: Some(true), not_status: Some(closed), ..all },
            Self::Due => CaseFilter { due_by: Some(now.plus(DUE_SECONDS)), ..all },
            Self::Waiting => CaseFilter { waits: Some(true), not_status: Some(closed), ..all },
            Self::Closed => CaseFilter { status: Some(closed), ..all },
        }
    }

    fn order(self) -> CaseOrder {
        match self {
            Self::All | Self::Closed => CaseOrder::Updated,
            Self::New | Self::Mine | Self::Due | Self::Waiting => CaseOrder::Due,
        }
    }
}

impl Engine {
    /// Up to `count` of the cases that are wanted, after the first `skip`.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn case_page(&self, wanted: CasesWanted<'_>, (skip, count): (u32, u32)) -> Result<CasePage, Error> {
        let CasesWanted { queue, search, label } = wanted;
        self.read(|tx| {
            let filter = CaseFilter { search, label: label.map(Label::as_str), ..queue.filter(self.now()) };
            let listings = tx.listings();
            let page = listings.page(&filter, queue.order(), (skip, count))?;
            let files = page.into_iter().filter_map(|case| tx.cases().get(case).transpose());
            let cases = files.map(|file| self.case_view(tx, file?)).collect::<Result<_, Error>>()?;
            let total = listings.count(&[filter])?.into_iter().sum();
            Ok(CasePage { total, cases })
        })
    }

    /// How many cases each queue has, in the order of [`Queue::ALL`].
    ///
    /// # Errors
    /// Those of the vault.
    pub fn case_counts(&self) -> Result<[u32; Queue::ALL.len()], Error> {
        let filters = Queue::ALL.map(|queue| queue.filter(self.now()));
        let counts = self.read(|tx| Ok(tx.listings().count(&filters)?))?;
        Ok(counts.try_into().unwrap_or_default())
    }

    /// Lists the cases that a transaction changed as they are at its end.
    // enforces: VAULT-25
    pub(crate) fn list_changed(&self, tx: &Transaction<'_>) -> Result<(), Error> {
        for case in tx.listings().take_changed()? {
            // One that was removed is in no list any more.
            let Some(file) = tx.cases().get(case)? else { continue };
            let last = last_word(tx, &file, &self.device.device())?;
            let pseudonym: Pseudonym = codec::from_slice(&file.pseudonym)?;
            tx.listings().put(&tables::ListedCase {
                case,
                mine: self.is_mine(tx, &file)?,
                waits: last.is_some_and(|last| last.by_reporter == (file.side == tables::Side::Reporter)),
                due_at: due_at(tx, &file)?,
                words: format!("{} {pseudonym} {}", file.title, tx.labels().of_case(case)?.join(" ")),
                updated_at: file.updated_at,
                status: file.status,
            })?;
        }
        Ok(())
    }
}
