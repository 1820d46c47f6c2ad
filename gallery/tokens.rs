//! The tokens of the stylesheet, read from it, and how well colours can be read on each other.

use csscolorparser::Color;

/// What WCAG 2.2 asks of text (1.4.3), and of what is no text (1.4.11).
pub(crate) const TEXT_CONTRAST: f32 = 4.5;
pub(crate) const GRAPHIC_CONTRAST: f32 = 3.0;

/// The tokens, in the order of the stylesheet.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) colours: Vec<Colour>,
    /// Lengths and sizes, by name.
    pub(crate) sizes: Vec<(String, String)>,
}

/// A colour in both schemes.
#[derive(Debug)]
pub(crate) struct Colour {
    pub(crate) name: String,
    pub(crate) light: Shade,
    pub(crate) dark: Shade,
}

/// A colour as it is written, and as it is.
#[derive(Clone, Debug)]
pub(crate) struct Shade {
    pub(crate) css: String,
    color: Color,
}

/// Reads the tokens: `--name: light-dark(one, other);` is a colour, `--name: 4px;` a size.
pub(crate) fn read(css: &str) -> Tokens {
    let mut tokens = Tokens::default();
    for declaration in css.split([';', '{', '}']) {
        let Some((name, value)) = declaration.trim().strip_prefix("--").and_then(|rest| rest.split_once(": ")) else {
            continue;
        };
        let is_known = tokens.sizes.iter().any(|(known, _)| known == name);
        if let Some(colour) = read_colour(name, value) {
            tokens.colours.push(colour);
        } else if (value.ends_with("px") || value.ends_with("rem")) && !is_known {
            tokens.sizes.push((name.to_owned(), value.to_owned()));
        }
    }
    tokens
}

fn read_colour(name: &str, value: &str) -> Option<Colour> {
    let (light, dark) = value.strip_prefix("light-dark(")?.strip_suffix(')')?.split_once("), ")?;
    let light = format!("{light})");
    Some(Colour { name: name.to_owned(), light: shade(&light)?, dark: shade(dark)? })
}

fn shade(css: &str) -> Option<Shade> {
    Some(Shade { css: css.to_owned(), color: csscolorparser::parse(css).ok()?.clamp() })
}

/// The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it.
pub(crate) fn contrast(one: &Shade, other: &Shade) -> f32 {
    let [one, other] = [one, other].map(|shade| luminance(&shade.color) + 0.05);
    one.max(other) / one.min(other)
}

/// Relative luminance, from 0 to 1, as WCAG 2.2 defines it.
fn luminance(color: &Color) -> f32 {
    let [red, green, blue, _] = color.to_linear_rgba();
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::{contrast, read};

    #[test]
    fn colour_is_read_in_both_schemes() {
        let tokens = read(":root { --ink: light-dark(rgb(0 0 0), rgb(255 255 255)); --s1: 4px; --fill: var(--ink); }");
        let [ink] = &tokens.colours[..] else { panic!("{tokens:?}") };
        assert_eq!(ink.name, "ink");
        assert!((contrast(&ink.light, &ink.dark) - 21.0).abs() < 0.01);
        assert_eq!(tokens.sizes, [("s1".to_owned(), "4px".to_owned())]);
    }

    /// Figures of the definition's own examples.
    #[test]
    fn contrast_is_as_defined() {
        let tokens = read(":root { --grey: light-dark(rgb(118 118 118), rgb(255 255 255)); }");
        assert!((contrast(&tokens.colours[0].light, &tokens.colours[0].dark) - 4.54).abs() < 0.01);
    }
}
