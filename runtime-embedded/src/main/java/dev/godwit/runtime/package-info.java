/** Runs pipelines in this process. */
@NullMarked
package dev.godwit.runtime;

import org.jspecify.annotations.NullMarked;
