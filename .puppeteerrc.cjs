// mermaid-cli brings puppeteer, which would download a browser of its own. We hand it an installed one instead.
module.exports = { skipDownload: true };
