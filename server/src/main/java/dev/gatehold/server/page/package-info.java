/**
 * What all pages share: views, the frame around a page, and how time, text and Markdown are shown.
 * A page is a package below with its controller and the records its template reads. Pages work
 * without scripts, and change nothing on GET.
 */
@NullMarked
package dev.gatehold.server.page;

import org.jspecify.annotations.NullMarked;
