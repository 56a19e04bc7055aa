//! Bodies that say their media type: the document gives a range, or a multipart type, whose boundary
//! each body chooses.

/// A body of any media type of a range: whoever sends it says which. That of a multipart body has its
/// boundary: `multipart/form-data; boundary=x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaBody {
    /// The media type, for example `image/png`. A client does not send one outside of the range.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl MediaBody {
    /// Bytes of that media type.
    pub fn new(media_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            media_type: media_type.into(),
            bytes: bytes.into(),
        }
    }
}
