//! An organisation with its relay, its OWNER, and a temporary folder for everyone.

use serde_json::Value;
use tempfile::TempDir;

use crate::{Person, RelayProcess, SocksProxy, TOR_NETWORK, TorNetwork, relay::own_port};

/// By which a relay is known to a proxy alone (RFC 6761: nobody has it).
pub const RELAY_NAME: &str = "northmere.test:443";

/// An organisation that was just founded.
pub struct Office {
    folder: TempDir,
    /// Runs until it is killed or dropped.
    pub relay: RelayProcess,
    /// Ines Halvorsen, Head of Integrity.
    pub owner: Person,
    /// Their recovery phrase.
    pub owner_phrase: String,
    /// What `org setup` answered.
    pub card: Value,
}

impl Office {
    /// Starts a relay and founds an organisation on it.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let relay = RelayProcess::start(&folder.path().join("relay"));
        Self::founded(folder, relay, None)
    }

    /// The same, on a relay whose name leads nowhere but through `proxy`.
    pub fn behind(proxy: &SocksProxy) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let listen = own_port();
        let relay = RelayProcess::start_as(&folder.path().join("relay"), &listen, RELAY_NAME);
        proxy.lead(RELAY_NAME, listen.parse().expect("numbers"));
        Self::founded(folder, relay, Some(proxy))
    }

    /// The same, on a relay that an onion service of `network` leads to, and whose name leads nowhere.
    pub async fn in_tor(network: &mut TorNetwork) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let listen = own_port();
        let onion = network.onion(&listen).await;
        let relay = RelayProcess::start_behind(&folder.path().join("relay"), &listen, RELAY_NAME, &onion);
        let owner = Person::at(&folder.path().join("owner")).with_env(TOR_NETWORK, network.settings());
        Self::founded_by(folder, relay, owner, &["route", "own-tor"])
    }

    fn founded(folder: TempDir, relay: RelayProcess, proxy: Option<&SocksProxy>) -> Self {
        let owner = Person::at(&folder.path().join("owner"));
        let address = proxy.map(|proxy| proxy.address.to_string());
        let route = address.as_deref().map_or_else(Vec::new, |address| vec!["route", "proxy", address]);
        Self::founded_by(folder, relay, owner, &route)
    }

    fn founded_by(folder: TempDir, relay: RelayProcess, owner: Person, route: &[&str]) -> Self {
        let owner_phrase = text(&owner.ask(&["init"])["recovery_phrase"]);
        if !route.is_empty() {
            owner.ask(route);
        }
        let card = owner.ask(&[
            "org",
            "setup",
            &relay.setup_link,
            "--name",
            "Northmere Integrity Office",
            "--person",
            "Ines Halvorsen",
            "--title",
            "Head of Integrity",
            "--email",
            "ines@northmere.example",
        ]);
        Self { folder, relay, owner, owner_phrase, card }
    }

    /// Where everyone's folders are.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Somebody new, with a vault.
    pub fn person(&self, name: &str) -> Person {
        Person::new(&self.folder.path().join(name))
    }

    /// Invites somebody, who joins; the answer of `handler join`.
    pub fn join(&self, person: &Person, name: &str) -> Value {
        let invite = self.owner.ask(&["org", "invite", "--email", "a@northmere.example", "--role", "MEMBER"]);
        let invite = text(&invite["invite"]);
        person.ask(&["handler", "join", &invite, "--person", name, "--title", "Case handler"])
    }

    /// Certifies somebody who joined, with the words that they read aloud.
    pub fn certify(&self, joined: &Value) -> Value {
        let words: Vec<String> = joined["key_words"].as_array().expect("words").iter().map(text).collect();
        self.owner.ask(&["org", "certify", &text(&joined["handler"]), "--key-words", &words.join(" ")])
    }

    /// Somebody new who works on cases, certified, and their handler id.
    pub fn handler(&self, folder: &str, name: &str) -> (Person, String) {
        let person = self.person(folder);
        let joined = self.join(&person, name);
        self.certify(&joined);
        (person, text(&joined["handler"]))
    }

    /// Somebody new who holds the organisation's card (its file, with the roster), and its id.
    pub fn reporter(&self, folder: &str) -> (Person, String) {
        let person = self.person(folder);
        let card = person.ask(&["card", "add", &text(&self.card["card_file"])]);
        (person, text(&card["organisation"]))
    }
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}
