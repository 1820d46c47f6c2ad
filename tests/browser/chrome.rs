//! Chromium.

use std::sync::OnceLock;

use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities};

use crate::webdriver::Driver;

/// A Chromium of one's own.
pub(crate) async fn open() -> WebDriver {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    DRIVER.get_or_init(|| Driver::start("CHROMEDRIVER", "chromedriver")).open(capabilities).await
}

fn capabilities() -> Capabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    if let Ok(chromium) = std::env::var("CHROMIUM") {
        capabilities.set_binary(&chromium).expect("a path");
    }
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--disable-breakpad",
        // A process in advance for the next site costs as much as it, and there is no next site.
        "--disable-features=SpareRendererForSitePerProcess",
        "--window-size=1280,800",
    ] {
        capabilities.add_arg(argument).expect("an argument");
    }
    capabilities.into()
}
