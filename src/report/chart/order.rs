//! The order of steps, with dates or without: a box for each, as far to the right as steps are before it, and an arrow from what it waits for.

use super::{BAND, FILL, INK, LEFT, Label, RIGHT, SOFT, bands, closed, described, text, top};
use crate::model::Draft;
use crate::schedule::Step;
use rustc_hash::FxHashMap;
use svg::node::Text as Words;
use svg::node::element::path::Data;
use svg::node::element::{Definitions, Group, Marker, Path, Rectangle, Title};

/// Between two columns of boxes there is room for arrows: so much, or so much of a column where these are narrow.
const GUTTER: f64 = 28.0;
const OF_COLUMN: f64 = 0.45;
/// The widest a column is.
const WIDEST: f64 = 200.0;

/// The steps, from a height on; and the height at which they end. `prefix`: what the ids of this picture begin with.
pub(super) fn drawn(
    mut parts: Group,
    draft: &Draft,
    steps: &[Step],
    (from, prefix): (f64, &str),
) -> (Group, f64) {
    let last = steps.iter().map(|s| s.level).max().unwrap_or(0);
    let columns = Columns {
        width: ((RIGHT + 96.0 - LEFT) / (last + 1) as f64).min(WIDEST),
    };
    let arrow = format!("{prefix}arrow");
    parts = parts.add(head(&arrow)).add(
        text(
            24.0,
            from,
            "In their order: an arrow leads from a step to the one that waits for it; further to the right is what waits or is counted",
        )
        .set("font-weight", 600),
    );
    let labels: Vec<Label> = steps.iter().map(|s| label(draft, s)).collect();
    let mut y = from + 14.0;
    let mut rows = Vec::new();
    for (s, l) in steps.iter().zip(&labels) {
        rows.push((top(draft, &draft.clauses[s.clause].label), y, l.height()));
        y += l.height();
    }
    parts = bands(parts, &rows);
    let at: FxHashMap<usize, usize> = steps
        .iter()
        .enumerate()
        .map(|(n, s)| (s.clause, n))
        .collect();
    for (n, (s, l)) in steps.iter().zip(&labels).enumerate() {
        let told = described(draft, &[], std::slice::from_ref(s));
        let row = Group::new().add(Title::new("").add(Words::new(told)));
        let row = l.drawn(row, rows[n].1);
        parts = parts.add(step(
            row,
            draft,
            s,
            (columns.left(s.level), columns.right(s.level), rows[n].1),
        ));
    }
    for (n, s) in steps.iter().enumerate() {
        for before in s.waits.iter().filter_map(|w| at.get(w)) {
            let (a, b) = (&steps[*before], s);
            if a.level < b.level {
                let from = (columns.right(a.level), rows[*before].1 + 17.0);
                let to = (columns.left(b.level), rows[n].1 + 17.0);
                // Arrows from different steps do not run into one another.
                let gutter = columns.gutter();
                let lane = to.0 - gutter * (0.8 - 0.1 * (*before % 5) as f64);
                parts = parts.add(path(from, lane, to, &arrow));
            }
        }
    }
    let legend = "A box with a broken edge hangs on something nobody is bound to.";
    closed(parts, y, legend)
}

/// Where the boxes of a level stand.
struct Columns {
    width: f64,
}

impl Columns {
    fn left(&self, level: usize) -> f64 {
        LEFT + self.width * level as f64
    }

    fn gutter(&self) -> f64 {
        GUTTER.min(self.width * OF_COLUMN)
    }

    fn right(&self, level: usize) -> f64 {
        self.left(level + 1) - self.gutter()
    }
}

fn label(draft: &Draft, s: &Step) -> Label {
    let c = &draft.clauses[s.clause];
    Label::of(&format!("{}  {}", c.label, c.title), &s.when.join("; "))
}

/// The box of a step, with the label of its clause where it has room.
fn step(row: Group, draft: &Draft, s: &Step, (left, right, y): (f64, f64, f64)) -> Group {
    let hangs = !s.nobody.is_empty();
    let row = row.add(
        Rectangle::new()
            .set("x", left)
            .set("y", y + 8.0)
            .set("width", right - left)
            .set("height", 18)
            .set("fill", if hangs { BAND } else { FILL })
            .set("stroke", INK)
            .set("stroke-width", 1)
            .set("stroke-dasharray", if hangs { "4 3" } else { "none" }),
    );
    let label = draft.clauses[s.clause].label.as_str();
    if 7.0 * label.chars().count() as f64 + 8.0 > right - left {
        return row;
    }
    row.add(
        text(left + 5.0, y + 21.0, label)
            .set("font-size", 11)
            .set("font-weight", 600),
    )
}

/// The head of an arrow.
fn head(id: &str) -> Definitions {
    let tip = Path::new()
        .set(
            "d",
            Data::new()
                .move_to((0, 0))
                .line_to((8, 4))
                .line_to((0, 8))
                .close(),
        )
        .set("fill", SOFT);
    Definitions::new().add(
        Marker::new()
            .set("id", id)
            .set("viewBox", (0, 0, 8, 8))
            .set("refX", 8)
            .set("refY", 4)
            .set("markerWidth", 7)
            .set("markerHeight", 7)
            .set("orient", "auto")
            .add(tip),
    )
}

/// To the right along its row, up or down between the columns, and into the box that waits.
fn path(from: (f64, f64), lane: f64, to: (f64, f64), arrow: &str) -> Path {
    let way = Data::new()
        .move_to(from)
        .horizontal_line_to(lane)
        .vertical_line_to(to.1)
        .horizontal_line_to(to.0);
    Path::new()
        .set("d", way)
        .set("fill", "none")
        .set("stroke", SOFT)
        .set("stroke-width", 1.2)
        .set("marker-end", format!("url(#{arrow})"))
}
