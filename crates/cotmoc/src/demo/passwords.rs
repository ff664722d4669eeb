//! Passwords that can be read out and typed, fresh for every demonstration.

const SYLLABLES: [&str; 32] = [
    "bac", "ninh", "giang", "song", "cau", "thuong", "luc", "nam", "dong", "tay", "nui", "rung", "lua",
    "che", "vai", "mo", "da", "tre", "trung", "son", "yen", "tan", "viet", "hiep", "hoa", "kep", "voi",
    "chu", "quan", "ho", "cot", "moc",
];

/// Three syllables and five digits: 2¹⁵ × 10⁵ possibilities behind a lock-out after five wrong tries.
pub(super) fn fresh() -> String {
    let secret = kit_base::secret();
    let byte = |i: usize| usize::from_str_radix(&secret[2 * i..2 * i + 2], 16).unwrap_or(0);
    let words: Vec<_> = (0..3).map(|i| SYLLABLES[byte(i) % SYLLABLES.len()]).collect();
    let digits: String = (3..8).map(|i| char::from(b'0' + u8::try_from(byte(i) % 10).unwrap_or(0))).collect();
    format!("{}-{digits}", words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::fresh;

    #[test]
    fn a_password_is_long_and_never_the_same() {
        let (a, b) = (fresh(), fresh());
        assert!(12 <= a.len());
        assert_ne!(a, b);
    }
}
