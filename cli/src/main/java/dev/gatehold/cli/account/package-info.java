/** Commands about identity: login, logout, whoami, tokens, people. */
@NullMarked
package dev.gatehold.cli.account;

import org.jspecify.annotations.NullMarked;
