//! The English word lists. A language's lists are parallel to these: index by index the same thing.

/// Words in each list.
pub(super) const COUNT: u32 = 128;

/// The quality with this index; indices wrap, so that every value has a name.
pub(super) fn quality(index: u8) -> &'static str {
    word(&QUALITIES, index)
}

/// The thing with this index; indices wrap, so that every value has a name.
pub(super) fn thing(index: u8) -> &'static str {
    word(&THINGS, index)
}

fn word(list: &[&'static str], index: u8) -> &'static str {
    list.get(usize::from(index) % list.len()).copied().unwrap_or_default()
}

const QUALITIES: [&str; COUNT as usize] = [
    "Quiet", "Steady", "Amber", "Plain", "Copper", "North", "Paper", "Slow", "Silver", "Early", "Gentle",
    "Bright", "Hidden", "Calm", "Distant", "Green", "Winter", "Summer", "Morning", "Evening", "Golden",
    "Hollow", "Little", "Long", "Lucky", "Mellow", "Misty", "Modest", "Mossy", "Narrow", "Noble", "Open",
    "Patient", "Pale", "Pebble", "Polar", "Proud", "Quick", "Rapid", "Red", "River", "Rocky", "Round",
    "Royal", "Rustic", "Sandy", "Scarlet", "Secret", "Serene", "Shady", "Sharp", "Shining", "Short", "Silent",
    "Simple", "Sleepy", "Small", "Smooth", "Snowy", "Soft", "Solar", "Solid", "South", "Spare", "Spring",
    "Square", "Stable", "Stately", "Still", "Stone", "Stormy", "Straight", "Strong", "Sturdy", "Subtle",
    "Sunny", "Sure", "Swift", "Tall", "Tame", "Tender", "Thick", "Thin", "Thorny", "Tidy", "Timber", "Tiny",
    "Tranquil", "True", "Trusty", "Twin", "Velvet", "Vivid", "Wandering", "Warm", "Wary", "Watchful", "Wavy",
    "West", "Whole", "Wide", "Wild", "Willing", "Windy", "Wise", "Wooden", "Woven", "Young", "Zesty",
    "Autumn", "Azure", "Bold", "Brave", "Brief", "Broad", "Brown", "Candid", "Careful", "Clear", "Clever",
    "Cloudy", "Coastal", "Cool", "Cosy", "Crisp", "Curious", "Daring", "Deep",
];

const THINGS: [&str; COUNT as usize] = [
    "Heron", "Wren", "Kestrel", "Lichen", "Sparrow", "Fern", "Lantern", "Juniper", "Maple", "Harbour",
    "Meadow", "Otter", "Badger", "Finch", "Cedar", "Willow", "Falcon", "Robin", "Swallow", "Thrush", "Plover",
    "Curlew", "Osprey", "Puffin", "Magpie", "Lark", "Linnet", "Siskin", "Dipper", "Avocet", "Bittern", "Teal",
    "Alder", "Aspen", "Beech", "Birch", "Elm", "Hazel", "Holly", "Larch", "Linden", "Oak", "Poplar", "Rowan",
    "Spruce", "Walnut", "Yew", "Bramble", "Clover", "Daisy", "Foxglove", "Heather", "Iris", "Ivy", "Laurel",
    "Lilac", "Lupin", "Mallow", "Marigold", "Nettle", "Orchid", "Poppy", "Primrose", "Thistle", "Acorn",
    "Anchor", "Arch", "Barley", "Basin", "Beacon", "Bell", "Bridge", "Brook", "Cairn", "Candle", "Canyon",
    "Castle", "Cavern", "Chalk", "Cliff", "Cloud", "Coral", "Cove", "Crane", "Creek", "Delta", "Dune",
    "Ember", "Estuary", "Feather", "Fjord", "Flint", "Forest", "Garnet", "Glacier", "Glen", "Granite",
    "Grove", "Hare", "Hedge", "Hill", "Island", "Ledger", "Loom", "Marble", "Marsh", "Mill", "Moor", "Oar",
    "Orchard", "Pearl", "Pier", "Pine", "Pond", "Prairie", "Quarry", "Quartz", "Reed", "Ridge", "Sail",
    "Shell", "Shore", "Slate", "Stream", "Tide", "Valley", "Willet", "Yarrow",
];
