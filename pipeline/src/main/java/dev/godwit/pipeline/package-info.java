/** One migration of one database, as steps over what two engines offer. */
@NullMarked
package dev.godwit.pipeline;

import org.jspecify.annotations.NullMarked;
