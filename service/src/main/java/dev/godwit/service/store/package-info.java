/** What the service remembers, in one file or in a database of its own. */
@NullMarked
package dev.godwit.service.store;

import org.jspecify.annotations.NullMarked;
