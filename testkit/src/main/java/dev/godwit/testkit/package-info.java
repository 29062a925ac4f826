/** Real servers in many versions, contract tests, faults and load for tests. */
@NullMarked
package dev.godwit.testkit;

import org.jspecify.annotations.NullMarked;
