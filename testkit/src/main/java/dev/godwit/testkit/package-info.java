/**
 * Real database servers for tests and for the demonstration, a TCP proxy that fails on request, and an independent oracle
 * that says whether two databases hold the same.
 */
@NullMarked
package dev.godwit.testkit;

import org.jspecify.annotations.NullMarked;
