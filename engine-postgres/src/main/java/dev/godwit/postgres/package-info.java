/** PostgreSQL 10 and newer as source and target. */
@NullMarked
package dev.godwit.postgres;

import org.jspecify.annotations.NullMarked;
