//! The OpenAPI document, taken at its word.

use std::cell::RefCell;
use std::collections::BTreeSet;

use harness::Answer;
use serde_json::Value;

/// A path as the document has it, and a status.
pub(crate) type Promise = (String, String);

/// What `docs/openapi.json` promises, and which of its promises were seen to be kept.
pub(crate) struct Contract {
    pub(crate) document: Value,
    seen: RefCell<BTreeSet<Promise>>,
}

impl Contract {
    pub(crate) fn read() -> Self {
        Self::of(include_str!("../../../docs/openapi.json"))
    }

    /// What the document for programs of the operator promises.
    pub(crate) fn of_operator() -> Self {
        Self::of(include_str!("../../../docs/openapi-operator.json"))
    }

    fn of(document: &str) -> Self {
        Self { document: serde_json::from_str(document).expect("JSON"), seen: RefCell::default() }
    }

    /// Every path, as the document has it.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.document["paths"].as_object().expect("paths").keys().cloned().collect()
    }

    /// Every answer that the document tells of.
    fn promises(&self) -> BTreeSet<Promise> {
        let promises = |path: String| {
            let of_method = |(method, operation): (&String, &Value)| {
                let statuses = operation["responses"].as_object().expect("responses").keys();
                let promise = |status: &String| (as_asked(method, &path), status.clone());
                statuses.filter(|status| *status != "default").map(promise).collect::<Vec<_>>()
            };
            // What all of them share stands beside the methods.
            let methods = self.document["paths"][&path].as_object().expect("methods").iter();
            methods.filter(|(method, _)| *method != "parameters").flat_map(of_method).collect::<Vec<_>>()
        };
        self.paths().into_iter().flat_map(promises).collect()
    }

    /// What the document tells of and nobody has seen.
    pub(crate) fn unseen(&self) -> Vec<Promise> {
        self.promises().difference(&self.seen.borrow()).cloned().collect()
    }

    /// Whether this is an answer to a request for this path that the document tells of.
    pub(crate) fn judge(&self, path: &str, answer: &Answer) -> Result<(), String> {
        self.judge_method("get", path, answer)
    }

    /// The same of another method.
    pub(crate) fn judge_method(&self, method: &str, path: &str, answer: &Answer) -> Result<(), String> {
        let template = self.template(path)?;
        let status = answer.status.to_string();
        let responses = &self.document["paths"][&template][method]["responses"];
        let Some(response) = responses.get(&status).or_else(|| responses.get("default")) else {
            return Err(format!("{template} is not said to answer {status}"));
        };
        let response = self.resolve(response);
        let content = response["content"].as_object().expect("content");
        let (kind, content) = content.iter().next().expect("a kind of content");
        if answer.header("content-type") != format!("{kind}; charset=utf-8") {
            return Err(format!("{template} answers {:?}", answer.header("content-type")));
        }
        let body: Value = match &**kind {
            "application/json" => serde_json::from_str(&answer.text).map_err(|error| format!("{template}: {error}"))?,
            _ => Value::from(&*answer.text),
        };
        self.validate(&content["schema"], &body).map_err(|error| format!("{template} {status}: {error} in {body}"))?;
        for (name, header) in response["headers"].as_object().into_iter().flatten() {
            let header = self.resolve(header);
            match answer.header(name) {
                "" if header["required"] == true => return Err(format!("{template} {status} has no header {name}")),
                "" => {}
                value => self
                    .validate(&header["schema"], &Value::from(value))
                    .map_err(|error| format!("{template} {status}: {name}: {error}"))?,
            }
        }
        self.seen.borrow_mut().insert((as_asked(method, &template), status));
        Ok(())
    }

    /// The example that the document gives of an answer.
    pub(crate) fn example(&self, path: &str, status: u16) -> &Value {
        let template = self.template(path).expect("a path of the document");
        let response = self.resolve(&self.document["paths"][template]["get"]["responses"][status.to_string()]);
        &response["content"]["application/json"]["example"]
    }

    /// Whether a value is what a schema says.
    pub(crate) fn validate(&self, schema: &Value, value: &Value) -> Result<(), String> {
        // What it refers to has to be where it says.
        let mut schema = schema.clone();
        schema["components"] = self.document["components"].clone();
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a JSON schema");
        let errors: Vec<String> =
            validator.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors.join("; ")) }
    }

    /// The document’s path for a path that is asked for.
    fn template(&self, path: &str) -> Result<String, String> {
        let asked: Vec<&str> = path.split('?').next().unwrap_or_default().split('/').collect();
        let fits = |template: &String| {
            let template: Vec<&str> = template.split('/').collect();
            template.len() == asked.len()
                && template.iter().zip(&asked).all(|(part, asked)| part.starts_with('{') || part == asked)
        };
        self.paths().into_iter().find(fits).ok_or_else(|| format!("the document has no {path}"))
    }

    /// What a reference leads to, or the thing itself.
    fn resolve<'a>(&'a self, thing: &'a Value) -> &'a Value {
        match thing["$ref"].as_str() {
            Some(reference) => self.document.pointer(reference.trim_start_matches('#')).expect("what is referred to"),
            None => thing,
        }
    }
}

/// Reading is what most do, and needs no word.
fn as_asked(method: &str, path: &str) -> String {
    if method == "get" { path.to_owned() } else { format!("{method} {path}") }
}
