//! What templates of a request can use besides the arguments.

use crate::template::{DEFAULT_STEPS, Variables};

/// What a call is made in.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The server's fixed values: JSON text of an object.
    pub config: Option<&'a str>,
    /// Headers of the client's request that may be used, names in lower case.
    pub headers: &'a [(String, String)],
    /// Most steps of a template.
    pub steps: u64,
}

impl Default for Surroundings<'_> {
    fn default() -> Self {
        Self {
            config: None,
            headers: &[],
            steps: DEFAULT_STEPS,
        }
    }
}

/// The variables that templates of a request may use.
pub(crate) const VARIABLES: [&str; 3] = ["args", "config", "request"];

impl Surroundings<'_> {
    /// Adds `config` and `request`.
    pub(crate) fn add_to(&self, variables: &mut Variables) {
        variables.add_json("config", self.config.unwrap_or("{}"));
        let mut headers = Variables::new();
        for (name, value) in self.headers {
            headers.add_text(name, value);
        }
        let mut request = Variables::new();
        request.add_object("headers", headers);
        variables.add_object("request", request);
    }
}
