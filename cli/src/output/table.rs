//! Tables in a terminal, where a Japanese letter takes two cells.

use super::style::{FAINT, styled};
use super::terminal::{self, Keep};
use anstyle::Style;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A cell: a text and its style.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    /// Makes a cell in the terminal's default style.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Cell { text: text.into(), style: Style::new() }
    }

    /// Makes a cell in a style.
    pub(crate) fn styled(style: Style, text: impl Into<String>) -> Self {
        Cell { text: text.into(), style }
    }

    /// Returns whether the cell has no value.
    fn is_void(&self) -> bool {
        matches!(self.text.as_str(), "" | "–")
    }
}

/// A row, and the notes under it, which have no columns.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The cells from left to right.
    pub(crate) cells: Vec<Cell>,
    /// The lines under the row.
    pub(crate) notes: Vec<String>,
}

/// The columns with their titles and widths.
///
/// On a terminal that is too narrow for them, columns that may be shortened are. If that is not enough, the cells of a
/// row are written one after another, with their titles, and lines are broken between cells.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    titles: Vec<String>,
    widths: Vec<usize>,
    /// The width of the terminal.
    room: Option<usize>,
    /// The columns that may be shortened.
    flexible: Vec<(usize, Keep)>,
    /// The number of cells that need no title if the cells are written one after another.
    leading: usize,
    is_stacked: bool,
}

/// The least width to which a column is shortened.
const LEAST: usize = 12;

/// The indentation of notes.
const INDENT: usize = 6;

impl Columns {
    /// Makes columns that are as wide as their titles, and fit the terminal.
    pub(crate) fn new(titles: Vec<String>) -> Self {
        let widths = titles.iter().map(|title| title.width()).collect();
        let (room, flexible) = (terminal::width(), Vec::new());
        Columns { titles, widths, room, flexible, leading: 1, is_stacked: false }
    }

    /// Lets columns be shortened on a narrow terminal.
    pub(crate) fn shortening(mut self, columns: &[(usize, Keep)]) -> Self {
        self.flexible = columns.to_vec();
        self
    }

    /// Sets the number of cells that need no title where cells are written one after another.
    pub(crate) fn leading(mut self, cells: usize) -> Self {
        self.leading = cells;
        self
    }

    /// Sets minimum widths, for rows that are not known in advance.
    pub(crate) fn at_least(mut self, widths: &[usize]) -> Self {
        for (width, least) in self.widths.iter_mut().zip(widths) {
            *width = (*width).max(*least);
        }
        self
    }

    /// Widens the columns to fit all rows, and writes the rows under the titles.
    pub(crate) fn write_table(&mut self, out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
        rows.iter().for_each(|row| self.fit(row));
        self.write_titles(out)?;
        rows.iter().try_for_each(|row| self.write(out, row))
    }

