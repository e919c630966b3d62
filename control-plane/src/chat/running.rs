//! Which conversations have a turn under way in this process, and stopping it.

use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// How long a new turn waits for one that is being stopped.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a stop waits until everything is stored.
const STOP: Duration = Duration::from_secs(10);

/// The turns under way, by conversation. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Running(Arc<Mutex<HashMap<String, Handle>>>);

#[derive(Debug, Clone)]
struct Handle {
    stop: watch::Sender<bool>,
    /// Closed when the turn is over.
    over: watch::Receiver<()>,
}

/// The right to hold a turn of a conversation, until it is dropped.
#[derive(Debug)]
pub struct Claim {
    running: Running,
    conversation: String,
    stop: watch::Receiver<bool>,
    _over: watch::Sender<()>,
}

impl Running {
    /// Takes the conversation; `None` if another turn of it is under way and stays so.
    pub async fn claim(&self, conversation: &str) -> Option<Claim> {
        let end = Instant::now() + PATIENCE;
        loop {
            let mut over = match self.try_claim(conversation) {
                Ok(claim) => return Some(claim),
                Err(over) => over,
            };
            // Closed means over; then somebody else may be quicker.
            timeout_at(end, over.changed()).await.ok()?.err()?;
        }
    }

    /// Stops the turn of the conversation and waits until it has; false if there is none.
    pub async fn stop(&self, conversation: &str) -> bool {
        let Some(mut handle) = self.0.lock().get(conversation).cloned() else {
            return false;
        };
        handle.stop.send_replace(true);
        let end = Instant::now() + STOP;
        // What takes longer ends later.
        let _ = timeout_at(end, handle.over.changed()).await;
        true
    }

    /// Whether a turn of the conversation is under way.
    pub fn contains(&self, conversation: &str) -> bool {
        self.0.lock().contains_key(conversation)
    }

    fn try_claim(&self, conversation: &str) -> Result<Claim, watch::Receiver<()>> {
        let mut all = self.0.lock();
        if let Some(handle) = all.get(conversation) {
            return Err(handle.over.clone());
        }
        let (stop, stopped) = watch::channel(false);
        let (over, is_over) = watch::channel(());
        let handle = Handle {
            stop,
            over: is_over,
        };
        all.insert(conversation.to_owned(), handle);
        Ok(Claim {
            running: self.clone(),
            conversation: conversation.to_owned(),
            stop: stopped,
            _over: over,
        })
    }
}

impl Claim {
    /// Returns when the turn is to stop.
    pub async fn stopped(&self) {
        // The sender is in the table for as long as this is.
        let _ = self.stop.clone().wait_for(|stop| *stop).await;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.running.0.lock().remove(&self.conversation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_conversation_has_one_turn_at_a_time() {
        let running = Running::default();
        let claim = running.claim("a").await.unwrap();
        assert!(running.claim("b").await.is_some());
        assert!(running.claim("a").await.is_none());
        let waiting = tokio::spawn({
            let running = running.clone();
            async move { running.claim("a").await.is_some() }
        });
        drop(claim);
        assert!(waiting.await.unwrap());
        assert!(!running.contains("a"));
    }

    #[tokio::test]
    async fn a_stop_waits_until_the_turn_is_over() {
        let running = Running::default();
        assert!(!running.stop("a").await);
        let claim = running.claim("a").await.unwrap();
        let turn = tokio::spawn(async move { claim.stopped().await });
        assert!(running.stop("a").await);
        assert!(!running.contains("a"));
        turn.await.unwrap();
    }
}
