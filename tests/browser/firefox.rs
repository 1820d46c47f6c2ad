//! Firefox: another engine's layout, keys and focus. What is asked of Chromium itself
//! ([`Person::tunes`](crate::person::Person::tunes)) cannot be asked of it.

use thirtyfour::Capabilities;
use thirtyfour::common::capabilities::firefox::{FirefoxCapabilities, FirefoxPreferences};
use thirtyfour::prelude::*;

use crate::webdriver::Driver;

/// A Firefox of one's own, and its driver, which serves one browser only. It ends with the driver.
pub(crate) async fn open() -> (WebDriver, Driver) {
    let driver = Driver::start("GECKODRIVER", "geckodriver");
    (driver.open(capabilities).await, driver)
}

/// The same, which runs no scripts.
pub(crate) async fn open_without_scripts() -> (WebDriver, Driver) {
    let driver = Driver::start("GECKODRIVER", "geckodriver");
    let without_scripts = || {
        let mut preferences = FirefoxPreferences::new();
        preferences.set("javascript.enabled", false).expect("a preference");
        let mut capabilities = firefox();
        capabilities.set_preferences(preferences).expect("preferences");
        capabilities.into()
    };
    (driver.open(without_scripts).await, driver)
}

fn capabilities() -> Capabilities {
    firefox().into()
}

fn firefox() -> FirefoxCapabilities {
    let mut capabilities = DesiredCapabilities::firefox();
    if let Ok(firefox) = std::env::var("FIREFOX") {
        capabilities.set_firefox_binary(&firefox).expect("a path");
    }
    for argument in ["--headless", "--width=1280", "--height=800"] {
        capabilities.add_arg(argument).expect("an argument");
    }
    capabilities
}
