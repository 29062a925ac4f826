@NullMarked
package dev.godwit.server;

import org.jspecify.annotations.NullMarked;
