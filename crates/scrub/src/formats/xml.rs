//! XML, copied element by element: what is not touched stays byte for byte. Nothing is looked up outside, and a document that
//! declares entities of its own is refused.

use quick_xml::{
    Reader, Writer,
    escape::{escape, unescape},
    events::{BytesStart, Event},
};

use crate::NotChecked;

const MAX_DEPTH: usize = 1000;

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays.
    Keep,
    /// It goes, with all in it.
    Drop,
    /// What is in it stays.
    Unwrap,
}

/// The start of an element, whose attributes may be changed.
pub(super) struct Element {
    /// With its prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    changed: bool,
    /// Whether nothing is in it.
    pub(super) is_empty: bool,
}

impl Element {
    /// Its name without prefix.
    pub(super) fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of the attribute whose name without prefix is `name`.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| local(key) == name).map(|(_, value)| value.as_str())
    }

    /// All attributes, with their prefixes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Keeps the attributes of which `wanted` says so; whether any went.
    pub(super) fn retain(&mut self, mut wanted: impl FnMut(&str, &str) -> bool) -> bool {
        let before = self.attributes.len();
        self.attributes.retain(|(key, value)| wanted(key, value));
        let some_went = self.attributes.len() != before;
        self.changed |= some_went;
        some_went
    }

    /// Gives the attribute whose name without prefix is `name` another value.
    pub(super) fn set(&mut self, name: &str, to: &str) {
        for (_, value) in self.attributes.iter_mut().filter(|(key, value)| local(key) == name && value != to) {
            to.clone_into(value);
            self.changed = true;
        }
    }

    fn read(start: &BytesStart<'_>, is_empty: bool) -> Result<Self, NotChecked> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| NotChecked::Damaged)?;
            let value = unescape(&attribute.value).map_err(|_| NotChecked::Damaged)?.into_owned();
            attributes.push((attribute.key.as_ref().to_owned(), value));
        }
        Ok(Self { name: start.name().as_ref().to_owned(), attributes, changed: false, is_empty })
    }

    fn written(&self) -> BytesStart<'static> {
        let mut start = BytesStart::new(self.name.clone());
        for (key, value) in &self.attributes {
            start.push_attribute((key.as_str(), escape(value.as_str())));
        }
        start
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// What was left out besides elements.
#[derive(Default)]
pub(super) struct LeftOut {
    /// The first remark, `<!-- … -->`.
    pub(super) remark: Option<String>,
}

/// A copy in which `judge` decides on each element; remarks and instructions to programs go.
pub(super) fn rewrite(
    xml: &[u8],
    mut judge: impl FnMut(&mut Element) -> Result<Fate, NotChecked>,
) -> Result<(Vec<u8>, LeftOut), NotChecked> {
    let mut reader = reader(xml)?;
    let mut writer = Writer::new(Vec::with_capacity(xml.len()));
    let mut fates: Vec<Fate> = Vec::new();
    let mut left_out = LeftOut::default();
    loop {
        let event = reader.read_event().map_err(|_| NotChecked::Damaged)?;
        let hidden = fates.contains(&Fate::Drop);
        let shown = match event {
            Event::Eof if fates.is_empty() => break,
            Event::Eof => return Err(NotChecked::Damaged),
            Event::Start(start) if hidden => {
                drop(start);
                push(&mut fates, Fate::Keep)?;
                None
            }
            Event::Start(start) => {
                let mut element = Element::read(&start, false)?;
                let fate = judge(&mut element)?;
                push(&mut fates, fate)?;
                let start = if element.changed { element.written() } else { start };
                (fate == Fate::Keep).then_some(Event::Start(start))
            }
            Event::Empty(_) if hidden => None,
            Event::Empty(start) => {
                let mut element = Element::read(&start, true)?;
                let fate = judge(&mut element)?;
                let start = if element.changed { element.written() } else { start };
                (fate == Fate::Keep).then_some(Event::Empty(start))
            }
            Event::End(end) => {
                let fate = fates.pop().ok_or(NotChecked::Damaged)?;
                (fate == Fate::Keep && !hidden).then_some(Event::End(end))
            }
            Event::Comment(remark) => {
                left_out.remark.get_or_insert_with(|| remark.trim().to_owned());
                None
            }
            Event::DocType(doctype) => {
                if doctype.contains('[') {
                    return Err(NotChecked::UnknownKind);
                }
                None
            }
            Event::PI(_) => None,
            other => (!hidden).then_some(other),
        };
        if let Some(event) = shown {
            writer.write_event(event).map_err(|_| NotChecked::Damaged)?;
        }
    }
    Ok((writer.into_inner(), left_out))
}

fn push(fates: &mut Vec<Fate>, fate: Fate) -> Result<(), NotChecked> {
    if fates.len() >= MAX_DEPTH {
        return Err(NotChecked::TooMuch);
    }
    fates.push(fate);
    Ok(())
}

/// The texts of the elements whose name without prefix is in `names`, each with that name.
pub(super) fn texts(xml: &[u8], names: &[&str]) -> Vec<(String, String)> {
    let Ok(mut reader) = reader(xml) else { return Vec::new() };
    let mut found = Vec::new();
    let mut within: Option<String> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = start.local_name().as_ref().to_owned();
                within = names.contains(&name.as_str()).then_some(name);
            }
            Ok(Event::Text(text)) => {
                let words = text.trim().to_owned();
                if let Some(name) = within.clone().filter(|_| !words.is_empty()) {
                    found.push((name, words));
                }
            }
            Ok(Event::End(_)) => within = None,
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn reader(xml: &[u8]) -> Result<Reader<&[u8]>, NotChecked> {
    let text = core::str::from_utf8(xml).map_err(|_| NotChecked::UnknownKind)?;
    Ok(Reader::from_str(text.trim_start_matches('\u{feff}')))
}
