//! Signs that somebody else looks after this machine, and may see what happens on it. Only those of Linux are known. That there are
//! none says nothing.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use sotto_rpc_schema::types::MachineSign;

/// What joins a machine to an organisation's directory leaves behind.
const DOMAIN: &[&str] =
    &["etc/krb5.keytab", "etc/sssd/sssd.conf", "etc/ipa/default.conf", "var/lib/pbis", "opt/quest/sbin/vasd"];

/// Where authorities stand that were added to those of the distribution.
const AUTHORITIES: &[&str] = &[
    "usr/local/share/ca-certificates",
    "etc/pki/ca-trust/source/anchors",
    "etc/ca-certificates/trust-source/anchors",
    "etc/pki/trust/anchors",
];

/// What manages machines, or watches them, and where it is installed.
const AGENTS: &[(&str, &[&str])] = &[
    ("Carbon Black", &["opt/carbonblack", "var/opt/carbonblack"]),
    ("Chef", &["etc/chef/client.rb"]),
    ("Cisco Secure Client", &["opt/cisco/secureclient", "opt/cisco/anyconnect"]),
    ("Cortex XDR", &["opt/traps"]),
    ("CrowdStrike Falcon", &["opt/CrowdStrike"]),
    ("Elastic Agent", &["opt/Elastic"]),
    ("ESET", &["opt/eset"]),
    ("Fleet", &["opt/orbit"]),
    ("JumpCloud", &["opt/jc"]),
    ("Kolide", &["etc/kolide-k2", "usr/local/kolide-k2"]),
    ("Landscape", &["etc/landscape/client.conf"]),
    ("ManageEngine", &["usr/local/manageengine", "opt/ManageEngine"]),
    ("Microsoft Defender", &["opt/microsoft/mdatp"]),
    ("Microsoft Intune", &["opt/microsoft/intune"]),
    ("Netskope", &["opt/netskope"]),
    ("osquery", &["etc/osquery/osquery.conf", "opt/osquery"]),
    ("Puppet", &["opt/puppetlabs", "etc/puppetlabs"]),
    ("Qualys", &["usr/local/qualys"]),
    ("Rapid7", &["opt/rapid7"]),
    ("Salt", &["etc/salt/minion"]),
    ("SentinelOne", &["opt/sentinelone"]),
    ("Sophos", &["opt/sophos-spl", "opt/sophos-av"]),
    ("Symantec", &["opt/Symantec"]),
    ("Tanium", &["opt/Tanium"]),
    ("Teramind", &["opt/teramind", "usr/local/teramind"]),
    ("Trellix", &["opt/McAfee", "opt/FireEye", "opt/fireeye"]),
    ("Trend Micro", &["opt/ds_agent"]),
    ("Wazuh", &["var/ossec"]),
    ("Workspace ONE", &["opt/vmware/ws1-hub"]),
    ("Zscaler", &["opt/zscaler"]),
];

/// The signs that are on this machine.
pub(crate) fn signs() -> Vec<MachineSign> {
    signs_below(&root())
}

#[cfg(debug_assertions)]
fn root() -> PathBuf {
    // Tests have machines of their own.
    std::env::var_os("SOTTO_TEST_MACHINE").map_or_else(|| "/".into(), PathBuf::from)
}

#[cfg(not(debug_assertions))]
fn root() -> PathBuf {
    "/".into()
}

fn signs_below(root: &Path) -> Vec<MachineSign> {
    let is_there = |path: &&str| root.join(path).symlink_metadata().is_ok();
    let in_domain = DOMAIN.iter().any(&is_there).then_some(MachineSign::Domain);
    let has_authority = AUTHORITIES.iter().any(|path| holds_files(&root.join(path))).then_some(MachineSign::Authority);
    let agents: BTreeSet<&str> =
        AGENTS.iter().filter(|(_, paths)| paths.iter().any(&is_there)).map(|(name, _)| *name).collect();
    let agents = agents.into_iter().map(|name| MachineSign::Agent { name: name.to_owned() });
    agents.chain(in_domain).chain(has_authority).collect()
}

fn holds_files(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    // Each subfolder is some package's; a link is one into it.
    entries.filter_map(|entry| fs::metadata(entry.path()).ok()).any(|entry| entry.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(paths: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for path in paths {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        root
    }

    #[test]
    fn a_machine_of_ones_own_has_no_signs() {
        let root = machine(&["etc/hostname", "usr/share/ca-certificates/mozilla/a.crt", "opt/a/b"]);
        fs::create_dir_all(root.path().join("usr/local/share/ca-certificates")).unwrap();
        assert_eq!(signs_below(root.path()), []);
        assert_eq!(signs_below(&root.path().join("absent")), []);
    }

    #[test]
    fn what_manages_it_is_named_once() {
        let root = machine(&[
            "opt/CrowdStrike/falcond",
            "opt/puppetlabs/bin/puppet",
            "etc/puppetlabs/puppet.conf",
            "etc/krb5.keytab",
            "usr/local/share/ca-certificates/inspection.crt",
        ]);
        let agent = |name: &str| MachineSign::Agent { name: name.into() };
        let wanted = [agent("CrowdStrike Falcon"), agent("Puppet"), MachineSign::Domain, MachineSign::Authority];
        assert_eq!(signs_below(root.path()), wanted);
    }
}
