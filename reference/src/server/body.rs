//! The bodies that go out.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream;
use http_body::{Body, Frame, SizeHint};

/// White space that a JSON text may be followed by.
const BLANKS: &[u8] = &[b' '; 16 << 10];

/// A body that goes out whole, or piece by piece as long as someone reads it.
pub(super) enum OutgoingBody {
    Whole(Option<Bytes>),
    Pieces(Pin<Box<dyn Stream<Item = Bytes> + Send>>),
}

impl OutgoingBody {
    pub(super) fn whole(body: Bytes) -> Self {
        Self::Whole(Some(body).filter(|body| !body.is_empty()))
    }

    /// In pieces of at most `size` bytes.
    pub(super) fn chunked(body: Bytes, size: usize) -> Self {
        let pieces: Vec<_> = body
            .chunks(size.max(1))
            .map(|piece| body.slice_ref(piece))
            .collect();
        Self::Pieces(Box::pin(stream::iter(pieces)))
    }

    /// The body, then white space for ever.
    pub(super) fn endless(body: Bytes) -> Self {
        let blanks = std::iter::repeat(Bytes::from_static(BLANKS));
        Self::Pieces(Box::pin(stream::iter(std::iter::once(body).chain(blanks))))
    }

    /// The body, then white space for ever, a byte after each interval.
    pub(super) fn dripping(body: Bytes, interval: Duration) -> Self {
        let drops = stream::unfold(0, move |sent| {
            let rest = body.slice(sent.min(body.len())..);
            let drop = match rest.is_empty() {
                true => Bytes::from_static(b" "),
                false => rest.slice(..1),
            };
            async move {
                tokio::time::sleep(interval).await;
                Some((drop, sent + 1))
            }
        });
        Self::Pieces(Box::pin(drops))
    }
}

impl Body for OutgoingBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = match &mut *self {
            Self::Whole(body) => Poll::Ready(body.take()),
            Self::Pieces(pieces) => pieces.as_mut().poll_next(context),
        };
        piece.map(|piece| piece.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => SizeHint::with_exact(body.as_ref().map_or(0, Bytes::len) as u64),
            Self::Pieces(_) => SizeHint::default(),
        }
    }
}

impl fmt::Debug for OutgoingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OutgoingBody")
    }
}
