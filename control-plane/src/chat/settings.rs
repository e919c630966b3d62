//! What a conversation is held with: model, instructions, tools.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The settings of a conversation besides title, provider and model.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(as = ConversationSettings)]
pub struct Settings {
    /// The system prompt; empty for none.
    pub system: String,
    /// What the model is asked for besides.
    pub parameters: Parameters,
    /// The servers whose tools the model may use.
    pub servers: Vec<ServerChoice>,
}

/// Parameters of the model. What is null is left to the provider.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(as = ModelParameters)]
pub struct Parameters {
    /// Randomness, 0 to 2. Anthropic takes up to 1, and none where it reasons.
    #[schema(minimum = 0, maximum = 2)]
    pub temperature: Option<f64>,
    /// Nucleus sampling, above 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    pub top_p: Option<f64>,
    /// Most tokens of one answer. Anthropic needs one: 4096 where null.
    #[schema(minimum = 1)]
    pub max_tokens: Option<u32>,
    /// How much the model may reason before it answers.
    pub reasoning: Option<Effort>,
}

/// How much a model may reason: `reasoning_effort` of OpenAI's API; adaptive thinking of this effort with
/// Anthropic's, or a budget of 2048, 8192 or 16384 tokens where the model is from before that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReasoningEffort)]
pub enum Effort {
    /// A little.
    Low,
    /// More.
    Medium,
    /// Much.
    High,
}

/// A server whose tools the model may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServerChoice {
    /// The server's name; it is of the conversation's tenant.
    pub name: String,
    /// These of its tools; all where null.
    #[serde(default)]
    pub tools: Option<Vec<String>>,
    /// What is asked before a tool runs, where `approvals` does not name it.
    #[serde(default)]
    pub approval: Approval,
    /// What is asked before these tools run.
    #[serde(default)]
    pub approvals: BTreeMap<String, Approval>,
}

/// What is asked before a tool runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ToolApproval)]
pub enum Approval {
    /// The user is asked each time.
    #[default]
    Ask,
    /// Nobody.
    Run,
}

impl ServerChoice {
    /// Whether the tool may be used.
    pub fn offers(&self, tool: &str) -> bool {
        let tools = self.tools.as_ref();
        tools.is_none_or(|tools| tools.iter().any(|name| name == tool))
    }

    /// What is asked before the tool runs.
    pub fn approval_of(&self, tool: &str) -> Approval {
        self.approvals.get(tool).copied().unwrap_or(self.approval)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_asked_for_unless_it_is_said_otherwise() {
        let choice: ServerChoice =
            serde_json::from_str(r#"{"name":"s","approvals":{"a":"run"}}"#).unwrap();
        assert_eq!(choice.approval_of("a"), Approval::Run);
        assert_eq!(choice.approval_of("b"), Approval::Ask);
        assert!(choice.offers("anything"));
        let some: ServerChoice = serde_json::from_str(r#"{"name":"s","tools":["a"]}"#).unwrap();
        assert!(some.offers("a") && !some.offers("b"));
    }
}
