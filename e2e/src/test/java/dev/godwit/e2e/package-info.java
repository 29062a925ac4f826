/** Black box tests of the whole, and the rules of the source tree. */
@NullMarked
package dev.godwit.e2e;

import org.jspecify.annotations.NullMarked;
