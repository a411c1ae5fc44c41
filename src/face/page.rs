//! Reports that are pages.

#[cfg(feature = "docx")]
use crate::project::Refused;
#[cfg(feature = "human")]
use crate::report::Look;
use crate::report::page;

#[cfg(feature = "human")]
pub(super) fn look(width: usize) -> Look {
    Look {
        colour: false,
        unicode: true,
        width,
    }
}

/// A report that is a page: each format shows all of it.
#[derive(Clone, Debug)]
pub struct Page(pub(super) page::Page);

impl Page {
    /// As Markdown.
    pub fn markdown(&self) -> String {
        page::markdown(&self.0)
    }

    /// As one HTML file.
    #[cfg(feature = "html")]
    pub fn html(&self) -> String {
        page::html(&self.0)
    }

    /// As a Word file.
    ///
    /// # Errors
    /// Why it could not be put together.
    #[cfg(feature = "docx")]
    pub fn docx(&self) -> Result<Vec<u8>, Refused> {
        page::docx(&self.0).map_err(|e| Refused(e.to_string()))
    }

    /// As text in so many columns, without colours.
    #[cfg(feature = "human")]
    pub fn text(&self, width: usize) -> String {
        page::text(&self.0, look(width))
    }
}
