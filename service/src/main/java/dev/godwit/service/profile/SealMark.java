package dev.godwit.service.profile;

/**
 * Tells which key the store's secrets are encrypted with.
 *
 * @param keyId the key's number
 * @param proof a known text encrypted with it: who can read it has the right key
 */
record SealMark(long keyId, String proof) {}
