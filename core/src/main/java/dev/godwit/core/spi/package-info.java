/**
 * What an engine offers to the pipeline. An engine implements {@link dev.godwit.core.spi.Engine}, is found by {@link
 * java.util.ServiceLoader}, and never sees another engine.
 */
@NullMarked
package dev.godwit.core.spi;

import org.jspecify.annotations.NullMarked;
