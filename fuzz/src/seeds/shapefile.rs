//! The two files of a Shapefile.

/// A `.shp` of a square with a hole, a null shape, and a square with heights.
pub(super) fn shapes() -> Vec<u8> {
    let outer = [[0.0, 0.0], [0.0, 9.0], [9.0, 9.0], [9.0, 0.0], [0.0, 0.0]];
    let hole = [[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 1.0]];
    let records = [record(5, &[&outer, &hole], 0), 0_u32.to_le_bytes().to_vec(), record(15, &[&outer], 2)];
    let mut file = vec![0; 100];
    for (content, row) in records.iter().zip(1_u32..) {
        file.extend(row.to_be_bytes());
        file.extend(small(content.len() / 2).to_be_bytes());
        file.extend(content);
    }
    file[..4].copy_from_slice(&9994_u32.to_be_bytes());
    let words = small(file.len() / 2);
    file[24..28].copy_from_slice(&words.to_be_bytes());
    file[28..32].copy_from_slice(&1000_u32.to_le_bytes());
    file[32..36].copy_from_slice(&5_u32.to_le_bytes());
    file
}

/// The type, the rings, and so many doubles for each point behind them.
fn record(kind: u32, rings: &[&[[f64; 2]]], extra: usize) -> Vec<u8> {
    let points = rings.concat();
    let mut content = kind.to_le_bytes().to_vec();
    content.extend([0; 32]);
    content.extend(small(rings.len()).to_le_bytes());
    content.extend(small(points.len()).to_le_bytes());
    let mut start = 0;
    for ring in rings {
        content.extend(small(start).to_le_bytes());
        start += ring.len();
    }
    content.extend(points.iter().flatten().flat_map(|value| value.to_le_bytes()));
    content.extend(vec![0; extra * points.len() * 8]);
    content
}

/// A `.dbf` of the columns `name` and `number`.
pub(super) fn table() -> Vec<u8> {
    let rows = ["một", "hai", ""];
    let mut file = vec![0; 32];
    file[0] = 3;
    file[4] = 3;
    file[8] = 32 + 2 * 32 + 1;
    file[10] = 1 + 8 + 5;
    for (name, kind, width) in [("name", b'C', 8), ("number", b'N', 5)] {
        let mut field = [0; 32];
        field[..name.len()].copy_from_slice(name.as_bytes());
        (field[11], field[16]) = (kind, width);
        file.extend(field);
    }
    file.push(0x0d);
    for (text, number) in rows.iter().zip(1..) {
        file.push(b' ');
        file.extend(text.bytes().chain(std::iter::repeat(b' ')).take(8));
        file.extend(format!("{number:>5}").bytes());
    }
    file
}

fn small(value: usize) -> u32 {
    u32::try_from(value).expect("a small file")
}
