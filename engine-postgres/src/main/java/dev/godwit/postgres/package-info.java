/** PostgreSQL as source and target. */
@NullMarked
package dev.godwit.postgres;

import org.jspecify.annotations.NullMarked;
