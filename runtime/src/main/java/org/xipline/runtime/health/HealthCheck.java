package org.xipline.runtime.health;

/** Something that can say how it is. */
public interface HealthCheck {

  /** What it is called, among those of one process. */
  String name();

  /** How it is now. Answers at once, from what is known: it asks nobody, and may be asked often. */
  Health health();
}
