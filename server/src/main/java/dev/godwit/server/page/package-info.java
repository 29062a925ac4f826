/** Reports as pages for people: one file each, complete in itself. */
@NullMarked
package dev.godwit.server.page;

import org.jspecify.annotations.NullMarked;
