package dev.godwit.core;

/**
 * A column whose values are moved. Generated columns are none: the target computes them.
 *
 * @param name as in the catalog
 * @param type the engine's own name of the type, with its modifiers; for people and for the fingerprint
 * @param key whether it belongs to the table's usable key
 */
public record Column(String name, String type, boolean key) {}
