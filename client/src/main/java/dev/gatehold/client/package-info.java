/**
 * Does the tasks of a server from a Java program: {@link dev.gatehold.client.Worker} claims them,
 * says that they are being worked on, and brings what comes of them.
 */
@NullMarked
package dev.gatehold.client;

import org.jspecify.annotations.NullMarked;
