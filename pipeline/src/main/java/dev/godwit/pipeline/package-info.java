/** One migration as steps over the engine SPI. */
@NullMarked
package dev.godwit.pipeline;

import org.jspecify.annotations.NullMarked;
