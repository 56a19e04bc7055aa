use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::super::support::decode::{Object, deserialize};
use super::super::support::issue::{At, IssueSink};
use super::super::support::{Decode, Field, Number};

/// Output payload for a `create-content` task run. Returned in `output` when `status` is
/// `COMPLETED`. Agents should poll `/api/tasks/runs?runId=…` and read these fields once the run is
/// done.
///
/// `#/components/schemas/CreateContentRunOutput`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateContentRunOutput {
    /// URL to the rendered final 9:16 video (image + motion + audio + caption already composed).
    pub video_source_url: String,
    /// URL to the base image used for video generation.
    pub image_url: String,
    /// The caption text burned into the video.
    pub caption_text: String,
    /// Template id used for this run (e.g. `album-record-store`, `artist-caption-bedroom`).
    pub template: String,
    /// Whether lipsync was applied (audio-driven mouth animation).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lipsync: Option<bool>,
    /// Metadata about the song clip used in the final composition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<CreateContentRunOutputAudio>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl CreateContentRunOutput {
    /// With the members that are required, and none of the others.
    #[must_use]
    pub fn new(
        video_source_url: String,
        image_url: String,
        caption_text: String,
        template: String,
    ) -> Self {
        Self {
            video_source_url,
            image_url,
            caption_text,
            template,
            lipsync: None,
            audio: None,
            additional: Map::new(),
        }
    }
}

impl Decode for CreateContentRunOutput {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let video_source_url = object.required("videoSourceUrl", sink);
        let image_url = object.required("imageUrl", sink);
        let caption_text = object.required("captionText", sink);
        let template = object.required("template", sink);
        let lipsync = object.optional("lipsync", sink);
        let audio = object.optional("audio", sink);
        Some(Self {
            video_source_url: video_source_url?,
            image_url: image_url?,
            caption_text: caption_text?,
            template: template?,
            lipsync: lipsync?,
            audio: audio?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for CreateContentRunOutput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Metadata about the song clip used in the final composition.
///
/// `#/components/schemas/CreateContentRunOutput/properties/audio`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateContentRunOutputAudio {
    /// `songTitle`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub song_title: Option<String>,
    /// `songFilename`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub song_filename: Option<String>,
    /// Offset into the source song where the clip starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_seconds: Option<Number>,
    /// Length of the audio clip in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<Number>,
    /// Lyrics for the chosen clip, when available.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub clip_lyrics: Field<String>,
    /// Inferred mood for the chosen clip, when available.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub clip_mood: Field<String>,
    /// Members that the schema does not name, as they came.
    #[serde(flatten)]
    pub additional: Map<String, Value>,
}

impl Decode for CreateContentRunOutputAudio {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let mut object = Object::open(value, at, sink)?;
        let song_title = object.optional("songTitle", sink);
        let song_filename = object.optional("songFilename", sink);
        let start_seconds = object.optional("startSeconds", sink);
        let duration_seconds = object.optional("durationSeconds", sink);
        let clip_lyrics = object.field("clipLyrics", sink);
        let clip_mood = object.field("clipMood", sink);
        Some(Self {
            song_title: song_title?,
            song_filename: song_filename?,
            start_seconds: start_seconds?,
            duration_seconds: duration_seconds?,
            clip_lyrics: clip_lyrics?,
            clip_mood: clip_mood?,
            additional: object.rest(),
        })
    }
}

impl<'de> Deserialize<'de> for CreateContentRunOutputAudio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
