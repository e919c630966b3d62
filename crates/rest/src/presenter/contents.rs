//! The contents of a resource that a response becomes.

use super::{Call, Presenter};
use crate::content;
use crate::media::{Media, essence};
use crate::presentation::Kind;
use crate::reading::{check_encoding, text};
use crate::response::{Response, Structured};
use std::borrow::Cow;

impl Presenter {
    /// Appends the one element of `contents` of a `ReadResourceResult`, for the resource `uri` of
    /// type `mime_type` (where absent: the upstream's, or `text/plain` for what a template makes).
    ///
    /// # Errors
    /// Why there are none.
    pub fn write_contents(
        &self,
        out: &mut Vec<u8>,
        uri: &str,
        mime_type: Option<&str>,
        response: &Response<'_>,
        call: &Call<'_>,
    ) -> Result<(), String> {
        self.check_success(response, call)?;
        let content_type = self.content_type(response);
        let upstreams = Some(essence(content_type)).filter(|own| !own.is_empty());
        let made = self.shape.template.is_some() && self.kind != Some(Kind::Json);
        let usual = if made { Some("text/plain") } else { upstreams };
        let mime_type = mime_type.or(usual).filter(|own| !own.is_empty());
        let shaped = self.text_of(response, call)?;
        let is_media = Media::of(mime_type.unwrap_or_default()) != Media::Other;
        let text = match shaped {
            None if is_media => {
                check_encoding(response)?;
                None
            }
            None => {
                let own = self.content_type.as_deref().or(mime_type);
                text(response, own.unwrap_or_default())?
            }
            shaped => shaped,
        };
        let text = text.map(|text| self.length.cut(&text).into_owned());
        let bytes = text.as_ref().map_or(response.body, |text| text.as_bytes());
        content::resource(out, uri, mime_type, bytes);
        Ok(())
    }

    /// The text of a response that is shaped; `None` where it goes by its type.
    fn text_of<'r>(
        &self,
        response: &Response<'r>,
        call: &Call<'_>,
    ) -> Result<Option<Cow<'r, str>>, String> {
        if let Some(template) = &self.shape.template {
            return self.made(template, response, call).map(Some);
        }
        let text = || text(response, self.content_type(response));
        if self.kind == Some(Kind::Json) || self.projection.is_some() {
            let json = self.json(text()?, Structured::None);
            let json = json.map_err(|_| NOT_JSON.to_owned())?;
            self.length.check(&json)?;
            return Ok(Some(json));
        }
        match self.kind {
            Some(Kind::Text) => text()?.map(Some).ok_or_else(|| NOT_TEXT.to_owned()),
            _ => Ok(None),
        }
    }
}

const NOT_JSON: &str = "The upstream's answer is not JSON, although the resource is to give JSON.";
const NOT_TEXT: &str = "The upstream's answer is not text, although the resource is to give text.";
