//! Following what others write: other processes on the same database, people in the directory.

use super::database::CHANNEL;
use super::store::{Backend, ConfigurationStore};
use crate::storage::Database;
use crate::store::Watcher;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

/// How often the revision counter is asked for.
const POLL: Duration = Duration::from_millis(500);

/// Pause before a lost connection that listens is made again.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

impl ConfigurationStore {
    /// Takes in what others write, as long as the future is polled. While the store does not answer,
    /// what is in force stays, [`Self::trouble`] tells, and it goes on by itself.
    pub async fn follow(&self) -> Infallible {
        match &self.0.backend {
            Backend::Database(backend) => {
                let news = Arc::new(Notify::new());
                let listening = listen(backend.database(), Arc::clone(&news));
                let polling = async {
                    loop {
                        // A revision that comes between two polls is noticed by the next one.
                        let _ = timeout(POLL, news.notified()).await;
                        self.poll().await;
                    }
                };
                tokio::select! {
                    never = listening => never,
                    never = polling => never,
                }
            }
            Backend::Directory(backend) => {
                let mut watcher = Watcher::new(backend.root());
                // Changes between the first reading and now.
                let mut is_due = true;
                loop {
                    if is_due || backend.looks_changed().await {
                        let _changing = self.0.changing.lock().await;
                        backend.refresh_or_keep(&self.0.state).await;
                    }
                    is_due = watcher.wake().await;
                }
            }
        }
    }

    /// Looks once for what other processes have written.
    pub async fn poll(&self) {
        let Backend::Database(backend) = &self.0.backend else {
            return;
        };
        let _changing = self.0.changing.lock().await;
        let trouble = self.catch_up(backend).await.err().map(|e| e.to_string());
        self.0.trouble.send_if_modified(|known| {
            let is_new = known.is_some() != trouble.is_some();
            match (&trouble, is_new) {
                (Some(reason), true) => tracing::error!("{reason}"),
                (None, true) => tracing::info!("the configuration store is available again"),
                (_, false) => {}
            }
            *known = trouble;
            is_new
        });
    }
}

/// Wakes `news` when PostgreSQL tells of a revision; never for other databases.
async fn listen(database: &Database, news: Arc<Notify>) -> Infallible {
    loop {
        // It ends when the connection does. The poll tells that the database is gone.
        let _ = database.listen(CHANNEL, Arc::clone(&news)).await;
        sleep(LISTEN_AGAIN).await;
    }
}
