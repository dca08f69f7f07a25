//! A photograph that says too much.

use std::process::Command;

/// The name that a [`photograph`] hides.
pub const PHOTOGRAPHER: &str = "Canary-77d0c1";

/// A JPEG file of 64 by 48 pixels that says where it was taken, and that [`PHOTOGRAPHER`] took it.
pub fn photograph() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photograph.jpg");
    image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([(x * 4) as u8, (y * 5) as u8, 90])).save(&path).unwrap();
    let place = ["-GPSLatitude=52.52", "-GPSLatitudeRef=N", "-GPSLongitude=13.405", "-GPSLongitudeRef=E"];
    let tagged = Command::new("exiftool")
        .args(["-q", "-overwrite_original", &format!("-Artist={PHOTOGRAPHER}")])
        .args(place)
        .arg(&path)
        .status()
        .unwrap();
    assert!(tagged.success());
    std::fs::read(path).unwrap()
}
