/** Resources as files of the data folder, named by their digests. */
@NullMarked
package dev.gatehold.store.file;

import org.jspecify.annotations.NullMarked;
