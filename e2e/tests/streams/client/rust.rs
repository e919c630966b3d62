//! The crate `rmcp`, in the modes of its clients.

use super::Seen;
use anyhow::Result;
use rmcp::{
    ClientHandler, ClientLifecycleMode, ClientServiceExt as _,
    model::{ProtocolVersion, ServerNotification, SubscriptionFilter},
    service::{NotificationContext, Peer, RoleClient, RunningService},
    transport::StreamableHttpClientTransport,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::sleep;

/// Pause before a lost subscription is opened again.
const RETRY: Duration = Duration::from_millis(200);

/// Counts changes of the list of tools.
#[derive(Debug, Clone, Default)]
struct Changes(Arc<AtomicU64>);

impl Changes {
    fn count(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

impl ClientHandler for Changes {
    async fn on_tool_list_changed(&self, _: NotificationContext<RoleClient>) {
        self.count();
    }
}

/// A connected client.
pub(super) struct Rust {
    name: String,
    client: RunningService<RoleClient, Changes>,
    changes: Changes,
}

impl Rust {
    /// Clients in every mode.
    pub(super) async fn in_every_mode(url: &str) -> Result<Vec<Self>> {
        let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
        let modes = [
            ClientLifecycleMode::Initialize,
            ClientLifecycleMode::Discover {
                preferred_versions: preferred_versions.clone(),
            },
            ClientLifecycleMode::Auto {
                preferred_versions,
                legacy_version: None,
            },
        ];
        let mut clients = Vec::new();
        for mode in modes {
            clients.push(Self::connect(url, mode).await?);
        }
        Ok(clients)
    }

    async fn connect(url: &str, mode: ClientLifecycleMode) -> Result<Self> {
        let changes = Changes::default();
        let listens = mode != ClientLifecycleMode::Initialize;
        let name = format!("rmcp {mode:?}");
        let transport = StreamableHttpClientTransport::from_uri(url);
        let client = changes
            .clone()
            .serve_with_lifecycle(transport, mode)
            .await?;
        if listens {
            tokio::spawn(listen(client.peer().clone(), changes.clone()));
        }
        Ok(Self {
            name,
            client,
            changes,
        })
    }

    /// Ends its session and goes.
    pub(super) async fn ends(self) -> Result<()> {
        self.client.cancel().await?;
        Ok(())
    }

    /// What it is, for people.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What it has seen since it was asked last.
    pub(super) async fn asked(&self) -> Result<Seen> {
        // What is listed after a notification is as new as that.
        let changed = self.changes.0.swap(0, Ordering::AcqRel);
        let tools = self.client.list_all_tools().await?;
        Ok(Seen {
            changed,
            tools: tools.into_iter().map(|tool| tool.name.into()).collect(),
        })
    }
}

/// In the modern era a client says what it wants to be told, again whenever the stream ends.
async fn listen(peer: Peer<RoleClient>, changes: Changes) {
    while !peer.is_transport_closed() {
        let tools = SubscriptionFilter::builder().tools_list_changed().build();
        if let Ok(mut subscription) = peer.listen(tools).await {
            while let Ok(Some(notification)) = subscription.next().await {
                if matches!(
                    notification,
                    ServerNotification::ToolListChangedNotification(_)
                ) {
                    changes.count();
                }
            }
        }
        sleep(RETRY).await;
    }
}
