//! Sotto's statements and byte formats: card, roster, phrase, content, padding, puzzle, channel proof.
