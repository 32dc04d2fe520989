package org.xipline.convert.address;

import java.util.ArrayList;
import java.util.List;
import org.xipline.schemas.property.Values;

/**
 * A field of addresses by the grammar of RFC 5322, obsolete forms included, and whom it names.
 *
 * @param addresses as plain as they can be written
 */
record AnyAddressField(String text, List<String> addresses) {
  private static final String ATOM_TEXT = "abcxyzABC0129!#$%&'*+/=?^_`{|}~-";

  static AnyAddressField from(Values values) {
    var text = new StringBuilder();
    List<String> addresses = new ArrayList<>();
    for (AnyAddressField element : values.list(1, 4, AnyAddressField::element)) {
      text.append(text.isEmpty() ? "" : comma(values)).append(element.text());
      addresses.addAll(element.addresses());
    }
    return new AnyAddressField(text.toString(), addresses);
  }

  private static AnyAddressField element(Values values) {
    return values.integer(0, 4) == 0 ? group(values) : mailbox(values);
  }

  private static AnyAddressField group(Values values) {
    var text = new StringBuilder(phrase(values)).append(space(values)).append(':');
    List<String> addresses = new ArrayList<>();
    for (AnyAddressField member : values.list(0, 3, AnyAddressField::mailbox)) {
      text.append(addresses.isEmpty() ? "" : comma(values)).append(member.text());
      addresses.addAll(member.addresses());
    }
    text.append(addresses.isEmpty() ? space(values) : "").append(';').append(space(values));
    return new AnyAddressField(text.toString(), addresses);
  }

  private static AnyAddressField mailbox(Values values) {
    AnyAddressField address = address(values);
    return switch (values.integer(0, 3)) {
      case 0 -> address;
      case 1 ->
          new AnyAddressField(
              space(values) + "<" + route(values) + address.text() + ">" + space(values),
              address.addresses());
      default ->
          new AnyAddressField(
              phrase(values) + space(values) + "<" + address.text() + ">" + space(values),
              address.addresses());
    };
  }

  private static AnyAddressField address(Values values) {
    var text = new StringBuilder(space(values));
    var local = new StringBuilder();
    String dot = "";
    for (String word : values.list(1, 3, AnyAddressField::localWord)) {
      text.append(space(values)).append(dot).append(space(values)).append(word);
      local.append(dot).append(content(word));
      dot = ".";
    }
    text.append(space(values)).append('@').append(space(values));
    String domain = values.integer(0, 5) == 0 ? literal(values) : domain(values, text);
    text.append(domain.startsWith("[") ? domain : "").append(space(values));
    return new AnyAddressField(text.toString(), List.of(plain(local.toString()) + "@" + domain));
  }

  /** Appends a domain, and returns it without its comments. */
  private static String domain(Values values, StringBuilder text) {
    var domain = new StringBuilder();
    for (String label : values.list(1, 3, AnyAddressField::label)) {
      String dot = domain.isEmpty() ? "" : ".";
      text.append(dot.isEmpty() ? "" : space(values) + dot + space(values)).append(label);
      domain.append(dot).append(label);
    }
    return domain.toString();
  }

  private static String label(Values values) {
    return values.text(1, 8, 'a', 'z');
  }

  private static String literal(Values values) {
    return values.oneOf("[192.0.2.7]", "[IPv6:2001:db8::1]", "[x400:c=us]");
  }

  private static String route(Values values) {
    return values.integer(0, 3) > 0
        ? ""
        : values.oneOf("@relay.example:", "@a.example,@b.example:", "@a.example, ,@b.example: ");
  }

  private static String localWord(Values values) {
    return values.integer(0, 2) > 0 ? atom(values) : quoted(values);
  }

  private static String phrase(Values values) {
    return String.join(
        values.oneOf(" ", "  ", " (x) ", "\t"),
        values.list(1, 3, one -> one.flag() ? atom(one) : quoted(one)));
  }

  private static String atom(Values values) {
    return String.join(
        "",
        values.list(
            1,
            5,
            one -> {
              int at = one.integer(0, ATOM_TEXT.length() - 1);
              return ATOM_TEXT.substring(at, at + 1);
            }));
  }

  private static String quoted(Values values) {
    return "\""
        + String.join(
            "",
            values.list(
                0,
                4,
                one ->
                    one.oneOf("a", "Z", "7", ".", "@", ",", " ", "(", "<", "\\\"", "\\\\", "\\a")))
        + "\"";
  }

  private static String content(String word) {
    return word.startsWith("\"")
        ? word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1")
        : word;
  }

  /** A local part in quotes only if it needs them. */
  private static String plain(String content) {
    return content.matches("[^ @,()<>\\\\\":;\\[\\]]+")
        ? content
        : "\"" + content.replaceAll("([\\\\\"])", "\\\\$1") + "\"";
  }

  private static String comma(Values values) {
    return space(values) + values.oneOf(",", ",", ", ", ",,", ", ,") + space(values);
  }

  private static String space(Values values) {
    return values.oneOf(
        "", "", "", " ", "\t ", "(comment)", " (a \\) (nested, <b@c.example>) one) ");
  }
}