    /// Widens the columns to fit a row.
    fn fit(&mut self, row: &Row) {
        for (width, cell) in self.widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(cell.text.width());
        }
    }

    /// Fits the columns into the terminal, and writes the titles.
    pub(crate) fn write_titles(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.settle();
        if self.is_stacked {
            return Ok(());
        }
        let cells: Vec<Cell> = self.titles.iter().map(|title| Cell::styled(FAINT, title.as_str())).collect();
        self.write_cells(out, &cells)
    }

    /// Shortens the widest of the columns that may be shortened, until all fit.
    fn settle(&mut self) {
        let Some(room) = self.room else { return };
        let gaps = 2 * self.widths.len();
        while self.widths.iter().sum::<usize>() + gaps > room {
            let flexible = self.flexible.iter().map(|(column, _)| *column);
            let widest = flexible.filter(|column| self.widths.get(*column).is_some_and(|width| *width > LEAST));
            let Some(column) = widest.max_by_key(|column| self.widths.get(*column)) else {
                self.is_stacked = true;
                return;
            };
            if let Some(width) = self.widths.get_mut(column) {
                *width -= 1;
            }
        }
    }

    /// Writes a row and its notes.
    pub(crate) fn write(&self, out: &mut impl Write, row: &Row) -> io::Result<()> {
        if self.is_stacked {
            self.write_stacked(out, &row.cells)?;
        } else {
            self.write_cells(out, &row.cells)?;
        }
        for note in &row.notes {
            let lines = match self.room {
                Some(room) => terminal::wrapped(note, room.saturating_sub(INDENT)),
                None => vec![note.clone()],
            };
            for line in lines {
                writeln!(out, "{:INDENT$}{}", "", styled(FAINT, line))?;
            }
        }
        Ok(())
    }

    fn write_cells(&self, out: &mut impl Write, cells: &[Cell]) -> io::Result<()> {
        let mut line = String::from(" ");
        // Spaces are written only before a cell that is not empty, so that no line ends in spaces.
        let mut owed = 1;
        for (column, (cell, width)) in cells.iter().zip(&self.widths).enumerate() {
            let keep = self.flexible.iter().find(|(flexible, _)| *flexible == column).map(|(_, keep)| *keep);
            let text = match keep.filter(|_| self.room.is_some()) {
                Some(keep) => terminal::shortened_to(&cell.text, *width, keep),
                None => cell.text.clone(),
            };
            if !text.is_empty() {
                line.push_str(&" ".repeat(owed));
                owed = 0;
                line.push_str(&styled(cell.style, &text));
            }
            owed += width.saturating_sub(text.width()) + 2;
        }
        writeln!(out, "{line}")
    }

    /// Writes the cells one after another. Dashes, which stand for values that are not there, are left out.
    fn write_stacked(&self, out: &mut impl Write, cells: &[Cell]) -> io::Result<()> {
        let room = self.room.unwrap_or(usize::MAX);
        let (leading, others) = cells.split_at(self.leading.min(cells.len()));
        let mut line = Line { out, room, text: String::new(), width: 0, indent: 2 };
        for cell in leading.iter().filter(|cell| !cell.is_void()) {
            line.add("", cell)?;
        }
        line.end()?;
        line.indent = INDENT;
        for (title, cell) in self.titles.iter().skip(leading.len()).zip(others).filter(|(_, cell)| !cell.is_void()) {
            line.add(title, cell)?;
        }
        line.end()
    }
}

/// A line of cells that is being filled.
struct Line<'a, W> {
    out: &'a mut W,
    room: usize,
    text: String,
    width: usize,
    indent: usize,
}

impl<W: Write> Line<'_, W> {
    /// Adds a cell with its title, on the next line if it does not fit on this one.
    fn add(&mut self, title: &str, cell: &Cell) -> io::Result<()> {
        let titled = if title.is_empty() { 0 } else { title.width() + 1 };
        let mut lines = vec![cell.text.clone()];
        let needed = titled + cell.text.width();
        if self.width > 0 && self.indent + self.width + 2 + needed > self.room {
            self.end()?;
        }
        if self.indent + needed > self.room {
            lines = terminal::wrapped(&cell.text, self.room.saturating_sub(self.indent + titled));
        }
        if self.width > 0 {
            self.text.push_str("  ");
            self.width += 2;
        }
        if !title.is_empty() {
            self.text.push_str(&styled(FAINT, title));
            self.text.push(' ');
            self.width += titled;
        }
        let last = lines.len().saturating_sub(1);
        for (at, part) in lines.iter().enumerate() {
            self.text.push_str(&styled(cell.style, part));
            self.width += part.width();
            if at < last {
                self.end()?;
            }
        }
        Ok(())
    }

    /// Writes the line, if there is something on it.
    fn end(&mut self) -> io::Result<()> {
        if self.width > 0 {
            writeln!(self.out, "{:1$}{2}", "", self.indent, self.text)?;
        }
        self.text.clear();
        self.width = 0;
        Ok(())
    }
}

/// Returns a name and its value as a line of a listing, with the values of all lines below each other: `width` is the
/// number of cells from the start of the names to the values.
pub(crate) fn pair(name: &str, width: usize, value: impl std::fmt::Display) -> String {
    let gap = width.saturating_sub(name.width()).max(1);
    format!("  {name}{:gap$}{value}", "")
}

