/**
 * How evidence is shown. Evidence is hostile: it comes from tools and strangers, so everything here
 * is text for the template to escape, bounded in size, with what is invisible made visible.
 */
@NullMarked
package dev.gatehold.server.page.evidence;

import org.jspecify.annotations.NullMarked;
