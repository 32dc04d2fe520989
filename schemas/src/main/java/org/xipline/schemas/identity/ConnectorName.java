package org.xipline.schemas.identity;

import java.util.regex.Pattern;

/**
 * The unique name of a connector, as an operator gave it.
 *
 * @param value 1 to 64 letters, digits, {@code . _ -}, beginning with a letter or digit
 */
public record ConnectorName(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public ConnectorName {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a connector name must have 1 to 64 letters, digits, '.', '_' or '-', and begin with a"
              + " letter or digit; not: "
              + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
