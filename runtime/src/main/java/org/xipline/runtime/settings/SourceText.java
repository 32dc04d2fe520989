package org.xipline.runtime.settings;

/**
 * What a source says of a key.
 *
 * @param value the text
 * @param source as an operator would look for it
 */
record SourceText(String value, String source) {}
