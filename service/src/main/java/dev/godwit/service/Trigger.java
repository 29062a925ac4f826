package dev.godwit.service;

/** What moves a job from one state to the next: a person's {@link Action}, or a {@link Happening}. */
public sealed interface Trigger permits Action, Happening {}
