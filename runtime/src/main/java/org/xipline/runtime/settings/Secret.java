package org.xipline.runtime.settings;

/**
 * A text that is shown to nobody: neither logs nor problems hold it.
 *
 * @param reveal the text
 */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "(hidden)";
  }
}
