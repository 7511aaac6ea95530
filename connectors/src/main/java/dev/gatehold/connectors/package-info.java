/**
 * What effects do, a package per kind of work. Connectors know the engine's ports and decide
 * nothing; a server hands them to the engine.
 */
@NullMarked
package dev.gatehold.connectors;

import org.jspecify.annotations.NullMarked;
