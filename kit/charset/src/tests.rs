//! Names of Bắc Giang in every character set, there and back.

use unicode_normalization::UnicodeNormalization;

use crate::{Charset, detect, detect_text};

const SMALL: &str =
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";
const OLD: [Charset; 3] = [Charset::Tcvn3, Charset::Vni, Charset::Windows1258];
const NAMES: [&str; 16] = [
    "Hiệp Hòa",
    "Việt Yên",
    "Yên Dũng",
    "Tân Yên",
    "Lạng Giang",
    "Lục Nam",
    "Lục Ngạn",
    "Sơn Động",
    "Yên Thế",
    "Thọ Xương",
    "Ngô Quyền",
    "Đồng Sơn",
    "Phượng Sơn",
    "Nghĩa Hòa",
    "Hợp Thịnh",
    "Tự Lạn",
];

#[test]
fn every_letter_comes_back_from_every_character_set() {
    for charset in OLD {
        for letter in SMALL.chars() {
            check_there_and_back(charset, &letter.to_string());
        }
    }
    for charset in [Charset::Vni, Charset::Windows1258, Charset::Utf8] {
        for letter in SMALL.to_uppercase().chars() {
            check_there_and_back(charset, &letter.to_string());
        }
    }
}

#[test]
fn the_bytes_are_those_of_the_published_tables() {
    for (charset, bytes) in [
        (Charset::Tcvn3, b"B\xbec Giang, \xae\xad\xeang \xa7\xa1 \xfe".as_slice()),
        (Charset::Vni, b"Ba\xe9c Giang, \xf1\xf6\xf4\xf8ng \xd1A\xca \xee"),
        (Charset::Windows1258, b"B\xe3\xecc Giang, \xf0\xfd\xf5\xccng \xd0\xc3 y\xf2"),
        (Charset::Utf8, "Bắc Giang, đường ĐĂ ỵ".as_bytes()),
    ] {
        assert_eq!(charset.decode(bytes), "Bắc Giang, đường ĐĂ ỵ");
        assert_eq!(charset.encode("Bắc Giang, đường ĐĂ ỵ").as_deref(), Some(bytes));
    }
}

#[test]
fn words_in_capitals_come_back_from_a_font_of_capitals() {
    for (text, bytes) in [
        ("BẮC GIANG", b"B\xbeC GIANG".as_slice()),
        ("XÃ ĐỒNG SƠN", b"X\xb7 \xa7\xe5NG S\xa5N"),
        ("CCN ĐỒNG VÀNG huyện Tân Yên", b"CCN \xa7\xe5NG V\xb5NG huy\xd6n T\xa9n Y\xaan"),
        ("Xã Bố Hạ", b"X\xb7 B\xe8 H\xb9"),
        ("Đá", b"\xa7\xb8"),
        ("Hà Đông", b"H\xb5 \xa7\xabng"),
    ] {
        assert_eq!(Charset::Tcvn3.decode(bytes), text);
        assert_eq!(Charset::Tcvn3.encode(text).as_deref(), Some(bytes));
    }
}

#[test]
fn a_column_of_names_is_recognised_in_every_character_set() {
    for charset in [Charset::Utf8, Charset::Tcvn3, Charset::Vni, Charset::Windows1258] {
        let column: Vec<Vec<u8>> = NAMES.iter().map(|name| charset.encode(name).unwrap()).collect();
        let found = detect(column.iter().map(Vec::as_slice));
        assert_eq!((found.charset, found.is_sure()), (charset, true), "{found:?}");
        assert_eq!(column.iter().map(|bytes| charset.decode(bytes)).collect::<Vec<_>>(), NAMES);
        // In capitals too, and each name by itself at least without a wrong winner that is sure of it.
        let capitals: Vec<Vec<u8>> =
            NAMES.iter().map(|name| charset.encode(&name.to_uppercase()).unwrap()).collect();
        assert_eq!(detect(capitals.iter().map(Vec::as_slice)).charset, charset);
        for (name, bytes) in NAMES.iter().zip(&column) {
            let found = detect([bytes.as_slice()]);
            assert!(found.charset == charset || !found.is_sure(), "{name}: {found:?}");
        }
    }
}

#[test]
fn decomposed_text_is_composed_and_nothing_else() {
    let apart: String = NAMES.join(", ").nfd().collect();
    assert_eq!(detect([apart.as_bytes()]).charset, Charset::Utf8);
    assert_eq!(Charset::Utf8.decode(apart.as_bytes()), NAMES.join(", "));
}

