//! Runs as the trigger service reports them: every member, both branches of `output`, nulls.

use serde_json::{Value, json};

use crate::generated::support::Decode;
use crate::generated::types::TaskRunResponse;

/// Five runs, newest first, which between them show every member in every form.
pub(super) fn of_every_kind() -> Vec<TaskRunResponse> {
    let runs = written().into_iter().map(TaskRunResponse::from_value);
    // All of them are runs: the test below says so.
    runs.flatten().collect()
}

fn written() -> [Value; 5] {
    [
        executing(),
        created_content(),
        analysed(),
        failed(),
        expired(),
    ]
}

fn executing() -> Value {
    json!({
        "id": "run_cmb5executing",
        "status": "EXECUTING",
        "taskIdentifier": "customer-prompt-task",
        "idempotencyKey": null,
        "version": "20260219.3",
        "isTest": false,
        "createdAt": "2026-02-26T10:00:00.120Z",
        "updatedAt": "2026-02-26T10:00:04Z",
        "startedAt": "2026-02-26T10:00:01.5Z",
        "finishedAt": null,
        "delayedUntil": null,
        "ttl": "10m",
        "expiredAt": null,
        "tags": ["account:848cd58d", "weekly"],
        "metadata": null,
        "costInCents": 0,
        "baseCostInCents": 0.0025,
        "durationMs": 2500,
        "env": { "id": "env_prod", "name": "production", "user": null },
        "depth": 0,
        "batchId": null,
        "triggerFunction": "trigger",
        "payload": null,
        "output": null,
        "error": null,
        "attempts": [],
        "schedule": null,
        "relatedRuns": null
    })
}

fn created_content() -> Value {
    json!({
        "id": "run_cmb4content",
        "status": "COMPLETED",
        "taskIdentifier": "create-content",
        "idempotencyKey": "weekly-2026-08",
        "createdAt": "2026-02-19T10:00:00Z",
        "updatedAt": "2026-02-19T10:04:41Z",
        "startedAt": "2026-02-19T10:00:02Z",
        "finishedAt": "2026-02-19T10:04:41Z",
        "metadata": { "campaign": "release week", "attempt": 1 },
        "costInCents": 12.75,
        "triggerFunction": "batchTriggerAndWait",
        "batchId": "batch_77",
        "output": {
            "videoSourceUrl": "https://cdn.example.com/videos/nachtlicht.mp4",
            "imageUrl": "https://cdn.example.com/images/nachtlicht.png",
            "captionText": "out now — link in bio",
            "template": "artist-caption-bedroom",
            "lipsync": true,
            "audio": {
                "songTitle": "Nachtlicht",
                "songFilename": "nachtlicht_master.wav",
                "startSeconds": 41.5,
                "durationSeconds": 15,
                "clipLyrics": null,
                "clipMood": "wistful"
            }
        },
        "schedule": { "id": "sched_5kq0pulse", "cron": "0 10 * * 4" },
        "relatedRuns": { "root": { "id": "run_cmb4content" } }
    })
}

fn analysed() -> Value {
    json!({
        "id": "run_cmb3analysis",
        "status": "COMPLETED",
        "taskIdentifier": "genre-analysis",
        "createdAt": "2026-02-12T10:00:00+00:00",
        "updatedAt": "2026-02-12T10:01:10.25Z",
        "payload": { "genres": ["hyperpop", "drum & bass"], "limit": 20 },
        "output": { "report": "Hyperpop is up 4 %.", "sources": 17, "captionText": null }
    })
}

fn failed() -> Value {
    json!({
        "id": "run_cmb2failed",
        "status": "FAILED",
        "taskIdentifier": "genre-analysis",
        "isTest": true,
        "createdAt": "2026-02-05T10:00:00Z",
        "updatedAt": "2026-02-05T10:02:00Z",
        "ttl": 600,
        "tags": [],
        "depth": 1,
        "error": {
            "name": "TimeoutError",
            "message": "the model did not answer",
            "stackTrace": "TimeoutError: the model did not answer\n    at run (task.ts:12:5)"
        },
        "attempts": [
            {
                "id": "attempt_1",
                "status": "FAILED",
                "createdAt": "2026-02-05T10:00:00Z",
                "updatedAt": "2026-02-05T10:02:00Z",
                "startedAt": "2026-02-05T10:00:01Z",
                "completedAt": "2026-02-05T10:02:00Z",
                "error": { "name": "TimeoutError", "message": "the model did not answer" }
            },
            {
                "id": "attempt_2",
                "status": "CANCELED",
                "startedAt": null,
                "completedAt": null,
                "error": null
            }
        ]
    })
}

fn expired() -> Value {
    json!({
        "id": "run_cmb1expired",
        "status": "CANCELED",
        "taskIdentifier": "setup-sandbox",
        "createdAt": "2026-01-29T10:00:00Z",
        "updatedAt": "2026-01-29T10:10:00Z",
        "startedAt": null,
        "delayedUntil": "2026-01-29T10:05:00Z",
        "ttl": "5m",
        "expiredAt": "2026-01-29T10:10:00Z",
        "env": {},
        "triggerFunction": "triggerAndWait"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_is_read_and_written_as_it_is() {
        let answered = serde_json::to_value(of_every_kind()).unwrap();
        assert_eq!(answered, Value::from(written().to_vec()));
    }
}
