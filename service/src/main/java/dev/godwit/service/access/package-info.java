/** Who may ask for what: roles, and tokens that prove them. */
@NullMarked
package dev.godwit.service.access;

import org.jspecify.annotations.NullMarked;
