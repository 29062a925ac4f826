/** Connection profiles: how servers are reached, with their secrets encrypted, and the ways that are open to them. */
@NullMarked
package dev.godwit.service.profile;

import org.jspecify.annotations.NullMarked;
