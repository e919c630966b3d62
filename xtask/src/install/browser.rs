//! The browser of the console's tests, with fonts for what it shows.

use super::debian::install_packages;
use crate::shell;
use std::path::Path;

/// Folders of fonts, and Debian's packages that bring them: Latin and Chinese.
const FONTS: [(&str, &str); 2] = [
    ("/usr/share/fonts/opentype/inter", "fonts-inter"),
    ("/usr/share/fonts/opentype/noto", "fonts-noto-cjk"),
];

/// Makes sure that there is a Chromium which draws the console as its users see it.
///
/// # Errors
/// Something is missing and this is not root on Debian.
pub(crate) fn browser() -> anyhow::Result<()> {
    let mut missing = Vec::new();
    if !shell::is_installed("chromium") {
        missing.push("chromium");
    }
    let absent = FONTS
        .iter()
        .filter(|(folder, _)| !Path::new(folder).exists());
    missing.extend(absent.map(|(_, package)| *package));
    install_packages(&missing)
}
