//! The styles of a Word file, so that whoever gets it can change its look in one place, and find their way by its headings.

use docx_rs::{
    AbstractNumbering, BorderType, Docx, Level, LevelJc, LevelText, LineSpacing, NumberFormat,
    Numbering, PageMargin, PageOrientationType, RunFonts, Start, Style, StyleType, TableBorder,
    TableBorderPosition, TableBorders, XMLDocx,
};

/// Half points.
const SIZE: usize = 22;
/// The list with bullets.
pub(super) const BULLETS: usize = 1;

/// An empty document with its styles.
pub(super) fn sheet(wide: bool) -> Docx {
    let fonts = RunFonts::new()
        .ascii("Calibri")
        .hi_ansi("Calibri")
        .cs("Arial");
    let margin = PageMargin::new()
        .top(1250)
        .bottom(1250)
        .left(1100)
        .right(1100)
        .header(500)
        .footer(500);
    let out = Docx::new()
        .default_size(SIZE)
        .default_fonts(fonts)
        .page_margin(margin);
    let out = all().into_iter().fold(out, Docx::add_style);
    let bullet = Level::new(
        0,
        Start::new(1),
        NumberFormat::new("bullet"),
        LevelText::new("•"),
        LevelJc::new("left"),
    );
    let bullet = bullet.indent(
        Some(360),
        Some(docx_rs::SpecialIndentType::Hanging(240)),
        None,
        None,
    );
    let out = out
        .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet))
        .add_numbering(Numbering::new(BULLETS, BULLETS));
    if wide {
        out.page_size(16838, 11906)
            .page_orient(PageOrientationType::Landscape)
    } else {
        out.page_size(11906, 16838)
    }
}

fn all() -> Vec<Style> {
    let paragraph = |id: &str, name: &str| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .q_format(true)
    };
    let heading = |level: usize, size: usize| {
        paragraph(&format!("Heading{level}"), &format!("heading {level}"))
            .next("Normal")
            .outline_lvl(level - 1)
            .bold()
            .size(size)
            .line_spacing(LineSpacing::new().before(240).after(80))
    };
    let mono = || RunFonts::new().ascii("Consolas").hi_ansi("Consolas");
    let border = |at| {
        TableBorder::new(at)
            .border_type(BorderType::Single)
            .size(4)
            .color("B8C2CC")
    };
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let borders = [Top, Bottom, Left, Right, InsideH, InsideV].into_iter();
    let borders = borders.fold(TableBorders::with_empty(), |b, at| b.set(border(at)));
    vec![
        paragraph("Title", "Title")
            .next("Normal")
            .bold()
            .size(34)
            .line_spacing(LineSpacing::new().after(160)),
        heading(1, 28),
        heading(2, 24),
        heading(3, 22),
        paragraph("Remark", "Remark").italic(),
        paragraph("ListBullet", "List Bullet"),
        paragraph("Wording", "Wording")
            .fonts(mono())
            .size(18)
            .indent(Some(480), None, None, None),
        paragraph("Place", "Place")
            .italic()
            .size(18)
            .indent(Some(480), None, None, None),
        paragraph("Cell", "Cell").size(18),
        paragraph("Caption", "caption").bold(),
        paragraph("Header", "header").size(18).color("4A5763"),
        paragraph("Footer", "footer")
            .size(18)
            .color("4A5763")
            .align(docx_rs::AlignmentType::Center),
        Style::new("RightToLeft", StyleType::Character).name("Right to left"),
        Style::new("TableGrid", StyleType::Table)
            .name("Table Grid")
            .set_borders(borders),
    ]
}

/// Two things the writer of these files has no words for: which style is the normal one, and that runs of one style go from right to left.
pub(super) fn told(mut file: XMLDocx) -> XMLDocx {
    const STYLE: &str = "w:styleId=\"RightToLeft\"";
    let Ok(all) = std::str::from_utf8(&file.styles) else {
        return file;
    };
    // What has no style of its own has the normal one.
    let all = all.replacen(
        "w:type=\"paragraph\" w:styleId=\"Normal\"",
        "w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"",
        1,
    );
    let marked = all.split_once(STYLE).and_then(|(before, rest)| {
        let (own, after) = rest.split_once("</w:style>")?;
        let own = own.replacen("<w:rPr />", "<w:rPr><w:rtl /></w:rPr>", 1);
        Some(format!("{before}{STYLE}{own}</w:style>{after}"))
    });
    if let Some(styles) = marked {
        file.styles = styles.into_bytes();
    }
    file
}
