@NullMarked
package dev.godwit.service.profile;

import org.jspecify.annotations.NullMarked;
