//! Tables in a terminal, where a Japanese letter takes two cells.

use super::style::{FAINT, styled};
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
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    titles: Vec<&'static str>,
    widths: Vec<usize>,
}

impl Columns {
    /// Makes columns that are as wide as their titles.
    pub(crate) fn new(titles: &[&'static str]) -> Self {
        Columns { titles: titles.to_vec(), widths: titles.iter().map(|title| title.width()).collect() }
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

    /// Writes the titles.
    pub(crate) fn write_titles(&self, out: &mut impl Write) -> io::Result<()> {
        let cells: Vec<Cell> = self.titles.iter().map(|title| Cell::styled(FAINT, *title)).collect();
        self.write_cells(out, &cells)
    }

    /// Writes a row and its notes.
    pub(crate) fn write(&self, out: &mut impl Write, row: &Row) -> io::Result<()> {
        self.write_cells(out, &row.cells)?;
        for note in &row.notes {
            writeln!(out, "      {}", styled(FAINT, note))?;
        }
        Ok(())
    }

    fn write_cells(&self, out: &mut impl Write, cells: &[Cell]) -> io::Result<()> {
        let mut line = String::from(" ");
        // Spaces are written only before a cell that is not empty, so that no line ends in spaces.
        let mut owed = 1;
        for (cell, width) in cells.iter().zip(&self.widths) {
            if !cell.text.is_empty() {
                line.push_str(&" ".repeat(owed));
                owed = 0;
                line.push_str(&styled(cell.style, &cell.text));
            }
            owed += width.saturating_sub(cell.text.width()) + 2;
        }
        writeln!(out, "{line}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Columns, Row};

    fn row(cells: &[&str]) -> Row {
        Row { cells: cells.iter().map(|cell| Cell::plain(*cell)).collect(), notes: vec![] }
    }

    #[test]
    fn japanese_and_latin_cells_are_aligned() {
        let rows = [row(&["サンプル電機", "2028-03-31"]), row(&["Example", "2028-03-31"])];
        let mut columns = Columns::new(&["holder", "last day"]);
        rows.iter().for_each(|row| columns.fit(row));
        let mut out = Vec::new();
        rows.iter().for_each(|row| columns.write(&mut out, row).unwrap());
        let plain = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(plain, "  サンプル電機  2028-03-31\n  Example       2028-03-31\n");
    }

    #[test]
    fn no_line_ends_in_spaces() {
        let mut out = Vec::new();
        Columns::new(&["a", "b", "c"]).write(&mut out, &row(&["1", "", ""])).unwrap();
        let plain = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(plain, "  1\n");
    }
}
