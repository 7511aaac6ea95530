/** What several routes share: pages of lists, waiting, header and body rules. */
@NullMarked
package dev.gatehold.server.http;

import org.jspecify.annotations.NullMarked;
