/** Applications that write to a database all the time, and can say whether it lost anything. */
@NullMarked
package dev.godwit.testkit.load;

import org.jspecify.annotations.NullMarked;
