/** Pages in a real browser. */
package dev.gatehold.server.page.browser;
