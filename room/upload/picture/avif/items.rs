//! What an AVIF is made of: its items, where they stand, and the size of the one that is shown.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::walk::{blank_from, overwrite};
use super::super::{PictureRefusal, PictureSize};
use super::boxes::{BoxAt, BoxType, boxes};

/// What is known of a file when its items were read.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// The size of the item that is shown, if there is one.
    pub(super) size: Option<Result<PictureSize, PictureRefusal>>,
    /// Where in the file metadata stands.
    pub(super) metadata: Vec<Range<u64>>,
    /// Where in the file the last item of the picture ends.
    pub(super) picture_end: u64,
}

/// Items that pictures are made of: coded ones, and those that put others together.
const PICTURE_ITEMS: [BoxType; 5] = [*b"av01", *b"grid", *b"iovl", *b"iden", *b"tmap"];

/// The type of a blanked item, which nobody knows: so every program skips it.
const VOID: BoxType = *b"void";

const INFO: BoxType = *b"iinf";
const LOCATIONS: BoxType = *b"iloc";
const PRIMARY: BoxType = *b"pitm";
const PROPERTIES: BoxType = *b"iprp";
const DATA: BoxType = *b"idat";

/// Boxes beside those which a picture needs: of a list of items one may hold XML.
const KEPT: [BoxType; 5] = [*b"hdlr", *b"iref", *b"dinf", *b"grpl", *b"ipro"];

/// Properties that are text. Properties are known by their place, so a blanked one keeps it.
const TEXTS: [BoxType; 3] = [*b"udes", *b"altt", *b"uuid"];

/// Blanks the metadata in the content of a `meta` box, and finds what else there is in the file.
pub(super) fn clean(meta: &mut [u8]) -> Result<Items, PictureRefusal> {
    let items = clean_items(meta, 0..meta.len()).ok_or(PictureRefusal::Malformed)?;
    if items.size.is_none() { Err(PictureRefusal::Malformed) } else { Ok(items) }
}

/// The same of a `moov` box: of the tracks of an animation. Its size is that of the item that
/// stands for it.
pub(super) fn clean_movie(movie: &mut [u8]) -> Result<Items, PictureRefusal> {
    clean_tracks(movie).ok_or(PictureRefusal::Malformed)
}

fn clean_tracks(movie: &mut [u8]) -> Option<Items> {
    let mut all = Items::default();
    for part in boxes(movie, 0..movie.len())? {
        match &part.kind {
            b"mvhd" => {}
            b"trak" => {
                for part in boxes(movie, part.content)? {
                    match &part.kind {
                        b"tkhd" | b"tref" | b"edts" | b"mdia" => {}
                        b"meta" => {
                            let items = clean_items(movie, part.content)?;
                            all.metadata.extend(items.metadata);
                            all.picture_end = all.picture_end.max(items.picture_end);
                        }
                        _ => part.blank(movie),
                    }
                }
            }
            _ => part.blank(movie),
        }
    }
    Some(all)
}

/// The content of one `meta` box. None if it is malformed.
fn clean_items(bytes: &mut [u8], meta: Range<usize>) -> Option<Items> {
    // Version and flags.
    let parts = boxes(bytes, meta.start.checked_add(size_of::<u32>())?..meta.end)?;
    let find = |kind: BoxType| parts.iter().find(|part| part.kind == kind);
    for part in &parts {
        let is_read = [INFO, LOCATIONS, PRIMARY, PROPERTIES, DATA].contains(&part.kind);
        if !is_read && !KEPT.contains(&part.kind) {
            part.blank(bytes);
        }
    }
    let pictures = match find(INFO) {
        Some(info) => clean_info(bytes, info)?,
        None => BTreeSet::new(),
    };
    let mut items = Items::default();
    for extent in find(LOCATIONS).map_or(Some(Vec::new()), |locations| extents(bytes, locations))? {
        let end = extent.offset.checked_add(extent.length)?;
        match (pictures.contains(&extent.item), extent.place) {
            (true, Place::File) => items.picture_end = items.picture_end.max(end),
            (true, Place::Data | Place::Other) => {}
            (false, Place::File) => items.metadata.push(extent.offset..end),
            (false, Place::Data) => {
                let data = bytes.get_mut(find(DATA)?.content.clone())?;
                let item = data.get_mut(usize::try_from(extent.offset).ok()?..usize::try_from(end).ok()?)?;
                blank_from(item, 0);
            }
            (false, Place::Other) => return None,
        }
    }
    if let (Some(primary), Some(properties)) = (find(PRIMARY), find(PROPERTIES)) {
        items.size = Some(shown_size(bytes, primary, properties)?);
    }
    Some(items)
}

