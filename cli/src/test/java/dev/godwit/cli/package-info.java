@NullMarked
package dev.godwit.cli;

import org.jspecify.annotations.NullMarked;
