//! Points grouped into polygons: by titles, by numbers that begin anew, by rings that close.

use geo_types::Coord;

use super::{
    AxisOrder, Closure, LEAST_VERTICES, Part, Vertex, distance,
    points::{Label, Line},
};

/// Corners this close are the same: less than the last digit of any table, in metres.
const SAME: f64 = 0.001;

/// The parts, and the lines of text that are no titles.
pub(super) fn parts(lines: Vec<Line>, order: AxisOrder) -> (Vec<Part>, Vec<(u32, String)>) {
    let mut groups = Groups { order, parts: Vec::new(), open: None, title: None, notes: Vec::new() };
    let labels: Vec<Option<Label>> = lines.iter().filter_map(label_of).collect();
    let mut number = 0;
    for line in lines {
        match line {
            Line::Text { row, text } => groups.text(row, text),
            Line::Length(length) => groups.length(length),
            Line::Point { row, label, pair, lengths } => {
                number += 1;
                let next = labels.get(number).cloned().flatten();
                groups.point(row, label, pair, lengths, next.as_ref());
            }
        }
    }
    groups.end();
    groups.notes.extend(groups.title.take());
    (groups.parts, groups.notes)
}

/// For points alone: whether they have a name, and which.
#[expect(clippy::option_option, reason = "the outer one says whether the line is a point")]
fn label_of(line: &Line) -> Option<Option<Label>> {
    match line {
        Line::Point { label, .. } => Some(label.clone()),
        Line::Length(_) | Line::Text { .. } => None,
    }
}

struct Groups {
    order: AxisOrder,
    parts: Vec<Part>,
    open: Option<Open>,
    /// The last line of text, which may be the title of what follows.
    title: Option<(u32, String)>,
    notes: Vec<(u32, String)>,
}

/// The part that is being drawn.
struct Open {
    title: Option<String>,
    vertices: Vec<Vertex>,
    labels: Vec<Option<Label>>,
    closure: Closure,
}

impl Groups {
    fn text(&mut self, row: u32, text: String) {
        let before = self.title.replace((row, text));
        self.notes.extend(before);
    }

    fn length(&mut self, length: f64) {
        if let Some(vertex) = self.open.as_mut().and_then(|open| open.vertices.last_mut()) {
            vertex.lengths.push(length);
        }
    }

    fn point(
        &mut self,
        row: u32,
        label: Option<Label>,
        pair: [f64; 2],
        lengths: Vec<f64>,
        next: Option<&Label>,
    ) {
        let at = match self.order {
            AxisOrder::NorthEast => Coord { x: pair[1], y: pair[0] },
            AxisOrder::EastNorth => Coord { x: pair[0], y: pair[1] },
        };
        let goes_on = next.zip(label.as_ref()).is_some_and(|(next, label)| next.continues(label));
        if self.title.is_none()
            && let Some(open) = self.open.as_mut()
            && let Some(error) = open.closes(label.as_ref(), at, goes_on)
        {
            open.closure = Closure::Repeated { row, error };
            return;
        }
        let begins =
            self.open.as_ref().is_none_or(|open| open.ends_before(label.as_ref(), self.title.is_some()));
        if begins {
            self.end();
            let title = self.title.take().map(|(_, text)| text);
            let closure = Closure::Understood;
            self.open = Some(Open { title, vertices: Vec::new(), labels: Vec::new(), closure });
        }
        self.notes.extend(self.title.take());
        if let Some(open) = self.open.as_mut() {
            let name = label
                .as_ref()
                .map_or_else(|| (open.vertices.len() + 1).to_string(), |label| label.text.clone());
            open.vertices.push(Vertex { row, name, at, lengths });
            open.labels.push(label);
        }
    }

    fn end(&mut self) {
        if let Some(Open { title, vertices, closure, .. }) = self.open.take() {
            self.parts.push(Part { title, vertices, closure });
        }
    }
}

impl Open {
    /// How far from the first corner a point is that comes back to it: in place, or by its name where the next point does not
    /// go on from there. None for a corner of its own.
    fn closes(&self, label: Option<&Label>, at: Coord<f64>, goes_on: bool) -> Option<f64> {
        if goes_on || self.vertices.len() < LEAST_VERTICES || self.closure != Closure::Understood {
            return None;
        }
        let error = distance(self.vertices[0].at, at);
        let first = self.labels[0].as_ref();
        let same_name = first.is_some() && first == label;
        if error < SAME {
            return Some(0.0);
        }
        same_name.then_some(error)
    }

    /// Whether a point belongs to the next part.
    fn ends_before(&self, label: Option<&Label>, after_title: bool) -> bool {
        if self.closure != Closure::Understood {
            return true;
        }
        let last = self.labels.last().and_then(Option::as_ref);
        let Some((label, last)) = label.zip(last) else { return after_title };
        if after_title {
            return !label.continues(last);
        }
        let first = self.labels[0].as_ref().and_then(|first| first.number);
        // The count begins anew: at one, or where this part began.
        label.number.is_some()
            && label.number < last.number
            && (label.number == Some(1) || label.number == first)
    }
}
