//! Drawings of programs whose formats are closed, and how to get at what is in them.

use std::fmt;

/// A drawing that is recognised and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// `AutoCAD`, with the signature of its release: `AC1032` is that of 2018 to today.
    Dwg([u8; 6]),
    /// `MicroStation` to 7, and most programs for cadastral maps in Viet Nam.
    DgnV7,
    /// `MicroStation` V8 and later.
    DgnV8,
}

impl Drawing {
    /// What to do to get a file that is read, in plain English.
    #[must_use]
    pub fn recipe(self) -> &'static str {
        match self {
            Self::Dwg(_) => {
                "open it in AutoCAD, SAVEAS, file type \"AutoCAD 2018 DXF (*.dxf)\", format ASCII under Options; \
                 boundaries must be closed polylines or hatches; then give the .dxf"
            }
            Self::DgnV7 => {
                "install gdal-bin, which brings ogr2ogr; or open it in MicroStation, File > Save As, type \"DXF files (*.dxf)\"; \
                 boundaries must be shapes; then give the .dxf"
            }
            Self::DgnV8 => {
                "open it in MicroStation, File > Save As, type \"MicroStation V7 DGN Files (*.dgn)\" or \"DXF files (*.dxf)\"; \
                 boundaries must be shapes or complex shapes; then give that file"
            }
        }
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dwg(release) => write!(f, "an AutoCAD drawing ({})", String::from_utf8_lossy(release)),
            Self::DgnV7 => f.write_str("a MicroStation drawing (DGN to V7)"),
            Self::DgnV8 => f.write_str("a MicroStation drawing (DGN V8)"),
        }
    }
}
