//! `cargo xtask rules`: which code enforces each numbered rule of the protocol, and which test shows it.
//!
//! A rule is a [statement](crate::statements) in `docs/protocol.md` or `docs/protocol/`. Code that holds it says
//! `// enforces: ROOM-01` above or inside the function; a test says `// rule: ROOM-01, ROOM-02` above it.

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use anyhow::Result;

use crate::{
    codegen::Mode,
    statements::{Statements, Tie, collect, settle},
    workspace::{files_under, relative, root},
};

/// The generated table.
const TABLE: &str = "docs/protocol/rules.md";

/// Writes or compares the table; fails for a rule without a test and for a mark that names no rule.
pub(crate) fn run(mode: Mode) -> Result<()> {
    let mut wrong = BTreeSet::new();
    let rules = collect(&documents()?, &[Tie::Enforces, Tie::Rule], &mut wrong)?;
    settle(mode, TABLE, &table(&rules), "rules of the protocol", wrong)
}

fn documents() -> Result<Vec<PathBuf>> {
    let mut documents = files_under(&root().join("docs/protocol"), &["md"])?;
    documents.retain(|path| relative(path) != TABLE);
    let single = root().join("docs/protocol.md");
    if single.is_file() {
        documents.push(single);
    }
    Ok(documents)
}

fn table(rules: &Statements) -> String {
    let mut text = String::from(
        "# Rules, the code that enforces them, and the tests that show it\n\n\
         Written by `cargo xtask rules`; do not edit. CI fails for a rule without a test.\n\n\
         | rule | enforced by | shown by |\n|---|---|---|\n",
    );
    for (id, rule) in rules {
        let stated = &rule.stated;
        let link = stated.strip_prefix("docs/protocol/").map_or_else(|| stated.replace("docs/", "../"), str::to_owned);
        let (code, tests) = (rule.links(Tie::Enforces), rule.links(Tie::Rule));
        let _ = writeln!(text, "| [{id}]({link}) | {code} | {tests} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::Statement;

    #[test]
    fn the_table_links_to_files() {
        let rule = Statement::of("docs/protocol/rooms.md", Tie::Rule, "crates/rooms/src/lib.rs|it_holds");
        let row = "| [ROOM-01](rooms.md) | – | [`it_holds`](../../crates/rooms/src/lib.rs) |\n";
        assert!(table(&Statements::from([("ROOM-01".to_owned(), rule)])).ends_with(row));
    }
}
