//! A QR code as a picture of one path.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of light around the code, by which cameras find it (ISO/IEC 18004, section 9.1).
const QUIET_ZONE: i32 = 4;

/// The code of a link, dark on light in every theme. None if the link is too long for one.
pub(crate) fn qr_code(link: &str, label: &str) -> Option<Markup> {
    let code = QrCode::encode_text(link, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * QUIET_ZONE;
    Some(html! {
        svg.qr viewBox={ "0 0 " (size) " " (size) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            path d=(path(&code)) {}
        }
    })
}

/// Each run of dark modules in a row is a bar.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|at| code.get_module(*at, y)).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET_ZONE, y + QUIET_ZONE);
            }
            x += i32::try_from(run).unwrap_or_default() + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark modules that a path draws.
    fn drawn(path: &str) -> Vec<(i32, i32)> {
        let bars = path.split('M').skip(1).map(|bar| {
            let numbers = bar.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
            numbers.map(|digits| digits.parse().expect("a number")).collect::<Vec<i32>>()
        });
        bars.flat_map(|bar| (0..bar[2]).map(move |at| (bar[0] + at, bar[1]))).collect()
    }

    #[test]
    fn path_draws_every_dark_module_once() {
        let code = QrCode::encode_text("https://natter.example/r/tea-room", QrCodeEcc::Medium).expect("it fits");
        let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = modules.filter(|(x, y)| code.get_module(*x, *y)).map(|(x, y)| (x + QUIET_ZONE, y + QUIET_ZONE));
        assert_eq!(drawn(&path(&code)), dark.collect::<Vec<_>>());
    }

    #[test]
    fn link_that_is_too_long_has_no_code() {
        assert!(qr_code(&"x".repeat(4_000), "").is_none());
    }
}