/// Blanks what the items are called, makes unknown items of those that are metadata, and finds
/// those that are pictures.
fn clean_info(bytes: &mut [u8], info: &BoxAt) -> Option<BTreeSet<u32>> {
    let mut numbers = info.numbers(bytes);
    let [version, ..] = numbers.array::<4>()?;
    numbers.u16_or_u32(version > 0)?;
    let mut pictures = BTreeSet::new();
    for entry in boxes(bytes, info.content.end - numbers.left()..info.content.end)? {
        let mut numbers = entry.numbers(bytes);
        let [version, ..] = numbers.array::<4>()?;
        // In older versions items have no type.
        if entry.kind != *b"infe" || !(2..=3).contains(&version) {
            return None;
        }
        let item = numbers.u16_or_u32(version > 2)?;
        let _protection = numbers.u16()?;
        let kind_at = entry.content.end - numbers.left();
        let kind: BoxType = numbers.array()?;
        let name_at = entry.content.end - numbers.left();
        if PICTURE_ITEMS.contains(&kind) {
            pictures.insert(item);
        } else {
            overwrite(bytes, kind_at, &VOID);
        }
        blank_from(bytes.get_mut(name_at..entry.content.end)?, 0);
    }
    Some(pictures)
}

/// A part of an item.
#[derive(Debug)]
struct Extent {
    item: u32,
    place: Place,
    offset: u64,
    length: u64,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    /// From the beginning of the file on.
    File,
    /// Within the box of data that stands beside the list.
    Data,
    /// In another item, or in another file.
    Other,
}

fn extents(bytes: &[u8], locations: &BoxAt) -> Option<Vec<Extent>> {
    let mut numbers = locations.numbers(bytes);
    let [version, ..] = numbers.array::<4>()?;
    let [offset_and_length, base_and_index] = numbers.array()?;
    let (offset_size, length_size) = (offset_and_length >> 4, offset_and_length & 0xF);
    let base_size = base_and_index >> 4;
    let index_size = if version > 0 { base_and_index & 0xF } else { 0 };
    // Without a length an item would be all of the file. And a list in which extents take no bytes
    // could be of any length.
    if length_size == 0 || version > 2 {
        return None;
    }
    let mut extents = Vec::new();
    for _ in 0..numbers.u16_or_u32(version > 1)? {
        let item = numbers.u16_or_u32(version > 1)?;
        let method = if version > 0 { numbers.u16()? & 0xF } else { 0 };
        let is_here = numbers.u16()? == 0;
        let base = numbers.sized(base_size)?;
        let place = match method {
            0 if is_here => Place::File,
            1 => Place::Data,
            _ => Place::Other,
        };
        for _ in 0..numbers.u16()? {
            let _index = numbers.sized(index_size)?;
            let offset = base.checked_add(numbers.sized(offset_size)?)?;
            extents.push(Extent { item, place, offset, length: numbers.sized(length_size)? });
        }
    }
    Some(extents)
}

/// The size of the primary item, as its properties say. Blanks those that are text.
fn shown_size(bytes: &mut [u8], primary: &BoxAt, properties: &BoxAt) -> Option<Result<PictureSize, PictureRefusal>> {
    let mut numbers = primary.numbers(bytes);
    let [version, ..] = numbers.array::<4>()?;
    let primary = numbers.u16_or_u32(version > 0)?;
    let parts = boxes(bytes, properties.content.clone())?;
    let all = boxes(bytes, parts.iter().find(|part| part.kind == *b"ipco")?.content.clone())?;
    all.iter().filter(|property| TEXTS.contains(&property.kind)).for_each(|property| property.blank(bytes));
    let (mut size, mut is_turned) = (None, false);
    for association in parts.iter().filter(|part| part.kind == *b"ipma") {
        for index in indexes_of(bytes, primary, association)? {
            let Some(property) = index.checked_sub(1).and_then(|index| all.get(index)) else { continue };
            let mut numbers = property.numbers(bytes);
            match &property.kind {
                b"ispe" => {
                    let _version = numbers.u32()?;
                    size = size.or(Some((numbers.u32()?, numbers.u32()?)));
                }
                // In steps of 90 degrees.
                b"irot" => is_turned = numbers.u8()? & 1 == 1,
                _ => {}
            }
        }
    }
    let (width, height) = size?;
    Some(PictureSize::checked(width, height).map(|size| if is_turned { size.turned() } else { size }))
}

/// Which properties an item has: their places in the list, from 1.
fn indexes_of(bytes: &[u8], wanted: u32, association: &BoxAt) -> Option<Vec<usize>> {
    let mut numbers = association.numbers(bytes);
    let [version, _, _, flags] = numbers.array()?;
    let mut indexes = Vec::new();
    for _ in 0..numbers.u32()? {
        let item = numbers.u16_or_u32(version > 0)?;
        for _ in 0..numbers.u8()? {
            // The highest bit says whether the item can do without it.
            let index = if flags & 1 == 1 { numbers.u16()? & 0x7FFF } else { u16::from(numbers.u8()? & 0x7F) };
            if item == wanted {
                indexes.push(usize::from(index));
            }
        }
    }
    Some(indexes)
}
