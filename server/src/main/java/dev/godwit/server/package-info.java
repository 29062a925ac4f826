/** HTTP, and the wiring of everything behind it. */
@NullMarked
package dev.godwit.server;

import org.jspecify.annotations.NullMarked;
