//! Whether a picture may be a scan of a printed page.

/// Makers and models of what scans.
pub(super) fn is_scanner(device: &str) -> bool {
    let device = device.to_lowercase();
    ["scan", "officejet", "laserjet", "workforce", "imagerunner", "bizhub", "ineo", "workcentre", "mfc-", "dcp-"]
        .iter()
        .any(|word| device.contains(word))
}

/// Whether pixels have the shape of a sheet of A4 or Letter, in a fineness that scanners have.
pub(super) fn is_sheet(width: u32, height: u32) -> bool {
    let (short, long) = (u64::from(width.min(height)), u64::from(width.max(height)));
    // 150 to 1200 dots an inch.
    if !(1600..=15_000).contains(&long) {
        return false;
    }
    let per_mille = short.saturating_mul(1000) / long;
    // 210 : 297 and 8.5 : 11, to one in a hundred.
    per_mille.abs_diff(707) <= 6 || per_mille.abs_diff(773) <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_told_from_photographs() {
        assert!(is_sheet(2480, 3508) && is_sheet(3300, 2550) && is_sheet(1654, 2339));
        assert!(!is_sheet(4000, 3000) && !is_sheet(6000, 4000) && !is_sheet(210, 297) && !is_sheet(1920, 1080));
    }
}
