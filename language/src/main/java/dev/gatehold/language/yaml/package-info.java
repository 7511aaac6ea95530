/**
 * Flow files as text: YAML 1.2 (core schema) to a tree of nodes that know their places, within
 * limits. Anchors, aliases, tags, directives and several documents are refused.
 */
@NullMarked
package dev.gatehold.language.yaml;

import org.jspecify.annotations.NullMarked;
