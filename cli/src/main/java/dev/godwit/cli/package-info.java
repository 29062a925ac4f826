/** The command line: a client of the REST API. */
@NullMarked
package dev.godwit.cli;

import org.jspecify.annotations.NullMarked;
