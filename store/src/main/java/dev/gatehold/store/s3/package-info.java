/**
 * Resources in a bucket of a service that speaks S3's protocol
 * (docs/decisions/0016-resources-in-s3.md).
 */
@NullMarked
package dev.gatehold.store.s3;

import org.jspecify.annotations.NullMarked;
