/** A migration to watch, on servers it starts itself. */
@NullMarked
package dev.godwit.demo;

import org.jspecify.annotations.NullMarked;
