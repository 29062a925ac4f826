@NullMarked
package dev.godwit.service;

import org.jspecify.annotations.NullMarked;
