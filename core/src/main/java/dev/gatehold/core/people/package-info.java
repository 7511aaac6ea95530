/**
 * Who acts: principals and a snapshot of the directory. Sign-in and storage of people live outside.
 */
@NullMarked
package dev.gatehold.core.people;

import org.jspecify.annotations.NullMarked;
