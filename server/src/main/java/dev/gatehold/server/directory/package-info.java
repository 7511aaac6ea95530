/**
 * Who there is: the people file and the accounts made through the server, joined into one
 * directory. Who is at the door is the identity package's; who may decide is the core's.
 */
@NullMarked
package dev.gatehold.server.directory;

import org.jspecify.annotations.NullMarked;
