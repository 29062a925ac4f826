@NullMarked
package dev.godwit.service.store;

import org.jspecify.annotations.NullMarked;
