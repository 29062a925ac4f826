/** Vocabulary of a migration and the failures it can end in; depends on nothing but the JDK. */
@NullMarked
package dev.godwit.core;

import org.jspecify.annotations.NullMarked;
