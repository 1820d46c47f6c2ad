//! Firefox: another engine's layout, keys and focus. What is asked of Chromium itself
//! ([`Person::tunes`](crate::person::Person::tunes)) cannot be asked of it.

use thirtyfour::Capabilities;
use thirtyfour::prelude::*;

use crate::webdriver::Driver;

/// A Firefox of one's own, and its driver, which serves one browser only. It ends with the driver.
pub(crate) async fn open() -> (WebDriver, Driver) {
    let driver = Driver::start("GECKODRIVER", "geckodriver");
    (driver.open(capabilities).await, driver)
}

fn capabilities() -> Capabilities {
    let mut capabilities = DesiredCapabilities::firefox();
    if let Ok(firefox) = std::env::var("FIREFOX") {
        capabilities.set_firefox_binary(&firefox).expect("a path");
    }
    for argument in ["--headless", "--width=1280", "--height=800"] {
        capabilities.add_arg(argument).expect("an argument");
    }
    capabilities.into()
}