/// Writes a paragraph, broken into lines that fit the terminal.
pub(crate) fn paragraph(out: &mut impl Write, text: &str) -> io::Result<()> {
    match terminal::width() {
        Some(room) => terminal::wrapped(text, room).iter().try_for_each(|line| writeln!(out, "{line}")),
        None => writeln!(out, "{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Columns, Keep, Row, pair};
    use unicode_width::UnicodeWidthStr;

    fn columns(titles: &[&str], room: Option<usize>) -> Columns {
        let columns = Columns::new(titles.iter().map(|title| (*title).to_owned()).collect());
        Columns { room, ..columns }
    }

    fn written(columns: &mut Columns, rows: &[Row]) -> String {
        let mut out = Vec::new();
        columns.write_table(&mut out, rows).unwrap();
        anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string()
    }

    fn row(cells: &[&str]) -> Row {
        Row { cells: cells.iter().map(|cell| Cell::plain(*cell)).collect(), notes: vec![] }
    }

    #[test]
    fn japanese_and_latin_cells_are_aligned() {
        let rows = [row(&["サンプル電機", "2028-03-31"]), row(&["Example", "2028-03-31"])];
        let mut columns = columns(&["holder", "last day"], None);
        rows.iter().for_each(|row| columns.fit(row));
        let mut out = Vec::new();
        rows.iter().for_each(|row| columns.write(&mut out, row).unwrap());
        let plain = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(plain, "  サンプル電機  2028-03-31\n  Example       2028-03-31\n");
    }

    #[test]
    fn no_line_ends_in_spaces() {
        let mut out = Vec::new();
        columns(&["a", "b", "c"], None).write(&mut out, &row(&["1", "", ""])).unwrap();
        let plain = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(plain, "  1\n");
    }

    const TITLES: [&str; 4] = ["verdict", "product", "holder", "from"];

    fn shelf() -> Vec<Row> {
        let cells = ["✓ authentic, current", "EX-000404", "見本電機株式会社", "photographs/2026/EX-000404.png"];
        let note = "sealed by Example Label Registry; JAN 4569951116179, smart lock".to_owned();
        vec![
            Row { notes: vec![note], ..row(&cells) },
            row(&["✗ bad-signature", "–", "–", "photographs/2026/forged.png"]),
        ]
    }

    #[test]
    fn nothing_is_shortened_where_there_is_room_or_no_terminal() {
        let wide = written(&mut columns(&TITLES, Some(200)), &shelf());
        assert_eq!(wide, written(&mut columns(&TITLES, None), &shelf()));
        assert!(wide.contains("photographs/2026/EX-000404.png") && !wide.contains('…'));
    }

    #[test]
    fn a_narrow_terminal_shortens_paths_and_breaks_notes() {
        let mut columns = columns(&TITLES, Some(70)).shortening(&[(3, Keep::End)]);
        let text = written(&mut columns, &shelf());
        assert!(text.lines().all(|line| line.width() <= 70), "{text}");
        assert!(text.contains("EX-000404  見本電機株式会社  …26/EX-000404.png"), "{text}");
        assert!(text.starts_with("  verdict "), "{text}");
    }

    #[test]
    fn a_very_narrow_terminal_stacks_the_cells_and_loses_nothing() {
        for room in 20..60 {
            let mut columns = columns(&TITLES, Some(room)).shortening(&[(3, Keep::End)]).leading(2);
            let text = written(&mut columns, &shelf());
            assert!(text.lines().all(|line| line.width() <= room), "{room}:\n{text}");
            let squeezed: String = text.split_whitespace().collect();
            for whole in ["✓authentic,current", "EX-000404", "見本電機株式会社", "photographs/2026/EX-000404.png"]
            {
                assert!(squeezed.contains(whole), "{room}: {whole}\n{text}");
            }
        }
        let text = written(&mut columns(&TITLES, Some(40)).leading(2), &shelf());
        assert!(text.starts_with("  ✓ authentic, current  EX-000404\n      holder 見本電機株式会社\n"), "{text}");
    }

    #[test]
    fn names_and_values_are_below_each_other() {
        assert_eq!(pair("key ID", 12, "1"), "  key ID      1");
        assert_eq!(pair("鍵 ID", 12, "1"), "  鍵 ID       1");
        assert_eq!(pair("a long name indeed", 12, "1"), "  a long name indeed 1");
    }
}
