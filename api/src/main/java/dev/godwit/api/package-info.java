/** The requests and responses of the REST API. */
@NullMarked
package dev.godwit.api;

import org.jspecify.annotations.NullMarked;
