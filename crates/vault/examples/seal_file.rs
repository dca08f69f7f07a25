//! Seals a file into a new vault, for `cargo xtask bench seal`.
//!
//! `seal_file SOURCE FOLDER [hash]`: makes a vault in `FOLDER`, says `ready`, seals when a line comes, says `done`, and stays
//! until another line comes or its input ends. Whoever measures reads CPU time and memory in between. With `hash` the
//! content is hashed on the way, as the engine does with every attachment.

use std::{
    env,
    error::Error,
    fs::File,
    io::{self, BufRead},
};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sha2::{Digest, Sha256};
use sotto_protocol::{
    ids::AttachmentId,
    stream::{FileKey, Segments},
    time::UnixSeconds,
};
use sotto_vault::{KdfParams, Mode, NoKeyring, Profile, StoredName, Vault};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(source), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: seal_file SOURCE FOLDER [hash]".into());
    };
    let with_hash = arguments.next().is_some_and(|word| word == "hash");
    let mut rng = UnwrapErr(SysRng);
    let (profile, params) = (Profile::new(folder), KdfParams::for_tests());
    let vault =
        Vault::create(&profile, "it protects nothing", Mode::Passphrase, params, &NoKeyring, &mut rng, UnixSeconds(0))?;
    let source = File::open(source)?;
    let size_bytes = source.metadata()?.len();

    let mut lines = io::stdin().lock().lines();
    println!("ready");
    lines.next().transpose()?;
    let segments = Segments::new(&FileKey::generate(&mut rng), &AttachmentId::random(&mut rng), size_bytes);
    let name = StoredName::random(&mut rng);
    let mut hash = Sha256::new();
    let mut in_order = |part: &[u8]| {
        if with_hash {
            hash.update(part);
        }
    };
    vault.seal_file(&source, size_bytes, &segments, &name, &mut in_order)?;
    println!("done");
    lines.next().transpose()?;
    Ok(())
}
