/** The vocabulary of a migration, the engine SPI and the failures; depends on the JDK and JSpecify only. */
@NullMarked
package dev.godwit.core;

import org.jspecify.annotations.NullMarked;
