/** Jobs: state, timeline and store. */
@NullMarked
package dev.godwit.service;

import org.jspecify.annotations.NullMarked;
