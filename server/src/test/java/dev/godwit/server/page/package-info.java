@NullMarked
package dev.godwit.server.page;

import org.jspecify.annotations.NullMarked;
