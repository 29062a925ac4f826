/** Databases that hold everything which is hard to migrate. */
@NullMarked
package dev.godwit.testkit.schema;

import org.jspecify.annotations.NullMarked;
