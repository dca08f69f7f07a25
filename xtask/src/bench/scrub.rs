//! Looking through and cleaning one file, as `sottoctl` starts a process for it, against mat2 and exiftool in the same run.

use std::{
    fmt::Write as _,
    fs::{self, File},
    path::Path,
    process::Stdio,
};

use anyhow::{Context, Result, bail};

use super::{Figure, build, empty_folder, median, process::cpu_seconds_of_children, program, remove_folder};
use crate::workspace::{command, run};

const RUNS: usize = 5;
const PAGES: usize = 5;

/// Takes turns, so that what else the machine does meets all alike. Medians are compared.
pub(super) fn measure() -> Result<Vec<Figure>> {
    build("sotto-cli", &[])?;
    let folder = empty_folder("scrub")?;
    photograph(&folder)?;
    document(&folder)?;
    let mut figures = Vec::new();
    for (name, what, at_most) in [
        ("photo.jpg", ["a photograph of 12 megapixels", "the same, mat2", "the same, exiftool"], 0.05),
        ("pages.pdf", ["a document of 5 pages", "the same, mat2 ", "the same, exiftool "], 0.15),
    ] {
        let (mut ours, mut mat2, mut exiftool) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            ours.push(look(&folder, name)?);
            mat2.push(cpu_seconds(|| run(command("mat2").arg(name).current_dir(&folder).stdout(Stdio::null())))?);
            exiftool.push(cpu_seconds(|| {
                let _ = fs::remove_file(folder.join("stripped"));
                run(command("exiftool").args(["-q", "-m", "-all=", "-o", "stripped", name]).current_dir(&folder))
            })?);
        }
        let [cpu, of_mat2, of_exiftool] = what;
        figures.push(Figure::bounded(cpu, median(ours)?, "s", at_most));
        figures.push(Figure::plain(of_mat2, median(mat2)?, "s"));
        figures.push(Figure::plain(of_exiftool, median(exiftool)?, "s"));
    }
    let size = |name: &str| fs::metadata(folder.join(name)).map(|found| found.len() as f64).context("no file");
    let before = size("pages.pdf")?;
    figures.push(Figure::bounded("the document's copy, in lengths of it", size("cleaned")? / before, "x", 1.0));
    figures.push(Figure::plain("the same, mat2's", size("pages.cleaned.pdf")? / before, "x"));
    remove_folder(&folder)?;
    Ok(figures)
}

/// As `sotto_scrub::worker` starts it.
fn look(folder: &Path, name: &str) -> Result<f64> {
    let (file, copy) = (File::open(folder.join(name))?, File::create(folder.join("cleaned"))?);
    cpu_seconds(|| {
        let looked = command(program("sottoctl"))
            .arg("--look-at-one-file")
            .env_clear()
            .envs([("SOTTO_MEMORY_BYTES", "2147483648"), ("SOTTO_CPU_SECONDS", "30")])
            .stdin(file)
            .stdout(copy)
            .stderr(Stdio::null())
            .status()?;
        if !looked.success() {
            bail!("the file was not looked through ({looked})");
        }
        Ok(())
    })
}

fn cpu_seconds(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let before = cpu_seconds_of_children()?;
    work()?;
    Ok(cpu_seconds_of_children()? - before)
}

/// 4000 by 3000 pixels of colour, with a place, a camera and a small picture of itself.
fn photograph(folder: &Path) -> Result<()> {
    let draw = ["-seed", "1", "-size", "4000x3000", "plasma:fractal", "-quality", "92", "photo.jpg"];
    run(command("convert").args(draw).current_dir(folder))?;
    run(command("convert").args(["photo.jpg", "-resize", "160x120", "small.jpg"]).current_dir(folder))?;
    let tags =
        ["-GPSLatitude=52.52", "-GPSLatitudeRef=N", "-Artist=D. Veldt", "-Model=X", "-ThumbnailImage<=small.jpg"];
    run(command("exiftool").args(["-q", "-overwrite_original"]).args(tags).arg("photo.jpg").current_dir(folder))
}

/// Pages of text by somebody, as the simplest programs write them.
fn document(folder: &Path) -> Result<()> {
    let line =
        |page: usize, line: usize| format!("(Page {page}, line {line}: orders of the six pumping stations) Tj T*\n");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Count {PAGES}/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Kids[{}]>>",
            (0..PAGES).map(|page| format!("{} 0 R ", 5 + 2 * page)).collect::<String>()
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Author(D. Veldt)/Producer(A program)/CreationDate(D:20260214093000Z)>>".to_owned(),
    ];
    for page in 0..PAGES {
        let lines: String = (0..48).map(|number| line(page, number)).collect();
        let text = format!("BT /F1 10 Tf 14 TL 60 780 Td\n{lines}ET");
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 6 + 2 * page));
        objects.push(format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()));
    }
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        writeln!(file, "{number} 0 obj\n{object}\nendobj")?;
    }
    let (start, size) = (file.len(), objects.len() + 1);
    writeln!(file, "xref\n0 {size}\n0000000000 65535 f ")?;
    for place in places {
        writeln!(file, "{place:010} 00000 n ")?;
    }
    write!(file, "trailer<</Size {size}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{start}\n%%EOF\n")?;
    fs::write(folder.join("pages.pdf"), file).context("cannot write a document")
}
