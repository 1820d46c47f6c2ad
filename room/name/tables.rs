//! The tables that `build.rs` writes.

use std::sync::LazyLock;

use super::kind;

/// What becomes of a character by normalization form KD; flagged if form KC puts it together again.
pub(super) static DECOMPOSITIONS: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_bytes!(concat!(env!("OUT_DIR"), "/decompositions"))));

/// Canonical combining classes other than 0, each as the character of that number.
static COMBINING_CLASSES: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_bytes!(concat!(env!("OUT_DIR"), "/combining_classes"))));

/// What a character is without regard to case, if that is something else than itself. Pressed, a fifth of the library's table.
pub(super) static FOLDS: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_bytes!(concat!(env!("OUT_DIR"), "/folds"))));

/// What a character looks like, if that is something else than itself in lower case.
pub(super) static LOOKS: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_bytes!(concat!(env!("OUT_DIR"), "/looks"))));

/// The kind of each character, where it is another than that of the character before.
static KINDS: LazyLock<Table> = LazyLock::new(|| Table::read(include_bytes!(concat!(env!("OUT_DIR"), "/kinds"))));

/// What names have to know of the character, as in `kind.rs`.
pub(super) fn kind(c: char) -> u8 {
    KINDS.run(c).and_then(|kind| u8::try_from(*kind.first()?).ok()).unwrap_or(kind::UNKNOWN)
}

/// The canonical combining class: 0 for what starts a character.
pub(super) fn combining_class(c: char) -> u8 {
    COMBINING_CLASSES.get(c).and_then(|class| u8::try_from(*class.first()?).ok()).unwrap_or(0)
}

/// From a character to a few others.
pub(super) struct Table {
    rows: Vec<Row>,
    targets: Vec<char>,
}

struct Row {
    place: char,
    is_flagged: bool,
    targets: std::ops::Range<usize>,
}

impl Table {
    /// What the character becomes.
    pub(super) fn get(&self, c: char) -> Option<&[char]> {
        let row = self.rows.binary_search_by_key(&c, |row| row.place).ok()?;
        self.targets.get(self.rows.get(row)?.targets.clone())
    }

    /// What the character, or the last one before it that has a row, becomes.
    fn run(&self, c: char) -> Option<&[char]> {
        let row = self.rows.partition_point(|row| row.place <= c).checked_sub(1)?;
        self.targets.get(self.rows.get(row)?.targets.clone())
    }

    /// The rows that are flagged.
    pub(super) fn flagged(&self) -> impl Iterator<Item = (char, &[char])> {
        let flagged = self.rows.iter().filter(|row| row.is_flagged);
        flagged.filter_map(|row| Some((row.place, self.targets.get(row.targets.clone())?)))
    }

    /// The format is told in `build.rs`. A table that were cut would end early; the tests compare every character.
    fn read(bytes: &[u8]) -> Self {
        let mut bytes = bytes;
        let mut places = column(&mut bytes);
        let heads = column(&mut bytes);
        let mut distances = column(&mut bytes);
        let mut table = Self { rows: Vec::with_capacity(heads.len()), targets: Vec::new() };
        let mut place = 0;
        let mut before = [0_u32; 32];
        for head in heads {
            place += number(&mut places);
            let start = table.targets.len();
            for before in before.iter_mut().take(usize::from(head >> 1)) {
                let zigzag = number(&mut distances);
                *before = before.wrapping_add((zigzag >> 1) ^ (zigzag & 1).wrapping_neg());
                table.targets.extend(char::from_u32(*before));
            }
            let targets = start..table.targets.len();
            table.rows.extend(char::from_u32(place).map(|place| Row { place, is_flagged: head & 1 == 1, targets }));
        }
        table
    }
}

fn column<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let length = number(bytes) as usize;
    let (column, rest) = bytes.split_at_checked(length).unwrap_or_default();
    *bytes = rest;
    column
}

/// Seven bits a byte, the lowest first; all but the last byte have the eighth set (LEB128).
fn number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7F) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}
