/** The sign-in page. The form is handled by the identity package. */
@NullMarked
package dev.gatehold.server.page.signin;

import org.jspecify.annotations.NullMarked;
