//! Tables that came out of a PDF with every cell on a line of its own, put into rows again.

use super::{LEAST_VERTICES, Row, number, points::LEAST_PLANE};

/// The rows as they are, unless they are such a table: no line has two numbers, and coordinates follow one another in twos.
pub(super) fn unstack(rows: Vec<Row>) -> Vec<Row> {
    if rows.iter().any(|row| 1 < row.cells.iter().filter(|cell| value(cell).is_some()).count()) {
        return rows;
    }
    let joined = join(&rows);
    let points = joined.iter().filter(|row| is_point(row)).count();
    if points < LEAST_VERTICES { rows } else { joined }
}

/// Two coordinates are a point, with what stands before them as its name; a number before that is the length of the edge from
/// the point before.
fn join(rows: &[Row]) -> Vec<Row> {
    let mut joined: Vec<Row> = Vec::new();
    let mut waiting: Vec<String> = Vec::new();
    let mut rows = rows.iter().peekable();
    while let Some(row) = rows.next() {
        if is_coordinate(row)
            && let Some(second) = rows.next_if(|next| is_coordinate(next))
        {
            let name = waiting.pop().unwrap_or_default();
            give(&mut waiting, &mut joined);
            joined.push(Row { number: row.number, cells: vec![name, row.text(), second.text()] });
        } else if row.text().contains(|c: char| c.is_ascii_digit()) && !row.text().contains(' ') {
            waiting.push(row.text());
        } else {
            give(&mut waiting, &mut joined);
            joined.push(row.clone());
        }
    }
    give(&mut waiting, &mut joined);
    joined
}

/// What waits belongs to the point before, if there is one.
fn give(waiting: &mut Vec<String>, joined: &mut [Row]) {
    let waiting = std::mem::take(waiting);
    if let Some(point) = joined.last_mut().filter(|row| is_point(row)) {
        point.cells.extend(waiting);
    }
}

fn is_point(row: &Row) -> bool {
    2 < row.cells.len() && value(&row.cells[1]).is_some() && value(&row.cells[2]).is_some()
}

fn is_coordinate(row: &Row) -> bool {
    value(&row.text()).is_some_and(|value| LEAST_PLANE <= value.abs())
}

fn value(cell: &str) -> Option<f64> {
    number::plain(cell).and_then(|text| number::value(&text, None))
}