#[test]
fn ascii_and_english_are_left_alone() {
    let texts = ["Industrial cluster No. 5", "CCN-24-017", "", "12.5 ha", "Hiep Hoa"];
    let found = detect(texts.map(str::as_bytes));
    assert_eq!((found.charset, found.is_sure(), found.words), (Charset::Utf8, true, 0));
    for charset in [Charset::Utf8, Charset::Tcvn3, Charset::Vni, Charset::Windows1258] {
        for text in texts {
            assert_eq!(charset.decode(text.as_bytes()), text);
        }
    }
    assert_eq!(detect_text(texts), None);
}

#[test]
fn text_that_is_unicode_already_is_never_changed() {
    assert_eq!(detect_text(NAMES), None);
    let capitals = NAMES.map(str::to_uppercase);
    assert_eq!(detect_text(capitals.iter().map(String::as_str)), None);
    let apart = NAMES.map(|name| name.nfd().collect::<String>());
    assert_eq!(detect_text(apart.iter().map(String::as_str)), None);
    // Words whose letters Latin-1 has as well.
    for word in [
        "Hà", "xã", "Bá", "Hô", "có", "là", "ý", "quý", "Bích", "Tên xã", "Dân cư", "Lê Lai", "Mê Linh",
        "cây",
    ] {
        assert_eq!(detect_text([word]), None, "{word}");
    }
    // A word that repair cannot turn is left.
    for charset in OLD {
        assert_eq!(charset.repair("Bắc Giang"), "Bắc Giang");
    }
}

#[test]
fn bytes_that_were_taken_for_latin_letters_are_turned() {
    for (charset, texts, expect) in [
        (Charset::Tcvn3, ["HiÖp Hßa", "S¬n §éng", "Lôc Ng¹n"], ["Hiệp Hòa", "Sơn Động", "Lục Ngạn"]),
        (Charset::Vni, ["Hieäp Hoøa", "Sôn Ñoäng", "Luïc Ngaïn"], ["Hiệp Hòa", "Sơn Động", "Lục Ngạn"]),
    ] {
        let found = detect_text(texts).unwrap();
        assert_eq!((found.charset, found.is_sure()), (charset, true), "{found:?}");
        assert_eq!(texts.map(|text| charset.repair(text)), expect);
    }
}

#[test]
fn a_letter_that_a_field_has_cut_is_left_out() {
    let whole = "Cụm công nghiệp Hợp Thịnh".as_bytes();
    let cut = &whole[..whole.len() - 4];
    assert!(std::str::from_utf8(cut).is_err());
    assert_eq!(detect([whole, cut]).charset, Charset::Utf8);
    assert_eq!(Charset::Utf8.decode(cut), "Cụm công nghiệp Hợp Th");
}

#[test]
fn the_last_byte_of_an_old_text_is_no_cut_letter() {
    let column = [b"Th\xe4".as_slice(), b"L\xe5", b"S\xe8"];
    let found = detect(column);
    assert_eq!((found.charset, found.words), (Charset::Tcvn3, 3));
}

#[test]
fn a_column_of_two_character_sets_is_read_value_by_value() {
    let column = [b"S\xacn \xa7\xe9ng".as_slice(), "Sơn Động".as_bytes(), b"L\xf4c Ng\xb9n"];
    let found = detect(column);
    assert_eq!(found.charset, Charset::Tcvn3);
    assert_eq!(column.map(|bytes| found.charset.decode(bytes)), ["Sơn Động", "Sơn Động", "Lục Ngạn"]);
}

#[test]
fn a_few_strange_words_change_nothing_and_many_are_told() {
    let mut column: Vec<Vec<u8>> = NAMES.iter().map(|name| Charset::Tcvn3.encode(name).unwrap()).collect();
    column.push(b"m\xb2 \x93x\x94".to_vec());
    let found = detect(column.iter().map(Vec::as_slice));
    assert_eq!((found.charset, found.strange, found.is_sure()), (Charset::Tcvn3, 2, true));
    let french = detect([b"\xe9t\xe9".as_slice(), b"\xe0 l'\xe9glise"]);
    assert!(!french.is_sure(), "{french:?}");
}

#[track_caller]
fn check_there_and_back(charset: Charset, text: &str) {
    let bytes = charset.encode(text).unwrap_or_else(|| panic!("{charset:?} has no {text}"));
    assert_eq!(charset.decode(&bytes), text, "{charset:?}");
}
