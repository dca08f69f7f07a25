//! The passphrase: from `SOTTO_PASSPHRASE`, or from a prompt that shows nothing.

use sotto_rpc_schema::ErrorCode;
use zeroize::Zeroizing;

use crate::failure::Failure;

const VARIABLE: &str = "SOTTO_PASSPHRASE";
const PHRASE_VARIABLE: &str = "SOTTO_PHRASE";

/// The passphrase of an existing vault.
pub(crate) fn ask() -> Result<Zeroizing<String>, Failure> {
    match std::env::var(VARIABLE) {
        Ok(passphrase) => Ok(Zeroizing::new(passphrase)),
        Err(_) => prompt("Passphrase: "),
    }
}

/// The passphrase of a new vault, typed twice at a prompt.
pub(crate) fn choose() -> Result<Zeroizing<String>, Failure> {
    if let Ok(passphrase) = std::env::var(VARIABLE) {
        return Ok(Zeroizing::new(passphrase));
    }
    let first = prompt("New passphrase: ")?;
    let again = prompt("Once more: ")?;
    if *first == *again { Ok(first) } else { Err(Failure::new(ErrorCode::BadRequest, "the two passphrases differ")) }
}

/// The recovery phrase, from `SOTTO_PHRASE` or a prompt.
pub(crate) fn phrase() -> Result<Zeroizing<String>, Failure> {
    match std::env::var(PHRASE_VARIABLE) {
        Ok(phrase) => Ok(Zeroizing::new(phrase)),
        Err(_) => prompt("Recovery phrase: "),
    }
}

fn prompt(text: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(text)
        .map(Zeroizing::new)
        .map_err(|_| Failure::new(ErrorCode::BadRequest, "no terminal to ask for a passphrase; set SOTTO_PASSPHRASE"))
}
