//! The words of the check that those have to pass who join a site that is under attack.

#[derive(Clone, Debug)]
pub struct PersonCheck {
    pub heading: &'static str,
    pub about: &'static str,
    pub go_on: &'static str,
    pub without_scripts: &'static str,
    pub failed: &'static str,
    pub unavailable: &'static str,
    /// At the form that was sent before it, and is shown again after it.
    pub needed: &'static str,
}
