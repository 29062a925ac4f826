/** The web console, built, as files on the class path. */
@NullMarked
package dev.godwit.console;

import org.jspecify.annotations.NullMarked;
